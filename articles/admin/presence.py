"""Who else has a report open, since when and in which field; nobody is locked out."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import workflow
from articles.admin.working_copies import mends, newest_after, number_of, token_of
from articles.models import Article, Presence
from articles.moments import BERLIN, now
from articles.text import normalised

#: The page tells every five seconds; who was silent for three times as long has gone.
SILENCE = timedelta(seconds=15)
FORGOTTEN = timedelta(days=1)


@require_POST
def here(request, object_id):
    """
    Note that a form is open (or, with ``gone``, closed) and answer who else is there.

    ``{"others": ["Rolf Redakteur, seit 10:42, im Feld Vorspann"], "newest": {"by", "at"} | null}``
    """
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    reports = Article.objects.select_related("current_revision", "pending_revision")
    article = get_object_or_404(reports, pk=object_id)
    article = workflow.mended(article) if mends(request) else article
    token, at = token_of(request.POST), now()
    own = Presence.objects.filter(token=token, user=request.user)
    if "gone" in request.POST:
        own.delete()
        return JsonResponse({"others": []})
    field = normalised(request.POST.get("field", ""))[:40]
    if not own.update(seen_at=at, field=field):
        _come_in(article, request.user, token, field, at)
    base = number_of(request.POST.get("base"))
    return JsonResponse(
        {"others": others(article, request.user, at), "newest": newest_after(article, base)}
    )


def _come_in(article, user, token, field, at):
    article.presences.filter(seen_at__lt=at - FORGOTTEN).delete()
    new = Presence(token=token, article=article, user=user, since=at, seen_at=at, field=field)
    Presence.objects.bulk_create([new], ignore_conflicts=True)


def others(article, user, at):
    """Colleagues in the report, a sentence each, who came first first."""
    there = article.presences.filter(seen_at__gte=at - SILENCE).exclude(user=user)
    found = {}
    for presence in there.select_related("user").order_by("since"):
        found.setdefault(presence.user_id, _sentence(presence))
    return list(found.values())


def _sentence(presence):
    name = presence.user.get_full_name() or presence.user.mark
    words = {"who": name, "since": f"{presence.since.astimezone(BERLIN):%H:%M}"}
    label = _label(presence.field)
    if not label:
        return _("%(who)s, since %(since)s") % words
    return _("%(who)s, since %(since)s, in the field “%(field)s”") % (words | {"field": label})


def _label(name):
    known = {
        field.name: field for field in Article._meta.get_fields() if hasattr(field, "verbose_name")
    }
    return str(known[name].verbose_name) if name in known else ""


def urls(guarded):
    """The address that the script of an open form tells, below that of the reports."""
    return [path("<int:object_id>/anwesend/", guarded(here), name="articles_article_here")]
