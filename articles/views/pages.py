"""How every page leaves the house."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render


def page(request, template, context=None, status=200):
    """
    A page from ``templates/articles/``; browsers ask again each time.

    What is not there must not be kept: it may be there in a second.
    """
    response = render(request, f"articles/{template}.html", context, status=status)
    if status == 200:
        return kept(response)
    response["Cache-Control"] = "no-store"
    return response


def kept(response):
    """
    Mark an answer that is the same for everybody without a session.

    It may be kept until the next hour at which something changes (``newsroom.reader_cache``
    knows and says for how long); browsers ask again each time.
    """
    response["Cache-Control"] = "no-cache"
    response.may_be_kept = True
    return response


def moved(url):
    """301 to where something is now; asked again, for it may move back one day."""
    return HttpResponsePermanentRedirect(url, headers={"Cache-Control": "no-cache"})
