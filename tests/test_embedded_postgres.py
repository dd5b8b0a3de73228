"""The server of a checkout: shared, ended by its last user, recovered after being killed."""

import os
import shutil
import signal
import subprocess
import sys
import time

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from newsroom import embedded_postgres

USER = """
import sys
from pathlib import Path
from newsroom.embedded_postgres import database_url
print(database_url(Path(sys.argv[1]), "dev"), flush=True)
"""
WAITS = "sys.stdin.read()"
FORKS = "import os\nif os.fork() == 0: sys.stdin.read()"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A folder with a blank and an umlaut in its name, in a private one."""
    private = tmp_path_factory.mktemp("private")
    private.chmod(0o700)
    root = private / "Zweite Kopie für Köln"
    root.mkdir()
    yield root
    shutil.rmtree(embedded_postgres._home(root))


@pytest.fixture
def data(checkout):
    return embedded_postgres._home(checkout) / "dev" / "data"


@pytest.fixture
def start(checkout):
    """Starts users of the server; what is left of them is killed at the end of the test."""
    started = []

    def start(then=WAITS):
        command = [sys.executable, "-c", f"{USER}\n{then}", str(checkout)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        user = subprocess.Popen(command, cwd=settings.BASE_DIR, **pipes)
        started.append(user)
        return user

    yield start
    for user in started:
        user.kill()
        user.wait()
        user.stdin.close()
        user.stdout.close()


def address_of(user):
    return user.stdout.readline().strip()


def end(user):
    user.stdin.close()
    return user.wait(timeout=120)


def server_of(data):
    return int((data / "postmaster.pid").read_text().split()[0])


def wait_for_end_of_server(data):
    for _ in range(1200):
        if not (data / "postmaster.pid").exists():
            return
        time.sleep(0.05)


def write_a_row(address):
    with psycopg.connect(address) as session:
        session.execute("create table if not exists kept (word text)")
        session.execute("insert into kept values ('bleibt')")


def test_the_server_lives_until_its_last_user_has_ended(start, data):
    users = [start(), start()]
    addresses = {address_of(user) for user in users}

    end(users[0])

    assert len(addresses) == 1
    with psycopg.connect(addresses.pop()) as session:
        assert session.execute("select 1").fetchone() == (1,)
    end(users[1])
    assert not (data / "postmaster.pid").exists()


def test_the_server_ends_even_if_its_last_user_is_killed(start, data):
    user = start()
    address_of(user)

    user.kill()

    wait_for_end_of_server(data)
    assert not (data / "postmaster.pid").exists()


def test_a_fork_keeps_the_server_alive_when_its_parent_has_ended(start, data):
    parent = start(FORKS)
    address = address_of(parent)

    parent.wait(timeout=120)

    with psycopg.connect(address) as session:
        assert session.execute("select 1").fetchone() == (1,)
    parent.stdin.close()
    wait_for_end_of_server(data)
    assert not (data / "postmaster.pid").exists()


def test_a_killed_server_starts_again_with_all_its_data(start, data):
    user = start()
    write_a_row(address_of(user))
    os.kill(server_of(data), signal.SIGKILL)

    address = address_of(start())

    with psycopg.connect(address) as session:
        assert ("bleibt",) in session.execute("select word from kept").fetchall()


def test_a_pid_file_that_names_another_living_process_does_not_stop_the_start(start, data):
    address_of(start())
    lines = (data / "postmaster.pid").read_text().splitlines()
    os.kill(server_of(data), signal.SIGKILL)
    (data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]))

    address = address_of(start())

    with psycopg.connect(address) as session:
        assert session.execute("select 1").fetchone() == (1,)


def test_the_folders_around_a_checkout_keep_their_modes(checkout, start):
    address_of(start())

    assert checkout.parent.stat().st_mode & 0o777 == 0o700
    assert (checkout / ".state").stat().st_mode & 0o777 == 0o700


def test_what_hinders_the_start_is_said_in_one_sentence(tmp_path):
    (tmp_path / ".state").write_text("in the way")
    command = [sys.executable, "-c", USER, str(tmp_path)]

    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr.startswith("Das eingebettete PostgreSQL kann hier nicht starten")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.django_db
def test_words_are_german_on_every_machine():
    with connection.cursor() as cursor:
        cursor.execute("select lower('ÄÖÜ'), to_tsvector('Meldungen') @@ to_tsquery('Meldung')")

        assert cursor.fetchone() == ("äöü", True)


def test_no_server_is_started_where_the_environment_names_a_database():
    code = (
        "import django; django.setup(); from newsroom import embedded_postgres as embedded; "
        "print(len(embedded._held))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    environment["DATABASE_URL"] = "postgresql://elsewhere.example/newsroom"

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert (done.stdout, done.stderr) == ("0\n", "")
