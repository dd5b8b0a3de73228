"""Forgetting the words of what was removed on legal grounds, unless others say them as well."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection

from articles.models import Article, SearchWord
from articles.search.words import readable_text
from articles.statuses import Status

_LEXEMES = """
    SELECT DISTINCT lexeme FROM unnest(%s::text[]) AS report (content),
           unnest(to_tsvector('simple', content))
    WHERE length(lexeme) BETWEEN 3 AND 60
"""
_READABLE = ("kicker", "headline", "lead", "body")
#: Words of so many other reports are looked at together, before single ones are looked up.
_SAMPLE = 300


def forget(contents: Iterable[Mapping[str, Any]], at: datetime) -> None:
    """
    Forget those words of ``contents`` (snapshots) that no released report says any more.

    What is planned keeps its words for its hour.
    """
    gone = _lexemes(map(_readable_of, contents))
    newest = Article.objects.published(at).newest_first()[:_SAMPLE]
    gone -= _lexemes(map(_readable_of, newest.values(*_READABLE)))
    for word in SearchWord.objects.filter(word__in=gone):
        says_so = SearchQuery(word.word, config="german", search_type="plain")
        found = Article.objects.filter(status=Status.RELEASED, search_vector=says_so)
        rows = found.order_by("first_public_at").values("first_public_at", *_READABLE)[:_SAMPLE]
        first = next((row for row in rows if word.word in _lexemes([_readable_of(row)])), None)
        if first is None:
            word.delete()
        else:
            SearchWord.objects.filter(pk=word.pk).update(since=first["first_public_at"])


def _readable_of(content: Mapping[str, Any]) -> str:
    return readable_text(*(content[name] for name in _READABLE))


def _lexemes(texts: Iterable[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_LEXEMES, [list(texts)])
        return {word for (word,) in cursor.fetchall()}
