"""Readers' hints to the desk: what is open, the oldest first, and what was closed lately."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import workflow
from articles.models import Complaint
from articles.moments import now

_MOST = 100


@require_safe
def complaints(request):
    """The list; each case leads to its report, where it is closed."""
    if not request.user.has_perm("articles.view_complaint"):
        raise PermissionDenied
    workflow.forget(now())
    cases = Complaint.objects.select_related("article").defer("article__body")
    context = {
        **admin.site.each_context(request),
        "title": _("Readers' hints"),
        "open": cases.filter(closed_at__isnull=True).order_by("received_at", "pk")[:_MOST],
        "closed": cases.filter(closed_at__isnull=False).order_by("-closed_at")[:_MOST],
    }
    return render(request, "admin/complaints.html", context)
