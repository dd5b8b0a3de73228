"""The arithmetic of the bench: what it reads from the kernel, and what it makes of it."""

import importlib
import os
import time

import pytest

from tests.audit.__main__ import PROOFS
from tests.bench import client, figures, processes
from tests.bench.figures import Sample

# The line of a process with a hostile name: 1.5 s of its own, 0.25 s of children that have ended.
STAT = (
    "4711 (gunicorn: (x) 1 2 3) S 42 4711 42 0 -1 4194560 9 8 7 6 "
    "120 30 20 5 20 0 5 0 999 123456 789 18446744073709551615"
)


def sample(page, number, milliseconds, requests=100):
    """A round in which each request cost so many milliseconds, one tenth of it in the database."""
    total = milliseconds * requests / 1000
    return Sample(page, number, requests, 0.5, total * 0.9, total * 0.1)


def test_the_name_of_a_process_cannot_shift_its_figures():
    process = processes.parse_stat(STAT, ticks=100)

    assert process == processes.Process(pid=4711, parent=42, seconds=1.75)


@pytest.mark.parametrize(
    ("root", "seconds"),
    [
        (1, 15.0),  # children and grandchildren
        (2, 6.0),
        (4, 4.0),
        (5, 0.5),  # a neighbour
        (99, 0),  # nobody
    ],
)
def test_a_tree_uses_what_all_its_processes_use(root, seconds):
    there = [(4, 2, 4.0), (1, 0, 1.0), (2, 1, 2.0), (3, 1, 8.0), (5, 0, 0.5)]
    listed = [processes.Process(*one) for one in there]

    assert processes.seconds_of(root, listed) == seconds


def test_work_of_this_process_shows_in_the_kernels_count():
    before = processes.seconds_of(os.getpid(), processes.all_processes())
    end = time.process_time() + 0.1
    while time.process_time() < end:
        pass
    after = processes.seconds_of(os.getpid(), processes.all_processes())

    assert 0.05 < after - before < 2


def test_a_request_costs_what_web_and_database_took_together():
    found = Sample("page", 0, requests=200, seconds=0.5, web_seconds=0.3, database_seconds=0.1)

    assert (found.web_ms, found.database_ms, found.rate) == (1.5, 0.5, 400)
    assert found.cpu_ms == 2


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3.0], (3, 3, 3)),
        ([9.0, 1.0, 2.0], (2, 1, 9)),
        ([4.0, 1.0, 2.0, 100.0], (3, 1, 100)),
    ],
)
def test_a_spread_is_the_median_and_both_ends(values, expected):
    assert figures.spread(values) == expected


def test_ratios_are_taken_within_a_round_and_only_then_the_median():
    # A busy machine: everything takes three times as long in the second round.
    yardstick = [sample("yardstick", 0, 1), sample("yardstick", 1, 3), sample("yardstick", 2, 1)]
    page = [sample("page", 0, 2), sample("page", 1, 6), sample("page", 2, 2.5)]

    assert figures.ratios(yardstick + page, "page", "yardstick") == pytest.approx((2, 2, 2.5))


def test_a_round_without_its_yardstick_is_not_compared():
    found = figures.ratios(
        [sample("yardstick", 0, 1), sample("page", 0, 2), sample("page", 1, 50)],
        "page",
        "yardstick",
    )

    assert found == pytest.approx((2, 2, 2))


def test_a_line_of_the_table_compares_with_both_yardsticks():
    samples = [sample("empty", 0, 0.5), sample("one query", 0, 2), sample("article", 0, 3)]

    line = figures.line(samples, "article", empty="empty", one_query="one query")

    assert line.cpu_ms.median == pytest.approx(3)
    assert (line.web_ms, line.database_ms) == pytest.approx((2.7, 0.3))
    assert (line.to_one_query.median, line.to_empty.median) == pytest.approx((1.5, 6))
    assert line.rate.median == 200


@pytest.mark.parametrize(
    ("parts", "body"),
    [
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"], b"ok"),
        ([b"HTTP/1.1 200 OK\r\ncontent-", b"length: 4\r\n\r", b"\nab", b"cd"], b"abcd"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"], b""),
        (
            [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", b"0\r\n\r\n"],
            b"2\r\nok\r\n0\r\n\r\n",
        ),
        (
            [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0\r\n\r\n"],
            b"0\r\n\r\n",
        ),
    ],
)
def test_the_client_waits_for_the_whole_answer(parts, body):
    assert client.read_answer(iter(parts).__next__) == client.Answer(200, body)


def test_a_connection_that_ends_too_early_is_no_answer():
    parts = iter([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", b""])

    with pytest.raises(ConnectionError):
        client.read_answer(parts.__next__)


@pytest.mark.parametrize("name", PROOFS)
def test_each_proof_of_the_audit_is_there(name):
    assert callable(importlib.import_module(f"tests.audit.{name}").rows)
