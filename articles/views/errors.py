"""What readers see when something is not there, not allowed, or broken."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

from articles.views.pages import page


def bad_request(request, exception=None):
    """A request that makes no sense, or more at once than we take in."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        return page(request, "413", status=413)
    return page(request, "400", status=400)


def forbidden(request, exception=None, reason=""):
    """Not for this visitor; also said when a form's token is missing."""
    return page(request, "403", status=403)


def not_found(request, exception=None):
    """The same words for what is hidden, what never was, and what is misspelt."""
    return page(request, "404", status=404)


def broken(request):
    """Our own fault, or the database is away; the pages ask neither it nor the request."""
    if isinstance(sys.exception(), OperationalError):
        unavailable = render_to_string("articles/503.html")
        return HttpResponse(unavailable, status=503, headers={"Retry-After": "60"})
    return HttpResponseServerError(render_to_string("articles/500.html"))
