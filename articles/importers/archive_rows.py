"""
The rows of a generated report, exactly as saving and adopting it would have left them.

Rows are lines for PostgreSQL's COPY; columns and their defaults come from the models, so
that a new column with a default needs nothing here.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from articles import revisions
from articles.importers.archive_reports import Written
from articles.models import Article, CrossReference, Exposure, Revision, StatusChange, Tagging
from articles.moments import berlin_day, month_of
from articles.statuses import Act, Status
from articles.text import plain_text, references_in, slugify
from articles.vocabulary import Copy, CountedBy, ReferenceEnd

COLLECTION = "archiv"
MARKED = "Erfunden: generate_archive"


#: All of these are the hour of the source.
_HOURS = ("publish_at", "released_at", "first_public_at", "created_at", "changed_at")
_BLOCKS = re.compile("</?(?:p|h2)>")
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_MARKS = "„“.,:?!()"


class Lines:
    """Lines of one table for COPY; what is not given each time is constant."""

    def __init__(self, model: type[models.Model], given: str, **constants: object):
        self.rows: list[str] = []
        names = given.split()
        fields = [
            f
            for f in model._meta.concrete_fields
            if not f.generated and (not f.primary_key or f.attname in names)
        ]
        cells = [
            f"%({f.attname})s"
            if f.attname in names
            else _cell(constants.get(f.attname, f.get_default())).replace("%", "%%")
            for f in fields
        ]
        columns = ", ".join(f'"{f.column}"' for f in fields)
        self.statement = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
        self._format = "\t".join(cells) + "\n"

    def add(self, **values: object) -> None:
        """One row; text must be escaped where it could hold a backslash or a break."""
        self.rows.append(self._format % values)


def _cell(value: object) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | dict):
        return json.dumps(value)
    return escaped(str(value))


def escaped(text: str) -> str:
    """Text as a cell of COPY."""
    text = text.replace("\\", "\\\\")
    return text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


@dataclass(frozen=True)
class Ids:
    """Primary keys and labels that the rows need, found or made before."""

    articles: list[int]
    revisions: list[int]
    sections: dict[str, tuple[int, str]]
    tags: dict[str, tuple[int, str]]
    people: dict[str, tuple[int, str]]
    labels: dict[str, dict[int, str]]


#: The several things of a report, and where ``Written`` has their primary keys.
ENTITIES = ("municipalities", "districts", "federal_states", "institutions", "awards")
COUNTED = {
    "municipalities": CountedBy.MUNICIPALITY,
    "districts": CountedBy.DISTRICT,
    "federal_states": CountedBy.FEDERAL_STATE,
    "institutions": CountedBy.INSTITUTION,
    "awards": CountedBy.AWARD,
}


@dataclass
class Rows:
    """
    Collects the rows of many reports, table by table.

    ``known`` are words that earlier reports of the same process have taught already.
    """

    ids: Ids
    seed: int
    known: set[str] = field(default_factory=set)
    references: list[str] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    words: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self):
        self.articles = Lines(
            Article,
            "id kicker headline slug lead body genre section_id initials original_on source_id "
            f"imported_hash current_revision_id {' '.join(_HOURS)}",
            collection=COLLECTION,
            status=Status.RELEASED.value,
            working_title=MARKED,
        )
        self.revisions = Lines(Revision, "id article_id content content_hash made_at")
        self.acts = Lines(
            StatusChange,
            "article_id at publish_at revision_id",
            act=Act.ADOPT.value,
            was=Status.DRAFT.value,
            became=Status.RELEASED.value,
            note=f"{MARKED} --seed {self.seed}",
        )
        self.exposures = Lines(Exposure, "article_id revision_id during")
        self.taggings = Lines(Tagging, "tag_id content_object_id")
        self.people = Lines(Article.people.through, "article_id person_id")
        self.entities = {name: _through(name) for name in ENTITIES}
        self.out = Lines(
            CrossReference,
            "source_id key position end target_id address words sentence",
            copy=Copy.LIVE.value,
        )

    def add(self, report: Written) -> None:
        """All rows of one report."""
        tags = sorted(self.ids.tags[name] for name in report.tags)
        person = self.ids.people[report.mark]
        self._write(report, self._content(report, tags, person))
        pk = self.ids.articles[report.number]
        for tag, _label in tags:
            self.taggings.add(tag_id=tag, content_object_id=pk)
        self.people.add(article_id=pk, person_id=person[0])
        for name in ENTITIES:
            self.entities[name](pk, getattr(report, name))
        if report.stub.targets:
            self._refer(pk, report.body)
        self._count(report, tags, person)
        self._learn(report)

    def _write(self, report: Written, content: revisions.Snapshot) -> None:
        """The report itself, its one revision, and that it was adopted and seen."""
        at, pk = str(report.stub.at), self.ids.articles[report.number]
        revision, fingerprint = self.ids.revisions[report.number], revisions.content_hash(content)
        self.articles.add(
            id=pk,
            kicker=report.kicker,
            headline=report.headline,
            slug=slugify(report.headline),
            lead=report.lead,
            body=report.body,
            genre=report.stub.genre,
            section_id=self.ids.sections[report.section][0],
            initials=report.mark,
            original_on=berlin_day(report.stub.at),
            source_id=f"{self.seed}-{report.number}",
            imported_hash=fingerprint,
            current_revision_id=revision,
            **dict.fromkeys(_HOURS, at),
        )
        cell = escaped(_as_json(content))
        self.revisions.add(
            id=revision, article_id=pk, content=cell, content_hash=fingerprint, made_at=at
        )
        self.acts.add(article_id=pk, at=at, publish_at=at, revision_id=revision)
        self.exposures.add(article_id=pk, revision_id=revision, during=f'["{at}",)')

    def lines(self) -> list[tuple[str, str]]:
        """The lines of each table that has some, by the statement of COPY; references apart."""
        tables = [self.articles, self.revisions, self.acts, self.exposures, self.taggings]
        tables += [self.people, *(entity.lines for entity in self.entities.values())]
        return [(table.statement, "".join(table.rows)) for table in tables if table.rows]

    def _content(self, report: Written, tags: list, person: tuple) -> revisions.Snapshot:
        texts = dict.fromkeys(revisions.TEXTS, "")
        texts |= {
            "kicker": report.kicker,
            "headline": report.headline,
            "lead": report.lead,
            "body": report.body,
            "genre": report.stub.genre,
            "initials": report.mark,
        }
        return {
            **texts,
            "links": [],
            **dict.fromkeys(revisions.ONES),
            "section": _labelled(self.ids.sections[report.section]),
            **{name: [] for name in revisions.SEVERALS},
            "people": [_labelled(person)],
            "tags": [_labelled(tag) for tag in tags],
            **{
                name: [{"id": pk, "label": self.ids.labels[name][pk]} for pk in pks]
                for name in ENTITIES
                if (pks := getattr(report, name))
            },
        }

    def _refer(self, pk: int, body: str) -> None:
        for reference in references_in(body):
            is_report = reference.end == ReferenceEnd.REPORT
            self.out.add(
                source_id=pk,
                key=reference.key,
                position=reference.position,
                end=reference.end.value,
                target_id=reference.target_id if is_report else r"\N",
                address=reference.address,
                words=reference.words,
                sentence=escaped(reference.sentence),
            )

    def _count(self, report: Written, tags: list, person: tuple) -> None:
        month = month_of(report.stub.at)
        self.counts[CountedBy.ALL.value, 0, month] += 1
        section = self.ids.sections[report.section][0]
        self.counts[CountedBy.SECTION.value, section, month] += 1
        self.counts[CountedBy.PERSON.value, person[0], month] += 1
        for tag, _label in tags:
            self.counts[CountedBy.TAG.value, tag, month] += 1
        for name, kind in COUNTED.items():
            for key in getattr(report, name):
                self.counts[kind.value, key, month] += 1

    def _learn(self, report: Written) -> None:
        body = report.body if "<s" not in report.body else plain_text(report.body)
        text = f"{report.kicker} {report.headline} {report.lead} {_BLOCKS.sub(' ', body)}"
        new = set(text.split()) - self.known
        self.known |= new
        # Reports come in order of their hours: who says a word first, taught it.
        for word in new:
            self.words.setdefault(word.strip(_MARKS), report.stub.at)


class _through:
    """The lines of a relation, filled for a report with all its things at once."""

    def __init__(self, name: str):
        relation = Article._meta.get_field(name)
        self._theirs = f"{relation.m2m_reverse_field_name()}_id"
        self.lines = Lines(relation.remote_field.through, f"article_id {self._theirs}")

    def __call__(self, pk: int, things: Iterable[int]) -> None:
        for thing in things:
            self.lines.add(**{"article_id": pk, self._theirs: thing})


def _labelled(thing: tuple[int, str]) -> revisions.Snapshot:
    return {"id": thing[0], "label": thing[1]}
