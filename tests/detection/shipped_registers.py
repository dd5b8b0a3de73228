"""The shipped registers as plain data, without a database."""

import csv
from datetime import date
from functools import cache

from articles.detection.entities import Body, BodyName, Kind, Place, Prize, Registers
from articles.detection.recogniser import Recogniser
from newsroom.settings import REGISTERS_DIR


def rows(name):
    with (REGISTERS_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def registers():
    towns = rows("municipalities.csv")
    lands = {row["land_abbr"]: row["land"] for row in towns}
    return Registers(
        places=(
            *map(_town, towns),
            *(
                _district(row)
                for row in rows("districts.csv")
                if "Stadt" not in row["kind"] and row["kind"] != "kreisfreie Stadt"
            ),
        ),
        bodies=tuple(_bodies(lands)),
        awards=tuple(_award(row, lands) for row in rows("awards.csv")),
        lands=lands,
    )


@cache
def recogniser():
    return Recogniser(registers())


def _town(row):
    return Place(
        Kind.MUNICIPALITY, row["ags"], row["name"], row["land_abbr"], row["district_key"],
        row["kind"], int(row["population"] or 0), row["is_town"] == "1",
        row["is_land_capital"] == "1", _number(row["lat"]), _number(row["lon"]),
    )  # fmt: skip


def _district(row):
    return Place(
        Kind.DISTRICT, row["district_key"], row["name"], row["land_abbr"], row["district_key"],
        row["kind"], int(row["population"] or 0),
    )  # fmt: skip


def _bodies(lands):
    names = {}
    for row in rows("ministries.csv"):
        period = (_day(row["valid_from"]), _day(row["valid_to"]))
        names.setdefault(row["body_id"], []).append(
            BodyName(row["name"], row["abbreviation"], *period)
        )
    for row in rows("bodies.csv"):
        own = names.get(row["body_id"], [BodyName(row["name"], row["short_name"])])
        land = row["scope"] if row["scope"] in lands else ""
        yield Body(row["body_id"], tuple(own), land, row["scope"] == "federal")


def _award(row, lands):
    abbreviations = {name: land for land, name in lands.items()}
    return Prize(
        row["award_id"], row["name"], row["short_name"], row["organiser_body_id"],
        abbreviations.get(row["scope"], ""),
    )  # fmt: skip


def _day(written):
    return date.fromisoformat(written) if written else None


def _number(written):
    return float(written) if written else None
