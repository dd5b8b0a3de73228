"""Compare all that is derived with what it is derived from."""

import json
import sys
from collections import Counter

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles import integrity
from articles.moments import now


class Command(BaseCommand):
    """Exit status 0 where all agree, or all was mended; else 1. The last line is JSON."""

    help = "Recomputes references, visibility, counts, former addresses and search from scratch."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print the last line only")
        parser.add_argument("--repair", action="store_true", help="mend what can be mended")

    def handle(self, *, repair, **options):
        found, mended = Counter(), Counter()
        for difference in integrity.differences(now()):
            found[difference.kind] += 1
            if repair and difference.mend:
                difference.mend()
                mended[difference.kind] += 1
            if not options["json"]:
                self.tell(difference, repair)
        self.stdout.write(json.dumps(figures(found, mended, repair)))
        if found.total() > mended.total():
            sys.exit(1)

    def tell(self, difference, repair):
        """One line a difference."""
        mark = _("mended") if repair and difference.mend else _("open")
        line = f"{difference.kind}\t{difference.where}\t{difference.what}"
        self.stdout.write(f"{line}\t{mark}" if repair else line)


def figures(found, mended, repair):
    """The differences by kind, and what became of them."""
    kinds = {kind: found[kind] for kind in integrity.KINDS}
    result = {"differences": found.total(), **kinds}
    return result | {"mended": mended.total()} if repair else result
