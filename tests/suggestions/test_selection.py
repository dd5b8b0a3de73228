"""Which reports are read for the places of a report."""

import pytest

from articles.suggestions.places import places_in
from articles.suggestions.rarity import Rarity
from articles.suggestions.selection import in_turns, nearest, weights_of, weights_of_report
from articles.terms.profile import profile
from tests.suggestions.tales import TODAY, marked


def asked(text, **said):
    rarity = Rarity(1000, {"haushalt": 500, "pegel": 10, "zirkus": 10})
    said = {"headline": "Laterne", **said}
    return weights_of(profile(**said), places_in(marked(text), TODAY), rarity)


def test_the_sentence_counts_more_than_the_report_and_a_rare_word_more_than_a_frequent_one():
    (weights,) = asked("Der Pegel im Haushalt (##) stieg. Der Zirkus kam.")

    assert weights["pegel"] > weights["zirkus"] > weights["haushalt"]
    assert weights["pegel"] > weights["latern"]


def test_each_place_asks_for_its_own_and_for_what_the_report_says():
    first, second = asked("Der Pegel (##).</p><p>Der Zirkus (##).")

    assert ("pegel" in first, "pegel" in second) == (True, False)
    assert ("zirkus" in first, "zirkus" in second) == (False, True)
    assert first["latern"] == second["latern"] > 0


def test_a_report_is_asked_for_by_the_kicker_that_the_sentence_names():
    (weights,) = asked("Die Grafik in Moers (##).")

    assert weights["kicker:moers"] > weights["latern"]
    assert "kicker:latern" not in weights


def test_the_report_as_a_whole_asks_for_what_it_is_about_and_not_for_what_a_place_says():
    asking = profile(headline="Laterne", tags=["Licht"], body=marked("Der Pegel (##)."))

    weights = weights_of_report(asking, Rarity(1000, {}))

    assert weights["latern"] > 0
    assert weights["tag:licht"] > weights["latern"]
    assert "pegel" not in weights


def test_a_word_of_both_counts_as_where_it_counts_more():
    (weights,) = asked("Der Laterne (##).")
    (alone,) = asked("Nichts (##).")

    assert weights["latern"] > alone["latern"]


@pytest.mark.parametrize(
    ("number", "ids"),
    [(9, [4, 3, 2, 1]), (2, [4, 3]), (0, [])],
)
def test_the_nearest_share_the_most_and_newer_ones_come_before_older(number, ids):
    weights = {"pegel": 2.0, "wehr": 1.0, "rest": 0.0}
    holders = {"pegel": [1, 2, 3], "wehr": [3, 4, 4, 4], "rest": [9], "other": [9]}

    assert nearest(weights, holders, number) == ids


def test_the_nearest_of_each_place_come_in_turns_and_once():
    assert in_turns([[1, 2, 3], [3, 4], [], [5, 1]]) == [1, 3, 5, 2, 4]
