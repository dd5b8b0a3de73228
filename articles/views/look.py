"""What readers are told about the site itself, and what the settings say about its look."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from articles.colours import fingerprint, stylesheet
from articles.views.pages import page


@require_safe
def accessibility(request):
    """The accessibility statement after BITV 2.0, with its way for complaints."""
    return page(request, "accessibility", {"contact": settings.SITE_CONTACT})


@require_safe
def colours(request, key):
    """The newsroom's own colours; under another key next time they change."""
    if not key or key != fingerprint(settings.SITE_COLOURS):
        raise Http404
    response = HttpResponse(stylesheet(settings.SITE_COLOURS), content_type="text/css")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
