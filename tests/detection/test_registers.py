"""Recognition reads the registers of the database, and reads them again when they change."""

from datetime import date

import pytest

from articles.detection.entities import Report
from articles.detection.registers import load_registers, recogniser
from articles.models import InstitutionName
from tests.makers import make_award, make_district, make_institution, make_municipality

pytestmark = pytest.mark.django_db


def keys(text):
    report = Report(headline="Neues", lead="", body=text, day=date(2026, 3, 3))
    return {mention.key for mention in recogniser().recognise(report)}


def test_a_town_of_the_register_is_recognised():
    town = make_municipality(name="Musterstadt an der Muster", population=30_000)

    assert keys("In Musterstadt wird gebaut.") == {town.ags}


def test_a_renamed_town_is_recognised_by_its_new_name_at_once():
    town = make_municipality(name="Altnamen", population=30_000)
    assert keys("In Altnamen wird gebaut.") == {town.ags}

    town.name = "Neunamen"
    town.save()

    assert keys("In Altnamen wird gebaut, auch in Neunamen.") == {town.ags}
    assert keys("In Altnamen wird gebaut.") == set()


def test_an_institution_is_recognised_by_the_names_of_all_its_days():
    body = make_institution(key="amt", name="Amt für Neues", short_name="")
    body.names.all().delete()
    InstitutionName.objects.create(institution=body, name="Amt für Altes", abbreviation="AfAX")

    assert keys("Das Amt für Altes zahlt.") == {"amt"}
    assert keys("Das AfAX zahlt.") == {"amt"}


def test_awards_and_districts_are_recognised_too():
    district = make_district(name="Musterlandkreis")
    award = make_award(key="preis", name="Goldene Leitung für Netze", short_name="")

    assert keys("Der Musterlandkreis bekam die Goldene Leitung für Netze.") == {
        district.key,
        award.key,
    }


def test_of_a_name_with_an_old_and_a_new_key_the_new_one_is_meant():
    make_municipality(name="Neuordnung", population=90_000, is_former=True)
    town = make_municipality(name="Neuordnung", population=90_000)

    report = Report("Neues", "", "In Neuordnung wird gebaut.", date(2026, 3, 3))
    (mention,) = recogniser().recognise(report)

    assert (mention.key, mention.sure) == (town.ags, True)


def test_towns_keep_what_they_have_in_common_once():
    town, other = make_municipality(name="Ulm"), make_municipality(name="Weil")

    places = {place.key: place for place in load_registers().places}

    for what in ("land", "district_key", "type"):
        assert getattr(places[town.ags], what) is getattr(places[other.ags], what) != ""
