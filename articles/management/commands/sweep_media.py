"""Delete the files that no row names any more; the worker does it once a day by itself."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from articles.leftovers import leftovers, sweep
from articles.moments import now


class Command(BaseCommand):
    """Prints the stored names and their number."""

    help = "Deletes pictures, attachments and source files that belong to no row for a day."

    def add_arguments(self, parser):
        """One switch, for looking first."""
        parser.add_argument("--dry-run", action="store_true", help="list them, delete nothing")

    def handle(self, *, dry_run, **options):
        names = list(leftovers(now())) if dry_run else sweep(now())
        for name in names:
            self.stdout.write(name)
        self.stdout.write(
            ngettext("%(number)d file left over", "%(number)d files left over", len(names))
            % {"number": len(names)}
        )
