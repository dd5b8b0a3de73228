"""
The worker: takes one effect after the other, delivers it, writes down what came of it.

Taking and writing down are a transaction each; none is open while others are talked to.
Who takes an effect has it for ``LEASE``; if that worker dies, another takes it after that,
so that nothing is lost and what was already delivered comes again under the same id.
"""

import logging
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from articles.deliveries.kinds import KINDS
from articles.models import Effect

LEASE = timedelta(minutes=2)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
MOST_TRIES = 12
_HEARTBEAT, _SECONDS_ALIVE = "effects:worker", 60

log = logging.getLogger(__name__)


def deliver_next(now: datetime) -> bool:
    """Deliver the effect that has been due longest; False when nothing is due."""
    effect = _take(now)
    if effect is None:
        return False
    if effect.tries > MOST_TRIES:
        _fail(effect, RuntimeError("the worker ended over it again and again"), now)
        return True
    try:
        outcome = KINDS[effect.kind].deliver(effect, now)
    except Exception as error:
        _fail(effect, error, now)
    else:
        _finish(effect, done_at=now, outcome=outcome[:200], last_error="", taken_until=None)
    return True


def beat(now: datetime) -> None:
    """Tell the desk that a worker is there."""
    cache.set(_HEARTBEAT, now.isoformat(), _SECONDS_ALIVE)


def is_alive() -> bool:
    """Whether a worker was heard of within the last minute."""
    return cache.get(_HEARTBEAT) is not None


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries: twice as long each time, up to six hours."""
    return min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)


@transaction.atomic
def _take(now: datetime) -> Effect | None:
    open_ones = Effect.objects.filter(done_at__isnull=True, gave_up_at__isnull=True)
    earlier = open_ones.filter(lane=OuterRef("lane"), pk__lt=OuterRef("pk")).exclude(lane="")
    is_free = Q(taken_until__isnull=True) | Q(taken_until__lte=now)
    due = open_ones.filter(is_free, ~Exists(earlier), due_at__lte=now)
    effect = due.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "pk").first()
    if effect is None:
        return None
    if effect.taken_until is not None and not KINDS[effect.kind].may_be_repeated:
        effect.is_unsure = True
    effect.taken_until, effect.tries = now + LEASE, effect.tries + 1
    effect.save(update_fields=["taken_until", "tries", "is_unsure"])
    return effect


def _fail(effect: Effect, error: Exception, now: datetime) -> None:
    reason = f"{type(error).__name__}: {error}"[:1000]
    if effect.tries >= MOST_TRIES:
        log.error("gave up %s after %d tries: %s", effect.key, effect.tries, reason)
        _finish(effect, last_error=reason, taken_until=None, gave_up_at=now)
    else:
        log.warning("%s failed: %s", effect.key, reason)
        later = now + pause_after(effect.tries)
        _finish(effect, last_error=reason, taken_until=None, due_at=later)


def _finish(effect: Effect, **fields) -> None:
    # Not the row of somebody who took it over in the meantime.
    Effect.objects.filter(pk=effect.pk, tries=effect.tries, done_at__isnull=True).update(**fields)
