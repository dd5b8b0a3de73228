"""What stands in the planner: days and hours of Berlin, gaps and collisions."""

from datetime import UTC, date, datetime, timedelta

import pytest

from articles import planner, workflow
from articles.moments import start_of_day
from articles.vocabulary import PlanKind
from tests.makers import NOON, make_adopted, make_article, make_released, make_user

HOUR = timedelta(hours=1)
MONDAY = date(2026, 3, 9)
pytestmark = pytest.mark.django_db


def at(hour, minute=0, day=MONDAY):
    return start_of_day(day) + timedelta(hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("day", "hours", "twice"),
    [
        (date(2026, 3, 29), 23, 0),
        (date(2026, 10, 25), 25, 1),
        (date(2027, 3, 28), 23, 0),
        (date(2027, 10, 31), 25, 1),
        (date(2028, 3, 26), 23, 0),
        (date(2028, 10, 29), 25, 1),
        (date(2026, 12, 31), 24, 0),
        (date(2028, 2, 29), 24, 0),
    ],
)
def test_a_day_has_the_hours_that_berlin_lives_through(day, hours, twice):
    rows = [slot.row for slot in planner.slots(day)]

    assert len(set(rows)) == hours
    assert rows.count((2, 1)) == twice
    assert ((2, 0) in rows) is (hours != 23)


def test_a_day_shows_what_is_due_appears_ends_and_is_embargoed():
    writer = make_user()
    due = make_article()
    workflow.prepare(due, {"due_on": MONDAY}, by=writer)
    planned = make_released(at=at(9), until=at(20))
    held = make_article()
    workflow.prepare(held, {"embargo_until": at(15), "embargo_source": "Bitkom"}, by=writer)
    make_released(at=start_of_day(MONDAY + timedelta(days=1)))
    make_released(at=start_of_day(MONDAY) - timedelta(seconds=1))

    found = planner.entries(MONDAY, MONDAY, NOON)

    assert [(entry.kind, entry.article.pk) for entry in found] == [
        (PlanKind.DUE, due.pk),
        (PlanKind.RELEASE, planned.pk),
        (PlanKind.EMBARGO, held.pk),
        (PlanKind.WITHDRAWAL, planned.pk),
    ]


def test_a_draft_that_was_released_is_due_no_more():
    article = make_released(at=at(9))
    workflow.prepare(article, {"due_on": MONDAY}, by=make_user())

    assert [e.kind for e in planner.entries(MONDAY, MONDAY, NOON)] == [PlanKind.RELEASE]


@pytest.mark.parametrize(("minutes", "collides"), [(0, True), (4, True), (5, False), (60, False)])
def test_two_releases_within_five_minutes_collide(minutes, collides):
    make_released(at=at(9))
    make_released(at=at(9, minutes))

    assert [e.collides for e in planner.entries(MONDAY, MONDAY, NOON)] == [collides] * 2


def test_what_is_online_already_collides_with_nothing():
    make_adopted(at=at(9))
    make_adopted(at=at(9))

    assert not any(e.collides for e in planner.entries(MONDAY, MONDAY, at(10)))


@pytest.mark.parametrize(
    ("hours", "gaps"),
    [
        ([], [(8, 18)]),
        ([9, 11, 13, 15, 17], []),
        ([9, 11, 14, 16], [(11, 14)]),
        ([7, 19], [(8, 18)]),
        ([8, 10, 12, 14, 16, 18], []),
    ],
)
def test_a_long_silence_on_a_working_day_is_a_gap(hours, gaps):
    for hour in hours:
        make_released(at=at(hour))
    found = planner.entries(MONDAY, MONDAY, NOON)

    assert planner.gaps(found, MONDAY, NOON) == [(at(a), at(b)) for a, b in gaps]


@pytest.mark.parametrize(
    ("day", "now"),
    [
        (date(2026, 3, 14), NOON),  # a Saturday
        (MONDAY, at(9, day=MONDAY + timedelta(days=1))),
        (MONDAY, at(16)),  # two hours are left of the day
        (MONDAY, at(9, day=MONDAY - timedelta(days=8))),  # nobody has planned that far
    ],
)
def test_no_gap_where_nobody_waits_for_news(day, now):
    assert planner.gaps([], day, now) == []


def test_the_rest_of_a_day_is_a_gap_from_now_on():
    assert planner.gaps([], MONDAY, at(13)) == [(at(13), at(18))]


def test_the_year_ends_at_midnight_in_berlin():
    last, first = date(2026, 12, 31), date(2027, 1, 1)
    midnight = datetime(2026, 12, 31, 23, tzinfo=UTC)
    make_released(at=midnight - timedelta(seconds=1))
    make_released(at=midnight)

    found = planner.entries(last, first, NOON)

    assert [entry.day for entry in found] == [last, first]


def test_the_planner_takes_four_queries_however_much_is_planned(django_assert_num_queries):
    for minute in range(20):
        make_released(at=at(9, minute))

    with django_assert_num_queries(4):
        for entry in planner.entries(MONDAY, MONDAY + timedelta(days=6), NOON):
            str((entry.article, entry.article.section, entry.article.assigned_to))
