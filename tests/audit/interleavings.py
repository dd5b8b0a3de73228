"""Two and three editors in one report over HTTP, in every order: no typed sentence is lost."""

from tests.audit import Row
from tests.audit.scratch import scratch_database

COUNT, SEED = 500, 5


def rows():
    """All orders of two editors, and five hundred random ones of three."""
    with scratch_database():
        from tests import desks  # noqa: PLC0415 -- after Django was set up

        proofs = {
            "two editors, every order of four steps": list(desks.orders_of_two()),
            "three editors, random orders": list(desks.random_orders(3, COUNT, SEED)),
        }
        for promise, orders in proofs.items():
            missing = desks.lost(orders)
            measured = f"{len(missing)} of {len(orders)} lose a sentence {list(missing)[:1] or ''}"
            yield Row(promise, "0 lose a sentence", measured.strip(), not missing)
