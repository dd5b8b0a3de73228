"""The registers as recognition wants them: read once per process, again when they have changed."""

from functools import lru_cache
from sys import intern

from django.db import connection

from articles.detection.entities import Body, BodyName, Kind, Place, Prize, Registers
from articles.detection.prizes import Prizes, Series, Win
from articles.detection.recogniser import Recogniser
from articles.models import (
    Award,
    AwardEdition,
    AwardWin,
    District,
    FederalState,
    Institution,
    InstitutionName,
    Municipality,
)
from articles.vocabulary import AwardKind


def recogniser() -> Recogniser:
    """
    The recogniser for the registers as they are now.

    Built in about a second when a process first needs it and whenever a register has
    gained, lost or changed an entry; asking whether it has costs one small query.
    """
    return _built(_state(_OF_RECOGNITION))


def prizes() -> Prizes:
    """Who won what, for claims about prizes; kept like the recogniser."""
    return _prizes(_state(_OF_PRIZES))


@lru_cache(maxsize=1)
def _built(state: tuple) -> Recogniser:
    return Recogniser(load_registers())


@lru_cache(maxsize=1)
def _prizes(state: tuple) -> Prizes:
    return load_prizes()


_OF_RECOGNITION = (FederalState, District, Municipality, Institution, InstitutionName, Award)
_OF_PRIZES = (Municipality, District, Award, AwardEdition, AwardWin)


def _state(registers: tuple) -> tuple:
    """
    A value that differs after every change, in one query.

    Each change leaves a row in the history; rows made without one change number or last key.
    """
    parts = []
    for model in registers:
        rows, past = model._meta.db_table, model.history.model._meta.db_table
        parts.append(
            f"(SELECT count(*) FROM {rows}), (SELECT max(id) FROM {rows}),"  # noqa: S608
            f" (SELECT max(history_id) FROM {past})"
        )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}")
        return cursor.fetchone()


def load_registers() -> Registers:
    """Everything that can be recognised, former places included, from the database."""
    lands = dict(FederalState.objects.values_list("abbreviation", "name"))
    return Registers(
        places=(*_municipalities(), *_districts()),
        bodies=tuple(_bodies()),
        awards=tuple(_awards({name: land for land, name in lands.items()})),
        lands=lands,
    )


def _municipalities() -> list[Place]:
    rows = Municipality.objects.values_list(
        "ags", "name", "federal_state__abbreviation", "district__key", "kind", "population",
        "is_town", "is_capital", "is_former", "latitude", "longitude",
    )  # fmt: skip
    return [_municipality(row) for row in rows.order_by("ags").iterator()]


def _municipality(row: tuple) -> Place:
    ags, name, land, district, kind, population, is_town, is_capital, is_former, *where = row
    latitude, longitude = (None if degrees is None else float(degrees) for degrees in where)
    # Thousands share them, and each row brings its own copy.
    land, district, kind = intern(land), intern(district or ""), intern(kind)
    return Place(
        Kind.MUNICIPALITY, ags, name, land, district, kind, population or 0, is_town, is_capital,
        latitude, longitude, is_former,
    )  # fmt: skip


def _districts() -> list[Place]:
    """Districts without the independent cities, which are municipalities."""
    rows = District.objects.exclude(kind__icontains="stadt").order_by("key")
    fields = ("key", "name", "federal_state__abbreviation", "kind", "population")
    return [
        Place(Kind.DISTRICT, key, name, land, key, kind, population or 0)
        for key, name, land, kind, population in rows.values_list(*fields)
    ]


def _bodies() -> list[Body]:
    institutions = Institution.objects.select_related("federal_state").prefetch_related("names")
    return [_body(institution) for institution in institutions.order_by("key")]


def _body(institution: Institution) -> Body:
    names = [
        BodyName(name.name, name.abbreviation, name.valid_from, name.valid_to)
        for name in institution.names.all()
    ]
    land = institution.federal_state.abbreviation if institution.federal_state else ""
    own = names or [BodyName(institution.name, institution.short_name)]
    return Body(institution.key, tuple(own), land, institution.scope == "federal")


def _awards(lands: dict[str, str]) -> list[Prize]:
    fields = ("key", "name", "short_name", "organising_institution__key", "scope")
    return [
        Prize(key, name, short_name, organiser or "", lands.get(scope, ""))
        for key, name, short_name, organiser, scope in Award.objects.order_by("key").values_list(
            *fields
        )
    ]


def load_prizes() -> Prizes:
    """All wins of municipalities and districts, and all awards with what is known of them."""
    return Prizes(wins=_wins(), series={series.award: series for series in _series()})


def _wins() -> dict[str, tuple[Win, ...]]:
    rows = AwardWin.objects.values_list(
        "municipality__ags", "district__key", "winner_name", "edition__award__key",
        "edition__year", "edition__name", "category", "placement",
    )  # fmt: skip
    found: dict[str, list[Win]] = {}
    for ags, district, name, award, year, edition, category, placement in rows.order_by("pk"):
        winner = ags or district or f"={name}"
        win = Win(winner, award, year, edition, category, placement, name)
        found.setdefault(winner, []).append(win)
    return {winner: tuple(wins) for winner, wins in found.items()}


def _series() -> list[Series]:
    editions: dict[str, list[tuple[int, bool]]] = {}
    for key, year, is_complete in AwardEdition.objects.values_list(
        "award__key", "year", "is_complete"
    ):
        editions.setdefault(key, []).append((year, is_complete))
    return [_series_of(award, editions.get(award.key, [])) for award in Award.objects.all()]


def _series_of(award: Award, editions: list[tuple[int, bool]]) -> Series:
    open_years = {year for year, is_complete in editions if not is_complete}
    years = frozenset(year for year, __ in editions)
    return Series(
        award.key,
        award.short_name or award.name,
        award.kind == AwardKind.PRIZE,
        award.first_year,
        award.last_year_found,
        years,
        years - open_years,
        award.rhythm.lower().startswith(("yearly", "jährlich")),
    )
