"""Tests of reasons in words."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from articles.suggestions.reasons import distance, in_words
from tests.suggestions.tales import TODAY, ranking, report


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "the same day"),
        (1, "1 day before"),
        (13, "13 days before"),
        (30, "1 month before"),
        (122, "4 months before"),
        (500, "16 months before"),
        (730, "2 years before"),
        (3 * 365, "3 years before"),
    ],
)
def test_the_distance_is_told_in_the_unit_people_use(days, words):
    assert distance(TODAY - timedelta(days), TODAY) == words


def test_the_reasons_name_what_both_share():
    things = ["municipality:7", "award:3", "federal_state:1"]
    candidate = report(1, "2024-02-12", headline="Preis für die Mole", things=things)

    (best,) = ranking("Den Preis für die Mole gab es im Februar (##).", [candidate], things=things)

    assert in_words(best, TODAY) == [
        "same municipality",
        "same award",
        "in both: Mole, Preis",
        "the time named fits",
        "4 months before",
    ]


def test_the_land_is_a_reason_only_where_no_town_is():
    candidate = report(1, headline="Gesetz", things=["federal_state:1"])

    (best,) = ranking("Das gilt (##).", [candidate], things=["federal_state:1"])

    assert in_words(best, TODAY)[0] == "same Land"


def test_there_is_always_at_least_the_distance():
    (best,) = ranking("Das gilt (##).", [report(1, headline="Mole")])

    assert in_words(best, TODAY) == ["13 months before"]
