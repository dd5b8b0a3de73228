"""The registers on the desk: eras in one form, wins in one form, names of the day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from articles import counts
from articles.models import Institution, InstitutionName
from articles.moments import berlin_day, now
from articles.roles import Role
from articles.vocabulary import CountedBy
from tests.makers import (
    NOON,
    make_adopted,
    make_district,
    make_institution,
    make_municipality,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = date(2021, 12, 8)


@pytest.fixture
def house():
    return make_institution(name="Altes Haus", short_name="AH")


@pytest.fixture
def desk(client):
    client.force_login(make_user(role=Role.CHIEF))
    return client


def posted(desk, house, eras, **fields):
    """Send the form of an institution with these eras: (pk or "", name, from, to)."""
    data = {"key": house.key, "kind": house.kind, "name": house.name} | fields
    data |= {"verification": "unchecked"}
    there = sum(1 for pk, *__ in eras if pk)
    counts = {"names-TOTAL_FORMS": len(eras), "names-INITIAL_FORMS": there}
    for number, (pk, name, start, end) in enumerate(eras):
        row = {"id": pk, "institution": house.pk, "name": name, "abbreviation": name[:2]}
        row |= {"verification": "unchecked", "valid_from": start or "", "valid_to": end or ""}
        data |= {f"names-{number}-{key}": value for key, value in row.items()}
    data |= counts | {"succeeded_by-TOTAL_FORMS": 0, "succeeded_by-INITIAL_FORMS": 0}
    return desk.post(reverse("admin:articles_institution_change", args=[house.pk]), data)


def eras_of(house):
    return [(era.name, era.valid_from, era.valid_to) for era in house.names.all()]


def test_an_era_is_ended_and_the_next_one_begun_in_one_form(desk, house):
    old = house.names.get()

    answer = posted(desk, house, [(old.pk, "Altes Haus", None, DAY), ("", "Neues Haus", DAY, None)])

    assert answer.status_code == 302
    assert eras_of(house) == [("Altes Haus", None, DAY), ("Neues Haus", DAY, None)]
    house.refresh_from_db()
    assert (house.name, house.short_name) == ("Neues Haus", "Ne")


def test_the_border_between_two_eras_moves_in_either_direction(desk, house):
    old = house.names.get()
    posted(desk, house, [(old.pk, "Altes Haus", None, DAY), ("", "Neues Haus", DAY, None)])
    new = house.names.last()

    for border in (DAY + timedelta(days=9), DAY - timedelta(days=9)):
        eras = [(old.pk, "Altes Haus", None, border), (new.pk, "Neues Haus", border, None)]
        assert posted(desk, house, eras).status_code == 302
        assert eras_of(house)[0][2] == border


@pytest.mark.parametrize(
    ("first_to", "second_from"),
    [(None, DAY), (DAY + timedelta(days=1), DAY), (None, None)],
)
def test_eras_that_overlap_are_refused_in_words(desk, house, first_to, second_from):
    old = house.names.get()
    eras = [(old.pk, "Altes Haus", None, first_to), ("", "Neues Haus", second_from, None)]

    answer = posted(desk, house, eras)

    assert answer.status_code == 200
    assert "Für diese Tage gilt schon ein anderer Name." in answer.content.decode()
    assert eras_of(house) == [("Altes Haus", None, None)]


def test_the_desk_reads_the_name_of_today(desk, house):
    old = house.names.get()
    InstitutionName.objects.filter(pk=old.pk).update(valid_to=berlin_day(now()))
    InstitutionName.objects.create(
        institution=house, name="Neues Haus", abbreviation="NH", valid_from=berlin_day(now())
    )

    listed = desk.get(reverse("admin:articles_institution_changelist")).content.decode()

    assert "Neues Haus" in listed
    assert "Altes Haus" not in listed


def test_a_house_with_a_name_of_today_is_renamed_by_its_eras_only(desk, house):
    old = house.names.get()

    posted(desk, house, [(old.pk, "Altes Haus", None, None)], name="Getippt")

    assert Institution.objects.get(pk=house.pk).name == "Altes Haus"


def test_a_town_put_into_another_district_takes_its_reports_along(desk):
    town, away = make_municipality(), make_district(key="05002", name="Anderkreis")
    make_adopted(municipalities=[town])
    fields = {"ags": town.ags, "name": town.name, "kind": town.kind, "district": away.pk}

    answer = desk.post(
        reverse("admin:articles_municipality_change", args=[town.pk]),
        fields | {"federal_state": town.federal_state_id},
    )

    assert answer.status_code == 302
    assert counts.reports_by_key(CountedBy.AREA, NOON + timedelta(days=60)) == {away.pk: 1}


def test_a_form_begins_with_the_name_and_ends_with_the_note(desk, house):
    form = desk.get(reverse("admin:articles_institution_change", args=[house.pk]))

    fields = [
        name
        for _title, options in form.context_data["adminform"].fieldsets
        for name in options["fields"]
    ]
    assert (fields[:2], fields[-1]) == (["name", "short_name"], "note")
