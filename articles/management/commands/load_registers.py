"""Load the registers of municipalities, institutions and awards."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.importers.gv100ad import looks_like_gv100ad, parse_gv100ad
from articles.importers.records import Outcome, Rejected
from articles.importers.register_store import store_registers
from articles.importers.registers import read_registers
from articles.management.progress import bar, table

KINDS = {
    "federal_states": gettext_lazy("Länder"),
    "districts": gettext_lazy("Districts"),
    "associations": gettext_lazy("Associations of municipalities"),
    "municipalities": gettext_lazy("municipalities"),
    "former_municipalities": gettext_lazy("Former municipalities"),
    "institutions": gettext_lazy("Institutions"),
    "names": gettext_lazy("Names of institutions"),
    "successions": gettext_lazy("Successions"),
    "awards": gettext_lazy("Awards"),
    "editions": gettext_lazy("Award editions"),
    "wins": gettext_lazy("Award winners"),
}


class Command(BaseCommand):
    """Field by field, never over what the desk corrected; twice changes nothing."""

    help = "Loads the registers from a folder of CSV tables or from a GV100AD file."

    def add_arguments(self, parser):
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            default=settings.REGISTERS_DIR,
            help="folder of CSV tables, or one GV100AD file; default: the registers shipped",
        )

    def handle(self, *, path, **options):
        began = time.monotonic()
        try:
            registers = self.read(path)
        except (Rejected, OSError) as error:
            raise CommandError(str(error)) from error
        with bar() as progress:
            outcomes = store_registers(registers, track=progress.track)
        self.report(outcomes, time.monotonic() - began)

    def read(self, path):
        if not path.exists():
            raise CommandError(_("%(path)s does not exist.") % {"path": path})
        if path.is_dir():
            return read_registers(path)
        data = path.read_bytes()
        if not looks_like_gv100ad(data):
            raise Rejected(_("%(path)s is no GV100AD file.") % {"path": path})
        return parse_gv100ad(data)

    def report(self, outcomes, seconds):
        head = (
            "", _("created"), _("updated"), _("unchanged"), _("former"), _("kept"), _("rejected"),
        )  # fmt: skip
        self.stdout.write(table([head, *(self.row(*item) for item in outcomes.items())]))
        for outcome in outcomes.values():
            self.tell_kept_and_rejected(outcome)
        self.stdout.write(_("%(seconds).1f seconds") % {"seconds": seconds})

    def row(self, kind, outcome):
        counts = outcome.as_counts()
        names = ("created", "updated", "unchanged", "former", "kept", "rejected")
        return (KINDS[kind], *(counts[name] for name in names))

    def tell_kept_and_rejected(self, outcome: Outcome):
        for kept in outcome.kept:
            message = _("kept: %(thing)s, %(field)s: ours “%(ours)s”, delivered “%(delivered)s”")
            self.stdout.write(message % vars(kept))
        for key, reason in outcome.rejected:
            self.stderr.write(_("rejected: %(key)s: %(reason)s") % {"key": key, "reason": reason})
