"""The measurement: every page for a moment, and again, so that noise falls upon all alike."""

import gzip
from typing import NamedTuple

from tests.bench.client import load, one_connection_per_worker, request_for
from tests.bench.figures import Sample
from tests.bench.server import WORKERS

MOST_REQUESTS = 5000
GZIPPED = b"\x1f\x8b"
WARM_UP = 5


class Found(NamedTuple):
    """All samples, compressed bytes of each page, and the status of those that aren't 200."""

    samples: list[Sample]
    sizes: dict[str, int]
    missing: dict[str, int]


def measure(servers, pages, *, rounds, seconds, advance):
    """
    Ask for each page ``seconds`` long in each of the ``rounds``.

    Pages that don't answer 200 are left out. ``advance()`` is called after each measurement.
    """
    with one_connection_per_worker(servers.path, WORKERS) as connections:
        answers = {page.name: _warm(connections, page) for page in pages}
        there = [page for page in pages if answers[page.name].status == 200]
        samples = []
        for number in range(rounds):
            for page in there:
                samples.append(_sample(servers, connections, page, number, seconds))
                advance()
    sizes = {name: compressed_bytes(answer.body) for name, answer in answers.items()}
    missing = {name: answer.status for name, answer in answers.items() if answer.status != 200}
    return Found(samples, sizes, missing)


def compressed_bytes(body):
    """What goes over the line to a browser."""
    return len(body if body.startswith(GZIPPED) else gzip.compress(body, 6))


def _warm(connections, page):
    """Let every worker read the templates first; returns the first answer."""
    request = request_for(page.address, page.cookie)
    first = connections[0].ask(request)
    if first.status == 200:
        for one in connections * WARM_UP:
            one.ask(request)
    return first


def _sample(servers, connections, page, number, seconds):
    request = request_for(page.address, page.cookie)
    web, database = servers.processor_seconds()
    requests, took = load(connections, request, seconds=seconds, most=MOST_REQUESTS)
    web_after, database_after = servers.processor_seconds()
    return Sample(page.name, number, requests, took, web_after - web, database_after - database)
