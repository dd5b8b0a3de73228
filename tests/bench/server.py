"""The web server that is measured: gunicorn as in production, on a socket, ending with us."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.bench import processes

WORKERS = 2
THREADS = 4
SECONDS_TO_START = 60
SECONDS_TO_END = 10


@dataclass(frozen=True)
class Servers:
    """Where the pages are, and the first process of the web server and of the database server."""

    path: Path
    web: int
    database: int

    def processor_seconds(self):
        """Processor time used so far: of the web server, of the database server."""
        now = processes.all_processes()
        return processes.seconds_of(self.web, now), processes.seconds_of(self.database, now)

    def worker_mebibytes(self):
        """The memory of each web worker."""
        workers = [p.pid for p in processes.all_processes() if p.parent == self.web]
        return [processes.proportional_mebibytes(pid) for pid in workers]


@contextmanager
def serving():
    """Run gunicorn for the time of the block; it dies with this process however that ends."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "web"
        gunicorn = [sys.executable, "-m", "gunicorn", "tests.bench.wsgi", "--no-control-socket"]
        bound = ["--bind", f"unix:{path}", "--log-level", "warning", "--preload"]
        many = [
            "--keep-alive=75",
            "--worker-class",
            "gthread",
            f"--workers={WORKERS}",
            f"--threads={THREADS}",
        ]
        with_us = ["setpriv", "--pdeathsig", "TERM"]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
        web = subprocess.Popen(
            [*with_us, *gunicorn, *bound, *many], cwd=settings.BASE_DIR, env=environment
        )
        try:
            _wait_for(path, web)
            yield Servers(path, web.pid, _database_server())
        finally:
            _end(web)


def _wait_for(path, web):
    end = time.monotonic() + SECONDS_TO_START
    while not _listens(path):
        if web.poll() is not None or time.monotonic() > end:
            raise SystemExit("The web server does not start; its message stands above.")
        time.sleep(0.05)


def _listens(path):
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def _end(web):
    web.terminate()
    try:
        web.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        web.kill()
        web.wait()


def _database_server():
    """The postmaster: the parent of the process that answers us."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        return processes.parent_of(cursor.fetchone()[0])
