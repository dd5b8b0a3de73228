"""
Entries of a register become rows, field by field, and never over the desk's own hand.

Each row remembers in ``delivered`` what the register last said. A field that still says
so takes a new value; one that says something else was corrected by the desk and is kept,
with the delivered value remembered beside it. Nothing is ever deleted.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from articles.importers.records import Entry, Kept, Outcome
from articles.models import Merger

Track = Callable[[Sequence, str], Iterable]
Identities = Callable[[dict], list[tuple]]

CHUNK = 1000


def untracked(things: Sequence, label: str) -> Iterable:
    """Go through ``things`` without showing it to anybody."""
    return things


@dataclass(frozen=True)
class Link:
    """A field that names another entry: by which of its fields, and where that is found."""

    model: type[models.Model]
    by: tuple[str, ...]

    @cached_property
    def ids(self) -> dict[object, int]:
        """Primary keys by natural key, as they are when first asked for."""
        rows = self.model.objects.values_list("pk", *self.by)
        ids = {self._natural(names): pk for pk, *names in rows}
        merged = Merger.objects.filter(register=self.model._meta.model_name)
        return {
            key: ids[into] for key, into in merged.values_list("key", "into") if into in ids
        } | ids

    @cached_property
    def names(self) -> dict[int, object]:
        """Natural keys by primary key, in their JSON form."""
        return {pk: list(key) if isinstance(key, tuple) else key for key, pk in self.ids.items()}

    def _natural(self, names: list) -> object:
        return str(names[0]) if len(names) == 1 else tuple(str(name) for name in names)

    def id_of(self, value: object) -> int | None:
        """The primary key for a JSON value; raises KeyError for an unknown entry."""
        if value is None:
            return None
        return self.ids[tuple(value) if isinstance(value, list) else value]


@dataclass
class FieldStore:
    """
    Stores the entries of one kind.

    ``key`` is the field that holds the entry's key; where there is none, ``identities``
    lists what tells an entry from others, the surest first. ``in_bulk`` writes thousands of
    rows at once; otherwise each row has its own savepoint and a refused one stops no other.
    """

    model: type[models.Model]
    key: str = ""
    identities: Identities | None = None
    links: dict[str, Link] = field(default_factory=dict)
    in_bulk: bool = False
    outcome: Outcome = field(default_factory=Outcome)
    rows: dict[tuple[str, ...], models.Model] = field(default_factory=dict)

    def store(self, entries: Sequence[Entry], track: Track = untracked) -> Outcome:
        """Create, update or leave the row of every entry; afterwards ``rows`` has them by key."""
        found = self._found(entries)
        created, updated = [], []
        for entry in track(entries, str(self.model._meta.verbose_name_plural)):
            row = found.get(entry.key)
            changes = self._take(row or self.model(), entry, is_new=row is None)
            if changes is None:
                continue
            self.rows[entry.key] = row = changes.row
            if changes.is_new:
                created.append(row)
            elif changes.fields:
                updated.append(row)
            else:
                self.outcome.unchanged += 1
        # Ends of periods move before new periods begin, or they would overlap.
        self._write(updated, "updated")
        self._write(created, "created")
        return self.outcome

    # --- which row is whose -------------------------------------------------

    def _found(self, entries: Sequence[Entry]) -> dict[tuple[str, ...], models.Model]:
        rows = list(self.model.objects.all())
        if not self.identities:
            by_key = {(getattr(row, self.key),): row for row in rows}
            return {entry.key: by_key[entry.key] for entry in entries if entry.key in by_key}
        known = [(self.identities(row.delivered or self.current(row)), row) for row in rows]
        asked = [(self.identities(entry.values), entry) for entry in entries]
        return _matched(asked, known)

    def current(self, row: models.Model) -> dict:
        """What ``row`` says now, in the form in which a source delivers it."""
        return {
            name: self.links[name].names.get(getattr(row, f"{name}_id"))
            if name in self.links
            else _as_json(getattr(row, name))
            for name in self._names(row)
        }

    def _names(self, row: models.Model) -> list[str]:
        skipped = {"id", "slug", "sort_key", "delivered", "upheld", "report"}
        return [f.name for f in row._meta.concrete_fields if f.name not in skipped]

    # --- one entry into one row ---------------------------------------------

    def _take(self, row: models.Model, entry: Entry, *, is_new: bool) -> "_Changes | None":
        """Put what is delivered into the row; None if the entry is refused."""
        if is_new and self.key:
            setattr(row, self.key, entry.key[0])
        try:
            fields = [name for name in entry.values if self._take_field(row, name, entry, is_new)]
            if fields or is_new:
                self._check(row)
        except (ValidationError, KeyError) as error:
            self._reject(entry.key, error)
            return None
        return _Changes(row, fields, is_new)

    def _take_field(self, row: models.Model, name: str, entry: Entry, is_new: bool) -> bool:
        """Whether anything about the field, or about what was delivered, has changed."""
        new, last = entry.values[name], row.delivered.get(name)
        ours, attribute = getattr(row, self._attribute(name)), self._attribute(name)
        if is_new or self._is_as_delivered(row, name, ours):
            changed = ours != (value := self._value(name, new))
            if changed or is_new:
                setattr(row, attribute, value)
        else:
            changed = False
            self._keep(row, name, ours, new)
        if name in row.delivered and self._value(name, last) == self._value(name, new):
            return changed
        row.delivered[name] = new
        return True

    def _is_as_delivered(self, row: models.Model, name: str, ours: object) -> bool:
        """The desk has not touched it: it says what was delivered, or nothing at all."""
        if name in row.delivered:
            return ours == self._value(name, row.delivered[name])
        return ours in ("", None, False)

    def _keep(self, row: models.Model, name: str, ours: object, new: object) -> None:
        if ours == self._value(name, new):
            return
        said = self.links[name].names.get(ours) if name in self.links else ours
        self.outcome.kept.append(Kept(str(row), name, _shown(said), _shown(new)))

    def _attribute(self, name: str) -> str:
        return f"{name}_id" if name in self.links else name

    def _value(self, name: str, value: object) -> object:
        if name in self.links:
            return self.links[name].id_of(value)
        target = self.model._meta.get_field(name)
        value = target.to_python(value)
        if isinstance(value, Decimal):
            return value.quantize(Decimal(1).scaleb(-target.decimal_places))
        return value

    def _check(self, row: models.Model) -> None:
        row.clean_fields(exclude=[*self.links, "slug", "sort_key", "delivered"])

    def _reject(self, key: tuple[str, ...], error: Exception) -> None:
        if isinstance(error, KeyError):
            reason = _("It names an unknown entry: %(key)s.") % {"key": error.args[0]}
        else:
            reason = "; ".join(error.messages)
        self.outcome.rejected.append((" ".join(key), reason))

    # --- into the database --------------------------------------------------

    def _write(self, rows: list[models.Model], verdict: str) -> None:
        if self.in_bulk:
            self._write_in_bulk(rows, verdict)
            return
        for row in rows:
            try:
                with transaction.atomic():
                    row.save()
            except IntegrityError as error:
                self.outcome.rejected.append((str(row), str(error).split("\n")[0]))
            else:
                self.outcome.count(verdict)

    def _write_in_bulk(self, rows: list[models.Model], verdict: str) -> None:
        for row in rows:
            row.derive()
        names = [f.name for f in self.model._meta.concrete_fields if not f.primary_key]
        upsert = {} if verdict == "created" else {
            "update_conflicts": True, "unique_fields": ["id"], "update_fields": names,
        }  # fmt: skip
        self.model.objects.bulk_create(rows, batch_size=CHUNK, **upsert)
        self.model.history.bulk_history_create(
            rows, batch_size=CHUNK, update=verdict != "created", default_change_reason="register"
        )
        setattr(self.outcome, verdict, getattr(self.outcome, verdict) + len(rows))


@dataclass(frozen=True)
class _Changes:
    row: models.Model
    fields: list[str]
    is_new: bool


def _matched(
    asked: list[tuple[list[tuple], Entry]], known: list[tuple[list[tuple], models.Model]]
) -> dict[tuple[str, ...], models.Model]:
    """Rows by the key of their entry; the surest identity decides, each row is given once."""
    found, taken = {}, set()
    for level in range(max((len(identities) for identities, _entry in asked), default=0)):
        index = {ids[level]: row for ids, row in known if row.pk not in taken}
        for identities, entry in asked:
            row = index.get(identities[level]) if entry.key not in found else None
            if row is not None and row.pk not in taken:
                found[entry.key] = row
                taken.add(row.pk)
    return found


def _as_json(value: object) -> object:
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    return "" if value is None else str(value)
