"""
The reports that match, at the same price for common words and rare ones.

No more than the newest ``MOST`` matches are looked at. A common word has them among the
newest reports, so only so many are asked as the planner's statistics of words make likely;
where that was too few, as many more as the matches so far do. Of these the newest ``RANKED``
are put in order by how well they match.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.search import SearchQuery
from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField, F, Func, QuerySet, Value

from articles.models import MonthlyCount
from articles.moments import EARLIEST, start_of_day
from articles.statements import Statement, written
from articles.vocabulary import CountedBy

MOST, RANKED = 1000, 400
#: D, C (text), B (lead), A (kicker, headline)
WEIGHTS = [0.01, 0.05, 0.3, 1.0]
#: So many reports are asked first for a phrase, of which the planner knows too little.
_FIRST = 3000
_BY_INDEX = """
    SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),
        set_config('gin_fuzzy_search_limit', '1000', true)
"""
#: To try a report means to unpack its words, which the planner takes for nothing.
_DEAR_REPORTS = "SELECT set_config('cpu_tuple_cost', %s, true)"
#: Among so many of the newest reports a word may be sought by trying them one by one; among
#: three times as many where they are narrowed to a town or a section, and among all of it.
_TRIED = 6000
#: So many reports that say it are read at first, of which few may be of the town that is asked for.
_READ = 40_000
#: So many times as many are asked next: what they hold is found by then if all take too long.
_STEP = 4
#: All matches of words that have so few are read at once: that takes less than to read from an
#: index which reports are the newest few hundred thousand.
_RARE = 5 * MOST
#: Otherwise so many times the reports that seem to be needed.
_SPARE = 1.3


class Compiled(SearchQuery):
    """A query that PostgreSQL has made of words already, as its text."""

    def __init__(self, text: str):
        super().__init__(text)
        self.text = text

    def as_sql(self, compiler, connection, function=None, template=None):
        """The text as it is, cast; nothing in it is taken apart again."""
        return "%s::tsquery", [self.text]


class SaysOneOf(Func):
    """Whether a vector matches one of some compiled queries, each looked for by itself."""

    arg_joiner = " @@ ANY("
    template = "%(expressions)s::tsquery[])"
    output_field = BooleanField()


@dataclass(frozen=True)
class Query:
    """
    What must be said, as PostgreSQL writes its queries: of each unit one of the ways.

    The first way is the words as they were typed. None of ``unwanted`` may be said.
    """

    units: tuple[tuple[str, ...], ...]
    unwanted: tuple[str, ...] = ()

    def __str__(self) -> str:
        """All ways in one, for ranking: “or” takes a tenth of the time of “and”."""
        return _one_of([way for ways in self.units for way in ways])

    def among(self, reports: QuerySet, *, each_apart: bool = False) -> QuerySet:
        """
        Those of the reports that match.

        An index is slow to weigh forty words against each other: so what was typed is looked
        for by itself, or each way to say it. Where reports are tried, few queries are quicker.
        """
        for typed, *others in self.units:
            ways = others if each_apart else filter(None, [_one_of(others)])
            reports = reports.filter(SaysOneOf(F("search_vector"), Value([typed, *ways])))
        if self.unwanted:
            reports = reports.exclude(search_vector=Compiled(_one_of(self.unwanted)))
        return reports

    def as_typed(self) -> "Query":
        """The same without other ways of saying it."""
        return Query(tuple(ways[:1] for ways in self.units), self.unwanted)


def _one_of(ways: Sequence[str]) -> str:
    return " | ".join(f"({way})" for way in ways)


def look_in_the_index() -> None:
    """
    Let ``is_said`` look in the index, to the end of the transaction.

    The planner else reads all reports for a rare word, which it takes for any other. Of a
    common word about a thousand reports are looked at, by chance: one of them is public.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BY_INDEX)


def is_said(reports: QuerySet, stem: str | None) -> bool:
    """Whether one of the published reports says a word with this stem."""
    return bool(stem) and reports.filter(search_vector=Compiled(quoted(stem))).exists()


def quoted(lexeme: str) -> str:
    """A lexeme as it stands in the text of a query."""
    return "'{}'".format(lexeme.replace("\\", "\\\\").replace("'", "''"))


def newest_matches(
    published: QuerySet, query: Query, *, narrowed: QuerySet | None = None, year: int | None = None
) -> tuple[list[int], bool]:
    """
    The ids of the newest matches among ``published`` reports, and whether there may be more.

    ``narrowed``: those of them that are asked, all of the ``year`` if that is given. At most
    ``MOST``; fewer where the database has to read too much to find more, as for
    a phrase of common words. Raises OperationalError if it found nothing at all by then.
    """
    reports = published if narrowed is None else narrowed
    expected = _expected(reports, query)
    if expected is None:
        return [], False
    all_months = _MONTHS.rows(CountedBy.ALL)
    months = [row for row in all_months if year in (None, row[0].year)]
    has_few = narrowed is not None and _planned(narrowed) <= (MOST if year is None else _TRIED)
    has_phrase = "<->" in str(query)
    said = expected if narrowed is None else _planned(query.among(published, each_apart=True))
    if has_few or (said <= _RARE and not has_phrase):
        wanted = math.inf
    elif has_phrase:
        wanted = _FIRST
    else:
        wanted = min(_enough(expected / _sum(months)), _READ * _sum(all_months) / said)
    is_far = wanted > _TRIED if narrowed is None else 3 * _TRIED < wanted < _sum(months)
    each_apart = is_far and len(query.units) == 1
    with connection.cursor() as cursor:
        cursor.execute(_DEAR_REPORTS, ["10" if each_apart else "1"])
    return _newest(query.among(reports, each_apart=each_apart), months, wanted)


def _newest(
    matching: QuerySet, months: Sequence[tuple[date, int]], wanted: float
) -> tuple[list[int], bool]:
    """The same, among so many of the newest reports first, then among more."""
    since = _begin_of_newest(months, wanted)
    found = _matches_since(matching, since)
    while len(found) <= MOST and since != EARLIEST:
        most = wanted * (_STEP if found else _STEP**2)
        wanted = min(most, max(2 * wanted, _enough(len(found) / wanted)))
        since = _begin_of_newest(months, wanted)
        if found:
            _wait_less()
        try:
            with transaction.atomic():
                found = _matches_since(matching, since)
        except OperationalError:
            if not found:
                raise
            return found, True
    return found[:MOST], len(found) > MOST


def _wait_less() -> None:
    """Who has some matches waits half as long for more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', '400', true)")


def _sum(months: Sequence[tuple[date, int]]) -> int:
    return max(1, sum(reports for _, reports in months))


def _months() -> str:
    counted = MonthlyCount.objects.filter(counted_by=CountedBy.ALL, key=0)
    return written(
        counted.order_by("-month").values_list("month", "reports"), {"$1": CountedBy.ALL.value}
    )


_MONTHS = Statement("search_months", "text", _months)


def _expected(reports: QuerySet, query: Query) -> int | None:
    """
    How many match the words as they were typed, as far as the planner knows.

    None for what can't be, such as the reports of a year that is none.
    """
    return _planned(query.as_typed().among(reports))


def _planned(reports: QuerySet) -> int | None:
    plan = reports.values("pk").explain(format="json")
    return json.loads(plan)[0]["Plan"]["Plan Rows"] if plan else None


def _enough(share: float) -> float:
    """Among how many reports ``MOST`` match, and a few more, if this ``share`` of them does."""
    return _SPARE * MOST / max(share, 1e-9)


def _matches_since(matching: QuerySet, since: datetime) -> list[int]:
    # Sorted by an expression: else the index of the dates is walked for rare words too.
    newest = (F("publish_at") + timedelta(0)).desc()
    in_time = matching.filter(publish_at__gte=since).order_by(newest, "-pk")
    sql, values = in_time.values("pk")[: MOST + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        # As one value: a thousand rows take Python longer to read than PostgreSQL to find.
        cursor.execute(f"SELECT ARRAY({sql})", values)
        return cursor.fetchone()[0]


def best_first(matches: Sequence[int], query: Query) -> list[int]:
    """The ids of ``matches``: the newest ``RANKED`` by how well they match, then the others."""
    typed, all_ways = str(query.as_typed()), str(query)
    ranked = _RANKED.rows(matches[:RANKED], typed, all_ways, WEIGHTS)
    return [*(pk for (pk,) in ranked), *matches[RANKED:]]


_BEST_FIRST = """
    SELECT id FROM articles_article WHERE id = ANY($1)
    ORDER BY 4 * ts_rank($4, search_vector, $2)
        + CASE WHEN $2 = $3 THEN 0 ELSE ts_rank($4, search_vector, $3) END DESC,
        publish_at DESC, id DESC
"""
_RANKED = Statement("search_best_first", "bigint[], tsquery, tsquery, real[]", lambda: _BEST_FIRST)


def _begin_of_newest(months: Sequence[tuple[date, int]], wanted: float) -> datetime:
    """From when on there are about so many reports; the beginning of all if there are not."""
    for month, reports in months:
        wanted -= reports
        if wanted <= 0:
            return start_of_day(month)
    return EARLIEST
