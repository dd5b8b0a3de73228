"""Names right for their day, initials of one person at a time, winners as their kind says."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import AwardWin, Initials, InstitutionName
from articles.vocabulary import WinnerKind
from tests.makers import (
    make_edition,
    make_institution,
    make_municipality,
    make_person,
)

CHANGE = date(2021, 12, 8)
pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry():
    ministry = make_institution()
    ministry.names.all().delete()
    ministry.names.create(name="Ministerium für Altes", abbreviation="MA", valid_to=CHANGE)
    ministry.names.create(name="Ministerium für Neues", abbreviation="MN", valid_from=CHANGE)
    return ministry


@pytest.mark.parametrize(
    ("day", "abbreviation"),
    [(date(1999, 1, 1), "MA"), (date(2021, 12, 7), "MA"), (CHANGE, "MN"), (date(2026, 1, 1), "MN")],
)
def test_a_ministry_bears_the_name_of_the_day(ministry, day, abbreviation):
    assert ministry.name_on(day).abbreviation == abbreviation


def test_a_day_without_a_known_name_has_none(ministry):
    ministry.names.filter(abbreviation="MA").delete()

    assert ministry.name_on(date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (None, None),
        (date(2021, 12, 7), CHANGE),
        (CHANGE, date(2021, 12, 9)),
        (date(2030, 1, 1), None),
    ],
)
def test_the_database_refuses_names_that_overlap(ministry, valid_from, valid_to):
    with pytest.raises(IntegrityError), transaction.atomic():
        ministry.names.create(name="Dritter", valid_from=valid_from, valid_to=valid_to)


def test_names_of_two_institutions_may_cover_the_same_days(ministry):
    other = make_institution()

    assert other.name_on(CHANGE) is not None


def test_a_period_that_runs_backwards_is_told_at_its_field(ministry):
    name = InstitutionName(
        institution=ministry, name="X", valid_from=CHANGE, valid_to=date(2020, 1, 1)
    )

    with pytest.raises(ValidationError) as refusal:
        name.full_clean()

    assert "valid_to" in refusal.value.message_dict


def test_initials_change_hands_from_one_day_to_the_next():
    thomas, theresa = make_person("Thomas Huber"), make_person("Theresa Hahn")
    thomas.initials.create(initials="th", valid_to=date(2012, 1, 1))
    theresa.initials.create(initials="th", valid_from=date(2012, 1, 1))

    whose = Initials.objects.filter(initials="th")
    assert whose.valid_on(date(2011, 12, 31)).get().person == thomas
    assert whose.valid_on(date(2012, 1, 1)).get().person == theresa


@pytest.mark.parametrize(
    ("signature", "day", "names"),
    [
        ("th", date(2008, 5, 1), ["Thomas Huber"]),
        ("th", date(2024, 5, 1), ["Theresa Hahn"]),
        ("th/ve", date(2024, 5, 1), ["Theresa Hahn", "Vera Ernst"]),
        ("dpa", date(2024, 5, 1), ["dpa"]),
        ("xy", date(2024, 5, 1), []),
    ],
)
def test_initials_name_the_people_of_their_day(signature, day, names):
    make_person("Thomas Huber").initials.create(initials="th", valid_to=date(2012, 1, 1))
    make_person("Theresa Hahn").initials.create(initials="th", valid_from=date(2012, 1, 1))
    make_person("Vera Ernst").initials.create(initials="ve")
    make_person("dpa", is_agency=True).initials.create(initials="dpa")

    people = Initials.objects.people(signature, day)

    assert [person.name for person in people] == names


def test_the_database_refuses_initials_of_two_people_on_one_day():
    make_person("Thomas Huber").initials.create(initials="th")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_person("Theresa Hahn").initials.create(initials="th", valid_from=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("kind", "has_municipality"),
    [(WinnerKind.MUNICIPALITY, False), (WinnerKind.NAME, True), (WinnerKind.DISTRICT, True)],
)
def test_the_database_refuses_a_winner_its_kind_does_not_name(kind, has_municipality):
    win = AwardWin(edition=make_edition(), winner_kind=kind, winner_name="Musterstadt")
    win.municipality = make_municipality() if has_municipality else None

    with pytest.raises(IntegrityError), transaction.atomic():
        win.save()
