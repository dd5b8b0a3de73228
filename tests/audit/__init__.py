"""
The long proofs, one table: promise, wanted, measured. Run by ``make audit``.

``python -m tests.audit set_up`` runs one of them. A proof is a module with a function ``rows()``
that yields a ``Row`` for each promise.
"""

from typing import NamedTuple


class Row(NamedTuple):
    """One promise, what was wanted, what was measured, and whether it is kept."""

    promise: str
    wanted: str
    measured: str
    kept: bool
