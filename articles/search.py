"""Words of public reports, for part-word search and spelling; learned in the act of release."""

from datetime import datetime

from django.db import connection

from articles.models import Article, SearchWord
from articles.statuses import Status
from articles.text import plain_text

_LEARN = """
    INSERT INTO articles_searchword AS known (word, since)
    SELECT lexeme, %s FROM unnest(to_tsvector('simple', %s)) WHERE length(lexeme) BETWEEN 3 AND 60
    ON CONFLICT (word) DO UPDATE SET since = EXCLUDED.since WHERE known.since > EXCLUDED.since
"""


def learn(article: Article) -> None:
    """Remember the words of the live copy of a released report from its first public moment on."""
    text = " ".join([article.kicker, article.headline, article.lead, plain_text(article.body)])
    with connection.cursor() as cursor:
        cursor.execute(_LEARN, [article.first_public_at, text])


def unlearn(hour: datetime) -> None:
    """
    Forget the words first known for an ``hour`` that has not come and was given up.

    Other reports released for the same second teach theirs again.
    """
    SearchWord.objects.filter(since=hour).delete()
    for article in Article.objects.filter(status=Status.RELEASED, first_public_at=hour):
        learn(article)
