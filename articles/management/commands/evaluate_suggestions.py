"""Measure the suggestions for “(wir berichteten)” on a labelled collection."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles.importers.records import Rejected
from articles.management.labelled_collection import (
    add_haystack,
    load,
    load_registers_if_missing,
    make_tables_if_missing,
    one_at_a_time,
    profile_all,
    read_labels,
    read_reports,
)
from articles.management.progress import bar
from articles.models import Article
from articles.suggestions.candidates import draft_of, suggest


@dataclass(frozen=True)
class Answer:
    """What was offered for one label: the rank of its target (from 1), and what it took."""

    label: object
    rank: int | None
    preselected: bool
    right: bool
    milliseconds: float


class Command(BaseCommand):
    """Everything is loaded into a transaction that is rolled back."""

    help = "Measures the suggestions on a collection with labels.jsonl; changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--json", dest="as_json", action="store_true", help="one line of JSON at the end"
        )
        parser.add_argument("--haystack", type=int, default=0, metavar="N")

    def handle(self, *, folder, haystack, as_json, **options):
        try:
            labels = read_labels(folder)
            reports, refused = read_reports(folder)
        except (Rejected, OSError) as error:
            raise CommandError(str(error)) from error
        for reason in refused:
            self.stderr.write(reason)
        make_tables_if_missing()
        with bar() as progress, transaction.atomic():
            answers = self.ask(folder, reports, labels, haystack, progress)
            transaction.set_rollback(True)
        self.report(answers, as_json=as_json)

    def ask(self, folder, reports, labels, haystack, progress):
        one_at_a_time()
        above = Article.objects.aggregate(last=Max("pk"))["last"] or 0
        load_registers_if_missing()
        ids = load(reports, name=folder.resolve().name)
        labels = self.known(labels, ids)
        targets = [ids[each.target] for each in labels if each.target]
        twins = set()
        if haystack:
            progress.begin(_("Reports around them"), haystack)
            twins = add_haystack(haystack, targets=targets, advance=progress.advance)
        progress.begin(_("What they are about"), 2 * (len(ids) + haystack - len(twins)))
        profile_all(above=above, apart_from=twins, advance=progress.advance)
        asked = progress.track(labels, _("References"))
        return [self.answer(label, ids, above) for label in asked]

    def known(self, labels, ids):
        """The labels whose reports are there; how many are not is told."""
        known = [each for each in labels if {each.source, each.target} <= {*ids, None}]
        if len(known) < len(labels):
            skipped = _("%(number)d labels skipped: their reports are not there.")
            self.stdout.write(skipped % {"number": len(labels) - len(known)})
        return known

    def answer(self, label, ids, above):
        """As the editor would ask at that moment: everything from the saved report on."""
        began = time.perf_counter()
        article = Article.objects.get(pk=ids[label.source])
        now = article.publish_at
        places = suggest(draft_of(article, now=now), now=now, above=above)
        milliseconds = (time.perf_counter() - began) * 1000
        if label.n > len(places):
            raise CommandError(_("%(source)s has no reference %(n)d.") % vars(label))
        offered, target = places[label.n - 1], ids.get(label.target)
        order = [offer.article_id for offer in offered.offers]
        return Answer(
            label=label,
            rank=order.index(target) + 1 if target in order else None,
            preselected=offered.preselected is not None,
            right=offered.preselected is not None and offered.preselected == target,
            milliseconds=milliseconds,
        )

    def report(self, answers, *, as_json):
        figures = figures_of(answers)
        for answer in answers:
            if answer.label.target and answer.rank != 1:
                missed = _("%(source)s, reference %(n)d: %(target)s at %(rank)s")
                self.stdout.write(missed % {**vars(answer.label), "rank": answer.rank or "–"})
        for name, value in figures.items():
            self.stdout.write(f"{name:20} {value}")
        if as_json:
            self.stdout.write(json.dumps(figures))


def figures_of(answers):
    """The figures by name; shares between 0 and 1, times in milliseconds."""
    present = [each for each in answers if each.label.target]
    missing = [each for each in answers if not each.label.target]
    chosen = [each for each in answers if each.preselected]
    times = [each.milliseconds for each in answers]
    hundredths = quantiles(times, n=100) if len(times) > 1 else times * 99
    return {
        "labels": len(answers),
        "hit@1": share(present, lambda each: each.rank == 1),
        "hit@5": share(present, lambda each: each.rank is not None and each.rank <= 5),
        "mrr": round(sum(1 / each.rank for each in present if each.rank) / (len(present) or 1), 3),
        "preselected_right": share(chosen, lambda each: each.right),
        "silent_on_missing": share(missing, lambda each: not each.preselected),
        "p50_ms": round(hundredths[49], 1) if times else 0.0,
        "p95_ms": round(hundredths[94], 1) if times else 0.0,
    }


def share(answers, holds):
    """How many of the answers hold, between 0 and 1; 1 of none."""
    return round(sum(map(holds, answers)) / len(answers), 3) if answers else 1.0
