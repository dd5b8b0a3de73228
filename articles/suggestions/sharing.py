"""
The reports that share the rarest terms with a question, and what they say: one statement.

Each report has a signature of its few most telling terms (``terms.store``). Those that share
the most are found by it; only so many of them as are read in full are looked at further.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from articles.models import Article
from articles.statements import Statement, written
from articles.statuses import Status
from articles.suggestions.rarity import Rarity
from articles.suggestions.scoring import Report
from articles.terms import store
from articles.terms.profile import StoredProfile
from articles.vocabulary import Copy, ReferenceEnd

#: So many reports that share the most are looked at, and so many of them are read.
_SHARING, _READ = 240, 60
#: Of one term at most so many reports, the newest; of all terms about so many.
_OF_ONE, _OF_ALL = 4_000, 8_000

_AT = datetime(1990, 1, 1, microsecond=1, tzinfo=UTC)
_BEFORE = _AT + timedelta(microseconds=1)


@dataclass(frozen=True)
class Found:
    """A report that may be meant: as the scoring sees it, and how the desk knows it."""

    report: Report
    kicker: str
    headline: str
    is_public: bool


def sharing(
    weights: Mapping[str, float],
    rarity: Rarity,
    *,
    at: datetime,
    before: datetime | None,
    apart_from: Iterable[int],
    above: int,
) -> list[Found]:
    """
    The reports that share the most of the terms of ``weights``, the most promising first.

    Public ones at ``at`` that appeared before ``before``; if that is None, those that are public
    and those that somebody is writing.
    """
    numbers, worth, expected = [], [], 0
    for term in sorted(weights, key=lambda term: (-weights[term], term)):
        expected += min(_OF_ONE, rarity.counts.get(term, 1))
        if expected > _OF_ALL:
            break
        numbers.append(store.number(term))
        worth.append(f"{weights[term]:.4f}")
    asked = (_array(numbers), _array(worth), above, _array(apart_from), at)
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
    public = Article.objects.published(_AT).editorial().filter(publish_at__lt=_BEFORE)
    return _sql(written(public.values("pk"), {"$5": _AT, "$6": _BEFORE}))


def _known() -> str:
    written_now = Article.objects.filter(status__in=[Status.DRAFT, Status.REVIEW])
    known = (Article.objects.published(_AT) | written_now).values("pk")
    return _sql(written(known, {"$5": _AT}))


def _sql(known: str) -> str:
    fields = ", ".join(f"profile.{name}" for name in store.FIELDS)
    return _SHARING_SQL.format(
        known=known,
        fields=fields,
        of_one=_OF_ONE,
        sharing=_SHARING,
        read=_READ,
        live=Copy.LIVE,
        report=ReferenceEnd.REPORT,
    )


_SHARING_SQL = """
WITH sharing AS MATERIALIZED (
    SELECT shared.article_id AS id, sum(asked.weight) AS worth
    FROM unnest($1, $2) AS asked (term, weight)
    CROSS JOIN LATERAL (
        SELECT article_id FROM articles_signatureterm
        WHERE term = asked.term AND article_id > $3
        ORDER BY article_id DESC LIMIT {of_one}
    ) AS shared
    WHERE shared.article_id <> ALL ($4)
    GROUP BY shared.article_id
    ORDER BY worth DESC, id DESC
    LIMIT {sharing}
), read AS MATERIALIZED (
    SELECT id, worth FROM sharing WHERE id IN ({known}) ORDER BY worth DESC, id DESC LIMIT {read}
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
ORDER BY read.worth DESC, read.id DESC
"""
_ASKED = "int[], real[], bigint, bigint[], timestamptz"
_PUBLIC = Statement("suggestions_public", f"{_ASKED}, timestamptz", _public)
_KNOWN = Statement("suggestions_known", _ASKED, _known)
