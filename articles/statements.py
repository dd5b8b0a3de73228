"""
Statements that PostgreSQL plans once a connection and runs by ``EXECUTE``.

For the few that are asked so often, or are so long, that planning them takes longer than
running them. What the ORM can say is written by the ORM, once a process (``written``).
Needs connections that stay one session from statement to statement, as psycopg's pool
gives them (and PgBouncer in transaction mode does not).
"""

from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakSet

from django.db import connection
from django.db.models import QuerySet


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
        marks = ", ".join(["%s"] * len(parameters))
        with connection.cursor() as cursor:
            self._prepare()
            cursor.execute(f"EXECUTE {self.name} ({marks})", parameters)
            return cursor.fetchall()

    def _prepare(self) -> None:
        session = connection.connection
        if session not in self.prepared_on:
            self.sql = self.sql or self.write()
            session.execute(f"PREPARE {self.name} ({self.types}) AS {self.sql}")
            self.prepared_on.add(session)


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
