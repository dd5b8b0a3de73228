"""The registers as recognition wants them: read once per process, again when they have changed."""

from functools import lru_cache

from django.db.models import Count, Max

from articles.detection.entities import Body, BodyName, Kind, Place, Prize, Registers
from articles.detection.recogniser import Recogniser
from articles.models import (
    Award,
    District,
    FederalState,
    Institution,
    InstitutionName,
    Municipality,
)


def recogniser() -> Recogniser:
    """
    The recogniser for the registers as they are now.

    Built in about a second when a process first needs it and whenever a register has
    gained, lost or changed an entry; asking whether it has costs one small query a register.
    """
    return _built(_state())


@lru_cache(maxsize=1)
def _built(state: tuple) -> Recogniser:
    return Recogniser(load_registers())


def _state() -> tuple:
    """A value that differs after every change: each change leaves a row in the history."""
    registers = (FederalState, District, Municipality, Institution, InstitutionName, Award)
    counted = {"rows": Count("pk"), "last": Max("pk")}
    return tuple(
        (*model.objects.aggregate(**counted).values(), model.history.aggregate(**counted)["last"])
        for model in registers
    )


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
    return [_municipality(row) for row in rows.order_by("ags")]


def _municipality(row: tuple) -> Place:
    ags, name, land, district, kind, population, is_town, is_capital, is_former, *where = row
    latitude, longitude = (None if degrees is None else float(degrees) for degrees in where)
    return Place(
        Kind.MUNICIPALITY, ags, name, land, district or "", kind, population or 0, is_town,
        is_capital, latitude, longitude, is_former,
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
