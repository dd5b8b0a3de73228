"""Tests of the rules by which earlier reports are ranked, each by a small invented case."""

import random

import pytest

from articles.suggestions.places import place_of
from articles.suggestions.rarity import Rarity
from articles.suggestions.scoring import WEIGHTS, Question, among, possible_parts, ranked
from tests.suggestions.tales import first, ranking, report

#: Reports about other things, so that rare and common words can be told apart.
OTHERS = [
    report(901, kicker="Quellheim", headline="Chor probt hybrid", lead="Der Chor singt im Netz."),
    report(902, kicker="Sandtal", headline="Taxi auf Zuruf", lead="Das Taxi kommt nach Bedarf."),
    report(903, kicker="Erlenau", headline="Mehr Bänke", lead="Die Stadt stellt Bänke auf."),
]

# Each row: the sentence, the right report, the wrong one.
RULES = {
    "the words of the sentence decide": (
        "Gemessen wird der Pegel am Wehr (##).",
        {"headline": "Pegel am Wehr", "lead": "Am Wehr wird der Pegel gemessen."},
        {"headline": "Gießplan", "lead": "Linden bekommen Wasser nach Plan."},
    ),
    "inflected words are the same words": (
        "Die verteilten Leihfahrräder (##) werden genutzt.",
        {"headline": "Ein Leihfahrrad für jeden", "lead": "Die Stadt verteilt Räder."},
        {"headline": "Roller", "lead": "Die Stadt verbietet Roller."},
    ),
    "a compound and its parts belong together": (
        "Der Ausbau der Werkstatt (##) beginnt.",
        {"headline": "Löten", "lead": "Eine Orgelwerkstatt hat eröffnet."},
        {"headline": "Singen", "lead": "Eine Orgelschule hat eröffnet."},
    ),
    "an abbreviation stands for the full name": (
        "Zuständig ist der CDO (##).",
        {"headline": "Neues Amt", "lead": "Die Stadt gründet ein Central Data Office."},
        {"headline": "Neues Haus", "lead": "Die Stadt gründet ein Museum."},
    ),
    "different words for the same idea meet": (
        "Der Probelauf (##) ist zu Ende.",
        {"headline": "Fähre im Test", "lead": "Ein Pilotprojekt beginnt."},
        {"headline": "Fähre im Dock", "lead": "Eine Reparatur steht an."},
    ),
    "the same number is a sign": (
        "Die 4.310 Linden (##) wachsen.",
        {"headline": "Bäume", "lead": "4310 Bäume stehen in der Liste."},
        {"headline": "Bäume", "lead": "1287 Bäume stehen in der Liste."},
    ),
    "what stands in headline and lead counts more than what stands below": (
        "Neu ist die Orgel (##).",
        {"headline": "Orgel spielt allein", "body": "<p>Ein Konzert.</p><p>Am Abend.</p>"},
        {"headline": "Konzert am Abend", "body": "<p>Ein Konzert.</p><p>Mit Orgel.</p>"},
    ),
    "the sentence before helps where the sentence is vague": (
        "Am Hafen wiegt eine Waage die Kutter. Das war lange geplant (##).",
        {"headline": "Kutter auf der Waage", "lead": "Der Hafen bestellt."},
        {"headline": "Blumen auf dem Markt", "lead": "Der Markt bestellt."},
    ),
}


@pytest.mark.parametrize(("text", "right", "wrong"), RULES.values(), ids=RULES)
def test_the_right_report_comes_first(text, right, wrong):
    candidates = [report(1, **wrong), report(2, **right), *OTHERS]

    assert first(text, candidates) == 2


def test_the_report_of_the_same_kicker_and_topic_goes_before_another_of_the_same_words():
    here = report(2, kicker="Sandtal", headline="Neue Waage", tags=["Handel"])
    there = report(1, kicker="Quellheim", headline="Neue Waage", tags=["Sport"])

    best = first(
        "Die Waage (##) zeigt es.", [there, here, *OTHERS], kicker="Sandtal", tags=["Handel"]
    )

    assert best == 2


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Nach Bad Ems (##) folgt Prüm.", True),
        ("Nach dem Ort Ems (##) folgt Prüm.", False),
        ("Nach Prüm (##) folgt Bad Ems (##).", False),
        (f"Nach Prüm {'und vielen anderen Orten ' * 9} folgt Bad Ems (##).", True),
    ],
)
def test_a_report_whose_kicker_the_sentence_names_is_preferred(text, is_named):
    (reasons,) = ranking(text, [report(1, kicker="Bad Ems", headline="Pegel am Wehr")])

    assert reasons.features["title"] == is_named


def test_a_thing_that_the_sentence_names_goes_before_one_of_the_same_name():
    right = report(2, headline="Altenbrück zählt Räder", things=["municipality:7"])
    wrong = report(1, headline="Altenbrück zählt Räder", things=["municipality:8"])

    best = first(
        "In Altenbrück (##) wird gezählt.",
        [wrong, right, *OTHERS],
        named=["municipality:7"],
        things=["municipality:7"],
    )

    assert best == 2


def test_a_report_that_names_nine_towns_is_about_none_of_them():
    about = report(2, headline="Stadt zählt", things=["municipality:1"])
    listing = report(1, headline="Stadt zählt", things=[f"municipality:{n}" for n in range(9)])

    best = first("Die Stadt (##).", [listing, about], named=["municipality:1"])

    assert best == 2


def test_a_rare_word_says_more_than_a_common_one():
    common = [report(n, headline="Stadt plant", lead="Stadt und Plan.") for n in range(10, 20)]
    rare = report(2, headline="Glockenspiel")

    assert first("Der Plan der Stadt für das Glockenspiel (##).", [*common, rare]) == 2


@pytest.mark.parametrize(
    ("when", "best"),
    [("im Sommer 2021", 1), ("im vergangenen Herbst", 2), ("vor knapp drei Jahren", 1)],
)
def test_a_time_in_the_sentence_is_a_bonus(when, best):
    candidates = [
        report(1, "2021-07-20", headline="Preis für die Mole"),
        report(2, "2023-10-04", headline="Preis für die Mole"),
    ]

    assert first(f"Den Preis für die Mole gab es {when} (##).", candidates) == best


def test_rare_words_that_both_reports_say_anywhere_tell_of_the_same_story():
    said = "<p>Die Waage steht. Das berichtet Undine Kropp.</p>"
    same = report(2, headline="Neue Waage", body=said)
    other = report(1, headline="Neue Waage", body="<p>Die Waage steht. Das berichtet ein Amt.</p>")
    text = "Die Waage (##) steht.</p><p>Das meldet Undine Kropp."

    best, next_best = ranking(text, [other, same, *OTHERS])[:2]

    assert (best.candidate.id, next_best.candidate.id) == (2, 1)
    assert best.features["story"] > next_best.features["story"]


def test_of_two_alike_the_more_recent_is_meant():
    candidates = [
        report(1, "2019-05-10", headline="Preis für die Mole"),
        report(2, "2023-05-10", headline="Preis für die Mole"),
    ]

    assert first("Den Preis für die Mole (##) kennen alle.", candidates) == 2


@pytest.mark.parametrize(
    ("term", "reports", "rarity"),
    [("§prize", 900, 0.3), ("§prize", 0, 0.6), ("preis", 999, 0.02), ("preis", 0, 1.0)],
)
def test_an_idea_that_is_everywhere_still_says_something(term, reports, rarity):
    assert Rarity(999, {term: reports}).of(term) == rarity


def test_a_time_that_fits_nothing_leaves_all_candidates():
    candidates = [report(1, headline="Preis für die Mole"), *OTHERS]

    assert first("Den Preis für die Mole gab es 2009 (##).", candidates) == 1


def test_a_report_that_only_refers_to_the_thing_is_not_the_origin():
    origin = report(1, "2022-01-10", headline="Verein für die Mole gegründet")
    later = report(
        2,
        "2023-01-10",
        headline="Hafenfest",
        body='<p>Der Verein für die Mole (<span data-reference="open" data-key="a">'
        "wir berichteten</span>) lädt ein. Es gibt Fisch.</p>",
    )

    assert first("Dazu rät der Verein für die Mole (##).", [origin, later, *OTHERS]) == 1


def test_the_report_to_which_others_refer_for_the_same_thing_is_preferred():
    first_one = report(1, headline="Verein für die Mole")
    second_one = report(3, headline="Verein für die Mole")
    echo = (
        '<p>Der Verein (<span data-reference="1" data-key="a">wir berichteten</span>) lädt ein.</p>'
    )
    later = report(2, headline="Fest", body=echo, refers_to=[1])

    reasons = ranking("Der Verein (##) hilft.", [second_one, first_one, later, *OTHERS])

    assert reasons[0].candidate.id == 1
    assert reasons[0].features["origin"] > 0


def test_only_older_reports_and_never_itself_are_candidates():
    same_day = report(5, "2024-06-12", headline="Mole")
    later = report(6, "2024-06-13", headline="Mole")
    itself = report(999, "2024-06-01", headline="Mole")

    assert ranking("Die Mole (##).", [same_day, later, itself]) == []


def test_what_stands_around_a_chain_counts_less_for_each_of_its_places():
    candidates = [report(1, kicker="Sandtal", headline="Mole"), *OTHERS]

    alone = ranking("Die Mole (##).", candidates, kicker="Sandtal")[0]
    chained = ranking("Die Mole (##) und das Dach (##).", candidates, kicker="Sandtal")[0]

    assert chained.features["kicker"] == alone.features["kicker"] / 2


def test_ties_go_by_id_and_the_order_of_the_candidates_does_not_matter():
    candidates = [report(n, headline="Pegel am Wehr") for n in range(1, 9)] + OTHERS
    shuffled = random.Random(4).sample(candidates, len(candidates))

    one, other = ranking("Der Pegel (##).", candidates), ranking("Der Pegel (##).", shuffled)

    assert [each.candidate.id for each in one] == [each.candidate.id for each in other]
    assert [each.score for each in one] == [each.score for each in other]
    assert [each.candidate.id for each in one[:8]] == list(range(1, 9))


def test_the_score_is_the_sum_of_what_its_features_say():
    (best, *_) = ranking("Der Pegel am Wehr (##).", [report(1, headline="Pegel am Wehr")])

    assert best.score == pytest.approx(sum(WEIGHTS[k] * v for k, v in best.features.items()))
    assert set(best.features) == set(WEIGHTS)
    assert all(-1 <= value <= 1 for value in best.features.values())


@pytest.fixture
def crowded():
    """A place, the report it means, and many others of which none says anything of it."""
    right = report(500, headline="Pegel am Wehr", lead="Der Pegel steigt.")
    crowd = [report(n, headline=f"Bericht {n}", lead="Etwas anderes.") for n in range(1, 200)]
    source = report(999, "2024-06-12", headline="Wehr")
    place = place_of(report(0, headline="Pegel am Wehr").profile)
    rarity = Rarity.among(each.profile for each in [*crowd, right])
    return Question(source, place, rarity), [*crowd, right]


def test_the_quick_guess_keeps_what_the_exact_score_wants(crowded):
    found = ranked(*crowded)

    assert len(found) == 8
    assert found[0].candidate.id == 500


def test_what_a_search_found_first_is_scored_whatever_the_guess(crowded):
    found = ranked(*crowded, first=[7, 1_000, *range(150, 200)])

    assert {7, *range(150, 161), 500} <= {each.candidate.id for each in found}
    assert len(found) <= 20
    assert found[0].candidate.id == 500


def test_what_all_candidates_have_tells_none_of_them_from_the_others():
    alike = [report(n, headline=f"Pegel am Wehr {n}0", tags=["Fluss"]) for n in range(1, 9)]
    archive = Rarity(100_000, {"pegel": 8, "wehr": 8, "tag:fluss": 8})

    rarity = among(alike, archive)

    assert archive.of("pegel") > 0.75
    assert rarity.of("pegel") == rarity.of("tag:fluss") == pytest.approx(0.14, abs=0.01)
    assert rarity.of("70") == pytest.approx(0.88, abs=0.01)
    assert rarity.of("nirgends") == 1.0


def test_parts_of_a_compound_may_lose_the_letter_that_joins_them():
    assert {"haushalt", "plan", "haushalts"} <= possible_parts("haushaltsplan")
    assert possible_parts("plan") == set()
    assert possible_parts("123456789") == set()
