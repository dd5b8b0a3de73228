"""
Reports into the newsroom, as drafts or as published at their source.

The key is collection and id, so that importing again updates and never doubles. A report
that the desk has edited since is kept whole. References to ids of the same collection are
bound once every report has its row; all others stay as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from articles import revisions, workflow
from articles.importers.field_store import Track, untracked
from articles.importers.records import Kept, Outcome, Rejected, ReportRecord
from articles.models import (
    Article,
    Award,
    District,
    FederalState,
    Initials,
    Institution,
    Municipality,
    Person,
    Picture,
    Section,
    Tag,
    User,
)
from articles.terms import store as profiles
from articles.text import render_references

AGENCIES = {"afp", "ddp", "dpa", "epd", "kna"}
#: By field of the report: the model and the field that holds its official key.
ENTITIES = {
    "municipalities": (Municipality, "ags"),
    "districts": (District, "key"),
    "federal_states": (FederalState, "key"),
    "institutions": (Institution, "key"),
    "awards": (Award, "key"),
}

Named = tuple[str, ReportRecord]


def store_reports(
    reports: Sequence[Named],
    *,
    collection: str,
    by: User | None = None,
    adopt: bool = False,
    track: Track = untracked,
    now: datetime | None = None,
) -> Outcome:
    """
    Store ``reports``, each with the name under which its source is known to the desk.

    ``adopt``: a new report whose source names its hour of publication enters as
    published since then. Refused reports are counted with their reason; the rest go on.
    """
    store = _ReportStore(collection, by, adopt, now)
    store.make_rows(reports)
    for name, record in track(reports, _("Reports")):
        if record.id in store.rows and store.names[record.id] == name:
            store.store(name, record)
    if store.changed:
        profiles.rebuild(Article.objects.filter(pk__in=store.changed))
    return store.outcome


@dataclass
class _ReportStore:
    collection: str
    by: User | None
    adopt: bool
    now: datetime | None
    outcome: Outcome = field(default_factory=Outcome)
    names: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Article] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)

    @cached_property
    def ids(self) -> dict[str, int]:
        """Primary keys of the whole collection by id, new rows included."""
        found = Article.objects.filter(collection=self.collection).values_list("source_id", "pk")
        return dict(found)

    # --- every report gets its row first, so that references can be bound ----

    def make_rows(self, reports: Sequence[Named]) -> None:
        for name, record in reports:
            try:
                self._make_row(name, record)
            except (ValidationError, Rejected) as error:
                self._reject(name, error)

    def _make_row(self, name: str, record: ReportRecord) -> None:
        if other := self.names.get(record.id):
            message = _("The id “%(id)s” is that of %(other)s already.")
            raise Rejected(message % {"id": record.id, "other": other})
        _check(self.collection, record)
        self.names[record.id] = name
        self.rows[record.id], _is_new = Article.objects.get_or_create(
            collection=self.collection,
            source_id=record.id,
            defaults={"original_on": record.dated_on},
        )

    # --- then its content ----------------------------------------------------

    def store(self, name: str, record: ReportRecord) -> None:
        article = self.rows[record.id]
        is_new = article.current_revision_id is None
        try:
            with transaction.atomic():
                verdict = self._store(article, record, is_new=is_new)
        except (ValidationError, Rejected, DatabaseError) as error:
            self._reject(name, error)
            if is_new:
                Article.objects.filter(pk=article.pk, current_revision=None).delete()
        else:
            if verdict == "kept":
                ours = revisions.working_copy(article)["headline"]
                self.outcome.kept.append(Kept(name, "headline", ours, record.headline))
            else:
                self.outcome.count(verdict)
                if verdict != "unchanged":
                    self.changed.add(article.pk)

    def _store(self, article: Article, record: ReportRecord, *, is_new: bool) -> str:
        changes = self._content(article, record)
        ours = revisions.working_copy(article)
        delivered = revisions.content_hash(revisions.merged(ours, changes))
        if not is_new:
            ours_now = revisions.content_hash(ours)
            if delivered == ours_now:
                return "unchanged"
            if ours_now != article.imported_hash:
                return "kept"
        workflow.save(article, changes, by=self.by, now=self.now)
        Article.objects.filter(pk=article.pk).update(imported_hash=delivered)
        if is_new and self.adopt and record.published_at:
            self._adopt(article, record)
        return "created" if is_new else "updated"

    def _adopt(self, article: Article, record: ReportRecord) -> None:
        source = f"{self.collection}/{record.id}"
        workflow.adopt(article, by=self.by, at=record.published_at, source=source, now=self.now)

    def _content(self, article: Article, record: ReportRecord) -> dict[str, object]:
        content = {
            "kicker": record.kicker,
            "headline": record.headline,
            "lead": record.lead,
            "body": self._bound(article, record),
            "initials": record.initials,
            "people": people_of(record.initials, record.dated_on),
        }
        if record.section:
            content["section"] = section_named(record.section)
        if record.tags:
            content["tags"] = [tag_named(name) for name in record.tags]
        if record.picture_id and article.current_revision_id is None:
            # Later on the desk decides which picture readers see.
            content["picture"] = Picture.objects.get(pk=record.picture_id)
        return content | entities_of(record.entities)

    def _bound(self, article: Article, record: ReportRecord) -> str:
        """The body with its references to reports of the collection; unknown ones stay open."""

        def node(to: str, key: str, words: str) -> str:
            target = self.ids.get(record.references.get(key, ""))
            to = str(target) if target and target != article.pk else to
            return f'<span data-reference="{to}" data-key="{key}">{words}</span>'

        return render_references(record.body, node)

    def _reject(self, name: str, error: Exception) -> None:
        messages = getattr(error, "messages", None) or [str(error).split("\n")[0]]
        self.outcome.rejected.append((name, " ".join(str(message) for message in messages)))


def _check(collection: str, record: ReportRecord) -> None:
    """Raise ValidationError for what no column could hold, before anything is stored."""
    Article(
        collection=collection,
        source_id=record.id,
        kicker=record.kicker,
        headline=record.headline,
        lead=record.lead,
        initials=record.initials,
    ).clean_fields(exclude=["body", "slug", "status"])
    Section(name=record.section or "-").clean_fields(exclude=["slug"])
    for tag in record.tags:
        Tag(name=tag).clean_fields(exclude=["slug", "sort_key"])


# --- what a report names: made or found ---------------------------------------


def section_named(name: str) -> Section:
    """The section of that name, whatever its case; a new one if there is none."""
    return Section.objects.filter(name__iexact=name).first() or Section.objects.create(name=name)


def tag_named(name: str) -> Tag:
    """The tag of that name, whatever its case; a new one if there is none."""
    return Tag.objects.filter(name__iexact=name).first() or Tag.objects.create(name=name)


def people_of(initials: str, day: date) -> list[Person]:
    """Whose initials these were on that day; unknown ones make a person of that name."""
    people = [_person_of(mark, day) for mark in initials.split("/") if mark]
    return [person for person in people if person is not None]


def _person_of(mark: str, day: date) -> Person | None:
    known = Initials.objects.filter(initials=mark)
    if found := known.valid_on(day).select_related("person").first():
        return found.person
    if known.exists():
        return None
    person = Person.objects.create(name=mark, is_agency=mark.lower() in AGENCIES)
    Initials.objects.create(person=person, initials=mark)
    return person


def entities_of(keys: Mapping[str, Sequence[str]]) -> dict[str, list]:
    """The register entries with these official keys; raises ``Rejected`` for an unknown one."""
    return {name: _entities(name, wanted) for name, wanted in keys.items()}


def _entities(name: str, wanted: Sequence[str]) -> list:
    model, by = ENTITIES[name]
    found = list(model.objects.filter(**{f"{by}__in": wanted}))
    if missing := set(wanted) - {getattr(entry, by) for entry in found}:
        message = _("It names an unknown entry: %(key)s.")
        raise Rejected(message % {"key": ", ".join(sorted(missing))})
    return found


def name_people(people: Mapping[str, str]) -> None:
    """Make the people of ``people`` (names by initials), unless somebody has the initials."""
    for mark, name in people.items():
        if not Initials.objects.filter(initials=mark).exists():
            Initials.objects.create(person=Person.objects.create(name=name), initials=mark)
