"""The planner in one's own calendar: a secret address for each user, made and revoked by them."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import planner as plan
from articles.calendars import Event, calendar
from articles.models import CalendarAddress
from articles.moments import berlin_day, now
from articles.vocabulary import PlanKind

BEFORE, AFTER = timedelta(days=14), timedelta(days=180)


@require_http_methods(["GET", "HEAD", "POST"])
def address(request):
    """Whether there is an address; a new one, which ends the old; or none any more."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    own = CalendarAddress.objects.filter(user=request.user)
    secret = ""
    if request.method == "POST":
        own.delete()
        if "revoke" in request.POST:
            messages.success(request, _("The address is revoked and shows nothing any more."))
            return HttpResponseRedirect(reverse("calendar_address"))
        secret = _make(request.user)
    context = admin.site.each_context(request) | {
        "title": _("Planner in your calendar"),
        "known": own.first(),
        "address": secret and f"{settings.SITE_URL}{reverse('calendar_feed', args=[secret])}",
    }
    return TemplateResponse(request, "admin/calendar.html", context)


@require_safe
def feed(request, secret):
    """The calendar file; whoever knows the address needs no log-in, so it is told to nobody."""
    known = CalendarAddress.objects.select_related("user").filter(secret_hash=_hash(secret)).first()
    # Asked at each time: a closed account or another role ends what the address shows.
    if known is None or not known.user.has_perm("articles.view_article"):
        raise Http404
    at = now()
    today = berlin_day(at)
    found = plan.entries(today - BEFORE, today + AFTER, at)
    text = calendar(_("Planning") + f" {settings.SITE_NAME}", map(_event, found), at)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Content-Disposition"] = 'inline; filename="planung.ics"'
    return answer


def _make(user):
    secret = secrets.token_urlsafe(32)
    CalendarAddress.objects.create(user=user, secret_hash=_hash(secret), made_at=now())
    return secret


def _hash(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


def _event(entry):
    article = entry.article
    kicker = f"{article.kicker}: " if article.kicker else ""
    parts = [str(part) for part in (article.section, article.assigned_to) if part]
    host = settings.SITE_URL.split("//")[-1]
    return Event(
        uid=f"{entry.kind}-{article.pk}@{host}",
        title=f"{PlanKind(entry.kind).label}: {kicker}{article}",
        at=entry.at or entry.day,
        note=" · ".join(parts),
        address=settings.SITE_URL + reverse("admin:articles_article_change", args=[article.pk]),
    )
