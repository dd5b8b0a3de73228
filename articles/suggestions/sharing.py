"""
The reports that share the rarest terms with a question, and what they say: two statements.

Each report has a signature of its few most telling terms (``terms.store``). The first says who
has which term; only so many of those that share the most (``selection``) are read by the second.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.models import Article
from articles.statements import AT, Statement, written
from articles.statuses import Status
from articles.suggestions.rarity import Rarity
from articles.suggestions.scoring import Report
from articles.suggestions.selection import Weights
from articles.terms import store
from articles.terms.profile import StoredProfile
from articles.vocabulary import Copy, ReferenceEnd

#: Of one term at most so many reports, the newest; of all terms about so many.
_OF_ONE, _OF_ALL = 4_000, 8_000
#: So many reports are read of those that share the most.
_READ = 30

_BEFORE = AT + timedelta(microseconds=1)


@dataclass(frozen=True)
class Found:
    """A report that may be meant: as the scoring sees it, and how the desk knows it."""

    report: Report
    kicker: str
    headline: str
    is_public: bool


def holders(asked: Sequence[Weights], rarity: Rarity, *, above: int) -> dict[str, list[int]]:
    """
    The ids, above ``above``, of the reports that have each of the weightiest terms asked for.

    Visible or not: ``read`` knows which may be shown.
    """
    weights: Weights = {}
    for each in asked:
        for term, weight in each.items():
            weights[term] = max(weight, weights.get(term, 0.0))
    terms, expected = [], 0
    for term in sorted(weights, key=lambda term: (-weights[term], term)):
        expected += min(_OF_ONE, rarity.counts.get(term, 1))
        if expected > _OF_ALL:
            break
        terms.append(term)
    rows = _HOLDERS.rows(_array(map(store.number, terms)), above)
    return {terms[nth - 1]: ids for nth, ids in rows}


def read(
    ids: Iterable[int], *, at: datetime, before: datetime | None, apart_from: Iterable[int]
) -> list[Found]:
    """
    The first of these reports that may be offered, in their order.

    Public ones at ``at`` that appeared before ``before``; if that is None, those that are public
    and those that somebody is writing.
    """
    asked = (_array(ids), _array(apart_from), at)
    rows = _PUBLIC.rows(*asked, before) if before else _KNOWN.rows(*asked)
    return [_found(row) for row in rows]


def _array(values: Iterable[object]) -> str:
    """An array as PostgreSQL writes it; much quicker than a list of parameters."""
    return f"{{{','.join(map(str, values))}}}"


def _found(row: tuple) -> Found:
    pk, publish_at, created_at, status, kicker, headline, working_title, refers_to, *texts = row
    profile = StoredProfile(dict(zip(store.FIELDS, texts, strict=True)))
    return Found(
        Report(pk, publish_at or created_at, profile, frozenset(refers_to)),
        kicker,
        headline or working_title,
        status == Status.RELEASED,
    )


def _public() -> str:
    public = Article.objects.published(AT).editorial().filter(publish_at__lt=_BEFORE)
    return _sql(written(public.values("pk"), {"$3": AT, "$4": _BEFORE}))


def _known() -> str:
    written_now = Article.objects.filter(status__in=[Status.DRAFT, Status.REVIEW])
    known = (Article.objects.published(AT) | written_now).values("pk")
    return _sql(written(known, {"$3": AT}))


def _sql(known: str) -> str:
    fields = ", ".join(f"profile.{name}" for name in store.FIELDS)
    return _READ_SQL.format(
        known=known, fields=fields, read=_READ, live=Copy.LIVE, report=ReferenceEnd.REPORT
    )


_HOLDERS_SQL = f"""
SELECT asked.nth, ARRAY(
    SELECT article_id FROM articles_signatureterm
    WHERE term = asked.term AND article_id > $2
    ORDER BY article_id DESC LIMIT {_OF_ONE}
)
FROM unnest($1) WITH ORDINALITY AS asked (term, nth)
"""  # noqa: S608 -- a number of our own
_READ_SQL = """
WITH read AS MATERIALIZED (
    SELECT asked.id, asked.nth FROM unnest($1) WITH ORDINALITY AS asked (id, nth)
    WHERE asked.id <> ALL ($2) AND asked.id IN ({known})
    ORDER BY asked.nth LIMIT {read}
)
SELECT
    read.id, article.publish_at, article.created_at, article.status,
    article.kicker, article.headline, article.working_title,
    ARRAY(
        SELECT target_id FROM articles_crossreference
        WHERE source_id = read.id AND copy = '{live}' AND "end" = '{report}'
    ),
    {fields}
FROM read
JOIN articles_article AS article ON article.id = read.id
JOIN articles_reportprofile AS profile ON profile.article_id = read.id
ORDER BY read.nth
"""
_HOLDERS = Statement("suggestions_holders", "int[], bigint", lambda: _HOLDERS_SQL)
_PUBLIC = Statement("suggestions_public", "bigint[], bigint[], timestamptz, timestamptz", _public)
_KNOWN = Statement("suggestions_known", "bigint[], bigint[], timestamptz", _known)
