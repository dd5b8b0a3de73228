"""Imprint, privacy and what else the desk writes beside the reports."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import SitePage
from articles.views.pages import page


@require_safe
def site_page(request, slug):
    """The page, once the desk has written it."""
    written = SitePage.objects.exclude(body="")
    return page(request, "site_page", {"written": get_object_or_404(written, slug=slug)})
