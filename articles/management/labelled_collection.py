"""A labelled collection in the exchange format, loaded to be measured by itself."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

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

SEED = "seed"


@dataclass(frozen=True)
class Label:
    """The ``n``-th reference of ``source`` (from 1) means ``target``, None if that is missing."""

    source: str
    n: int
    target: str | None


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

    Under a name of its own, so that a collection that was imported before stays apart.
    """
    collection = f"{name} ({Article.objects.count()})"
    store_reports(list(reports.items()), collection=collection, adopt=True)
    return dict(Article.objects.filter(collection=collection).values_list("source_id", "pk"))


def load_registers_if_missing() -> None:
    """The shipped registers, where the database has none."""
    if not Municipality.objects.exists():
        store_registers(read_registers(settings.REGISTERS_DIR))


def add_haystack(number: int, *, targets: list[int]) -> None:
    """
    ``number`` generated reports around the collection.

    Those that share a town *and* an award with a labelled target are no candidates:
    nobody could tell them from it.
    """
    seed = 1
    while Article.objects.filter(collection=COLLECTION, source_id=f"{seed}-0").exists():
        seed += 1
    generate(articles=number, seed=seed, processes=1)
    mine = Article.objects.filter(collection=COLLECTION, source_id__startswith=f"{seed}-")
    for target in Article.objects.filter(pk__in=targets, awards__isnull=False).distinct():
        mine.filter(
            municipalities__in=target.municipalities.all(), awards__in=target.awards.all()
        ).update(status="withdrawn")


def profile_all(*, above: int) -> None:
    """What the acts would have written, for every report with a larger id."""
    store.rebuild(Article.objects.filter(pk__gt=above), above=above)
