"""One run from the archive to the table."""

import sys
from statistics import mean

from rich.console import Console
from rich.progress import Progress

from tests.bench import archive, desk, figures, nginx, pages, report, rounds, searching, server

DESK_ROUNDS = 15


def run(options):
    """Prepare the archive, measure, print; ``options`` are those of the command line."""
    console = Console(width=None if sys.stdout.isatty() else 140)
    archive.prepare(articles=options.articles, seed=options.seed, fresh=options.fresh)
    wanted = pages.pages(options.only)
    with server.serving() as servers:
        found = _measured(console, servers, wanted, options)
        memory = servers.worker_mebibytes()
        besides = _besides(servers, wanted, options)
    lines = [
        figures.line(found.samples, page.name, empty=pages.EMPTY, one_query=pages.ONE_QUERY)
        for page in wanted
        if page.name not in found.missing
    ]
    title = f"{options.articles:,} reports, {options.rounds} rounds of {options.seconds} s a page"
    report.show(console, title, lines, found.sizes)
    console.print(f"Memory of a worker: {mean(memory):.0f} MiB (mean PSS).")
    if besides:
        report.show_besides(console, lines, *besides)
    if options.beside:
        report.show_beside(console, lines, options.beside)
    for name, status in found.missing.items():
        console.print(f"Not measured, since it answers {status}: {name}")
    if options.only in "desk":
        desk.measure(console, articles=options.articles, rounds=DESK_ROUNDS)
    if options.json:
        about = {name: str(value) for name, value in vars(options).items()}
        about |= {"worker_mebibytes": memory, "not_measured": found.missing, "bytes": found.sizes}
        report.keep(options.json, run=about, lines=lines, samples=found.samples)


def _besides(servers, wanted, options):
    """What is measured with the whole table only: waiting for a search, and nginx in front."""
    kept = next((page.address for page in wanted if page.name == pages.KEPT), None)
    if kept is None:
        return None
    behind = nginx.measured(servers, kept, rounds=options.rounds, seconds=options.seconds)
    return searching.measured(servers), behind


def _measured(console, servers, wanted, options):
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Rounds", total=options.rounds * len(wanted))
        return rounds.measure(
            servers,
            wanted,
            rounds=options.rounds,
            seconds=options.seconds,
            advance=lambda: progress.advance(task),
        )
