"""
The registers as the project ships them: CSV tables of places, bodies and awards.

``newsroom/data/registers/README.md`` names the sources, the licence and what is incomplete.
"""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from articles.importers.csv_tables import official_key, read_table
from articles.importers.records import Entry, Registers, Rejected
from articles.vocabulary import AwardKind, WinnerKind

Rows = list[dict[str, str]]

AWARD_KINDS = {
    "competition": AwardKind.PRIZE,
    "ranking": AwardKind.RANKING,
    "funding programme": AwardKind.GRANT,
}
WINNER_COLUMNS = {
    WinnerKind.MUNICIPALITY: "winner_ags",
    WinnerKind.DISTRICT: "winner_district_key",
    WinnerKind.ASSOCIATION: "winner_association_key",
}
#: Editions of which the README says that all winners are known; only these can
#: prove that somebody did not win.
COMPLETE_EDITIONS = {
    ("stadt-land-digital", "2019"),
    ("stiftungspreis-lebendige-stadt", "2018"),
    ("bitkom-digitale-stadt", "2017"),
    *(("bitkom-smart-city-index", str(year)) for year in range(2019, 2026)),
    ("modellprojekte-smart-cities", "2019"),
    ("modellprojekte-smart-cities", "2021"),
    ("modellkommune-open-government", "2017"),
    ("digitale-modellregionen-nrw", "2018"),
    ("smarte-land-regionen", "2020"),
}

TABLES = {
    "districts.csv": "district_key name official_name kind seat land_key land land_abbr population "
    "valid_as_of",
    "associations.csv": "association_key name kind seat district_key population valid_as_of",
    "municipalities.csv": "ags ars name official_name designation kind is_town is_land_capital "
    "land_key region district_key association_key area_km2 population population_date postcode "
    "multiple_postcodes lat lon coordinates_as_of valid_as_of note",
    "municipalities_former.csv": "ags name official_name district_key postcode lat lon population "
    "population_date last_seen first_missing successor_ags successor_basis",
    "bodies.csv": "body_id name short_name kind scope seat founded website verification source "
    "note",
    "ministries.csv": "body_id land name abbreviation valid_from valid_to source verification note",
    "successions.csv": "predecessor successor kind happened_on what source verification",
    "awards.csv": "award_id name short_name organiser organiser_body_id kind scope first_year "
    "last_year_found rhythm website source_url verification note",
    "award_editions.csv": "award year edition category placement winner_name winner_kind "
    "winner_ags winner_district_key winner_association_key project joint_group source_url "
    "verification note",
}


def read_registers(folder: Path) -> Registers:
    """
    Every register that ``folder`` holds; tables may be missing, wrong ones are refused.

    Raises ``Rejected`` with the file and the reason.
    """
    tables = {
        name: read_table(path.read_bytes(), name=name, columns=columns.split())
        for name, columns in TABLES.items()
        if (path := folder / name).is_file()
    }
    if not tables:
        raise Rejected(_("There is no register in %(folder)s.") % {"folder": folder})
    return parse_registers(tables)


def parse_registers(tables: dict[str, Rows]) -> Registers:
    """Rows by file name become entries."""
    places = tables.get("municipalities.csv", [])
    winners = tables.get("award_editions.csv", [])
    return Registers(
        federal_states=_states(tables.get("districts.csv", [])),
        districts=_entries(tables, "districts.csv", _district),
        associations=_entries(tables, "associations.csv", _association),
        municipalities=_entries(tables, "municipalities.csv", _municipality),
        former_municipalities=_entries(tables, "municipalities_former.csv", _former),
        institutions=_entries(tables, "bodies.csv", _institution),
        names=_entries(tables, "ministries.csv", _name),
        successions=_entries(tables, "successions.csv", _succession),
        awards=_entries(tables, "awards.csv", _award),
        editions=_editions(winners),
        wins=tuple(_win(row) for row in winners if row["winner_kind"] != "edition only"),
        complete=frozenset(
            kind
            for kind in ("districts", "associations", "municipalities")
            if f"{kind}.csv" in tables
        ),
        as_of=max((_day(row["valid_as_of"]) for row in places), default=None),
    )


def _entries(
    tables: dict[str, Rows], name: str, entry: Callable[[dict], Entry]
) -> tuple[Entry, ...]:
    entries = tuple(entry(row) for row in tables.get(name, []))
    _refuse_doubles(entries, name)
    return entries


def _refuse_doubles(entries: Iterable[Entry], name: str) -> None:
    seen = set()
    for entry in entries:
        if entry.key in seen:
            message = _("%(file)s: the key %(key)s occurs twice.")
            raise Rejected(message % {"file": name, "key": " ".join(entry.key)})
        seen.add(entry.key)


# --- places -----------------------------------------------------------------


def _states(districts: Rows) -> tuple[Entry, ...]:
    """The Länder have no table of their own: their districts name them."""
    found = {row["land_key"]: row for row in districts}
    return tuple(
        Entry((key,), {"name": row["land"], "abbreviation": row["land_abbr"]})
        for key, row in sorted(found.items())
    )


def _district(row: dict) -> Entry:
    key = official_key(row["district_key"], 5, name="districts.csv")
    return Entry(
        (key,),
        {
            "name": row["name"],
            "official_name": row["official_name"],
            "kind": row["kind"],
            "seat": row["seat"],
            "federal_state": official_key(row["land_key"], 2, name="districts.csv"),
            "population": _number(row["population"]),
            "valid_as_of": row["valid_as_of"] or None,
        },
    )


def _association(row: dict) -> Entry:
    key = official_key(row["association_key"], 9, name="associations.csv")
    return Entry(
        (key,),
        {
            "name": row["name"],
            "kind": row["kind"],
            "seat": row["seat"],
            "district": official_key(row["district_key"], 5, name="associations.csv"),
            "population": _number(row["population"]),
            "valid_as_of": row["valid_as_of"] or None,
        },
    )


def _municipality(row: dict) -> Entry:
    name = "municipalities.csv"
    return Entry(
        (official_key(row["ags"], 8, name=name),),
        {
            "ars": official_key(row["ars"], 12, name=name),
            "name": row["name"],
            "official_name": row["official_name"],
            "designation": row["designation"],
            "kind": row["kind"],
            "is_town": row["is_town"] == "1",
            "is_capital": row["is_land_capital"] == "1",
            "region": row["region"],
            "federal_state": official_key(row["land_key"], 2, name=name),
            "district": official_key(row["district_key"], 5, name=name),
            "association": row["association_key"] or None,
            "area_km2": row["area_km2"] or None,
            "population": _number(row["population"]),
            "population_on": row["population_date"] or None,
            "postcode": row["postcode"],
            "has_several_postcodes": row["multiple_postcodes"] == "1",
            "latitude": row["lat"] or None,
            "longitude": row["lon"] or None,
            "coordinates_as_of": row["coordinates_as_of"],
            "valid_as_of": row["valid_as_of"] or None,
            "note": row["note"],
        },
    )


def _former(row: dict) -> Entry:
    """A municipality that was merged away; ``successors`` are keys."""
    name = "municipalities_former.csv"
    ags = official_key(row["ags"], 8, name=name)
    return Entry(
        (ags,),
        {
            "name": row["name"],
            "official_name": row["official_name"],
            "federal_state": ags[:2],
            "district": official_key(row["district_key"], 5, name=name),
            "postcode": row["postcode"],
            "latitude": row["lat"] or None,
            "longitude": row["lon"] or None,
            "population": _number(row["population"]),
            "population_on": row["population_date"] or None,
            "valid_as_of": row["last_seen"] or None,
            "gone_on": row["first_missing"] or None,
            "note": row["successor_basis"],
            "successors": [official_key(key, 8, name=name) for key in row["successor_ags"].split()],
        },
    )


# --- institutions -----------------------------------------------------------


def _institution(row: dict) -> Entry:
    return Entry(
        (row["body_id"],),
        {
            "name": row["name"],
            "short_name": row["short_name"],
            "kind": row["kind"],
            "scope": row["scope"],
            "federal_state": row["scope"] if _is_land(row["scope"]) else None,
            "seat": row["seat"],
            "founded": row["founded"],
            "website": row["website"],
            "verification": row["verification"],
            "source": row["source"],
            "note": row["note"],
        },
    )


def _is_land(scope: str) -> bool:
    return len(scope) == 2 and scope != "EU"


def _name(row: dict) -> Entry:
    """A name period; its key is institution, first day (may be empty) and name."""
    return Entry(
        (row["body_id"], row["valid_from"], row["name"]),
        {
            "institution": row["body_id"],
            "name": row["name"],
            "abbreviation": row["abbreviation"],
            "valid_from": row["valid_from"] or None,
            "valid_to": row["valid_to"] or None,
            "verification": row["verification"],
            "source": row["source"],
            "note": row["note"],
        },
    )


def _succession(row: dict) -> Entry:
    """Tasks that passed over; its key is both institutions and the day."""
    return Entry((row["predecessor"], row["successor"], row["happened_on"]), dict(row))


# --- awards -----------------------------------------------------------------


def _award(row: dict) -> Entry:
    if row["kind"] not in AWARD_KINDS:
        message = _("%(file)s: “%(kind)s” is no kind of award.")
        raise Rejected(message % {"file": "awards.csv", "kind": row["kind"]})
    return Entry(
        (row["award_id"],),
        {
            "name": row["name"],
            "short_name": row["short_name"],
            "kind": str(AWARD_KINDS[row["kind"]]),
            "organiser": row["organiser"],
            "organising_institution": row["organiser_body_id"] or None,
            "scope": row["scope"],
            "first_year": _number(row["first_year"]),
            "last_year_found": _number(row["last_year_found"]),
            "rhythm": row["rhythm"],
            "website": row["website"],
            "source_url": row["source_url"],
            "verification": row["verification"],
            "note": row["note"],
        },
    )


def _editions(winners: Rows) -> tuple[Entry, ...]:
    """The rounds that the winners name; a row without a winner tells about its round."""
    editions: dict[tuple, Entry] = {}
    for row in winners:
        key = (row["award"], row["year"], row["edition"])
        entry = editions.setdefault(key, _edition(key))
        if row["winner_kind"] == "edition only":
            entry.values["note"] = row["note"]
    return tuple(editions.values())


def _edition(key: tuple[str, str, str]) -> Entry:
    award, year, name = key
    return Entry(
        key,
        {
            "award": award,
            "year": _number(year),
            "name": name,
            "is_complete": (award, year) in COMPLETE_EDITIONS,
            "note": "",
        },
    )


def _win(row: dict) -> Entry:
    """A winner; its key is edition, category, winner and project."""
    edition = (row["award"], row["year"], row["edition"])
    kind, place = _winner(row)
    return Entry(
        (*edition, row["category"], row["winner_name"], row["project"]),
        {
            "edition": list(edition),
            "category": row["category"],
            "placement": row["placement"],
            "winner_kind": str(kind),
            "winner_name": row["winner_name"],
            **{str(other): place if other == kind else None for other in WINNER_COLUMNS},
            "project": row["project"],
            "joint_group": row["joint_group"],
            "source_url": row["source_url"],
            "verification": row["verification"],
            "note": row["note"],
        },
    )


def _winner(row: dict) -> tuple[WinnerKind, str | None]:
    for kind, column in WINNER_COLUMNS.items():
        if row[column]:
            return kind, row[column]
    return WinnerKind.NAME, None


# --- values -----------------------------------------------------------------


def _number(written: str) -> int | None:
    return int(written) if written else None


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        message = _("“%(written)s” is no day of the form JJJJ-MM-TT.")
        raise Rejected(message % {"written": written}) from error
