"""Tests of statements that are planned once a connection."""

import socket
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DataError, OperationalError, connection, transaction

from articles.models import Article
from articles.statements import Statement, written
from tests.makers import make_adopted

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)
A_MOMENT = datetime(1990, 1, 1, microsecond=1, tzinfo=UTC)


def test_a_statement_is_planned_once_and_answers_each_question(django_assert_num_queries):
    twice = Statement("twice_in_tests", "int", lambda: "SELECT $1 * 2")

    with django_assert_num_queries(2):
        answers = [twice.rows(3), twice.rows(4)]

    assert answers == [[(6,)], [(8,)]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name = 'twice_in_tests'")
        assert cursor.fetchone() == (1,)


def test_a_query_of_the_orm_is_written_with_parameters_in_place_of_its_values():
    early = make_adopted(at=NOON)
    make_adopted(at=NOON + timedelta(hours=1))
    public = Article.objects.published(A_MOMENT).values("pk")
    statement = Statement(
        "public_in_tests", "timestamptz", lambda: written(public, {"$1": A_MOMENT})
    )

    assert statement.rows(NOON) == [(early.pk,)]
    assert len(statement.rows(NOON + timedelta(days=1))) == 2


@pytest.mark.parametrize(
    ("name", "types", "value", "answer"),
    [
        ("a_number", "bigint", 2**40, 2**40),
        ("words", "text", "Köln’s", "Köln’s"),
        ("nothing", "text", None, None),
        ("numbers", "bigint[]", [1, 2], [1, 2]),
        ("a_moment", "timestamptz", NOON, NOON),
        ("json", "json", '{"a": [1]}', {"a": [1]}),
    ],
)
def test_values_go_in_and_come_out_as_with_any_query(name, types, value, answer):
    statement = Statement(f"{name}_in_tests", types, lambda: "SELECT $1")

    assert statement.rows(value) == [(answer,)]


def test_what_fails_raises_the_error_of_any_query():
    halves = Statement("parts_in_tests", "int", lambda: "SELECT 1 / $1")

    with pytest.raises(DataError, match="division by zero"), transaction.atomic():
        halves.rows(0)
    assert halves.rows(1) == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_a_lost_server_is_told_from_a_wrong_statement():
    one = Statement("one_in_tests", "int", lambda: "SELECT $1")
    one.rows(1)
    with socket.socket(fileno=connection.connection.pgconn.socket) as line:
        line.shutdown(socket.SHUT_RDWR)
        line.detach()

    with pytest.raises(OperationalError):
        one.rows(1)
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_statement_belongs_to_the_transaction_that_it_begins():
    began_at = Statement("began_at_in_tests", "int", lambda: "SELECT now() WHERE $1 > 0")
    began_at.rows(1)

    with transaction.atomic():
        assert began_at.rows(1) == began_at.rows(1)
