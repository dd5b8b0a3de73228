"""What readers see when something is not there, not allowed, or broken."""

from django.http import HttpResponseServerError
from django.template.loader import render_to_string

from articles.views.pages import page


def bad_request(request, exception=None):
    """A request that makes no sense."""
    return page(request, "400", status=400)


def forbidden(request, exception=None, reason=""):
    """Not for this visitor; also said when a form's token is missing."""
    return page(request, "403", status=403)


def not_found(request, exception=None):
    """The same words for what is hidden, what never was, and what is misspelt."""
    return page(request, "404", status=404)


def broken(request):
    """Our own fault; the page asks neither the database nor the request for anything."""
    return HttpResponseServerError(render_to_string("articles/500.html"))
