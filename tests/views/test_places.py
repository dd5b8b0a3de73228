"""Pages of places, houses and awards: what the register adds, and what must not show yet."""

import re
from datetime import date, timedelta

import pytest

from articles.models import AwardWin, InstitutionName, Succession
from articles.vocabulary import SuccessionKind, WinnerKind
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_award,
    make_edition,
    make_federal_state,
    make_institution,
    make_municipality,
    make_released,
    make_tag,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def get(client, time_machine):
    def fetch(path, at=NOON):
        time_machine.move_to(at, tick=False)
        return client.get(path)

    return fetch


def text_of(answer):
    return answer.content.decode()


def make_win(town, award, report=None, **fields):
    return AwardWin.objects.create(
        edition=award.editions.first() or make_edition(award=award, year=2026),
        winner_kind=WinnerKind.MUNICIPALITY,
        winner_name=town.name, municipality=town, project="Leuchtturm", report=report, **fields,
    )  # fmt: skip


@pytest.mark.parametrize(("at", "shows"), [(NOON, False), (NOON + HOUR, True)])
def test_a_win_entered_for_a_report_shows_with_it(get, at, shows):
    town, award = make_municipality(), make_award(delivered={"name": "Preis"})
    report = make_released(at=NOON + HOUR, now=NOON)
    make_win(town, award, report)

    pages = [text_of(get(thing.get_absolute_url(), at)) for thing in (town, award)]

    assert ["Leuchtturm" in page for page in pages] == [shows, shows]
    assert [report.get_absolute_url() in page for page in pages] == [shows, shows]


def test_a_win_entered_for_a_draft_does_not_come_out_when_the_draft_is_deleted(get):
    town, award = make_municipality(), make_award(delivered={"name": "Preis"})
    draft = make_article()
    make_win(town, award, draft)
    kept = make_win(town, award, draft, category="Amtlich", delivered={"category": "Amtlich"})

    draft.delete()

    page = text_of(get(award.get_absolute_url()))
    assert ("Amtlich" in page, page.count("Leuchtturm")) == (True, 1)
    kept.refresh_from_db()
    assert kept.report is None


def test_a_win_without_a_report_is_a_fact_of_the_register(get):
    town, award = make_municipality(), make_award(delivered={"name": "Preis"})
    make_win(town, award)

    pages = [text_of(get(thing.get_absolute_url())) for thing in (town, award)]

    assert ["Leuchtturm" in page for page in pages] == [True, True]


def test_a_prize_leads_to_the_report_that_speaks_of_it(get):
    town, award = make_municipality(), make_award(delivered={"name": "Preis"})
    make_win(town, award, delivered={"category": ""})
    report = make_adopted(municipalities=[town], awards=[award])

    page = text_of(get(award.get_absolute_url()))

    assert report.get_absolute_url() in page


def test_reports_on_a_former_part_stand_at_its_successor_with_a_note(get):
    old, new = make_municipality(name="Altdorf", is_former=True), make_municipality(name="Neudorf")
    old.successors.add(new)
    report = make_adopted(municipalities=[old])
    make_adopted(municipalities=[old, new])

    page = text_of(get(new.get_absolute_url()))

    assert report.get_absolute_url() in page
    assert page.count("<h3><a href") == 2
    assert "Altdorf" in page


def test_the_neighbours_of_a_town_are_the_nearest_of_its_district(get):
    town = make_municipality(name="Hier", latitude=51, longitude=7)
    make_municipality(name="Weitweg", latitude=52, longitude=8)
    make_municipality(name="Nebenan", latitude=51.01, longitude=7)

    page = text_of(get(town.get_absolute_url()))

    assert 0 < page.index("Nebenan") < page.index("Weitweg")


@pytest.mark.parametrize(
    ("typed", "found"), [("must", True), ("USTERH", True), ("0599", True), ("xyz", False)]
)
def test_a_town_is_found_by_name_or_key_without_a_script(get, typed, found):
    make_municipality(ags="05990001", name="Musterhausen")

    page = text_of(get(f"/kommunen/?q={typed}"))

    assert ("Musterhausen" in page) is found


def test_reports_of_a_house_stand_under_the_name_of_their_day(get):
    house = make_institution(name="Neues Haus", short_name="NH", delivered={"name": "x"})
    house.names.update(valid_from=date(2026, 3, 1))
    InstitutionName.objects.create(
        institution=house, name="Altes Haus", abbreviation="AH", valid_to=date(2026, 3, 1)
    )
    make_adopted(at=NOON - timedelta(days=30), institutions=[house])
    make_adopted(at=NOON, institutions=[house])

    page = text_of(get(house.get_absolute_url()))

    assert page.index("Neues Haus (NH)") < page.index("Altes Haus (AH)")


def test_tasks_that_moved_lead_to_the_other_house(get):
    house, other = (make_institution(delivered={"name": "x"}) for _ in range(2))
    Succession.objects.create(
        predecessor=house, successor=other, kind=SuccessionKind.SPLIT,
        happened_on=date(2025, 5, 6), what="Digitales",
    )  # fmt: skip

    pages = [text_of(get(one.get_absolute_url())) for one in (house, other)]

    assert other.get_absolute_url() in pages[0]
    assert house.get_absolute_url() in pages[1]
    assert all("Digitales" in page for page in pages)


def test_years_without_a_known_edition_are_named(get):
    award = make_award(first_year=2020, rhythm="yearly", delivered={"name": "x"})
    for year in (2022, 2024):
        make_edition(award=award, year=year)

    page = text_of(get(award.get_absolute_url()))

    assert "2020–2021, 2023" in page


# --- tags ---------------------------------------------------------------------------------


def test_a_tag_that_names_a_town_of_its_reports_leads_there(get):
    town, tag = make_municipality(name="Wissen"), make_tag("Wissen")
    make_adopted(tags=[tag], municipalities=[town])

    answer = get(tag.get_absolute_url())

    assert (answer.status_code, answer["Location"]) == (301, town.get_absolute_url())


def test_a_tag_stays_a_tag_where_no_report_is_about_the_town_of_its_name(get):
    make_municipality(name="Wissen")
    tag = make_tag("Wissen")
    make_adopted(tags=[tag])

    assert get(tag.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("at", "status"), [(NOON, 404), (NOON + HOUR, 301)])
def test_a_tag_leads_nowhere_before_its_report_is_public(get, at, status):
    tag = make_tag("MNX")
    house = make_institution(short_name="MNX")
    make_released(at=NOON + HOUR, now=NOON, tags=[tag], institutions=[house])

    assert get(tag.get_absolute_url(), at).status_code == status


@pytest.mark.parametrize(
    ("year", "has_next", "is_told"),
    [(2026, False, True), (2025, False, True), (2025, True, False), (2024, False, False)],
)
def test_a_win_leads_to_the_report_on_its_own_round(get, year, has_next, is_told):
    town, award = make_municipality(name="Siegburg"), make_award(delivered={"name": 1})
    edition = make_edition(award=award, year=year)
    if has_next:
        make_edition(award=award, year=year + 1)
    edition.wins.create(
        winner_kind=WinnerKind.MUNICIPALITY, winner_name=town.name, municipality=town
    )
    make_adopted(headline="Preis verliehen", municipalities=[town], awards=[award])

    section = get(award.get_absolute_url()).content.decode().partition("Runden und Preisträger")[2]

    assert ("Preis verliehen" in section) is is_told


def test_places_of_a_ranking_are_in_the_order_of_numbers(get):
    award = make_award(delivered={"name": 1})
    edition = make_edition(award=award, year=2026, name="24.")
    for placement in ("10", "Finalist", "2", "1"):
        edition.wins.create(
            winner_kind=WinnerKind.NAME, winner_name=f"Ort {placement}", placement=placement
        )

    text = text_of(get(award.get_absolute_url()))

    assert re.findall(r"Ort \w+", text) == ["Ort 1", "Ort 2", "Ort 10", "Ort Finalist"]
    assert "2026 · 24." in text
    assert "Platz 10" in text


# --- the map ------------------------------------------------------------------------------


@pytest.fixture
def town():
    return make_municipality(name="Kartenstadt", latitude=51, longitude=7, population=900)


@pytest.mark.parametrize(("at", "shows"), [(NOON, False), (NOON + HOUR, True)])
def test_the_map_counts_what_is_public(get, town, at, shows):
    make_released(at=NOON + HOUR, now=NOON, municipalities=[town])
    district, land = town.district, make_federal_state()

    germany = text_of(get("/kommunen/karte/", at))
    of_land = text_of(get(f"/kommunen/karte/{land.slug}/", at))

    assert (district.get_absolute_url() in germany) is shows
    assert ("Kartenstadt" in of_land) is shows


def test_a_report_on_several_towns_of_a_district_counts_once_on_the_map(get, town):
    other = make_municipality(name="Nachbarort", latitude=51, longitude=7, population=900)
    district = town.district
    make_adopted(at=NOON, municipalities=[town, other], districts=[district])

    assert f"<title>{district}: 1</title>" in get("/kommunen/karte/").content.decode()


def test_the_map_of_a_year_counts_that_year(get, town):
    make_adopted(at=NOON, municipalities=[town])
    make_adopted(at=NOON - timedelta(days=365), municipalities=[town])
    path = town.district.get_absolute_url()

    numbers = [
        text_of(get(f"/kommunen/karte/{year}")).count(f"{path}")
        for year in ("", "?jahr=2026", "?jahr=2025")
    ]

    assert numbers == [2, 2, 2]  # in the drawing and in the list
    assert get("/kommunen/karte/?jahr=2020").status_code == 404
    assert get("/kommunen/karte/?jahr=x").status_code == 404


def test_a_land_without_any_report_has_a_map_all_the_same(get, town):
    assert get(f"/kommunen/karte/{make_federal_state().slug}/").status_code == 200
