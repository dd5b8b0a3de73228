"""The proof for search engines that who tells them of news here lives here."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def indexnow(request, key):
    """The IndexNow key under its own name; a plain 404 for any other, and where none is set."""
    if not settings.INDEXNOW_KEY or key != settings.INDEXNOW_KEY:
        raise Http404
    return HttpResponse(key, content_type="text/plain")
