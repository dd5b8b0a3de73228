"""The first page."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.views.decorators.http import require_safe

from articles.models import Article, AwardWin, Section
from articles.moments import now
from articles.read_model import illustrated_teasers, teasers
from articles.views.listing import Listing, cursor_of
from articles.views.pages import page
from articles.views.subjects import is_known
from articles.vocabulary import AwardKind, Copy, CountedBy

NEWEST = 20
PRIZES = 6
CITED = 5
MONTH = timedelta(days=30)


@require_safe
def home(request):
    """The newest reports, what is referred to most, the sections, and the prizes lately won."""
    if "p" in request.GET:
        raise Http404  # An earlier system's address, such as /?p=123: the middleware knows more.
    at = now()
    newest = illustrated_teasers(Article.objects.published(at).newest_first()[:NEWEST], at)
    older = cursor_of(newest[-1]) if len(newest) == NEWEST else ""
    context = {
        "lead": newest[0] if newest else None,
        "listing": Listing(newest[1:], older, is_first=True),
        "sections": sections_with_reports(at),
        "cited": teasers(_most_cited(at)),
        "wins": _prizes_lately_won(),
    }
    return page(request, "home", context)


def sections_with_reports(at):
    """The sections that have something to read."""
    reports = Article.objects.published(at).filter(section=OuterRef("pk"))
    return Section.objects.filter(Exists(reports))


def _most_cited(at):
    """Of what other reports referred to in the last month, what most did."""
    published = Article.objects.published(at).editorial()
    recent = published.filter(publish_at__gt=at - MONTH)
    cited = published.filter(references_in__copy=Copy.LIVE, references_in__source__in=recent)
    by_others = cited.annotate(sources=Count("references_in__source", distinct=True))
    return by_others.order_by("-sources", "-publish_at", "-pk")[:CITED]


def _prizes_lately_won():
    known = is_known(CountedBy.AWARD, "edition__award__")
    wins = AwardWin.objects.filter(known, edition__award__kind=AwardKind.PRIZE)
    with_winner = wins.select_related("edition__award", "municipality", "district", "association")
    return with_winner.order_by("-edition__year", "-pk")[:PRIZES]
