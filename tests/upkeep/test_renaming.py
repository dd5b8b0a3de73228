"""“Renamed from”: one act, right on the days around it, and the reports that say the old name."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles.moments import berlin_day
from articles.roles import Role
from articles.upkeep.renaming import rename, reports_with
from tests.makers import (
    NOON,
    make_article,
    make_institution,
    make_released,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = berlin_day(NOON)


@pytest.fixture
def house():
    return make_institution(name="Ministerium für Altes", short_name="MAX")


def renamed(house, on=DAY, by=None):
    by = by or make_user()
    return rename(house, name="Ministerium für Neues", abbreviation="MNX", on=on, by=by, at=NOON)


def test_the_old_name_ends_on_the_day_on_which_the_new_one_begins(house):
    renamed(house)

    assert house.name_on(DAY - timedelta(days=1)).abbreviation == "MAX"
    assert house.name_on(DAY).abbreviation == "MNX"


@pytest.mark.parametrize(("on", "short"), [(DAY, "MNX"), (DAY + timedelta(days=1), "MAX")])
def test_the_house_bears_the_new_name_once_the_day_has_come(house, on, short):
    renamed(house, on=on)

    house.refresh_from_db()
    assert house.short_name == short


def test_a_house_with_a_single_name_gets_its_first_era(house):
    house.names.all().delete()

    renamed(house)

    eras = [(era.abbreviation, era.valid_to) for era in house.names.all()]
    assert eras == [("MAX", DAY), ("MNX", None)]


def test_a_day_before_the_running_name_is_refused_at_the_field(house):
    renamed(house, on=DAY)

    with pytest.raises(ValidationError) as error:
        renamed(house, on=DAY)

    assert "on" in error.value.message_dict


def test_only_who_may_change_institutions_renames(house):
    with pytest.raises(PermissionDenied):
        renamed(house, by=make_user(Role.AUTHOR))


def test_drafts_and_planned_reports_with_the_old_name_are_listed(house):
    old = house.names.get()
    draft = make_article(body="<p>Das MAX zahlt.</p>")
    planned = make_released(
        at=NOON + timedelta(days=2), body="<p>Sprecher des Ministeriums für Altes.</p>"
    )
    make_released(body="<p>Das MAX zahlte.</p>")  # public already
    make_article(body="<p>MAXimal viel.</p>")

    found = reports_with(old, since=DAY, at=NOON)

    assert {article.pk for article in found} == {draft.pk, planned.pk}


def test_a_report_for_the_archive_keeps_the_name_of_its_day(house):
    make_article(body="<p>Das MAX zahlt.</p>", desk={"original_on": date(2020, 1, 1)})

    assert reports_with(house.names.get(), since=DAY, at=NOON) == []
