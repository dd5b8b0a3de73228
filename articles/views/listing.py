"""
Lists of reports, page by page, at the same price at any depth.

The cursor ``?vor=`` names the last report of a page by hour and id; it is a
plain comparison, so it tells nothing and outlives the report it came from.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from django.db.models import Q
from django.http import Http404

from articles import counts
from articles.models import Article
from articles.moments import EARLIEST, LATEST, now, start_of_day
from articles.read_model import Teaser, teasers

LENGTH = 30
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CURSOR = re.compile(r"([0-9a-z]{1,11})-([0-9a-z]{1,12})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Year:
    """A year of a list: how many reports, and the cursor with which it begins."""

    year: int
    reports: int
    cursor: str


@dataclass(frozen=True)
class Listing:
    """One page of a list; ``older`` is the next page's cursor, or empty on the last."""

    teasers: list[Teaser]
    older: str
    is_first: bool
    years: tuple[Year, ...] = ()

    @property
    def days(self):
        """The reports by their Berlin day."""
        by_day = groupby(self.teasers, key=lambda teaser: teaser.published_at.date())
        return [(day, list(found)) for day, found in by_day]

    @property
    def total(self):
        """All reports of the list, on all its pages."""
        return sum(year.reports for year in self.years)


def listing(request, reports, by_month=None, length=LENGTH):
    """The page of published ``reports`` that the request asks for; 404 for a wrong cursor."""
    cursor = request.GET.get("vor", "")
    before = reports.filter(_older_than(cursor)) if cursor else reports
    found = teasers(before.newest_first()[: length + 1])
    older = cursor_of(found[length - 1]) if len(found) > length else ""
    return Listing(found[:length], older, not cursor, years_of(by_month or {}))


def listing_of(request, counted_by, key, also=()):
    """
    The same for everything that is counted by month: a section, a tag, a town …

    ``also`` are keys of its former parts, whose reports stand among its own.
    """
    at = now()
    if also:
        in_any = {f"{counts.KEYS[counted_by]}__in": [key, *also]}
        ours = Article.objects.published(at).filter(**in_any).distinct()
        return listing(request, ours, counts.months_of(ours))
    reports = Article.objects.published(at).filter(**{counts.KEYS[counted_by]: key})
    return listing(request, reports, counts.reports_by_month(counted_by, key, at))


def years_of(by_month):
    """Monthly numbers summed to years, newest first."""
    years = {}
    for month, number in by_month.items():
        years[month.year] = years.get(month.year, 0) + number
    return tuple(Year(year, years[year], _end_of(year)) for year in sorted(years, reverse=True))


def cursor_of(teaser):
    """What stands behind ``?vor=`` to go on after ``teaser``."""
    return written_cursor(teaser.published_at, teaser.pk)


def _end_of(year):
    return written_cursor(start_of_day(date(year + 1, 1, 1)), 0)


def written_cursor(moment, pk):
    """A report's hour and number as a cursor."""
    return f"{_base36((moment - _EPOCH) // timedelta(microseconds=1))}-{_base36(pk)}"


def _base36(number):
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text or "0"


def place_of_cursor(cursor):
    """The hour and the number that a cursor names; 404 for a wrong one."""
    parts = _CURSOR.fullmatch(cursor)
    if parts is None:
        raise Http404
    moment, pk = timedelta(microseconds=int(parts[1], 36)), int(parts[2], 36)
    if not EARLIEST - _EPOCH <= moment <= LATEST - _EPOCH:
        raise Http404
    return _EPOCH + moment, pk


def _older_than(cursor):
    hour, pk = place_of_cursor(cursor)
    return Q(publish_at__lte=hour) & (Q(publish_at__lt=hour) | Q(publish_at=hour, pk__lt=pk))
