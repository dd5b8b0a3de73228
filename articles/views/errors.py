"""What readers see when something is not there, not allowed, or broken."""

import errno
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

from articles.views.pages import page

#: The forms whose script keeps what is typed into them.
KEPT_FORMS = ("articles_article_add", "articles_article_change")


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
    """
    Our own fault, or the database or the disk can't take anything; no page asks either of them.

    Whoever sent the form of a report reads where the text is now, and the way back to it.
    """
    match = request.resolver_match
    is_form = request.method == "POST" and match is not None and match.url_name in KEPT_FORMS
    context = {"form": request.path if is_form else ""}
    if _can_store_nothing(sys.exception()):
        unavailable = render_to_string("articles/503.html", context)
        return HttpResponse(unavailable, status=503, headers={"Retry-After": "60"})
    return HttpResponseServerError(render_to_string("articles/500.html", context))


def _can_store_nothing(error):
    is_full = isinstance(error, OSError) and error.errno in (
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EROFS,
    )
    return is_full or isinstance(error, OperationalError)
