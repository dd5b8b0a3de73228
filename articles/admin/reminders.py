"""The desk's reminders: what is due, and what is still to come."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Reminder
from articles.moments import berlin_day, now

_MOST = 200


@require_safe
def reminders(request):
    """The list; each leads to its report, where it is done or gone on from."""
    if not request.user.has_perm("articles.view_reminder"):
        raise PermissionDenied
    today = berlin_day(now())
    found = Reminder.objects.select_related("article", "assignee").defer("article__body")
    context = {
        **admin.site.each_context(request),
        "title": _("Reminders"),
        "groups": [
            (_("Due"), found.due(today)[:_MOST]),
            (_("Still to come"), found.ahead(today)[:_MOST]),
        ],
    }
    return render(request, "admin/reminders.html", context)
