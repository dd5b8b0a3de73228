"""The table that is printed, and the file that keeps every sample."""

import json
import platform
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.figures import Line, Sample, Spread

COLUMNS = ("page", "kB", "CPU ms", "web", "database", "× one query", "× empty", "requests/s")


def show(console: Console, title: str, lines: list[Line], sizes: dict[str, int]) -> None:
    """Print one line a page: medians, with lowest and highest of the rounds in brackets."""
    table = Table(COLUMNS[0], title=title)
    for column in COLUMNS[1:]:
        table.add_column(column, justify="right")
    for line in lines:
        table.add_row(
            line.page,
            f"{sizes[line.page] / 1000:.1f}",
            _with_ends(line.cpu_ms),
            f"{line.web_ms:.2f}",
            f"{line.database_ms:.2f}",
            _with_ends(line.to_one_query),
            _with_ends(line.to_empty, digits=1),
            f"{line.rate.median:,.0f}",
        )
    console.print(table)


def _with_ends(spread: Spread, digits: int = 2) -> str:
    return f"{spread.median:.{digits}f} ({spread.low:.{digits}f}–{spread.high:.{digits}f})"


def keep(path: Path, *, run: dict, lines: list[Line], samples: list[Sample]) -> None:
    """Write the run, its table and all samples as JSON."""
    content = {
        "run": run | {"python": platform.python_version(), "kernel": platform.release()},
        "table": [{name: _plain(value) for name, value in vars(line).items()} for line in lines],
        "samples": [asdict(sample) | {"cpu_ms": sample.cpu_ms} for sample in samples],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _plain(value):
    return value._asdict() if isinstance(value, Spread) else value
