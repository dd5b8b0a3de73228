"""The picker's list of reports, and the labels of those a text already refers to."""

import re
from datetime import date, timedelta
from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.db.models.functions import Round
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.moments import EARLIEST, LATEST, berlin_day, now, start_of_day
from articles.search import desk_search
from articles.standing import standing, with_visibility
from articles.statuses import Status
from articles.text import normalised

ROWS = 10
#: Common words have matches enough among the newest reports, where no index is needed.
WINDOW, ENOUGH = 500, 40
#: Ranking every match of a common word takes seconds; this many of the newest are ranked.
RANKED = 300
LONGEST_QUERY = 200
MOST_LABELS = 200
#: D, C (text), B (lead), A (kicker, headline)
WEIGHTS = [0.01, 0.02, 0.05, 1.0]
_DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")


@require_safe
def targets(request):
    """
    Up to ten reports for ``?q=`` (the newest without it), never the one named by ``?ohne=``.

    With ``?ids=1,2`` the labels of those reports instead. Drafts are included: a
    reference to a colleague's draft sleeps until it is public.
    """
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    at = now()
    reports = with_visibility(Article.objects, at).defer("body", "search_vector", "source_text")
    if "ids" in request.GET:
        found = reports.filter(pk__in=_numbers(request.GET["ids"])[:MOST_LABELS])
    else:
        others = reports.exclude(pk__in=_numbers(request.GET.get("ohne", ""))[:1])
        titled = others.editorial().exclude(headline="", working_title="")
        found = _found(titled, normalised(request.GET.get("q", "")[:LONGEST_QUERY]))
    return JsonResponse({"results": [_row(article, at) for article in found]})


def _found(reports, words):
    """The best ten of ``reports``: those of a day, those that hold all words, or the newest."""
    reports, words = _of_the_day(reports, words)
    tokens = re.findall(r"\w+", words)[:10]
    if not tokens:
        return reports.order_by("-pk")[:ROWS]
    if len(tokens) == 1 and tokens[0].isdecimal():
        return desk_search(reports, tokens[0]).order_by("-pk")[:ROWS]
    query = reduce(and_, map(_begins_with, tokens))
    newest = _newest_matches(reports.filter(search_vector=query))
    rank = Round(SearchRank(F("search_vector"), query, weights=WEIGHTS), precision=1)
    return reports.filter(pk__in=newest).annotate(rank=rank).order_by("-rank", "-pk")[:ROWS]


def _newest_matches(matches):
    numbers = matches.values_list("pk", flat=True)
    newest = Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    recent = list(numbers.filter(pk__gt=newest - WINDOW).order_by("-pk")[:ENOUGH])
    if len(recent) >= ROWS:
        return recent
    # "+ 0" keeps PostgreSQL from walking all reports by number instead of asking the index.
    return list(numbers.order_by((F("pk") + 0).desc())[:RANKED])


def _begins_with(token):
    """Words with the same stem, and words that begin so; very short ones match whole only."""
    pattern = f"{token[:60]}:*" if len(token) > 2 else token
    stemmed = SearchQuery(pattern, config="german", search_type="raw")
    return stemmed | SearchQuery(pattern, config="simple", search_type="raw")


def _of_the_day(reports, words):
    """Narrow ``reports`` to a day written as 18.01.2019, and take it out of ``words``."""
    written = _DATE.search(words)
    if not written:
        return reports, words
    words = words.replace(written[0], " ")
    try:
        day = date(*(int(part) for part in reversed(written.groups())))
    except ValueError:
        return reports.none(), words
    if not EARLIEST.date() < day < LATEST.date():
        return reports.none(), words
    begin, end = start_of_day(day), start_of_day(day + timedelta(days=1))
    released = reports.filter(status=Status.RELEASED)
    return released.filter(publish_at__gte=begin, publish_at__lt=end), words


def _numbers(written):
    return [int(number) for number in re.findall(r"\b[0-9]{1,18}\b", written, re.ASCII)]


def _row(article, at):
    day = berlin_day(article.publish_at) if article.publish_at else article.original_on
    return {
        "id": article.pk,
        "kicker": article.kicker,
        "headline": str(article),
        "date": f"{day:%d.%m.%Y}" if day else "",
        "status": standing(article, at),
    }
