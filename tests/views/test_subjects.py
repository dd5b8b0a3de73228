"""Pages of sections, tags, people, places, institutions and awards, with and without reports."""

import re
from datetime import date, timedelta

import pytest

from articles.models import AwardWin, InstitutionName
from articles.moments import berlin_day
from articles.vocabulary import InstitutionKind, WinnerKind
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_award,
    make_district,
    make_edition,
    make_federal_state,
    make_institution,
    make_municipality,
    make_person,
    make_released,
    make_section,
    make_tag,
)

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db
NOINDEX = '<meta name="robots" content="noindex">'


@pytest.fixture
def get(client, time_machine):
    def fetch(path, at=NOON):
        time_machine.move_to(at, tick=False)
        return client.get(path)

    return fetch


@pytest.mark.parametrize(
    ("field", "make"), [("section", make_section), ("tags", make_tag), ("people", make_person)]
)
@pytest.mark.parametrize(("at", "status"), [(NOON + HOUR - SECOND, 404), (NOON + HOUR, 200)])
def test_a_section_tag_or_person_is_there_with_its_first_public_report(
    get, field, make, at, status
):
    thing = make("Neuland")
    value = thing if field == "section" else [thing]
    make_released(at=NOON + HOUR, now=NOON, **{field: value})
    make_article(**{field: value})

    page, feed = get(thing.get_absolute_url(), at), get(f"{thing.get_absolute_url()}feed.xml", at)

    assert (page.status_code, feed.status_code) == (status, status)


@pytest.mark.parametrize("make", [make_municipality, make_district, make_federal_state])
def test_a_place_without_a_report_says_what_the_register_knows_but_not_to_machines(get, make):
    place = make(name="Stillstadt")

    page = get(place.get_absolute_url()).content.decode()

    assert ("Stillstadt" in page, NOINDEX in page, "Meldungen</h2>" in page) == (True, True, False)


def test_a_place_with_a_report_is_for_machines_too(get):
    town = make_municipality()
    make_adopted(municipalities=[town])

    page = get(town.get_absolute_url()).content.decode()

    assert (NOINDEX in page, "Eine Meldung" in page) == (False, True)
    assert re.search(r'<meta name="description" content="[^"]+ bei [^"]+: [^"]+">', page)


@pytest.mark.parametrize("make", [make_institution, make_award])
@pytest.mark.parametrize(
    ("delivered", "is_public", "status"),
    [({}, False, 404), ({}, True, 200), ({"name": "x"}, False, 200)],
)
def test_what_the_desk_has_just_made_waits_for_its_first_public_report(
    get, make, delivered, is_public, status
):
    thing = make(delivered=delivered)
    field = "awards" if make is make_award else "institutions"
    at = NOON if is_public else NOON + SECOND
    make_released(at=at, now=NOON, **{field: [thing]})
    its_list = get("/preise/" if make is make_award else "/ministerien/").content.decode()

    assert get(thing.get_absolute_url()).status_code == status
    assert (thing.name in its_list) is (status == 200)


def win(award, **winner):
    return AwardWin.objects.create(edition=make_edition(award=award), **winner)


@pytest.mark.parametrize(("at", "is_named"), [(NOON - SECOND, False), (NOON, True)])
def test_a_prize_that_only_a_planned_report_speaks_of_is_kept_until_its_hour(get, at, is_named):
    town, award = make_municipality(), make_award(name="Goldener Amtsschimmel")
    kind = WinnerKind.MUNICIPALITY
    win(award, winner_kind=kind, municipality=town, winner_name=town.name)
    make_released(at=NOON, now=NOON - HOUR, awards=[award])

    page = get(town.get_absolute_url(), at).content.decode()
    home = get("/", at).content.decode()

    assert ("Amtsschimmel" in page, "Amtsschimmel" in home) == (is_named, is_named)


def test_a_district_and_an_award_name_each_other(get):
    district, award = make_district(), make_award(delivered={"name": "x"})
    win(award, winner_kind=WinnerKind.DISTRICT, district=district, winner_name="Der Kreis")

    of_district = get(district.get_absolute_url()).content.decode()
    of_award = get(award.get_absolute_url()).content.decode()

    assert award.get_absolute_url() in of_district
    assert district.get_absolute_url() in of_award


def test_a_former_municipality_names_the_one_it_went_into(get):
    old = make_municipality(name="Altdorf", is_former=True, gone_on=date(2025, 11, 30))
    new = make_municipality(name="Neudorf")
    old.successors.add(new)

    page = get(old.get_absolute_url()).content.decode()
    of_successor = get(new.get_absolute_url()).content.decode()

    assert (new.get_absolute_url() in page, "Frühere Gemeinde" in page) == (True, True)
    assert old.get_absolute_url() in of_successor


@pytest.mark.parametrize("path", ["/kommunen/{}/", "/kommunen/{}-Falsch/", "/kommunen/{}-x/"])
@pytest.mark.parametrize("make", [make_municipality, make_district])
def test_the_key_finds_a_place_whatever_stands_behind_it(get, make, path):
    place = make(name="Größere Stadt")
    key = getattr(place, "ags", "") or place.key

    answer = get(path.format(key))

    assert (answer.status_code, answer["Location"]) == (301, place.get_absolute_url())


@pytest.mark.parametrize("key", ["0500101", "05001", "99999999", "050010010"])
def test_a_key_that_no_register_knows_is_not_found(get, key):
    assert get(f"/kommunen/{key}-x/").status_code == 404


def test_a_ministry_has_one_address_only_and_shows_all_its_names(get):
    house = make_institution(key="bmw", delivered={"name": "x"})
    house.names.update(valid_to=date(2021, 12, 8))
    InstitutionName.objects.create(institution=house, name="Neu", valid_from=date(2021, 12, 8))

    page = get("/ministerien/bmw/").content.decode()
    other = get("/institutionen/bmw/")

    assert page.index("08.12.2021 –") < page.index("– 08.12.2021")
    assert (other.status_code, other["Location"]) == (301, "/ministerien/bmw/")


@pytest.mark.parametrize(("days", "name"), [(0, "Haus Gestern"), (1, "Haus Morgen")])
def test_a_house_renamed_ahead_bears_the_new_name_from_its_day_on_by_itself(get, days, name):
    house, heir = (make_institution(key=key, delivered={"name": 1}) for key in ("wechsel", "erbe"))
    report = make_adopted(headline="Amtswechsel", institutions=[house])
    make_adopted(headline="Amtswechsel", institutions=[heir])
    day = berlin_day(NOON) + timedelta(days=1)
    house.names.update(name="Haus Gestern", abbreviation="HG", valid_to=day)
    InstitutionName.objects.create(
        institution=house, name="Haus Morgen", abbreviation="HM", valid_from=day
    )
    house.succeeded_by.create(successor=heir, kind="split", happened_on=date(2024, 1, 1))
    other = {"Haus Gestern": "Haus Morgen", "Haus Morgen": "Haus Gestern"}[name]

    pages = {
        "the page": "/ministerien/wechsel/",
        "the list": "/ministerien/",
        "the heir": "/ministerien/erbe/",
        "the feed": "/ministerien/wechsel/feed.xml",
        "a choice": "/suche/?q=Amtswechsel",
        "a chosen one": "/suche/?q=Amtswechsel&institution=wechsel",
        "what is typed": f"/suche/vorschlag.json?q={name[:6]}",
        "the report": report.get_absolute_url(),
    }
    told = {p: get(url, NOON + days * DAY).content.decode() for p, url in pages.items()}

    assert "<h1>" + name in told["the page"]
    assert [p for p, text in told.items() if name not in text] == ["the report"][:days]
    others = [p for p, text in told.items() if other in text]
    assert others == ["the page", *["the report"][:days]]


def test_other_institutions_have_their_own_list(get):
    make_institution(name="Das IT-Haus", kind=InstitutionKind.IT_PROVIDER, delivered={"name": 1})

    listed = get("/institutionen/").content.decode()

    assert ("Das IT-Haus" in listed, "Das IT-Haus" in get("/ministerien/").content.decode()) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("first", "names"),
    [
        ("", ["Aalen", "Öhringen"]),
        ("m", ["Öhringen"]),
        ("Ö", ["Öhringen"]),
        ("zzz", []),
        ("%00", ["Aalen", "Öhringen"]),
        ("a" * 500, ["Aalen", "Öhringen"]),
    ],
)
def test_the_list_of_municipalities_begins_where_one_wants(get, first, names):
    for name in ("Aalen", "Öhringen"):
        make_municipality(name=name)

    page = get(f"/kommunen/?ab={first}").content.decode()

    assert [name for name in ("Aalen", "Öhringen") if name in page] == names
