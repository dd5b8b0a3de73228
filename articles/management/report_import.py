"""What the commands that import reports have in common: read, parse, store, tell."""

from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.importers.records import Outcome, Rejected
from articles.importers.report_files import collection_of, read_bytes, report_files
from articles.importers.report_store import store_reports
from articles.importers.reports import parse_report
from articles.management.progress import bar


def import_reports(path: Path, *, adopt: bool, entities=None, pictures=None, by=None) -> Outcome:
    """
    Import the file or the folder ``path``.

    ``entities`` and ``pictures``, by id, are attached as an import may.
    """
    files = report_files(path)
    refused, reports = [], []
    with bar() as progress:
        for file in progress.track(files, _("Reading")):
            try:
                record = parse_report(read_bytes(file), name=file.stem)
            except (Rejected, OSError) as error:
                refused.append((file.name, str(error)))
            else:
                record = replace(
                    record,
                    entities=(entities or {}).get(record.id, {}),
                    picture_id=(pictures or {}).get(record.id),
                )
                reports.append((file.name, record))
        outcome = store_reports(
            reports, collection=collection_of(path), by=by, adopt=adopt, track=progress.track
        )
    outcome.rejected[:0] = refused
    return outcome


def tell(command, outcome: Outcome) -> None:
    """One line for each kind of outcome, and one with the reason for each refused report."""
    counts = outcome.as_counts()
    labels = {
        "created": _("created"),
        "updated": _("updated"),
        "unchanged": _("unchanged"),
        "kept": _("kept (edited here since)"),
        "rejected": _("rejected"),
    }
    for name, label in labels.items():
        command.stdout.write(f"{label}: {counts[name]}")
    for kept in outcome.kept:
        command.stdout.write(_("kept: %(name)s") % {"name": kept.thing})
    for name, reason in outcome.rejected:
        command.stderr.write(_("rejected: %(key)s: %(reason)s") % {"key": name, "reason": reason})


def summary(outcome: Outcome) -> str:
    """How many reports were looked at, as a sentence."""
    number = sum(outcome.as_counts().values())
    return ngettext("%(number)d report read.", "%(number)d reports read.", number) % {
        "number": number
    }
