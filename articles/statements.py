"""
Statements that PostgreSQL plans once a connection and only runs from then on.

For the few that are asked so often, or are so long, that planning them takes longer than
running them. What the ORM can say is written by the ORM, once a process (``written``).
Needs connections that stay one session from statement to statement, as psycopg's pool
gives them (and PgBouncer in transaction mode does not).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from weakref import WeakSet

from django.db import connection
from django.db.models import QuerySet
from psycopg import Connection, errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, TransactionStatus

#: What stands for a moment and for a number while a query is written; no real one is equal.
AT, PK = datetime(1990, 1, 1, microsecond=1, tzinfo=UTC), 2**62 + 1


class Statement:
    """
    One statement under a name of its own, unique in the project.

    ``types`` are those of its parameters; ``write`` makes its text, with $1, $2 … for them, when
    it is first run.
    """

    def __init__(self, name: str, types: str, write: Callable[[], str]):
        self.name, self.types, self.write = name, types, write
        self.sql = ""
        self.prepared_on: WeakSet = WeakSet()

    def rows(self, *parameters: Any) -> list[tuple]:
        """Run it; one query."""
        connection.ensure_connection()
        session = connection.connection
        if session not in self.prepared_on:
            self._prepare(session)
        run = _Run(session)
        is_logged = connection.queries_logged
        cursor = connection.make_debug_cursor(run) if is_logged else connection.make_cursor(run)
        cursor.execute(self.name, parameters)
        return run.rows

    def _prepare(self, session: Connection) -> None:
        self.sql = self.sql or self.write()
        session.execute(f"PREPARE {self.name} ({self.types}) AS {self.sql}")
        self.prepared_on.add(session)


class _Run:
    """
    A cursor as far as Django needs one to count queries and to name their errors.

    Runs a statement by the protocol's own message: for the words EXECUTE the server copies
    the whole tree of the statement each time, which takes as long as running it.
    """

    _query = None  # what Django would log instead of the name

    def __init__(self, session: Connection):
        self.session = session
        self.rows: list[tuple] = []

    def execute(self, name: str, parameters: Sequence[Any]) -> None:
        """Run the statement of that name and read all its rows; raises psycopg's errors."""
        is_idle = self.session.pgconn.transaction_status == TransactionStatus.IDLE
        if is_idle and not self.session.autocommit:
            self.session.execute("SELECT")  # begins the transaction, as only psycopg's cursors do
        reader = Transformer(self.session)
        values = reader.dump_sequence(parameters, [PyFormat.TEXT] * len(parameters))
        result = self.session.pgconn.exec_prepared(name.encode(), values)
        if self.session.closed:  # a lost server leaves no code to tell the error by
            raise errors.OperationalError(result.get_error_message())
        if result.status != ExecStatus.TUPLES_OK:
            raise errors.error_from_result(result)
        reader.set_pgresult(result)
        self.rows = reader.load_rows(0, result.ntuples, tuple)


def written(queryset: QuerySet, parameters: Mapping[str, Any]) -> str:
    """
    The text of a query of the ORM, with $1, $2 … where it holds the values that stand for them.

    The values must be unlike any other in the query.
    """
    compiler = queryset.query.get_compiler(connection=connection)
    sql = connection.ops.compose_sql(*compiler.as_sql())
    for mark, value in parameters.items():
        sql = sql.replace(connection.ops.compose_sql("%s", [value]), mark)
    return sql
