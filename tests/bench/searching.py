"""How long a reader waits for results: one question after the other, each word once."""

import time
from urllib.parse import quote

from tests.bench.client import Connection, request_for
from tests.bench.pages import words_of

WORDS = 40


def measured(servers):
    """Milliseconds by kind of word; each is asked three times, and the quickest counts."""
    kinds = {"common words": words_of("common", WORDS), "rare words": words_of("rare", WORDS)}
    with Connection(servers.path) as connection:
        return {
            kind: [_quickest(connection, f"/suche/?q={quote(word)}") for word in words]
            for kind, words in kinds.items()
        }


def _quickest(connection, address):
    request, times = request_for(address), []
    for _again in range(3):
        began = time.perf_counter()
        connection.ask(request)
        times.append((time.perf_counter() - began) * 1000)
    return min(times)
