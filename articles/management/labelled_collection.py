"""A labelled collection in the exchange format, loaded to be measured by itself."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from articles.detection.entities import Kind, Report
from articles.detection.registers import recogniser
from articles.importers.archive import generate
from articles.importers.archive_rows import COLLECTION
from articles.importers.records import Rejected, ReportRecord
from articles.importers.register_store import store_registers
from articles.importers.registers import read_registers
from articles.importers.report_files import read_bytes, report_files
from articles.importers.report_store import store_reports
from articles.importers.reports import parse_report
from articles.models import Article, Municipality
from articles.moments import at_noon
from articles.terms import store
from articles.text import plain_text

SEED = "seed"
_RELATIONS = {
    Kind.MUNICIPALITY: "municipalities",
    Kind.DISTRICT: "districts",
    Kind.BODY: "institutions",
    Kind.AWARD: "awards",
}


@dataclass(frozen=True)
class Label:
    """The ``n``-th reference of ``source`` (from 1) means ``target``, None if that is missing."""

    source: str
    n: int
    target: str | None


def make_tables_if_missing() -> None:
    """Tables for a database that has none at all: of a fresh checkout; others are left alone."""
    if not connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)


def one_at_a_time() -> None:
    """Wait until nobody else measures in this database: two would meet in the same rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [store.number("labelled collection")])


def read_labels(folder: Path) -> list[Label]:
    """The labels of a collection, in order; raises ``Rejected`` for an unreadable file."""
    try:
        lines = (folder / "labels.jsonl").read_text("utf-8").splitlines()
        found = [json.loads(line) for line in lines if line.strip()]
        return [Label(str(each["source"]), int(each["n"]), each["target"]) for each in found]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Rejected(f"labels.jsonl: {error}") from error


def read_reports(folder: Path) -> tuple[dict[str, ReportRecord], list[str]]:
    """The reports by id, every reference open, and what could not be read; ``seed`` if found."""
    reports, refused = {}, []
    for file in [*report_files(folder), *seed_files(folder)[:1]]:
        is_seed = file.stem.startswith(SEED) or file.parent.name == SEED
        try:
            record = parse_report(read_bytes(file), name=file.stem)
        except (Rejected, OSError) as error:
            refused.append(f"{file.name}: {error}")
            continue
        key = SEED if is_seed else record.id
        moment = record.published_at or at_noon(record.dated_on)
        reports[key] = replace(record, id=key, references={}, entities={}, published_at=moment)
    return reports, refused


def seed_files(folder: Path) -> list[Path]:
    """Where the one real report may lie that labels call “seed”."""
    beside = (folder.resolve() / ".." / ".." / SEED).resolve()
    return sorted(beside.glob("*.txt")) if beside.is_dir() else []


def load(reports: dict[str, ReportRecord], *, name: str) -> dict[str, int]:
    """
    Store the reports as published at their hours; primary keys by id.

    With the things that recognition is sure of, and under a name of its own, so that a
    collection that was imported before stays apart.
    """
    collection = f"{name} ({Article.objects.count()})"
    named = [
        (key, replace(record, entities=_recognised(record))) for key, record in reports.items()
    ]
    store_reports(named, collection=collection, adopt=True)
    rows = Article.objects.filter(collection=collection)
    return dict(rows.values_list("source_id", "pk"))


def _recognised(record: ReportRecord) -> dict[str, tuple[str, ...]]:
    """What the desk would find ticked: the things of which recognition is sure, by relation."""
    report = Report(
        headline=record.headline,
        lead=record.lead,
        body=plain_text(record.body),
        day=record.dated_on,
        kicker=record.kicker,
    )
    found: dict[str, dict[str, None]] = {}
    for mention in recogniser().recognise(report):
        if mention.sure and mention.kind in _RELATIONS:
            found.setdefault(_RELATIONS[mention.kind], {})[mention.key] = None
    return {relation: tuple(keys) for relation, keys in found.items()}


def load_registers_if_missing() -> None:
    """The shipped registers, where the database has none."""
    if not Municipality.objects.exists():
        store_registers(read_registers(settings.REGISTERS_DIR))


def add_haystack(
    number: int, *, targets: list[int], advance: Callable[[int], object] = int
) -> set[int]:
    """
    ``number`` generated reports around the collection; returns those that are no candidates.

    That is those that share a town *and* an award with a labelled target: nobody could
    tell them from it. ``advance`` is told of so many more generated ones.
    """
    seed = 1
    while Article.objects.filter(collection=COLLECTION, source_id=f"{seed}-0").exists():
        seed += 1
    generate(articles=number, seed=seed, processes=1, advance=advance)
    generated = Article.objects.filter(collection=COLLECTION, source_id__startswith=f"{seed}-")
    twins: set[int] = set()
    for target in Article.objects.filter(pk__in=targets, awards__isnull=False).distinct():
        towns, awards = target.municipalities.all(), target.awards.all()
        same = generated.filter(municipalities__in=towns, awards__in=awards)
        twins |= set(same.values_list("pk", flat=True))
    return twins


def profile_all(
    *, above: int, apart_from: set[int] = frozenset(), advance: Callable[[int], object] = int
) -> None:
    """
    What the acts would have written and the server would have counted by and by.

    ``advance`` is told of each report twice (see ``store.rebuild``).
    """
    loaded = Article.objects.filter(pk__gt=above).exclude(pk__in=apart_from)
    store.rebuild(loaded, above=above, advance=advance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article, articles_crossreference, articles_tagging")
