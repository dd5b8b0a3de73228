"""
The registers into the database: places, institutions with their names, awards with winners.

Running it twice changes nothing. A key that a complete source no longer has becomes former,
with its successor where one is known; it keeps its name on its old reports.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import models, transaction

from articles import counts
from articles.importers.field_store import FieldStore, Link, Track, untracked
from articles.importers.records import Entry, Outcome, Registers
from articles.models import (
    Association,
    Award,
    AwardEdition,
    AwardWin,
    District,
    FederalState,
    Institution,
    InstitutionName,
    Merger,
    Municipality,
    Succession,
)

_OF_SUCCESSION = ("predecessor", "successor", "happened_on")


@transaction.atomic
def store_registers(registers: Registers, *, track: Track = untracked) -> dict[str, Outcome]:
    """Store everything or, on an error, nothing; returns the outcome by kind."""
    return {
        **_store_places(registers, track),
        **_store_institutions(registers, track),
        **_store_awards(registers, track),
    }


# --- places -----------------------------------------------------------------


def _store_places(registers: Registers, track: Track) -> dict[str, Outcome]:
    as_of = registers.as_of
    states = FieldStore(FederalState, key="key")
    states.store(registers.federal_states, track)
    state = Link(FederalState, ("key",))
    districts = FieldStore(District, key="key", links={"federal_state": state}, in_bulk=True)
    districts.store(_existing(registers.districts), track)
    _retire(districts, registers, "districts", as_of)
    district = Link(District, ("key",))
    associations = FieldStore(Association, key="key", links={"district": district}, in_bulk=True)
    associations.store(_existing(registers.associations), track)
    _retire(associations, registers, "associations", as_of)
    links = {
        "federal_state": state,
        "district": district,
        "association": Link(Association, ("key",)),
    }
    before = _districts_of_towns()
    municipalities = FieldStore(Municipality, key="ags", links=links, in_bulk=True)
    municipalities.store(_existing(registers.municipalities, gone_on=None), track)
    former = _store_former(registers, links, track)
    _retire(municipalities, registers, "municipalities", as_of)
    _join_successors(registers.former_municipalities)
    if not before.items() <= _districts_of_towns().items():
        counts.recount_areas()
    return {
        "federal_states": states.outcome,
        "districts": districts.outcome,
        "associations": associations.outcome,
        "municipalities": municipalities.outcome,
        "former_municipalities": former.outcome,
    }


def _districts_of_towns() -> dict[int, int | None]:
    return dict(Municipality.objects.values_list("pk", "district"))


def _existing(entries: Iterable[Entry], **values: object) -> list[Entry]:
    """What a register lists exists; an entry that comes back is no longer former."""
    exists = {"is_former": False, **values}
    return [Entry(entry.key, {**entry.values, **exists}) for entry in entries]


def _store_former(registers: Registers, links: dict[str, Link], track: Track) -> FieldStore:
    current = {entry.key for entry in registers.municipalities}
    entries = [
        Entry(entry.key, {**_without(entry.values, "successors"), "is_former": True})
        for entry in registers.former_municipalities
        if entry.key not in current
    ]
    store = FieldStore(Municipality, key="ags", links=links, in_bulk=True)
    store.store(entries, track)
    return store


def _without(values: dict, name: str) -> dict:
    return {key: value for key, value in values.items() if key != name}


def _retire(store: FieldStore, registers: Registers, kind: str, as_of: date | None) -> None:
    """Mark as former what was delivered once and is missing from a complete source."""
    if kind not in registers.complete:
        return
    listed = {entry.key[0] for entry in getattr(registers, kind)}
    listed |= {entry.key[0] for entry in registers.former_municipalities}
    living = store.model.objects.filter(is_former=False).exclude(delivered={})
    for row in living:
        if getattr(row, store.key) in listed:
            continue
        row.is_former = row.delivered["is_former"] = True
        if hasattr(row, "gone_on"):
            row.gone_on = as_of
            row.delivered["gone_on"] = as_of and as_of.isoformat()
        row.save()
        store.outcome.former += 1


def _join_successors(former: Sequence[Entry]) -> None:
    """Successors the register names are added; those the desk added stay."""
    keys = {entry.key[0] for entry in former}
    keys |= {key for entry in former for key in entry.values["successors"]}
    ids = dict(Municipality.objects.filter(ags__in=keys).values_list("ags", "pk"))
    through = Municipality.successors.through
    through.objects.bulk_create(
        [
            through(from_municipality_id=ids[entry.key[0]], to_municipality_id=ids[successor])
            for entry in former
            for successor in entry.values["successors"]
            if entry.key[0] in ids and successor in ids
        ],
        ignore_conflicts=True,
    )


# --- institutions -----------------------------------------------------------


def _store_institutions(registers: Registers, track: Track) -> dict[str, Outcome]:
    state = Link(FederalState, ("abbreviation",))
    merged = merged_keys(Institution)
    institutions = FieldStore(Institution, key="key", links={"federal_state": state})
    institutions.store(_without_keys(registers.institutions, merged), track)
    names = FieldStore(
        InstitutionName,
        identities=_identities_of_name,
        links={"institution": Link(Institution, ("key",))},
    )
    names.store(_without_keys(registers.names, merged), track)
    successions = FieldStore(
        Succession,
        identities=lambda values: [tuple(values[n] for n in _OF_SUCCESSION)],
        links={name: Link(Institution, ("key",)) for name in _OF_SUCCESSION[:2]},
    )
    successions.store(registers.successions, track)
    return {
        "institutions": institutions.outcome,
        "names": names.outcome,
        "successions": successions.outcome,
    }


def merged_keys(model: type[models.Model]) -> set[str]:
    """Keys that the desk merged into others; what is delivered for them is no entry of its own."""
    mergers = Merger.objects.filter(register=model._meta.model_name)
    return set(mergers.values_list("key", flat=True))


def _without_keys(entries: Iterable[Entry], keys: set[str]) -> list[Entry]:
    return [entry for entry in entries if entry.key[0] not in keys]


def _identities_of_name(values: dict) -> list[tuple]:
    whose, name, start = values["institution"], values["name"], values["valid_from"]
    return [(whose, name, start), (whose, start), (whose, name)]


# --- awards -----------------------------------------------------------------


def _store_awards(registers: Registers, track: Track) -> dict[str, Outcome]:
    organiser = Link(Institution, ("key",))
    awards = FieldStore(Award, key="key", links={"organising_institution": organiser})
    awards.store(_without_keys(registers.awards, merged_keys(Award)), track)
    editions = FieldStore(
        AwardEdition,
        identities=_identities_of_edition,
        links={"award": Link(Award, ("key",))},
    )
    editions.store(registers.editions, track)
    wins = FieldStore(AwardWin, identities=_identities_of_win, links=_links_of_win())
    wins.store(registers.wins, track)
    return {"awards": awards.outcome, "editions": editions.outcome, "wins": wins.outcome}


def _links_of_win() -> dict[str, Link]:
    return {
        "edition": Link(AwardEdition, ("award__key", "year", "name")),
        "municipality": Link(Municipality, ("ags",)),
        "district": Link(District, ("key",)),
        "association": Link(Association, ("key",)),
    }


def _identities_of_edition(values: dict) -> list[tuple]:
    return [(values["award"], values["year"], values["name"])]


def _identities_of_win(values: dict) -> list[tuple]:
    edition, winner, project = values["edition"], values["winner_name"], values["project"]
    whose = (*(edition or ()), winner)
    return [(*whose, values["category"], project), (*whose, values["category"]), whose]
