"""Runs the proofs named on the command line, or all of them; status 1 if a promise is broken."""

import importlib
import sys

from rich.console import Console
from rich.table import Table

PROOFS = (
    "set_up",
    "pages",
    "interleavings",
    "killed",
)


def main(names):
    table = Table("Proof", "Promise", "Wanted", "Measured", "", title="Audit")
    broken = 0
    for name in names or PROOFS:
        for row in importlib.import_module(f"tests.audit.{name}").rows():
            print(f"{name}: {row.promise}: {row.measured}", file=sys.stderr)  # noqa: T201
            table.add_row(name, row.promise, row.wanted, row.measured, "✓" if row.kept else "✗")
            broken += not row.kept
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
