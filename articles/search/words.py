"""
The words of public reports: learned in the act of release, never taken from hidden texts.

They tell in which words a part occurs, and what somebody may have meant. What they
tell is looked for among public reports before anybody sees it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection

from articles.models import Article, SearchWord
from articles.statements import Statement
from articles.statuses import Status
from articles.text import TYPOGRAPHIC_MARKS, plain_text

#: Looked for in other words is a word of so many letters, whose stem has so many; “steuer”,
#: whose stem is “steu”, in “Grundsteuer”. It is found in so many words at most.
SHORTEST_WHOLE, SHORTEST_PART, MOST_WORDS = 5, 4, 40
_MARKS = str.maketrans(dict.fromkeys(TYPOGRAPHIC_MARKS, " "))
_LEARN = """
    INSERT INTO articles_searchword AS known (word, since)
    SELECT lexeme, %s FROM unnest(to_tsvector('simple', %s)) WHERE length(lexeme) BETWEEN 3 AND 60
    ON CONFLICT (word) DO UPDATE SET since = EXCLUDED.since WHERE known.since > EXCLUDED.since
"""
_STEMS = """
    SELECT word, (ts_lexize('german_stem', lower(word)))[1] FROM unnest(%s::text[]) AS word
"""
_HOLDING = f"""
    SELECT part, ARRAY(
        SELECT stem FROM articles_searchword
        WHERE trigrams @> ARRAY(
            SELECT substr(part, start, 3) FROM generate_series(1, length(part) - 2) AS start
        ) AND position(part IN stem) > 0 AND since <= $2
        GROUP BY stem ORDER BY length(stem), stem LIMIT {MOST_WORDS}
    ) FROM unnest($1) AS part
"""  # noqa: S608
_HELD = Statement("search_stems_holding", "text[], timestamptz", lambda: _HOLDING)
_RESEMBLING = """
    SELECT word, stem FROM articles_searchword
    WHERE ({pieces}) AND length(stem) BETWEEN %s AND %s AND since <= %s LIMIT 3000
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


def stems_of(words: Iterable[str]) -> Mapping[str, str]:
    """Words with their stems; words without a topic (“und”) are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [list(words)])
        return {word: stem for word, stem in cursor.fetchall() if stem}


def stems_holding(stems: Mapping[str, str], at: datetime) -> Mapping[str, list[str]]:
    """
    By stem of those words: the stems that hold it and are public at ``at``, shortest first.

    “antrag” is in “bauantrag” and in “antragsverfahr”; words too short are left out.
    """
    long = {stem for word, stem in stems.items() if len(word) >= SHORTEST_WHOLE}
    parts = [part for part in long if len(part) >= SHORTEST_PART]
    return dict(_HELD.rows(parts, at)) if parts else {}


def words_resembling(stem: str, at: datetime) -> list[str]:
    """Public words that differ from ``stem`` in a letter, long ones in two; nearest first."""
    most_wrong = 2 if len(stem) >= 9 else 1
    # One piece of it is right, however the wrong letters lie.
    size = len(stem) // (most_wrong + 1)
    starts = [size * number for number in range(most_wrong + 1)]
    pieces = [stem[a:b] for a, b in zip(starts, [*starts[1:], len(stem)], strict=True)]
    threes = [_threes(piece) for piece in pieces if len(piece) > 2]
    where = ["trigrams @> %s::text[]"] * len(threes) + ["word LIKE %s"]
    sizes = [len(stem) - most_wrong, len(stem) + most_wrong]
    with connection.cursor() as cursor:
        query = _RESEMBLING.format(pieces=" OR ".join(where))
        cursor.execute(query, [*threes, f"{stem[:2]}_{stem[3:4]}%", *sizes, at])
        near = [(distance(stem, other), word) for word, other in cursor.fetchall()]
    return [word for wrong, word in sorted(near) if wrong <= most_wrong]


def _threes(part: str) -> list[str]:
    return [part[start : start + 3] for start in range(len(part) - 2)]


def distance(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or swapped with the next."""
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        this = [row]
        for column, wanted in enumerate(other, 1):
            best = min(last[column] + 1, this[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and (letter, one[row - 2]) == (other[column - 2], wanted):
                best = min(best, before[column - 2] + 1)
            this.append(best)
        before, last = last, this
    return last[-1]
