"""Measure the recognition of places, institutions and awards on a labelled collection."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.detection.entities import Report
from articles.detection.evaluation import MEASURED, Labelled, evaluate
from articles.detection.registers import recogniser
from articles.importers.records import Rejected
from articles.importers.reports import parse_report
from articles.management.labelled_collection import (
    load_registers_if_missing,
    make_tables_if_missing,
)
from articles.management.progress import table
from articles.text import plain_text


class Command(BaseCommand):
    """Prints precision and recall for what is sure and for all that is offered, and the errors."""

    help = "Measures recognition on a collection with entities.jsonl; the last line is JSON."

    def add_arguments(self, parser):
        parser.add_argument(
            "collection", type=Path, help="folder with articles/ and entities.jsonl"
        )
        parser.add_argument("--json", action="store_true", help="print the last line only")

    def handle(self, *, collection, **options):
        labelled = list(self.read(collection))
        make_tables_if_missing()
        with transaction.atomic():
            load_registers_if_missing()
            tool = recogniser()
            transaction.set_rollback(True)
        evaluate(tool, labelled[:3])  # the first calls of a process are slower
        result = evaluate(tool, labelled)
        if not options["json"]:
            self.report(result)
        self.stdout.write(json.dumps(result.figures()))

    def read(self, folder):
        """The reports of a collection that have labels."""
        path = folder / "entities.jsonl"
        if not path.is_file():
            raise CommandError(_("%(path)s does not exist.") % {"path": path})
        lines = path.read_text(encoding="utf-8").splitlines()
        labels = {row["article"]: row for row in map(json.loads, filter(str.strip, lines))}
        for file in sorted((folder / "articles").glob("*.md")):
            report = self.parsed(file)
            if report and report.id in labels:
                yield self.labelled(report, labels[report.id])

    def parsed(self, file):
        try:
            return parse_report(file.read_bytes(), name=file.stem)
        except Rejected as error:
            self.stderr.write(f"{file.name}: {error}")
            return None

    def labelled(self, record, truth):
        report = Report(
            kicker=record.kicker, headline=record.headline, lead=record.lead,
            body=plain_text(record.body), day=record.dated_on,
        )  # fmt: skip
        keys = {name: frozenset(truth.get(name, ())) for name in MEASURED}
        return Labelled(record.id, report, keys)

    def report(self, result):
        head = ("", _("sure: P"), _("sure: R"), _("offered: P"), _("offered: R"), _("labels"))
        self.stdout.write(table([head, *(self.row(result, name) for name in MEASURED)]))
        speed = _("%(mean).2f ms a report, 95 of 100 below %(p95).2f ms")
        self.stdout.write(speed % {"mean": result.mean_ms, "p95": result.quantile(0.95)})
        for mistake in result.worst():
            self.stdout.write(self.told(mistake))

    def row(self, result, name):
        sure, offered = result.sure[name], result.offered[name]
        figures = (sure.precision, sure.recall, offered.precision, offered.recall)
        return (name, *(f"{figure:.3f}" for figure in figures), sure.right + sure.missing)

    def told(self, mistake):
        kind = _("missing") if mistake.is_missing else _("wrong")
        words = f"“{mistake.words}” ({mistake.reason})" if mistake.words else ""
        return f"{kind}: {mistake.report_id} {mistake.kind} {mistake.key} {words}".rstrip()
