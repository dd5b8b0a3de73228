"""
The profiles of reports as rows, and how often each term occurs.

The acts call ``write`` in the transaction that saves the columns of a report; an
import of many reports calls ``rebuild`` at its end; the worker calls ``count_daily``.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from zlib import crc32

from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from articles.ahead import ahead
from articles.models import (
    Article,
    ReportProfile,
    Tagging,
    TermCount,
)
from articles.moments import berlin_day
from articles.statements import Statement
from articles.terms.profile import Profile, profile

FIELDS = ("head", "lead", "opening", "rest", "echo", "keys")
#: Relations of a report that name things, and the kind that their keys begin with.
THINGS = {
    "municipalities": "municipality",
    "districts": "district",
    "federal_states": "federal_state",
    "institutions": "institution",
    "awards": "award",
}
_TEXTS = ("kicker", "headline", "lead", "body")
#: So many terms make a signature, and at most so many keys besides.
_TERMS, _KEYS = 30, 16
_STRENGTH = {"head": 1.0, "lead": 0.9, "opening": 0.7, "rest": 0.4, "echo": 0.1}
#: Of more reports only so many are counted; how rare the rare terms are shows in hardly fewer.
_SAMPLE = 200_000
_BATCH = 500
#: Seconds for which a day is known as counted: longer than it lasts.
_REMEMBERED = 2 * 24 * 3600


def write(article: Article) -> None:
    """Make the rows of ``article`` say what its live columns and relations say."""
    with transaction.atomic():
        found = of_article(article)
        _write({article.pk: found})
        _unsign([article.pk])
        _sign({article.pk: _signature(found, counts_of([*found.all, ""]))})


def forget(article: Article, contents: Iterable[Mapping[str, Any]]) -> None:
    """
    Write the rows of ``article`` anew, and drop the counts of terms that only it had.

    ``contents`` are snapshots of what it said before.
    """
    write(article)
    said: set[str] = set()
    for content in contents:
        texts = {name: content[name] for name in _TEXTS}
        found = profile(**texts, tags=[tag["label"] for tag in content["tags"]])
        said |= found.all | found.keys
    now = of_article(article)
    gone = said - now.all - now.keys
    # Those that others have as well are counted anew in the night.
    TermCount.objects.filter(term__in=gone, reports__lte=1).delete()


def rebuild(
    articles: QuerySet[Article], *, above: int = 0, advance: Callable[[int], object] = int
) -> None:
    """
    Write the rows of many reports, counting the terms of all (see ``count``) in between.

    ``advance`` is told of so many written ones, each twice: for its terms and its signature.
    """
    ids = list(articles.order_by("pk").values_list("pk", flat=True))
    batches = [ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH)]
    for written in ahead(_profiles, map(_texts, batches)):
        _write(written)
        advance(len(written))
    count(above=above)
    counts = dict(TermCount.objects.values_list("term", "reports"))
    rows = ReportProfile.objects.values("article_id", *FIELDS)
    stored = (list(rows.filter(pk__in=batch)) for batch in batches)
    _unsign(ids)
    for signed in ahead(partial(_signatures_of_rows, counts=counts), stored):
        _sign(signed)
        advance(len(signed))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_reportprofile, articles_signatureterm, articles_termcount")


def number(term: str) -> int:
    """The number under which a term stands in signatures: 32 bits, signed."""
    return crc32(term.encode()) - 2**31


def of(row: ReportProfile | Mapping[str, str]) -> Profile:
    """The profile that a row holds."""
    texts = row if isinstance(row, Mapping) else vars(row)
    return Profile(*(frozenset(texts[name].split()) for name in FIELDS))


def of_article(article: Article) -> Profile:
    """The profile of a report as its columns and relations stand, saved or not."""
    named = _NAMED.rows(article.pk) if article.pk else ()
    return profile(
        kicker=article.kicker,
        headline=article.headline or article.working_title,
        tags=[name for kind, name in named if kind == "tag"],
        lead=article.lead,
        body=article.body,
        things=[f"{kind}:{pk}" for kind, pk in named if kind != "tag"],
    )


def names_of_things(article: Article) -> dict[str, list[str]]:
    """What the places, institutions and awards of a report may be called, and its tags, by key."""
    names: dict[str, list[str]] = {}
    for key, name in _NAMES.rows(article.pk):
        names.setdefault(key, []).append(name)
    return names


def _select(relation: str, kind: str, name: str, more: str = "") -> str:
    table = kind.replace("_", "")
    return (
        f"SELECT '{kind}:' || thing.id, {name} FROM articles_article_{relation} AS of"  # noqa: S608
        f" JOIN articles_{table} AS thing ON thing.id = of.{table}_id {more}"
        f" WHERE of.article_id = $1 AND {name} <> ''"
    )


_TAGS = (
    "SELECT 'tag', thing.name FROM articles_tagging AS of"
    " JOIN articles_tag AS thing ON thing.id = of.tag_id WHERE of.content_object_id = $1"
)
_ERAS = "JOIN articles_institutionname AS era ON era.institution_id = thing.id"
_ALL_NAMES = " UNION ALL ".join(
    [
        *(_select(relation, kind, "thing.name") for relation, kind in THINGS.items()),
        _select("institutions", "institution", "thing.short_name"),
        _select("institutions", "institution", "era.name", _ERAS),
        _select("institutions", "institution", "era.abbreviation", _ERAS),
        _select("awards", "award", "thing.short_name"),
        _TAGS,
    ]
)
_NAMES = Statement("names_of_things", "bigint", lambda: _ALL_NAMES)
#: The places, institutions and awards of a report by kind and number, and the names of its tags.
_NAMED = Statement(
    "named_by_report",
    "bigint",
    lambda: " UNION ALL ".join(
        [
            *(
                f"SELECT '{kind}', {kind.replace('_', '')}_id::text"  # noqa: S608
                f" FROM articles_article_{relation} WHERE article_id = $1"
                for relation, kind in THINGS.items()
            ),
            _TAGS,
        ]
    ),
)


# --- writing ----------------------------------------------------------------


def _texts(ids: list[int]) -> dict[int, dict[str, Any]]:
    """What the profiles of many reports are made of, in a few queries."""
    things, tags = defaultdict(list), defaultdict(list)
    for relation, kind in THINGS.items():
        through = Article._meta.get_field(relation).remote_field.through.objects
        for pk, thing in through.filter(article__in=ids).values_list("article", _theirs(relation)):
            things[pk].append(f"{kind}:{thing}")
    tagged = Tagging.objects.filter(content_object__in=ids)
    for pk, name in tagged.values_list("content_object", "tag__name"):
        tags[pk].append(name)
    rows = Article.objects.filter(pk__in=ids).values("pk", *_TEXTS)
    return {(pk := row.pop("pk")): row | {"tags": tags[pk], "things": things[pk]} for row in rows}


def _profiles(texts: Mapping[int, Mapping[str, Any]]) -> dict[int, Profile]:
    return {pk: profile(**said) for pk, said in texts.items()}


def _theirs(relation: str) -> str:
    return Article._meta.get_field(relation).m2m_reverse_field_name()


def _write(profiles: Mapping[int, Profile]) -> None:
    ReportProfile.objects.bulk_create(
        (_row(pk, found) for pk, found in profiles.items()),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=FIELDS,
    )


def _row(pk: int, found: Profile) -> ReportProfile:
    return ReportProfile(pk, *(" ".join(sorted(getattr(found, name))) for name in FIELDS))


def _signatures_of_rows(
    rows: Iterable[Mapping[str, Any]], counts: Mapping[str, int]
) -> dict[int, list[int]]:
    return {row["article_id"]: _signature(of(row), counts) for row in rows}


def _unsign(ids: list[int]) -> None:
    """Drop the signatures of these reports."""
    # All at once: a table that is being filled has no statistics, and is read as a whole.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_signatureterm WHERE article_id = ANY(%s)", [ids])


def _sign(signatures: Mapping[int, list[int]]) -> None:
    """Write the signatures of these reports, which have none."""
    terms = [term for signature in signatures.values() for term in signature]
    reports = [pk for pk, signature in signatures.items() for _ in signature]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_signatureterm (term, article_id)"
            " SELECT * FROM unnest(%s::int[], %s::bigint[])",
            [terms, reports],
        )


def _signature(found: Profile, counts: Mapping[str, int]) -> list[int]:
    """The numbers of the terms that tell the report from others, its keys besides, in order."""
    reports = counts.get("", 0) + 2
    says = {
        term: strength * (math.log(reports / (counts.get(term, 0) + 1)) + 0.1)
        for name, strength in _STRENGTH.items()
        for term in getattr(found, name)
    }
    best = sorted(says, key=lambda term: (-says[term], term))[:_TERMS]
    best += sorted(found.keys, key=_order_of_key)[:_KEYS]
    return sorted(set(map(number, best)))


def _order_of_key(key: str) -> tuple[bool, bool, str]:
    return key.startswith("tag:"), not key.startswith("kicker:"), key


# --- counting ---------------------------------------------------------------


def counts_of(terms: Iterable[str]) -> dict[str, int]:
    """In how many reports each of these terms occurs; the empty term counts the reports."""
    return dict(_COUNTS.rows(" ".join(terms)))


_COUNTS = Statement(
    "counts_of_terms",
    "text",
    lambda: (
        "SELECT term, reports FROM articles_termcount WHERE term = ANY(string_to_array($1, ' '))"
    ),
)


def count_daily(now: datetime) -> bool:
    """Count anew (see ``count``) once a day, whoever of any number of workers asks first."""
    key = f"terms:counted:{berlin_day(now)}"
    if not cache.add(key, True, _REMEMBERED):
        return False
    try:
        count()
    except DatabaseError:
        cache.delete(key)
        raise
    return True


@transaction.atomic
def count(*, above: int = 0) -> None:
    """
    Count anew in how many reports each term occurs, from a sample if there are many.

    ``above`` leaves out reports up to that id, to measure a collection by itself.
    """
    reports = ReportProfile.objects.filter(pk__gt=above).count()
    step = max(1, reports // _SAMPLE)
    with connection.cursor() as cursor:
        # Two counts at a time would meet in the same rows.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number("count")])
        cursor.execute("DELETE FROM articles_termcount")
        cursor.execute(_COUNT, {"step": step, "above": above})
    TermCount.objects.create(term="", reports=reports)


_COUNT = """
INSERT INTO articles_termcount (term, reports)
SELECT term, count(*) * %(step)s
FROM articles_reportprofile,
     unnest(string_to_array(concat_ws(' ', head, lead, opening, rest, echo, keys), ' ')) AS term
WHERE article_id > %(above)s AND article_id %% %(step)s = 0 AND term <> ''
GROUP BY term
HAVING count(*) > 1 OR %(step)s = 1
"""
