"""What recognition is fed with, and what it answers: plain frozen data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What a mention is about."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    BODY = "body"
    AWARD = "award"
    LAND = "land"


class FormSort(StrEnum):
    """How a name is written."""

    FULL = "full"
    SHORT = "short"
    DERIVED = "derived"  # “Ulmer”
    ABBREVIATION = "abbreviation"
    TOPIC = "topic"  # “Innenministerium”
    OFFICE = "office"  # “Bundesinnenministerin”
    TITLE = "title"  # “Open Government”, apart from its “Modellkommunen”
    GENERIC = "generic"  # words that mean other things as well


class Reason(TextChoices):
    """Why a mention is sure, or why it is only offered."""

    FULL_NAME = "full_name", _("full name")
    NAMED_BEFORE = "named_before", _("named unmistakably in this report")
    ONLY_ONE = "only_one", _("the only one of this name")
    CONTEXT = "context", _("fits the places named beside it")
    LARGEST = "largest", _("by far the largest of this name")
    DERIVED = "derived", _("derived form")
    ABBREVIATION = "abbreviation", _("by its abbreviation")
    VALID_THEN = "valid_then", _("called so on the day of the report")
    SAME_LAND = "same_land", _("of the Land the report is about")
    UNDECIDED = "undecided", _("several of this name")
    COMMON_WORD = "common_word", _("also an ordinary word")
    PART_OF_TOWN = "part_of_town", _("perhaps a part of a town")
    REGION = "region", _("a region, not the town")
    PART_OF_NAME = "part_of_name", _("part of another name")
    PERSON = "person", _("perhaps a person")
    GOVERNMENT = "government", _("perhaps the government that sits there")
    FAR_AWAY = "far_away", _("far away from all other places named")
    FAINT = "faint", _("too little around it")
    OFFICE = "office", _("the person in office, not the house")
    OTHER_LAND = "other_land", _("of another Land")
    TITLE = "title", _("a title in quotation marks")


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality or a district; ``land`` is its two-letter abbreviation."""

    kind: Kind
    key: str
    name: str
    land: str
    district_key: str = ""
    type: str = ""
    population: int = 0
    is_town: bool = False
    is_capital: bool = False
    latitude: float | None = None
    longitude: float | None = None
    is_former: bool = False


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name and abbreviation, right from ``valid_from`` inclusive to ``valid_to`` exclusive."""

    name: str
    abbreviation: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it was right on that day; open ends are unknown and count as covered."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Body:
    """An institution with all its names; ``land`` is empty for a federal one or one of several."""

    key: str
    names: tuple[BodyName, ...]
    land: str = ""
    is_federal: bool = False


@dataclass(frozen=True, slots=True)
class Prize:
    """An award, ranking or programme."""

    key: str
    name: str
    short_name: str = ""
    organiser_key: str = ""
    land: str = ""


@dataclass(frozen=True, slots=True)
class Registers:
    """Everything that can be recognised; ``lands`` maps abbreviations to names."""

    places: tuple[Place, ...]
    bodies: tuple[Body, ...]
    awards: tuple[Prize, ...]
    lands: dict[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """The words of a report as plain text, and the day whose names are right for it."""

    headline: str
    lead: str
    body: str
    day: date
    kicker: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A place in the text that speaks of an entity.

    ``keys`` holds the candidates, the likeliest first; ``sure`` means that the first
    one can be accepted unseen. ``start`` and ``end`` count characters of ``field``.
    """

    kind: Kind
    keys: tuple[str, ...]
    field: str
    start: int
    end: int
    words: str
    sure: bool
    reason: Reason

    @property
    def key(self) -> str:
        """The likeliest candidate."""
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way of writing a name, as the automaton searches for it."""

    text: str
    kind: Kind
    key: str
    sort: FormSort
