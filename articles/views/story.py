"""The story a report belongs to, past and future: its Chronik."""

from django.http import Http404
from django.views.decorators.http import require_safe

from articles import story as stories
from articles.moments import now
from articles.read_model import address
from articles.views.listing import place_of_cursor, written_cursor
from articles.views.pages import moved, page

LENGTH = 50


@require_safe
def story(request, pk, slug):
    """A page of the thread, the report in the middle unless ``?vor=`` or ``?nach=`` asks."""
    at = now()
    thread = stories.thread(pk, at)
    if thread is None:
        raise Http404
    if slug != thread.slug:
        return moved(address("story", pk, thread.slug))
    start, end = _span(request, thread)
    places = thread.places
    context = {
        "thread": thread,
        "is_first": not request.GET,
        "entries": stories.entries(thread, places[start:end], at),
        "drawing": stories.timeline(thread),
        "earlier": written_cursor(*places[start]) if 0 < start < len(places) else "",
        "later": written_cursor(*places[end - 1]) if 0 < end < len(places) else "",
    }
    return page(request, "story", context)


def _span(request, thread):
    vor, nach = request.GET.get("vor", ""), request.GET.get("nach", "")
    if vor:
        span = stories.before(thread, place_of_cursor(vor), LENGTH)
    elif nach:
        span = stories.after(thread, place_of_cursor(nach), LENGTH)
    else:
        span = stories.around(thread, LENGTH)
    if span[0] == span[1]:
        raise Http404
    return span
