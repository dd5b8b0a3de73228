"""
GV100AD: the official municipal register (Destatis, GV-ISys) in records of fixed width.

The desk loads the next quarter's file with it. Positions are those of the official
description of the records ("Datensatzbeschreibung"), counted from 1, both ends included.
What the file doesn't have (coordinates, successors) is left as it was. Unincorporated
areas are no municipalities and left out.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from articles.importers.records import Entry, Registers, Rejected
from articles.text import normalised

STATE, REGION, DISTRICT, ASSOCIATION, MUNICIPALITY = "10", "20", "40", "50", "60"

KIND = (1, 2)
DAY = (3, 10)
KEY = (11, 18)
OF_ASSOCIATION = (19, 22)
NAME = (23, 72)
SEAT = (73, 122)
TEXT_MARK = (123, 124)
AREA_HA = (129, 139)
POPULATION = (140, 150)
POSTCODE = (166, 170)
SEVERAL_POSTCODES = (171, 175)

ABBREVIATIONS = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip
DISTRICT_KINDS = {
    "41": "kreisfreie Stadt",
    "42": "Stadtkreis",
    "43": "Kreis",
    "44": "Landkreis",
    "45": "Regionalverband",
}
#: 50 is a municipality without an association and no association itself.
ASSOCIATION_KINDS = {
    "51": "Amt",
    "52": "Samtgemeinde",
    "53": "Verbandsgemeinde",
    "54": "Verwaltungsgemeinschaft",
    "55": "Kirchspielslandgemeinde",
    "56": "Verwaltungsverband",
    "58": "erfüllende Gemeinde",
}
#: 65 and 66 are unincorporated areas.
MUNICIPALITY_KINDS = {
    "60": "Markt",
    "61": "kreisfreie Stadt",
    "62": "Stadtkreis",
    "63": "Stadt",
    "64": "Gemeinde",
    "67": "Große Kreisstadt",
}
TOWNS = {"61", "62", "63", "67"}
#: Bavaria's short forms behind the comma, written out.
DESIGNATIONS = {"M": "Markt", "St": "Stadt", "GKSt": "Große Kreisstadt"}


def looks_like_gv100ad(data: bytes) -> bool:
    """Whether the bytes begin like a GV100AD file: kind of record, day, key of a Land."""
    return bool(re.match(rb"(?:\xef\xbb\xbf)?[1-6]0(19|20)\d{6}\d\d", data))


def parse_gv100ad(data: bytes) -> Registers:
    """Read a whole file, in UTF-8 or in the older Latin-1; raises ``Rejected`` with the line."""
    lines = [
        (number, line)
        for number, line in enumerate(_decoded(data).split("\n"), start=1)
        if line.strip()
    ]
    if not lines:
        raise Rejected(_("The file is empty."))
    records = {STATE: [], DISTRICT: [], ASSOCIATION: [], MUNICIPALITY: []}
    for number, line in lines:
        kind = line[:2]
        if not re.fullmatch(r"[1-6]0\d{8}", line[:10]):
            raise Rejected(_("Line %(number)d is no GV100AD record.") % {"number": number})
        if kind in records:
            records[kind].append((number, line))
    if not records[MUNICIPALITY]:
        raise Rejected(_("The file holds no municipality."))
    return _registers(records)


def _decoded(data: bytes) -> str:
    try:
        return normalised(data.decode("utf-8-sig").replace("\r", ""))
    except UnicodeDecodeError:
        return normalised(data.decode("latin-1").replace("\r", ""))


def _registers(records: dict[str, list]) -> Registers:
    associations = _each(records[ASSOCIATION], _association)
    keys = {entry.key[0] for entry in associations}
    municipalities = _each(records[MUNICIPALITY], lambda line: _municipality(line, keys))
    population = _population_by_district(municipalities)
    return Registers(
        federal_states=_each(records[STATE], _state),
        districts=_each(records[DISTRICT], lambda line: _district(line, population)),
        associations=associations,
        municipalities=municipalities,
        complete=frozenset({"districts", "associations", "municipalities"}),
        as_of=date.fromisoformat(_day(records[MUNICIPALITY][0][1])),
    )


def _each(lines: list, read: Callable[[str], Entry | None]) -> tuple[Entry, ...]:
    entries = []
    for number, line in lines:
        try:
            entry = read(line)
        except (ValueError, KeyError) as error:
            message = _("Line %(number)d is no GV100AD record.") % {"number": number}
            raise Rejected(message) from error
        if entry is not None:
            entries.append(entry)
    return tuple(entries)


def _state(line: str) -> Entry:
    key = _digits(line, 11, 12)
    return Entry((key,), {"name": _cut(line, NAME), "abbreviation": ABBREVIATIONS[key]})


def _district(line: str, population: dict[str, int]) -> Entry:
    key = _digits(line, 11, 15)
    official = _cut(line, NAME)
    return Entry(
        (key,),
        {
            "name": official.split(",")[0],
            "official_name": official,
            "kind": DISTRICT_KINDS[_cut(line, TEXT_MARK)],
            "seat": _cut(line, SEAT),
            "federal_state": key[:2],
            "population": population.get(key),
            "valid_as_of": _day(line),
        },
    )


def _association(line: str) -> Entry | None:
    mark = _cut(line, TEXT_MARK)
    if mark == "50":
        return None
    district = _digits(line, 11, 15)
    return Entry(
        (district + _digits(line, *OF_ASSOCIATION),),
        {
            "name": _cut(line, NAME),
            "kind": ASSOCIATION_KINDS[mark],
            "seat": _cut(line, SEAT),
            "district": district,
            "valid_as_of": _day(line),
        },
    )


def _municipality(line: str, associations: set[str]) -> Entry | None:
    mark = _cut(line, TEXT_MARK)
    if mark not in MUNICIPALITY_KINDS:
        return None
    ags = _digits(line, *KEY)
    association = ags[:5] + _digits(line, *OF_ASSOCIATION)
    official = _cut(line, NAME)
    name, _comma, designation = official.partition(",")
    return Entry(
        (ags,),
        {
            "ars": association + ags[5:],
            "name": name.strip(),
            "official_name": official,
            "designation": DESIGNATIONS.get(designation.strip(), designation.strip()),
            "kind": MUNICIPALITY_KINDS[mark],
            "is_town": mark in TOWNS,
            "federal_state": ags[:2],
            "district": ags[:5],
            "association": association if association in associations else None,
            "area_km2": f"{Decimal(int(_cut(line, AREA_HA))) / 100:.2f}",
            "population": int(_cut(line, POPULATION)),
            "postcode": _cut(line, POSTCODE),
            "has_several_postcodes": _cut(line, SEVERAL_POSTCODES).startswith("*"),
            "valid_as_of": _day(line),
        },
    )


def _population_by_district(municipalities: tuple[Entry, ...]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for entry in municipalities:
        district = entry.key[0][:5]
        totals[district] = totals.get(district, 0) + entry.values["population"]
    return totals


def _cut(line: str, positions: tuple[int, int]) -> str:
    first, last = positions
    return line[first - 1 : last].strip()


def _digits(line: str, first: int, last: int) -> str:
    key = line[first - 1 : last]
    if not re.fullmatch(r"[0-9]+", key):
        raise ValueError(key)
    return key


def _day(line: str) -> str:
    written = _cut(line, DAY)
    return date(int(written[:4]), int(written[4:6]), int(written[6:])).isoformat()
