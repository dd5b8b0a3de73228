"""Tests of settling all open places of a report together, and of pre-selection."""

from dataclasses import replace

import pytest

from articles.suggestions.assignment import assigned
from articles.suggestions.confidence import ENOUGH, confidence
from articles.suggestions.places import Place
from articles.suggestions.scoring import WEIGHTS, Reasons
from articles.suggestions.spans import spans
from tests.suggestions.tales import TODAY, report

PLACE = Place(0, "", {}, {})


def reasons(id, score, **features):
    """A candidate with that score, most of it by the words of the sentence."""
    features = dict.fromkeys(WEIGHTS, 0.0) | {"sentence": score / WEIGHTS["sentence"]} | features
    return Reasons(report(id), features)


def settled(*rankings):
    """The first candidate of each place, by the scores of its candidates by id."""
    asked = [
        (replace(PLACE, position=at), sorted((reasons(*pair) for pair in row.items()), key=_order))
        for at, row in enumerate(rankings)
    ]
    return [offers.ranked[0].candidate.id if offers.ranked else None for offers in assigned(asked)]


def _order(each):
    return -each.score, each.candidate.id


@pytest.mark.parametrize(
    ("rankings", "firsts"),
    [
        ([{1: 4.0, 2: 3.0}], [1]),
        ([{1: 4.0, 2: 3.0}, {1: 3.9, 2: 2.0}], [2, 1]),
        ([{1: 4.0, 2: 3.9}, {1: 4.0, 2: 2.0}], [2, 1]),
        ([{1: 4.0, 2: 1.0}, {1: 2.0, 2: 1.9}], [1, 2]),
        ([{1: 4.0}, {1: 3.0}], [1, 1]),
        ([{}], [None]),
        ([{1: 4.0, 2: 3.0}, {}], [1, None]),
    ],
)
def test_the_best_sum_is_offered(rankings, firsts):
    assert settled(*rankings) == firsts


def test_a_place_without_a_good_target_does_not_take_one_from_another():
    # The second place would gain more by the first report than the first place would lose.
    assert settled({1: 3.9, 2: 3.0}, {1: 1.85, 2: 0.9}) == [1, 2]


def test_no_report_is_pre_selected_twice():
    rows = [(replace(PLACE, position=at), [reasons(1, 4.0), reasons(2, 0.9)]) for at in range(4)]

    chosen = [offers.preselected for offers in assigned(rows)]

    assert [each.candidate.id for each in chosen if each] == [1]


def test_many_places_are_settled_quickly_and_never_with_the_same_report():
    rows = [
        (replace(PLACE, position=at), [reasons(n, 4.0 - n / 100) for n in range(1, 12)])
        for at in range(9)
    ]

    chosen = [offers.preselected for offers in assigned(rows)]

    ids = [each.candidate.id for each in chosen if each]
    assert len(ids) == len(set(ids))


def test_of_many_places_the_surest_takes_first():
    rows = [
        (replace(PLACE, position=at), [reasons(1, 2.0 + at), reasons(50 + at, 1.6)])
        for at in range(8)
    ]

    firsts = [offers.ranked[0].candidate.id for offers in assigned(rows)]

    assert firsts == [50, 51, 52, 53, 54, 55, 56, 1]


def test_what_another_place_gets_stays_in_the_list():
    rows = [
        (PLACE, [reasons(1, 4.0), reasons(2, 2.0)]),
        (replace(PLACE, position=1), [reasons(1, 3.0), reasons(2, 2.5)]),
    ]

    _, second = assigned(rows)

    assert [each.candidate.id for each in second.ranked] == [2, 1]


# --- pre-selection ----------------------------------------------------------


def test_a_clear_lead_is_pre_selected_and_a_close_race_is_not():
    clear = [reasons(1, 3.0), reasons(2, 1.0)]
    close = [reasons(1, 3.0), reasons(2, 2.9)]

    assert confidence(PLACE, clear) >= ENOUGH
    assert confidence(PLACE, close) < ENOUGH


def test_kicker_and_topic_alone_never_pre_select():
    only_around = [reasons(1, 0.0, subject=1.0, kicker=1.0, tags=1.0, things=1.0, nearby=1.0)]

    assert confidence(PLACE, only_around) == 0


def test_a_fitting_time_is_only_a_bonus():
    only_time = [reasons(1, 0.0, time=1.0, subject=1.0, tags=1.0)]

    assert confidence(PLACE, only_time) == 0


def test_a_time_that_does_not_fit_makes_doubtful():
    dated = replace(PLACE, spans=tuple(spans("im Herbst 2021", TODAY)))
    ranking = [reasons(1, 2.0), reasons(2, 0.8)]

    assert confidence(dated, ranking) < confidence(PLACE, ranking)


def test_a_rival_that_another_place_gets_is_none():
    ranking = [reasons(1, 3.0), reasons(2, 2.9)]

    assert confidence(PLACE, ranking, taken={2}) > confidence(PLACE, ranking)


def test_below_the_threshold_weak_ones_are_listed_and_none_is_pre_selected():
    (offers,) = assigned([(PLACE, [reasons(1, 0.5), reasons(2, 0.4)])])

    assert offers.preselected is None
    assert len(offers.ranked) == 2
