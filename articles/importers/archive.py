"""
A generated archive into the database, for load tests: realistic, and marked as invented.

Written by COPY, by two processes where the rows may be committed as they come. Every row is
what the acts would have left: revisions, exposures, trail, references, monthly counts, words.
"""

import contextlib
import gc
import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import datetime

import psycopg
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from articles.ahead import ahead
from articles.counts import recount_areas
from articles.importers import archive_words as words
from articles.importers.archive_plan import Body, Place, World, plan_archive
from articles.importers.archive_reports import MARKS, Archive, outside_address
from articles.importers.archive_rows import COLLECTION, Ids, Rows
from articles.importers.records import Rejected
from articles.importers.report_store import name_people, people_of, section_named
from articles.models import (
    Article,
    Award,
    District,
    FederalState,
    Institution,
    InstitutionName,
    MonthlyCount,
    Municipality,
    Revision,
    SearchWord,
    Tag,
    Tagging,
)
from articles.text import sort_key

CHUNK = 1000
Advance = Callable[[int], None]

#: No wait for the disk after each chunk.
_IN_BULK = "SET synchronous_commit = off"
#: As pg_restore does with tables whose rows are known to fit; only an owner of the server may.
_UNCHECKED = "SET session_replication_role = replica"

_COUNT = """
    INSERT INTO {table} AS known (counted_by, key, month, reports)
    SELECT * FROM unnest(%s::text[], %s::bigint[], %s::date[], %s::int[])
    ON CONFLICT (counted_by, key, month) DO UPDATE SET reports = known.reports + EXCLUDED.reports
"""
_LEARN = """
    INSERT INTO {table} AS known (word, since)
    SELECT lexeme, min(told.since)
    FROM unnest(%s::text[], %s::timestamptz[]) AS told (word, since),
        unnest(to_tsvector('simple', told.word))
    WHERE length(lexeme) BETWEEN 3 AND 60 GROUP BY lexeme ORDER BY lexeme
    ON CONFLICT (word) DO UPDATE SET since = EXCLUDED.since WHERE known.since > EXCLUDED.since
"""


def generate(*, articles: int, seed: int, processes: int = 2, advance: Advance = int) -> None:
    """
    Write ``articles`` reports; the same seed and registers give the same ones.

    With one process everything is written in the transaction of the caller, if there
    is one. Raises ``Rejected`` without registers, or if the seed was used before.
    """
    if Article.objects.filter(collection=COLLECTION, source_id=f"{seed}-0").exists():
        raise Rejected(_("There is an archive with the seed %(seed)d already.") % {"seed": seed})
    world = world_of_registers()
    if not world.places:
        raise Rejected(_("Load the registers first: manage.py load_registers"))
    archive = Archive(world, plan_archive(world, articles=articles, seed=seed))
    work = _Work(archive, make_ids(archive))
    chunks = [range(start, min(start + CHUNK, articles)) for start in range(0, articles, CHUNK)]
    if processes > 1:
        written = _write_in_processes(work, chunks, processes)
    else:
        written = _write_here(work, chunks)
    parts = []
    for part in written:
        parts.append(part)
        advance(part.number)
    _finish(parts)


# --- what the registers know ----------------------------------------------------


def world_of_registers() -> World:
    """What reports can speak of; former municipalities and those without people left out."""
    places = Municipality.objects.filter(is_former=False, population__gt=0).order_by("ags")
    fields = ("id", "name", "federal_state_id", "district_id", "population")
    return World(
        places=tuple(Place(*row) for row in places.values_list(*fields)),
        federal_states=dict(FederalState.objects.order_by("key").values_list("id", "name")),
        districts={district.id: str(district) for district in District.objects.all()},
        bodies=tuple(_bodies()),
        awards=tuple(Award.objects.order_by("key").values_list("id", "name")),
    )


def _bodies() -> Iterable[Body]:
    names: dict[int, list] = {}
    for name in InstitutionName.objects.order_by("institution__key", "valid_from", "pk"):
        period = (name.valid_from, name.valid_to, name.name, name.abbreviation)
        names.setdefault(name.institution_id, []).append(period)
    for body in Institution.objects.order_by("key"):
        yield Body(body.id, body.name, body.short_name, tuple(names.get(body.id, ())))


# --- what has to be there before the rows ----------------------------------------


@transaction.atomic
def make_ids(archive: Archive) -> Ids:
    """Reserve the keys of the reports; make or find sections, tags and people."""
    number = len(archive.plan.stubs)
    name_people(_invented_people(archive))
    people = {mark: people_of(mark, archive.plan.stubs[0].at.date())[0] for mark in MARKS}
    sections = {name: section_named(name) for name in words.SECTIONS}
    return Ids(
        articles=_reserve(Article, number),
        revisions=_reserve(Revision, number),
        sections={name: (section.pk, section.name) for name, section in sections.items()},
        tags=_tags(archive),
        people={mark: (person.pk, person.name) for mark, person in people.items()},
        labels={
            "municipalities": {place.id: place.name for place in archive.world.places},
            "districts": archive.world.districts,
            "federal_states": archive.world.federal_states,
            "institutions": {body.id: body.name for body in archive.world.bodies},
            "awards": dict(archive.world.awards),
        },
    )


def _invented_people(archive: Archive) -> dict[str, str]:
    firsts, lasts = archive.style.first_names.things, archive.style.surnames.things
    return {mark: f"{firsts[at * 9]} {lasts[at]} (erfunden)" for at, mark in enumerate(MARKS)}


def _reserve(model, number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [key for (key,) in cursor.fetchall()]


def _tags(archive: Archive) -> dict[str, tuple[int, str]]:
    """Every tag a report of the plan may bear; unused new ones go again in the end."""
    world = archive.world
    wanted = {*words.SECTIONS, *archive.style.tags.things, *world.federal_states.values()}
    wanted |= {story.place.name for story in archive.plan.stories}
    wanted |= {story.body.short_name for story in archive.plan.stories if story.body}
    known = {name.lower(): (pk, name) for pk, name in Tag.objects.values_list("pk", "name")}
    taken = set(Tag.objects.values_list("slug", flat=True))
    new = {name.lower(): name for name in sorted(wanted) if name and name.lower() not in known}
    made = Tag.objects.bulk_create(_tag(name, taken) for name in new.values())
    known |= {tag.name.lower(): (tag.pk, tag.name) for tag in made}
    return {name: known[name.lower()] for name in wanted if name}


def _tag(name: str, taken: set[str]) -> Tag:
    tag, number = Tag(name=name, sort_key=sort_key(name)), None
    while (slug := tag.slugify(name, number)) in taken:
        number = (number or 1) + 1
    taken.add(slug)
    tag.slug = slug
    return tag


# --- writing -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Work:
    archive: Archive
    ids: Ids
    known: set[str] = field(default_factory=set)

    def made(self, chunk: range) -> "_Made":
        rows = Rows(self.ids, self.archive.plan.seed, self.known)
        for number in chunk:
            rows.add(self.archive.report(number, self.address_of))
        references = rows.out.statement, rows.out.rows
        return _Made(len(chunk), rows.lines(), rows.words, rows.counts, *references)

    def address_of(self, target: int) -> str:
        return str(self.ids.articles[target]) if target >= 0 else outside_address(-target)


@dataclass(frozen=True)
class _Made:
    """
    A chunk as lines for COPY, by statement, and the words it teaches.

    ``counts`` and ``references`` (with their ``statement``) are for the end: the targets of the
    references may be in another process's hands.
    """

    number: int
    lines: list[tuple[str, str]]
    words: dict[str, datetime]
    counts: Counter
    statement: str
    references: list[str]

    def send(self, cursor) -> None:
        for statement, lines in self.lines:
            with cursor.copy(statement) as copy:
                copy.write(lines)
        self.lines.clear()

    def teach(self, cursor) -> None:
        table = SearchWord._meta.db_table
        cursor.execute(_LEARN.format(table=table), [list(self.words), list(self.words.values())])
        self.words.clear()


def _write_here(work: _Work, chunks: list[range]) -> Iterable[_Made]:
    for made in ahead(work.made, chunks):
        with transaction.atomic(), connection.cursor() as cursor:
            made.send(cursor)
            made.teach(cursor)
        yield made


#: Inherited by the processes when they are forked: the plan is large, and never sent.
_work: _Work | None = None
_connection: psycopg.Connection | None = None


def _write_in_processes(work: _Work, chunks: list[range], processes: int) -> Iterable[_Made]:
    global _work
    _work = work
    settings = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    target = {name: settings[name] for name in names if settings.get(name)}
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, context, _connect, (target,)) as pool:
        waiting = [pool.submit(_write_there, chunk) for chunk in chunks]
        for done in as_completed(waiting):
            yield done.result()


def _connect(target: dict[str, str]) -> None:
    global _connection
    # What was inherited stays: looking through it for garbage again and again is dear.
    gc.freeze()
    gc.set_threshold(50_000)
    _connection = psycopg.connect(**target, autocommit=True)
    _connection.execute(_IN_BULK)
    with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
        _connection.execute(_UNCHECKED)


def _write_there(chunk: range) -> _Made:
    made = _work.made(chunk)
    with _connection.cursor() as cursor:
        with _connection.transaction():
            made.send(cursor)
        # Both processes learn the same words: in a transaction of its own, in one order.
        made.teach(cursor)
    return made


# --- what is done once ----------------------------------------------------------------


@transaction.atomic
def _finish(parts: list[_Made]) -> None:
    counts = Counter()
    for part in parts:
        counts.update(part.counts)
    kinds, keys, months = zip(*counts, strict=True)
    columns = [list(kinds), list(keys), list(months), list(counts.values())]
    with connection.cursor() as cursor:
        with cursor.copy(parts[0].statement) as copy:
            copy.write("".join(line for part in parts for line in part.references))
        cursor.execute(_COUNT.format(table=MonthlyCount._meta.db_table), columns)
    recount_areas()
    used = Tagging.objects.filter(tag=OuterRef("pk"))
    Tag.objects.filter(~Exists(used), name__in=words.tags()).delete()
