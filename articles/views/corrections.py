"""The page of all corrections: what was wrong in this house, and when it was said."""

from django.views.decorators.http import require_safe

from articles.moments import now
from articles.read_model import corrections as notes_of_correction
from articles.views.listing import place_of_cursor, written_cursor
from articles.views.pages import page

LENGTH = 30


@require_safe
def corrections(request):
    """A page of notes, newest first; an empty one says so and is there, too."""
    cursor = request.GET.get("vor", "")
    before = place_of_cursor(cursor) if cursor else None
    found = notes_of_correction(now(), before, LENGTH + 1)
    notes, more = found[:LENGTH], found[LENGTH:]
    older = written_cursor(notes[-1].published_at, notes[-1].pk) if more else ""
    return page(request, "corrections", {"notes": notes, "older": older, "is_first": not cursor})
