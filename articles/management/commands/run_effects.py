"""
The worker that delivers side effects; any number of them may run at once.

Once a day it counts the words of all reports, by which the suggestions know rare ones, and
drops what was typed and not saved when its time has passed (``workflow.forget_copies``), and the
files that no row names any more (``leftovers``).
"""

import logging
import signal
import threading
from datetime import timedelta

from django.core.cache import cache
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from articles import leftovers, workflow
from articles.deliveries import worker
from articles.moments import berlin_day, now
from articles.terms import store

SECONDS_IDLE, SECONDS_WITHOUT_DATABASE = 0.5, 5
SECONDS_REMEMBERED = 2 * 86_400
BETWEEN_BEATS = timedelta(seconds=15)

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Runs until SIGTERM or Ctrl-C, and finishes what it has in hand; readers never wait for it."""

    help = "Delivers mails, pings and cache purges from the outbox."

    def add_arguments(self, parser):
        """One switch, for cron."""
        parser.add_argument("--once", action="store_true", help="deliver what is due, then end")

    def handle(self, *, once, **options):
        ending = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ending.set())
        next_beat = now()
        while not ending.is_set():
            if now() >= next_beat:
                next_beat = now() + BETWEEN_BEATS
                _safely(worker.beat, now())
                _safely(store.count_daily, now())
                _safely(_tidy_daily, now())
            pause = _safely(worker.deliver_next, now())
            if pause and once:
                break
            ending.wait(pause)


def _tidy_daily(at):
    if cache.add(f"desk:tidied:{berlin_day(at)}", True, SECONDS_REMEMBERED):
        workflow.forget_copies(at)
        leftovers.sweep(at)


def _safely(step, at):
    """Do one step; returns how long to wait before the next."""
    try:
        return 0 if step(at) else SECONDS_IDLE
    except DatabaseError:
        log.exception("the database does not answer")
        close_old_connections()
        return SECONDS_WITHOUT_DATABASE
