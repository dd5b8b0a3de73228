"""
A query of the ORM, compiled once a process and prepared once a connection.

A report with all that hangs on it is one statement with a dozen subqueries.
Building it takes the ORM 9 ms and planning it takes PostgreSQL 10 ms, at each
request; running it takes less than one. So it is built with the ORM, from
``published()`` like everything else, but only once, and PostgreSQL keeps the plan.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from weakref import WeakSet

from django.db import connection
from django.db.models import QuerySet

#: What stands for the two parameters while the query is compiled; no real value is equal.
_AT = datetime(1990, 1, 1, microsecond=1, tzinfo=UTC)
_PK = 2**62 + 1


class Prepared:
    """
    The rows of ``build(at, pk)`` as dictionaries, without building it again.

    Needs connections that stay one session from statement to statement, as
    psycopg's pool gives them (and PgBouncer in transaction mode does not).
    """

    def __init__(self, name: str, build: Callable[[datetime, int], QuerySet]):
        self.name, self.build = name, build
        self.sql = ""
        self.prepared_on: WeakSet = WeakSet()

    def rows(self, at: datetime, pk: int) -> list[dict[str, Any]]:
        """The rows for one moment and one id; one query."""
        with connection.cursor() as cursor:
            self._prepare()
            cursor.execute(f"EXECUTE {self.name} (%s, %s)", [at, pk])
            return [self._named(row) for row in cursor.fetchall()]

    def _prepare(self) -> None:
        session = connection.connection
        if session not in self.prepared_on:
            if not self.sql:
                self._compile()
            session.execute(f"PREPARE {self.name} (timestamptz, bigint) AS {self.sql}")
            self.prepared_on.add(session)

    def _compile(self) -> None:
        query = self.build(_AT, _PK).query
        compiler = query.get_compiler(connection=connection)
        sql = connection.ops.compose_sql(*compiler.as_sql())
        at = connection.ops.compose_sql("%s", [_AT])
        self.names = list(query.selected)
        self.converters = compiler.get_converters([column[0] for column in compiler.select])
        self.sql = sql.replace(at, "$1").replace(str(_PK), "$2")

    def _named(self, row: tuple) -> dict[str, Any]:
        values = list(row)
        for position, (converters, expression) in self.converters.items():
            for convert in converters:
                values[position] = convert(values[position], expression, connection)
        return dict(zip(self.names, values, strict=True))
