"""Generate an invented archive for load tests."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.importers.archive import generate
from articles.importers.archive_rows import COLLECTION
from articles.importers.records import Rejected
from articles.management.progress import bar
from articles.models import Article
from articles.terms import store


class Command(BaseCommand):
    """Needs the registers; the same seed gives the same archive."""

    help = "Generates invented reports over twenty years, for load tests."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--processes", type=int, default=2, metavar="P")
        parser.add_argument(
            "--terms",
            action="store_true",
            help="also writes the terms that suggestions need, which takes three times as long",
        )

    def handle(self, *, articles, seed, processes, terms, **options):
        if articles < 1:
            raise CommandError(_("At least one report, please."))
        began = time.monotonic()
        try:
            with bar() as progress:
                progress.begin(_("Reports"), articles)
                generate(
                    articles=articles, seed=seed, processes=processes, advance=progress.advance
                )
        except Rejected as error:
            raise CommandError(str(error)) from error
        seconds = time.monotonic() - began
        message = _("%(number)d reports in %(seconds).1f seconds, %(rate)d a second")
        rate = articles / seconds
        self.stdout.write(message % {"number": articles, "seconds": seconds, "rate": rate})
        if terms:
            with bar() as progress:
                progress.begin(_("What they are about"), 2 * articles)
                generated = Article.objects.filter(collection=COLLECTION)
                store.rebuild(generated, advance=progress.advance)
