"""
The reports that match, at the same price for common words and rare ones.

No more than the newest ``MOST`` matches are looked at. A common word has them among the
newest reports, so these are asked first; where that was too few, as many more as the
matches so far make likely. Of these the newest ``RANKED`` are put in order by how well
they match.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import OperationalError, transaction
from django.db.models import F, QuerySet, Value

from articles.models import MonthlyCount
from articles.moments import EARLIEST, start_of_day
from articles.vocabulary import CountedBy

MOST, RANKED = 1000, 400
#: D, C (text), B (lead), A (kicker, headline)
WEIGHTS = [0.01, 0.05, 0.3, 1.0]
#: So many reports are asked first; then more, by this much more than seems to be needed.
_FIRST, _SPARE = 3000, 1.3


class Compiled(SearchQuery):
    """A query that PostgreSQL has made of words already, as its text."""

    def __init__(self, text: str):
        super().__init__(text)
        self.text = text

    def as_sql(self, compiler, connection, function=None, template=None):
        """The text as it is, cast; nothing in it is taken apart again."""
        return "%s::tsquery", [self.text]


@dataclass(frozen=True)
class Query:
    """``all``: what must match; ``exact``: of it the words as they were typed."""

    all: str
    exact: str


@dataclass(frozen=True)
class Match:
    """A report that matches."""

    pk: int
    publish_at: datetime


def newest_matches(reports: QuerySet, query: Query) -> tuple[list[Match], bool]:
    """
    The newest matches among published ``reports``, and whether there may be more.

    At most ``MOST``; fewer where the database has to read too much to find more, as for
    a phrase of common words. Raises OperationalError if it found nothing at all by then.
    """
    matching = reports.filter(search_vector=Compiled(query.all))
    months = list(
        MonthlyCount.objects.filter(counted_by=CountedBy.ALL, key=0)
        .order_by("-month")
        .values_list("month", "reports")
    )
    found, wanted, since = [], _FIRST, None
    while len(found) <= MOST and since != EARLIEST:
        since = _begin_of_newest(months, wanted)
        try:
            with transaction.atomic():
                found = _matches_since(matching, since)
        except OperationalError:
            if not found:
                raise
            return found[:MOST], True
        wanted *= min(8, max(1.5, _SPARE * MOST / max(len(found), 1)))
    return found[:MOST], len(found) > MOST


def _matches_since(matching: QuerySet, since: datetime) -> list[Match]:
    # Sorted by an expression: else the index of the dates is walked for rare words too.
    newest = (F("publish_at") + timedelta(0)).desc()
    in_time = matching.filter(publish_at__gte=since).order_by(newest, "-pk")
    rows = in_time.values_list("pk", "publish_at")[: MOST + 1]
    return [Match(*row) for row in rows]


def best_first(reports: QuerySet, matches: Sequence[Match], query: Query) -> list[int]:
    """The ids of ``matches``: the newest ``RANKED`` by how well they match, then the others."""
    newest = [match.pk for match in matches[:RANKED]]
    exactly, somehow = (
        SearchRank(F("search_vector"), Compiled(text), weights=WEIGHTS)
        for text in (query.exact, query.all)
    )
    ranked = reports.filter(pk__in=newest).annotate(rank=exactly * Value(4.0) + somehow)
    in_order = ranked.order_by("-rank", "-publish_at", "-pk").values_list("pk", flat=True)
    return [*in_order, *(match.pk for match in matches[RANKED:])]


def _begin_of_newest(months: Sequence[tuple[date, int]], wanted: float) -> datetime:
    """From when on there are about so many reports; the beginning of all if there are not."""
    for month, reports in months:
        wanted -= reports
        if wanted <= 0:
            return start_of_day(month)
    return EARLIEST
