"""For whoever watches the site: is it alive, is it ready?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from articles.moments import now

MOST_SECONDS_APART = 0.5


@require_safe
def alive(request):
    """200 as long as the process answers; asks nobody else."""
    return _plain("ok")


@require_safe
def ready(request):
    """
    200 when pages can be served as promised, else 503 with a word on why.

    Needs the database, all migrations, and clocks at most half a second apart,
    for visibility is decided by the clock of this process.
    """
    fault = _fault()
    return _plain(fault or "ok", status=503 if fault else 200)


def _fault():
    try:
        with connection.cursor() as cursor:
            asked = now()
            cursor.execute("SELECT clock_timestamp()")
            theirs, answered = cursor.fetchone()[0], now()
            # A clock that agrees tells a moment between the two, however long the answer took.
            apart = max(asked - theirs, theirs - answered).total_seconds()
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return "database"
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations"
    return "clock" if apart > MOST_SECONDS_APART else ""


def _plain(text, status=200):
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(text, status=status, content_type="text/plain", headers=headers)
