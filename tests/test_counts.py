"""Numbers of reports: the rows the acts keep agree with a count from scratch, at every moment."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from articles import counts, workflow
from articles.models import Article, MonthlyCount
from articles.moments import month_of
from articles.roles import Role
from articles.vocabulary import CountedBy
from tests.makers import (
    make_adopted,
    make_district,
    make_municipality,
    make_released,
    make_section,
    make_tag,
    make_user,
)

DAY = timedelta(days=1)
JANUARY = datetime(2026, 1, 20, 11, tzinfo=UTC)
MARCH = datetime(2026, 3, 3, 11, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def counted(kind, key, at):
    return counts.reports_by_month(kind, key, at)


def from_scratch(at, **lookup):
    reports = Article.objects.published(at).filter(**lookup)
    return dict(sorted(Counter(month_of(a.publish_at) for a in reports).items()))


def rows():
    fields = ("counted_by", "key", "month", "reports")
    return set(MonthlyCount.objects.filter(reports__gt=0).values_list(*fields))


def test_a_closed_month_is_read_from_its_row_and_the_open_one_counted():
    make_adopted(at=JANUARY)
    make_adopted(at=MARCH)

    assert counted(CountedBy.ALL, 0, MARCH) == from_scratch(MARCH)
    assert list(counted(CountedBy.ALL, 0, MARCH).values()) == [1, 1]


def test_a_planned_report_counts_from_its_second_on():
    make_released(now=MARCH, at=MARCH + DAY)

    assert counted(CountedBy.ALL, 0, MARCH + DAY - timedelta(seconds=1)) == {}
    assert sum(counted(CountedBy.ALL, 0, MARCH + DAY).values()) == 1


def test_a_report_planned_for_next_month_counts_once_that_month_is_over():
    make_released(now=JANUARY, at=MARCH)

    assert counted(CountedBy.ALL, 0, JANUARY + DAY) == {}
    assert counted(CountedBy.ALL, 0, MARCH + 40 * DAY) == from_scratch(MARCH + 40 * DAY)


def test_a_report_that_ended_by_the_clock_no_longer_counts():
    make_released(now=JANUARY, until=MARCH)

    assert sum(counted(CountedBy.ALL, 0, MARCH - timedelta(seconds=1)).values()) == 1
    assert counted(CountedBy.ALL, 0, MARCH) == {}


def test_each_thing_is_counted_for_itself():
    town, tag, section = make_municipality(), make_tag(), make_section("Portale")
    make_adopted(at=JANUARY, municipalities=[town], tags=[tag], section=section)
    make_adopted(at=JANUARY, tags=[tag])

    at = MARCH
    assert sum(counted(CountedBy.MUNICIPALITY, town.pk, at).values()) == 1
    assert sum(counted(CountedBy.TAG, tag.pk, at).values()) == 2
    assert sum(counted(CountedBy.SECTION, section.pk, at).values()) == 1


@pytest.mark.parametrize("at", [JANUARY, MARCH], ids=["open month", "closed month"])
def test_a_report_counts_once_in_the_area_of_each_district_that_it_is_about(at):
    one, away = make_district(), make_district(key="05002", name="Anderkreis")
    towns = [make_municipality() for _ in range(3)]
    elsewhere = make_municipality(district=away)
    make_adopted(at=JANUARY, municipalities=[*towns, elsewhere], districts=[one])
    make_adopted(at=JANUARY, municipalities=towns[:1])
    make_adopted(at=JANUARY, districts=[one])
    make_adopted(at=JANUARY)

    assert counts.reports_by_key(CountedBy.AREA, at) == {one.pk: 3, away.pk: 1}
    assert counts.reports_by_key(CountedBy.AREA, at, 2025) == {}


def test_a_month_is_berlin_s():
    new_year = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    make_adopted(at=new_year)

    assert [f"{month:%Y-%m}" for month in counted(CountedBy.ALL, 0, MARCH)] == ["2026-01"]


def test_whatever_the_desk_does_the_rows_are_those_of_a_recount():
    author, chief = make_user(Role.AUTHOR), make_user(Role.CHIEF)
    town = make_municipality()
    other = make_municipality(district=make_district(key="05002", name="Anderkreis"))
    article = make_released(now=JANUARY, municipalities=[town], tags=[make_tag()])
    workflow.save(article, {"municipalities": [other], "tags": []}, by=author, now=JANUARY)
    workflow.submit(article, by=author, now=JANUARY)
    workflow.release(article, by=chief, now=JANUARY + DAY)
    gone = make_released(now=JANUARY, municipalities=[town])
    workflow.withdraw(gone, by=chief, now=JANUARY + DAY)
    back = make_released(now=JANUARY, municipalities=[town])
    workflow.withdraw(back, by=chief, now=JANUARY + DAY)
    workflow.restore(back, by=chief, now=JANUARY + 2 * DAY)
    moved = make_released(now=JANUARY, at=JANUARY + 10 * DAY)
    workflow.reschedule(moved, by=chief, at=MARCH, now=JANUARY)
    kept = rows()

    counts.recount()

    assert {kind for kind, *__ in kept} >= {CountedBy.MUNICIPALITY, CountedBy.AREA}
    assert rows() == kept
    assert counted(CountedBy.MUNICIPALITY, town.pk, MARCH + 60 * DAY) == from_scratch(
        MARCH + 60 * DAY, municipalities=town
    )
