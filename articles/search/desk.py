"""The desk's search: everything, by the beginnings of words."""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from articles.text import normalised


def desk_search(reports: QuerySet, words: str) -> QuerySet:
    """
    Those of ``reports`` that hold each of ``words``, or a word that begins so; a number is an id.

    Never raises, whatever is typed; at most ten words count.
    """
    tokens = re.findall(r"\w+", normalised(words))[:10]
    if not tokens:
        return reports
    if len(tokens) == 1 and tokens[0].isascii() and tokens[0].isdecimal() and len(tokens[0]) < 10:
        return reports.filter(pk=int(tokens[0]))
    prefixes = " & ".join(f"{token[:60]}:*" for token in tokens)
    return reports.filter(search_vector=SearchQuery(prefixes, config="german", search_type="raw"))
