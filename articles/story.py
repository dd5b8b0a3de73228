"""
The Chronik: all public reports that references connect with one another, in time.

References are followed in both directions, through reports that are public at the
moment asked and no others. However long the thread, it is two queries: one walks it,
one fetches what a page of it shows.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from articles.models import Article, CrossReference
from articles.moments import BERLIN
from articles.vocabulary import Copy

#: A thread is followed to this many reports, the nearest by references first.
MOST = 1000

#: ``UNION`` drops what was met before, so that a circle of references ends; ``LIMIT`` stops
#: the walk itself, since PostgreSQL runs it only as far as rows are asked for.
_WALK = """
    WITH RECURSIVE visible AS NOT MATERIALIZED ({published}),
    thread (id, publish_at, slug, headline) AS (
        SELECT id, publish_at, slug, headline FROM visible WHERE id = %s
        UNION
        SELECT visible.id, visible.publish_at, visible.slug, visible.headline
        FROM thread
        CROSS JOIN LATERAL (
            SELECT target_id AS id FROM {references}
            WHERE source_id = thread.id AND copy = %s AND target_id IS NOT NULL
            UNION
            SELECT source_id FROM {references} WHERE target_id = thread.id AND copy = %s
            ORDER BY id
        ) AS next
        JOIN visible ON visible.id = next.id
    )
    SELECT id, publish_at, slug, headline FROM thread LIMIT %s
"""
Place = tuple[datetime, int]


@dataclass(frozen=True)
class Thread:
    """
    The reports connected with number ``pk``, oldest first, as pairs of hour and number.

    ``is_whole`` is false where there are more than ``MOST``.
    """

    pk: int
    slug: str
    headline: str
    places: tuple[Place, ...]
    is_whole: bool

    @property
    def is_alone(self) -> bool:
        """Whether no reference leads to the report or from it."""
        return len(self.places) == 1

    @property
    def own(self) -> int:
        """How many reports of the thread came before this one."""
        return next(index for index, (_, pk) in enumerate(self.places) if pk == self.pk)


@dataclass(frozen=True)
class Mention:
    """One reference as it was printed: the sentence around its words, and where it leads."""

    before: str
    words: str
    after: str
    target: int
    slug: str
    published_at: datetime


@dataclass(frozen=True)
class Entry:
    """One report of a thread; ``when`` is “past”, “this” or “future”, seen from its report."""

    pk: int
    slug: str
    kicker: str
    headline: str
    published_at: datetime
    when: str
    mentions: tuple[Mention, ...]


def thread(pk: int, at: datetime, most: int = MOST) -> Thread | None:
    """The thread of the report ``pk``; None where readers don't see that at ``at``. One query."""
    published = Article.objects.published(at).editorial()
    published = published.values("id", "publish_at", "slug", "headline")
    sql, params = published.query.sql_with_params()
    walk = _WALK.format(published=sql, references=CrossReference._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(walk, [*params, pk, Copy.LIVE, Copy.LIVE, most + 1])
        found = cursor.fetchall()
    if not found:
        return None
    places = sorted((hour, number) for number, hour, _, _ in found[:most])
    return Thread(pk, *found[0][2:], tuple(places), len(found) <= most)


def around(thread: Thread, length: int) -> tuple[int, int]:
    """From where to where a first page goes, as indexes: the report in the middle."""
    start = max(0, min(thread.own - length // 2, len(thread.places) - length))
    return start, min(start + length, len(thread.places))


def before(thread: Thread, place: Place, length: int) -> tuple[int, int]:
    """The page that ends before ``place``, which may have left the thread since."""
    end = bisect_left(thread.places, place)
    return max(0, end - length), end


def after(thread: Thread, place: Place, length: int) -> tuple[int, int]:
    """The page that begins after ``place``, which may have left the thread since."""
    start = bisect_right(thread.places, place)
    return start, min(start + length, len(thread.places))


def entries(thread: Thread, places: Sequence[Place], at: datetime) -> list[Entry]:
    """What the page shows of ``places``: reports that are public at ``at``; one query."""
    numbers = [pk for _, pk in places]
    public = Article.objects.published(at).filter(pk__in=numbers)
    columns = ("pk", "slug", "kicker", "headline", "publish_at")
    rows = public.order_by("publish_at", "pk").values(*columns, mentions=_mentions(at))
    own = thread.places[thread.own]
    return [_entry(row, own) for row in rows]


def _mentions(at: datetime) -> ArraySubquery:
    """The references of a report that lead to something public, in the order of its text."""
    bound = CrossReference.objects.filter(
        source=OuterRef("pk"), copy=Copy.LIVE, target__in=Article.objects.published(at).editorial()
    )
    fields = {
        "words": "words",
        "sentence": "sentence",
        "target": "target_id",
        "slug": "target__slug",
        "publish_at": "target__publish_at",
    }
    return ArraySubquery(_in_order(bound).values(json=JSONObject(**fields)))


def _in_order(references: QuerySet) -> QuerySet:
    return references.order_by("position")


def _entry(row: dict, own: Place) -> Entry:
    place = (row["publish_at"], row["pk"])
    return Entry(
        **{name: row[name] for name in ("pk", "slug", "kicker", "headline")},
        published_at=row["publish_at"].astimezone(BERLIN),
        when="this" if place == own else "past" if place < own else "future",
        mentions=tuple(map(_mention, row["mentions"])),
    )


def _mention(row: dict) -> Mention:
    before_it, found, after_it = row["sentence"].partition(row["words"])
    return Mention(
        before=before_it if found else "",
        words=row["words"],
        after=after_it if found else "",
        target=row["target"],
        slug=row["slug"],
        published_at=datetime.fromisoformat(row["publish_at"]).astimezone(BERLIN),
    )


# --- The drawing ---------------------------------------------------------------------------

#: Of the width of the drawing, in thousandths: its margins, and how near points are one.
_MARGIN, _NEAR = 25, 12
_MOST_YEARS = 6


@dataclass(frozen=True)
class Point:
    """Reports too near to be told apart: where, how large, and before or after the report."""

    x: str
    radius: str
    when: str


@dataclass(frozen=True)
class Timeline:
    """
    A drawing of a thread as points on a line; places are written as percentages.

    ``years`` are where a year begins; ``first`` and ``last`` are in Berlin time.
    """

    points: tuple[Point, ...]
    years: tuple[tuple[str, int], ...]
    first: datetime
    last: datetime
    before: int
    after: int


def timeline(thread: Thread) -> Timeline:
    """The thread as a drawing: one point a report, or for several at about the same time."""
    hours = [hour for hour, _ in thread.places]
    own = thread.own
    groups: dict[tuple[int, str], int] = {}
    for index, hour in enumerate(hours):
        when = "this" if index == own else "past" if index < own else "future"
        place = _place_of(hour, hours) // _NEAR if when != "this" else -1
        groups[place, when] = groups.get((place, when), 0) + 1
    groups.pop((-1, "this"))
    points = [_point(n * _NEAR + _NEAR // 2, count, when) for (n, when), count in groups.items()]
    points.append(_point(_place_of(hours[own], hours), 4, "this"))
    return Timeline(
        points=tuple(points),
        years=tuple(_years(hours)),
        first=hours[0].astimezone(BERLIN),
        last=hours[-1].astimezone(BERLIN),
        before=own,
        after=len(hours) - own - 1,
    )


def _place_of(hour: datetime, hours: Sequence[datetime]) -> int:
    span = max(hours[-1] - hours[0], timedelta(seconds=1))
    if hours[0] == hours[-1]:
        return 500
    return _MARGIN + round((1000 - 2 * _MARGIN) * ((hour - hours[0]) / span))


def _point(place: int, count: int, when: str) -> Point:
    return Point(f"{place / 10:.1f}%", f"{min(9.0, 3.5 + count**0.5):.1f}", when)


def _years(hours: Sequence[datetime]) -> list[tuple[str, int]]:
    first, last = (hour.astimezone(BERLIN).year for hour in (hours[0], hours[-1]))
    every = (last - first) // _MOST_YEARS + 1
    turns = [(datetime(year, 1, 1, tzinfo=BERLIN), year) for year in range(first + 1, last + 1)]
    return [(f"{_place_of(turn, hours) / 10:.1f}%", year) for turn, year in turns[::-every]]
