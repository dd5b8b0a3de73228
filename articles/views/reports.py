"""The report itself, and what stands in its place when it has gone."""

from django.db.models import Q
from django.http import Http404
from django.views.decorators.http import require_safe

from articles.models import Exposure
from articles.moments import now
from articles.read_model import report
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


def _gone(request, pk, at):
    """410 with the desk's note for what readers once saw; for all else the plain 404."""
    taken_offline = Q(article__status=Status.WITHDRAWN)
    has_ended = Q(article__status=Status.RELEASED, article__withdraw_at__lte=at)
    seen = Exposure.objects.filter(article=pk, during__startswith__lt=at)
    notes = seen.filter(taken_offline | has_ended).values_list("article__withdrawal_note")
    note = notes.first()
    if note is None:
        raise Http404
    return page(request, "gone", {"note": note[0]}, status=410)
