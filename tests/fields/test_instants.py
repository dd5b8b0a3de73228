"""Moments typed in Berlin, the two odd nights of three years included."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from articles.fields.instants import SUMMER, WINTER, InstantField

FIELD = InstantField(required=False)
SPRING = {2026: 29, 2027: 28, 2028: 26}
AUTUMN = {2026: 25, 2027: 31, 2028: 29}


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2029-01-18T08:00", datetime(2029, 1, 18, 7, tzinfo=UTC)),
        ("2029-07-18T08:00", datetime(2029, 7, 18, 6, tzinfo=UTC)),
        ("18.01.2029 08:00", datetime(2029, 1, 18, 7, tzinfo=UTC)),
        ("18.01.2029, 08:00", datetime(2029, 1, 18, 7, tzinfo=UTC)),
        ("2026-12-31T23:59", datetime(2026, 12, 31, 22, 59, tzinfo=UTC)),
        ("2028-02-29T12:00", datetime(2028, 2, 29, 11, tzinfo=UTC)),
        ("1990-01-01T01:00", datetime(1990, 1, 1, tzinfo=UTC)),
        ("", None),
    ],
)
def test_wall_clock_becomes_an_instant(typed, instant):
    assert FIELD.clean([typed, ""]) == instant


@pytest.mark.parametrize("year", AUTUMN)
@pytest.mark.parametrize(("which", "utc_hour"), [(SUMMER, 0), (WINTER, 1)])
def test_in_the_autumn_night_both_hours_can_be_meant(year, which, utc_hour):
    typed = f"{year}-10-{AUTUMN[year]}T02:30"

    assert FIELD.clean([typed, which]) == datetime(year, 10, AUTUMN[year], utc_hour, 30, tzinfo=UTC)


@pytest.mark.parametrize("year", AUTUMN)
def test_in_the_autumn_night_the_field_asks_which_hour_is_meant(year):
    with pytest.raises(ValidationError) as refusal:
        FIELD.clean([f"{year}-10-{AUTUMN[year]}T02:00", ""])

    assert refusal.value.code == "twice"


@pytest.mark.parametrize("year", SPRING)
def test_in_the_spring_night_the_field_names_the_next_hour(year):
    with pytest.raises(ValidationError) as refusal:
        FIELD.clean([f"{year}-03-{SPRING[year]}T02:30", ""])

    assert refusal.value.params["next"] == f"{SPRING[year]}.03.{year}, 03:30 MESZ"


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_no_value_that_was_rendered_is_refused(year):
    moment, end = datetime(year, 3, 1, tzinfo=UTC), datetime(year, 11, 5, tzinfo=UTC)
    while moment < end:
        assert FIELD.clean(FIELD.widget.decompress(moment)) == moment
        moment += timedelta(minutes=30)


def test_seconds_survive_an_untouched_form():
    moment = datetime(2026, 3, 3, 11, 0, 7, tzinfo=UTC)

    assert FIELD.clean(FIELD.widget.decompress(moment)) == moment


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0001-01-01T00:00", "bounds"),
        ("9999-12-31T23:30", "bounds"),
        ("1989-12-31T23:59", "bounds"),
        ("2100-01-01T01:00", "bounds"),
        ("2027-02-29T12:00", "invalid"),
        ("morgen", "invalid"),
        ("2026-13-01T00:00", "invalid"),
    ],
)
def test_what_is_no_moment_of_ours_is_refused(typed, code):
    with pytest.raises(ValidationError) as refusal:
        FIELD.clean([typed, ""])

    assert refusal.value.code == code
