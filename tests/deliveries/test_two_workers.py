"""Two workers, one killed in the middle, fifty effects due in one second."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from articles.deliveries import worker
from articles.models import Effect
from articles.moments import now
from tests.deliveries.sink import listening
from tests.makers import make_released

FIFTY = 50


@contextmanager
def working(sink):
    """A worker of its own process for the time being; killed at the latest at the end."""
    database = {k: quote(str(v), safe="") for k, v in connection.settings_dict.items()}
    address = "{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": f"postgresql://{address}",
        "WEBSUB_HUB": f"{sink.url}/hub",
        "OUTGOING_PRIVATE_HOSTS": "127.0.0.1",
    }
    command = [sys.executable, "manage.py", "run_effects"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(condition, seconds=180):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    assert condition()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fatal", [1, 25])
def test_nothing_is_lost_when_one_of_two_workers_is_killed_in_the_middle(fatal, settings):
    """The worker dies by the sink's hand, after it sent and before it heard or wrote anything."""
    hour = now().replace(microsecond=0)
    for number in range(FIFTY):
        make_released(at=hour, now=hour - timedelta(hours=1), headline=f"Nummer {number}")
    with listening() as sink, working(sink) as first, working(sink) as second:

        def kill_at_the_fatal_one():
            # Two at once may both find more than the fatal one; who is dead stays dead.
            if len(sink.requests) >= fatal:
                first.kill()

        sink.when_asked = kill_at_the_fatal_one
        rows = Effect.objects.filter(kind="websub")
        in_hand = Effect.objects.filter(done_at__isnull=True)
        wait_until(lambda: rows.count() + in_hand.count() >= FIFTY and in_hand.count() <= 1)
        second.send_signal(signal.SIGTERM)
        assert (second.wait(60), first.wait(60)) == (0, -signal.SIGKILL)

        settings.WEBSUB_HUB, settings.OUTGOING_PRIVATE_HOSTS = f"{sink.url}/hub", ["127.0.0.1"]
        while worker.deliver_next(now() + worker.LEASE):
            pass

    assert Effect.objects.count() == 2 * FIFTY
    assert {effect.outcome for effect in rows} == {"zugestellt"}
    assert set(sink.ids) == {str(effect.delivery_id) for effect in rows}
    assert sink.twice <= 1
