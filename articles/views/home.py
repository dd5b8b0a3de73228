"""The first page."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.views.decorators.http import require_safe

from articles.models import Article, AwardWin, Section
from articles.moments import now
from articles.read_model import FrontPage, front_page, in_order, teasers
from articles.views.listing import Listing, cursor_of, listing
from articles.views.pages import page
from articles.views.places import may_be_told
from articles.views.subjects import is_known
from articles.vocabulary import AwardKind, Copy, CountedBy

NEWEST = 20
PRIZES = 6
CITED = 5
MONTH = timedelta(days=30)


@require_safe
def home(request):
    """What the desk made of the newest reports, what is referred to most, and prizes."""
    if "p" in request.GET:
        raise Http404  # An earlier system's address, such as /?p=123: the middleware knows more.
    return page(request, "home", contents(request, now()))


def contents(request, at):
    """What the front page shows at ``at``; further back, with ``?vor=``, just the order."""
    if request.GET.get("vor"):
        front, older = FrontPage(None, (), ()), listing(request, in_order(at), length=NEWEST)
    else:
        front = front_page(at, NEWEST)
        cursor = cursor_of(front.newest[-1]) if len(front.newest) == NEWEST else ""
        older = Listing(list(front.newest), cursor, is_first=True)
    return {
        "lead": front.lead,
        "pinned": front.pinned,
        "listing": older,
        "sections": sections_with_reports(at),
        "cited": teasers(_most_cited(at)),
        "wins": _prizes_lately_won(),
    }


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
    wins = AwardWin.objects.filter(known, may_be_told(), edition__award__kind=AwardKind.PRIZE)
    with_winner = wins.select_related("edition__award", "municipality", "district", "association")
    return with_winner.order_by("-edition__year", "-pk")[:PRIZES]
