"""
Finding reports by words.

The words of public reports are learned in the act of release, for part-word search and
spelling; the desk searches everything.
"""

import re
from datetime import datetime

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import QuerySet

from articles.models import Article, SearchWord
from articles.statuses import Status
from articles.text import TYPOGRAPHIC_MARKS, normalised, plain_text

_MARKS = str.maketrans(dict.fromkeys(TYPOGRAPHIC_MARKS, " "))
_LEARN = """
    INSERT INTO articles_searchword AS known (word, since)
    SELECT lexeme, %s FROM unnest(to_tsvector('simple', %s)) WHERE length(lexeme) BETWEEN 3 AND 60
    ON CONFLICT (word) DO UPDATE SET since = EXCLUDED.since WHERE known.since > EXCLUDED.since
"""


def learn(article: Article) -> None:
    """Remember the words of the live copy of a released report from its first public moment on."""
    text = readable_text(article.kicker, article.headline, article.lead, article.body)
    with connection.cursor() as cursor:
        cursor.execute(_LEARN, [article.first_public_at, text])


def readable_text(kicker: str, headline: str, lead: str, body: str) -> str:
    """What of a report its words are learned from."""
    text = " ".join([kicker, headline, lead, plain_text(body)])
    return text.translate(_MARKS)


def unlearn(hour: datetime) -> None:
    """
    Forget the words first known for an ``hour`` that has not come and was given up.

    Other reports released for the same second teach theirs again.
    """
    SearchWord.objects.filter(since=hour).delete()
    for article in Article.objects.filter(status=Status.RELEASED, first_public_at=hour):
        learn(article)


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
