"""Alive asks nobody; ready needs the database, all migrations and clocks that agree."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from articles.moments import now

pytestmark = pytest.mark.django_db


def test_alive_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/status/").content == b"ok"


def test_ready_when_everything_is_as_promised(client):
    answer = client.get("/status/bereit/")

    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.parametrize("seconds", [-10, 10])
def test_not_ready_while_the_clocks_differ(client, time_machine, seconds):
    time_machine.move_to(now() + timedelta(seconds=seconds))

    answer = client.get("/status/bereit/")

    assert (answer.status_code, answer.content) == (503, b"clock")


def test_not_ready_while_a_migration_waits(client):
    MigrationRecorder(connection).migration_qs.filter(app="articles").delete()

    answer = client.get("/status/bereit/")

    assert (answer.status_code, answer.content) == (503, b"migrations")
