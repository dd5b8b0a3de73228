"""The report itself, its card, and what stands in its place when it has gone."""

from functools import lru_cache

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from articles import cards
from articles.colours import INK, PAPER, SIGNAL
from articles.models import Article, Exposure
from articles.moments import berlin_day, now
from articles.read_model import address, counterstatements, report
from articles.recall import recalled
from articles.statuses import Status
from articles.views.pages import moved, page


@require_safe
def article(request, pk, slug=""):
    """The id finds; a public report under another slug answers with its right address."""
    at = now()
    shown = report(pk, at)
    if shown is None:
        return _gone(request, pk, at)
    if slug != shown.slug:
        return moved(shown.url)
    return page(request, "article", {"report": shown})


@require_safe
def card(request, pk, slug):
    """The picture that others show beside a link to the report: there exactly while that is."""
    titles = Article.objects.published(now()).filter(pk=pk)
    report = titles.values("slug", "kicker", "headline", "publish_at").first()
    if report is None:
        raise Http404
    if slug != report["slug"]:
        return moved(address("card", pk, report["slug"]))
    said = report["kicker"], report["headline"], berlin_day(report["publish_at"])
    response = HttpResponse(_artist(recalled())(*said), "image/png")
    response["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def _artist(recalled):
    """Who draws cards and remembers the last ones; after each recall one without memories."""
    return lru_cache(maxsize=64)(_drawn)


def _drawn(kicker, headline, day):
    default = {"paper": PAPER, "ink": INK, "signal": SIGNAL}
    colours = default | settings.SITE_COLOURS
    by_day = tuple(colours[name][0] for name in default)
    return cards.card(
        kicker=kicker, headline=headline, day=day, name=settings.SITE_NAME, colours=by_day
    )


def _gone(request, pk, at):
    """410 with the desk's note for what readers once saw, bare on legal grounds; else the 404."""
    taken_offline = Q(article__status=Status.WITHDRAWN)
    has_ended = Q(article__status=Status.RELEASED, article__withdraw_at__lte=at)
    seen = Exposure.objects.filter(article=pk, during__startswith__lt=at)
    notes = seen.filter(taken_offline | has_ended).values_list(
        "article__withdrawal_note", "article__is_removed"
    )
    found = notes.first()
    if found is None:
        raise Http404
    note, is_removed = found
    if is_removed:
        return page(request, "removed", status=410)
    context = {"note": note, "statements": counterstatements(pk, at)}
    return page(request, "gone", context, status=410)
