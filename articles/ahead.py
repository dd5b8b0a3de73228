"""Long computing for an import in a process beside the one that writes to the database."""

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Item, Result = TypeVar("Item"), TypeVar("Result")

_compute: Callable | None = None


def ahead(compute: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """
    ``compute(item)`` for each item, in order; the next ones while the caller has the last.

    ``compute`` runs in a fork of this process, as it is when the first result is asked for, and
    must not use the database: the connection is the caller's. Items and results are pickled. A
    single item is computed here.
    """
    items = iter(items)
    first = list(islice(items, 2))
    if len(first) < 2:
        yield from map(compute, first)
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(1, context, _begin, (compute,)) as pool:
        waiting = deque(pool.submit(_computed, item) for item in first)
        for item in items:
            yield waiting.popleft().result()
            waiting.append(pool.submit(_computed, item))
        for future in waiting:
            yield future.result()


def _begin(compute: Callable) -> None:
    global _compute
    _compute = compute
    # What was inherited stays: looking through it for garbage again and again is dear.
    gc.freeze()
    gc.set_threshold(50_000)


def _computed(item: Item) -> Result:
    return _compute(item)
