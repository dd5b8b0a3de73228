"""The archive that the pages are served from: generated once, kept between runs."""

import os
import shutil
import subprocess
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import connect, sql

from articles.models import Article, FederalState

#: Counting background work of the server as work for a page would be wrong.
QUIET = ("vacuum analyze", "alter system set autovacuum = off", "select pg_reload_conf()")


def prepare(*, articles: int, seed: int, fresh: bool) -> None:
    """
    Make the database of this size, or bring it up to date; unfinished ones are begun anew.

    One that ``BENCH_DATABASE_URL`` names is only brought up to date.
    """
    is_given = "BENCH_DATABASE_URL" in os.environ
    if not is_given:
        _make_database(fresh=fresh)
    _migrate()
    if not is_given and Article.objects.count() != articles:
        connection.close()
        connection.close_pool()
        _make_database(fresh=True)
        _migrate()
        _fill(articles, seed)
    _settle()
    _collect_static()


def _make_database(*, fresh: bool) -> None:
    """Create the database, after dropping it if it is wanted fresh."""
    database = connection.settings_dict
    name = sql.Identifier(database["NAME"])
    way_in = {"dbname": settings.MAINTENANCE_DATABASE, "host": database["HOST"]}
    with connect(**way_in, user=database["USER"], autocommit=True) as maintenance:
        if fresh:
            maintenance.execute(sql.SQL("drop database if exists {} with (force)").format(name))
        query = "select 1 from pg_database where datname = %s"
        if not maintenance.execute(query, [database["NAME"]]).fetchone():
            maintenance.execute(sql.SQL("create database {}").format(name))


def _migrate() -> None:
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _fill(articles: int, seed: int) -> None:
    if not FederalState.objects.exists():
        call_command("load_registers", str(settings.REGISTERS_DIR), verbosity=0)
    # A process of its own: it makes more processes, and they must not share our connections.
    command = [sys.executable, "manage.py", "generate_archive"]
    subprocess.run(
        [*command, f"--articles={articles}", f"--seed={seed}"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
        check=True,
    )
    with connection.cursor() as cursor:
        for statement in QUIET:
            cursor.execute(statement)


def _settle() -> None:
    """Write everything to disk now rather than during the measurement."""
    with connection.cursor() as cursor:
        cursor.execute("checkpoint")


def _collect_static() -> None:
    """Collected at each run, so that a page names today's files."""
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
