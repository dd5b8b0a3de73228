"""What parsers hand to stores: plain frozen records, without a database."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime


class Rejected(Exception):
    """A source that can't be read; the message is for the desk, in its language."""


@dataclass(frozen=True)
class ReportRecord:
    """
    One report as its source has it.

    ``body`` is canonical HTML in which every reference is open or leads outside;
    ``references`` names, by the key of the node, the id of the target in the same
    collection. ``published_at`` is the source's own hour, or None if it names
    only the day; ``dated_on`` is the day of the date line.
    """

    id: str
    headline: str
    dated_on: date
    lead: str = ""
    body: str = ""
    kicker: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    initials: str = ""
    published_at: datetime | None = None
    references: dict[str, str] = field(default_factory=dict)
    entities: dict[str, tuple[str, ...]] = field(default_factory=dict)
    picture_id: int | None = None


@dataclass(frozen=True)
class Kept:
    """A value that the desk changed: it stays, and the delivered one is shown beside it."""

    thing: str
    field: str
    ours: str
    delivered: str


@dataclass
class Outcome:
    """How many things an import created, updated, left or refused, and why it refused or kept."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    former: int = 0
    rejected: list[tuple[str, str]] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def count(self, verdict: str) -> None:
        """Add one to “created”, “updated”, “unchanged” or “former”."""
        setattr(self, verdict, getattr(self, verdict) + 1)

    def as_counts(self) -> Counter:
        """The numbers alone."""
        return Counter(
            created=self.created,
            updated=self.updated,
            unchanged=self.unchanged,
            former=self.former,
            rejected=len(self.rejected),
            kept=len(self.kept),
        )


@dataclass(frozen=True)
class Entry:
    """
    One entry of a register: its key, and the values it delivers by field name.

    Values are as JSON has them: days as “2026-02-28”, decimals as text. Another
    entry is named by its key. A field that the source doesn't know is left out.
    """

    key: tuple[str, ...]
    values: dict[str, object]


@dataclass(frozen=True)
class Registers:
    """
    What a source delivers, in the order in which it has to be stored.

    ``complete`` names the kinds of which the source has every entry, so that a
    missing one has ceased to exist; ``as_of`` is the day for which it speaks.
    """

    federal_states: tuple[Entry, ...] = ()
    districts: tuple[Entry, ...] = ()
    associations: tuple[Entry, ...] = ()
    municipalities: tuple[Entry, ...] = ()
    former_municipalities: tuple[Entry, ...] = ()
    institutions: tuple[Entry, ...] = ()
    names: tuple[Entry, ...] = ()
    successions: tuple[Entry, ...] = ()
    awards: tuple[Entry, ...] = ()
    editions: tuple[Entry, ...] = ()
    wins: tuple[Entry, ...] = ()
    complete: frozenset[str] = frozenset()
    as_of: date | None = None
