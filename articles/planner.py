"""
The week as the desk plans it: drafts due, releases, ends and embargoes, gaps and collisions.

Days and hours are Berlin's. A day has 23, 24 or 25 hours, each of them named by its instant.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from django.db.models import Q

from articles.models import Article
from articles.moments import BERLIN, berlin_day, start_of_day
from articles.statuses import Status
from articles.vocabulary import PlanKind

#: Two releases closer than this are a collision: readers and feeds get them in one go.
COLLISION = timedelta(minutes=5)
#: On a working day readers expect something new; a longer silence than this is a gap.
GAP = timedelta(hours=3)
HOUR = timedelta(hours=1)
#: Further ahead nobody expects the hours to be filled yet.
AHEAD = timedelta(days=7)
OPENS, CLOSES = time(8), time(18)
SHOWN = (
    "pk", "kicker", "headline", "working_title", "is_removed", "slug", "publish_at", "status",
    "withdraw_at", "embargo_until", "due_on", "pending_revision", "section__name",
    "assigned_to__username", "assigned_to__first_name", "assigned_to__last_name",
    "assigned_to__initials",
)  # fmt: skip
_ORDER = list(PlanKind)


@dataclass
class Entry:
    """One thing that stands in the planner: on a day, at a moment unless it is a draft due."""

    kind: PlanKind
    article: Article
    day: date
    at: datetime | None = None
    is_over: bool = False
    collides: bool = False

    @property
    def local(self) -> datetime | None:
        """The moment on Berlin's wall clock."""
        return self.at and self.at.astimezone(BERLIN)

    @property
    def is_movable(self) -> bool:
        """Whether the planner may move it: not what has happened, and no embargo."""
        return self.kind != PlanKind.EMBARGO and not self.is_over


@dataclass(frozen=True)
class Slot:
    """One hour of a day, named by the instant at which it begins."""

    start: datetime

    @property
    def row(self) -> tuple[int, int]:
        """Hour on the wall clock, and 1 for the second of two equal ones."""
        local = self.start.astimezone(BERLIN)
        return local.hour, local.fold


def entries(first: date, last: date, at: datetime) -> list[Entry]:
    """Everything from the day ``first`` to the day ``last``, in its order; four queries."""
    start, end = start_of_day(first), start_of_day(last + timedelta(days=1))
    found = [
        *_due(first, last),
        *_timed(PlanKind.RELEASE, "publish_at", start, end, Q(status=Status.RELEASED)),
        *_timed(PlanKind.WITHDRAWAL, "withdraw_at", start, end, Q(status=Status.RELEASED)),
        *_timed(PlanKind.EMBARGO, "embargo_until", start, end, ~Q(status=Status.WITHDRAWN)),
    ]
    for entry in found:
        entry.is_over = entry.at is not None and entry.at <= at
    found.sort(key=_place)
    _mark_collisions(found)
    return found


def slots(day: date) -> list[Slot]:
    """The hours of a day in Berlin: 24, or 23 and 25 on the two odd days."""
    start, end = start_of_day(day), start_of_day(day + timedelta(days=1))
    return [Slot(start + n * HOUR) for n in range((end - start) // HOUR)]


def gaps(found: Iterable[Entry], day: date, at: datetime) -> list[tuple[datetime, datetime]]:
    """Spans of a working day of the next week, as far as ahead, in which nothing new appears."""
    if day.weekday() > 4 or not timedelta(0) <= day - berlin_day(at) <= AHEAD:
        return []
    opens, closes = (_on(day, hour) for hour in (OPENS, CLOSES))
    hours = [e.at for e in found if e.kind == PlanKind.RELEASE and opens < e.at < closes]
    marks = [opens, *hours, closes]
    open_spans = ((max(begin, at), end) for begin, end in pairwise(marks))
    return [(begin, end) for begin, end in open_spans if end - begin >= GAP]


def near(at: datetime, article: Article) -> list[Article]:
    """Other reports that appear within a few minutes of ``at``."""
    others = Article.objects.filter(
        status=Status.RELEASED, publish_at__gt=at - COLLISION, publish_at__lt=at + COLLISION
    )
    return list(others.exclude(pk=article.pk).order_by("publish_at", "pk").only(*SHOWN[:7])[:5])


def _due(first, last):
    drafts = _lean().filter(due_on__range=(first, last), status__in=[Status.DRAFT, Status.REVIEW])
    return [Entry(PlanKind.DUE, article, article.due_on) for article in drafts]


def _timed(kind, field, start, end, which):
    reports = _lean().filter(which, **{f"{field}__gte": start, f"{field}__lt": end})
    moments = ((getattr(article, field), article) for article in reports)
    return [Entry(kind, article, berlin_day(at), at) for at, article in moments]


def _lean():
    return Article.objects.select_related("section", "assigned_to").only(*SHOWN)


def _place(entry):
    moment = entry.at or start_of_day(entry.day)
    return entry.day, moment, _ORDER.index(entry.kind), entry.article.pk


def _mark_collisions(found):
    releases = [entry for entry in found if entry.kind == PlanKind.RELEASE and not entry.is_over]
    for one, other in pairwise(releases):
        if other.at - one.at < COLLISION:
            one.collides = other.collides = True


def _on(day, hour):
    return datetime.combine(day, hour, tzinfo=BERLIN).astimezone(UTC)
