"""How every page leaves the house."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render


def page(request, template, context=None, status=200):
    """
    A page from ``templates/articles/``; browsers ask again each time.

    What is not there must not be kept: it may be there in a second.
    """
    response = render(request, f"articles/{template}.html", context, status=status)
    response["Cache-Control"] = "no-cache" if status == 200 else "no-store"
    return response


def moved(url):
    """301 to where something is now; asked again, for it may move back one day."""
    return HttpResponsePermanentRedirect(url, headers={"Cache-Control": "no-cache"})
