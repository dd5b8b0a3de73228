"""Where former addresses lead today."""

from urllib.parse import unquote

from django.db.models import Q

from articles.models import Article, FormerAddress
from articles.moments import now
from articles.read_model import address

LONGEST = 500


def destination_of(full_path):
    """
    The page that took over from a former address, or None; one query.

    ``full_path`` as requested, query string included: an address that was stored
    with its query string comes before the bare path. A hidden report is no page.
    """
    path = full_path.partition("?")[0]
    wanted = [full_path, unquote(full_path), path, unquote(path)]
    wanted = [text for text in dict.fromkeys(wanted) if "\x00" not in text and len(text) <= LONGEST]
    leads_somewhere = Q(article__isnull=True) | Q(article__in=Article.objects.published(now()))
    found = FormerAddress.objects.filter(leads_somewhere, path__in=wanted)
    rows = found.values_list("path", "destination", "article", "article__slug")
    by_path = {row[0]: row[1:] for row in rows}
    return next((_page_of(*by_path[text]) for text in wanted if text in by_path), None)


def _page_of(destination, pk, slug):
    if pk is None:
        return None if destination.startswith("//") else destination
    return address("article", pk, slug)
