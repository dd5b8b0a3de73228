"""Two and three editors in one report, in every order: no sentence that was typed is lost."""

import pytest

from tests.desks import lost, orders_of_two, random_orders

pytestmark = pytest.mark.django_db


def test_two_editors_lose_nothing_in_any_order_of_their_steps():
    orders = list(orders_of_two())

    assert (len({tuple(order) for order in orders}), lost(orders)) == (70, {})


def test_three_editors_lose_nothing_in_random_orders():
    """A few here; five hundred of them are a proof of ``make audit``."""
    assert lost(random_orders(3, 5, seed=5)) == {}
