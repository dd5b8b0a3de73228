"""What a command shows of long work: a bar at a terminal, nothing in files and pipes."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)


class Bar:
    """One bar at a time on stderr; ``track`` goes through things and moves it."""

    def __init__(self, progress: Progress):
        self._progress = progress
        self._task = progress.add_task("", total=None)

    def track(self, things: Sequence, label: str) -> Iterator:
        """Yield ``things`` one after the other, under ``label``."""
        self.begin(label, len(things))
        for thing in things:
            yield thing
            self.advance(1)

    def begin(self, label: str, total: int) -> None:
        """Start anew for ``total`` things called ``label``."""
        self._progress.reset(self._task, description=label, total=total)

    def advance(self, number: int) -> None:
        """``number`` more things are done."""
        self._progress.advance(self._task, number)


@contextmanager
def bar() -> Iterator[Bar]:
    """A bar on stderr, invisible unless stderr is a terminal."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as progress:
        yield Bar(progress)


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as lines with columns under one another; the first column is left-aligned."""
    rows = [tuple(str(cell) for cell in row) for row in rows]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
