"""The table that is printed, and the file that keeps every sample."""

import gzip
import json
import platform
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles

from django.conf import settings
from rich.console import Console
from rich.table import Table

from tests.bench.figures import Line, Sample, Spread
from tests.bench.pages import EMPTY, KEPT

STATIC = Path(settings.BASE_DIR) / "static" / "articles"
FILES = {"CSS": ["site.css", "search.css"], "JavaScript": ["site.js", "search.js"]}
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


def show_besides(console: Console, lines: list[Line], searched, behind) -> None:
    """What stands below the whole table."""
    rates = {line.page: line.rate.median for line in lines}
    share = rates[KEPT] / rates[EMPTY]
    console.print(f"Kept in memory, the article has {share:.2f} × the throughput of an empty view.")
    show_search(console, searched)
    show_nginx(console, behind)
    show_files(console)


def show_search(console: Console, searched: dict[str, list[float]]) -> None:
    """How long readers wait for results, one after the other."""
    for kind, times in searched.items():
        middle, late = median(times), quantiles(times, n=20)[-1]
        console.print(f"Search, {kind}: {middle:.1f} ms, 95 % within {late:.1f} ms.")


def show_nginx(console: Console, costs) -> None:
    """Ours and the yardstick; or that there was none."""
    if costs is None:
        console.print("nginx is not installed: not measured.")
        return
    ours, alone = costs.ours, costs.alone
    console.print(
        f"Behind nginx's cache: {ours[0]:,.0f} requests/s, {ours[1] * 1000:.1f} µs of CPU; "
        f"nginx's cache alone: {alone[0]:,.0f}, {alone[1] * 1000:.1f} µs; "
        f"{costs.throughput:.2f} × its throughput."
    )


def show_files(console: Console) -> None:
    """What a page brings besides, compressed."""
    for kind, names in FILES.items():
        sizes = {n: len(gzip.compress((STATIC / n).read_bytes(), 9)) / 1000 for n in names}
        listed = ", ".join(f"{name} {size:.1f} kB" for name, size in sizes.items())
        console.print(f"{kind}: {sum(sizes.values()):.1f} kB compressed ({listed}).")


def show_beside(console: Console, lines: list[Line], kept: Path) -> None:
    """The same pages in an archive of another size, from a file that an earlier run kept."""
    earlier = json.loads(kept.read_text())
    there = {row["page"]: row for row in earlier["table"]}
    table = Table("page", title=f"Beside {int(earlier['run']['articles']):,} reports, CPU ms")
    for column in ("then", "now", "more", "flat"):
        table.add_column(column, justify="right")
    for line in lines:
        if row := there.get(line.page):
            then, now = row["cpu_ms"]["median"], line.cpu_ms.median
            is_flat = now - then <= max(0.3, then / 4)
            more = f"{now - then:+.2f} ({now / then:.2f} ×)"
            table.add_row(line.page, f"{then:.2f}", f"{now:.2f}", more, "yes" if is_flat else "no")
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
