"""Computing in a process beside the one that writes."""

import os
from itertools import count

import pytest

from articles.ahead import ahead


@pytest.mark.parametrize("number", [0, 1, 2, 3, 20])
def test_every_result_comes_in_order(number):
    assert list(ahead(lambda item: item * 2, range(number))) == [2 * n for n in range(number)]


@pytest.mark.parametrize(("number", "is_here"), [(1, True), (2, False)])
def test_a_single_item_needs_no_process(number, is_here):
    assert {(each == os.getpid()) for each in ahead(lambda _: os.getpid(), range(number))} == {
        is_here
    }


def test_only_the_next_items_are_asked_for():
    asked = count()
    results = ahead(lambda item: item, (next(asked) for _ in range(100)))

    assert [next(results), next(results)] == [0, 1]
    assert next(asked) <= 4
    results.close()


def test_what_goes_wrong_there_goes_wrong_here():
    def fail(item):
        raise ValueError(f"no {item}")

    with pytest.raises(ValueError, match="no 0"):
        list(ahead(fail, range(3)))
