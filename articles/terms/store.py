"""
The profiles of reports as rows, and how often each term occurs.

The acts call ``write`` in the transaction that saves the columns of a report; an
import of many reports calls ``rebuild`` at its end. ``count`` is for the night.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

from django.db import connection, transaction
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from articles.models import (
    Article,
    Award,
    Institution,
    InstitutionName,
    ReportProfile,
    SignatureTerm,
    TermCount,
)
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
#: So many terms make a signature, and at most so many keys besides.
_TERMS, _KEYS = 20, 16
_STRENGTH = {"head": 1.0, "lead": 0.9, "opening": 0.7, "rest": 0.4, "echo": 0.1}
#: Counting so many reports tells how frequent a term is among all.
_SAMPLE = 20_000
_BATCH = 500


def write(article: Article) -> None:
    """Make the rows of ``article`` say what its live columns and relations say."""
    _write([article])


def rebuild(articles: QuerySet[Article], *, above: int = 0) -> None:
    """Write the rows of many reports, counting the terms of all (see ``count``) in between."""
    ids = list(articles.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _BATCH):
        batch = Article.objects.filter(pk__in=ids[start : start + _BATCH])
        _write(batch.prefetch_related("tags", *THINGS), with_signatures=False)
    count(above=above)
    for start in range(0, len(ids), _BATCH):
        _sign(_stored(ids[start : start + _BATCH]))


def number(term: str) -> int:
    """The number under which a term stands in signatures: 32 bits, signed."""
    return crc32(term.encode()) - 2**31


def of(row: ReportProfile | Mapping[str, str]) -> Profile:
    """The profile that a row holds."""
    texts = row if isinstance(row, Mapping) else vars(row)
    return Profile(*(frozenset(texts[name].split()) for name in FIELDS))


def of_article(article: Article) -> Profile:
    """The profile of a report as its columns and relations stand, saved or not."""
    return profile(
        kicker=article.kicker,
        headline=article.headline or article.working_title,
        tags=[tag.name for tag in article.tags.all()] if article.pk else (),
        lead=article.lead,
        body=article.body,
        things=things_of(article) if article.pk else (),
    )


def things_of(article: Article) -> list[str]:
    """The keys of the places, institutions and awards of a report."""
    return [
        f"{kind}:{thing.pk}"
        for relation, kind in THINGS.items()
        for thing in getattr(article, relation).all()
    ]


def names_of_things(article: Article) -> dict[str, list[str]]:
    """What the places, institutions and awards of a report may be called, by key."""
    names: dict[str, list[str]] = {}
    first, *others = _named_things(article)
    for kind, pk, name in first.union(*others, all=True):
        names.setdefault(f"{kind}:{pk}", []).append(name)
    return names


def _named_things(article: Article) -> Iterator[QuerySet]:
    for relation, kind in THINGS.items():
        model = Article._meta.get_field(relation).related_model
        yield _names(model.objects.filter(articles=article), kind, "pk", "name")
    own, eras = Institution.objects, InstitutionName.objects.filter(institution__articles=article)
    yield _names(
        own.filter(articles=article).exclude(short_name=""), "institution", "pk", "short_name"
    )
    yield _names(eras, "institution", "institution_id", "name")
    yield _names(eras.exclude(abbreviation=""), "institution", "institution_id", "abbreviation")
    awards = Award.objects.filter(articles=article).exclude(short_name="")
    yield _names(awards, "award", "pk", "short_name")


def _names(things: QuerySet, kind: str, key: str, name: str) -> QuerySet:
    return things.order_by().values_list(Value(kind), key, Cast(name, TextField()))


# --- writing ----------------------------------------------------------------


@transaction.atomic
def _write(articles: Iterable[Article], *, with_signatures: bool = True) -> None:
    profiles = {article.pk: of_article(article) for article in articles}
    ReportProfile.objects.bulk_create(
        (_row(pk, found) for pk, found in profiles.items()),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=FIELDS,
    )
    if with_signatures:
        _sign(profiles)


def _row(pk: int, found: Profile) -> ReportProfile:
    return ReportProfile(pk, *(" ".join(sorted(getattr(found, name))) for name in FIELDS))


def _stored(ids: list[int]) -> dict[int, Profile]:
    return {row.pk: of(row) for row in ReportProfile.objects.filter(pk__in=ids)}


def _sign(profiles: Mapping[int, Profile]) -> None:
    """Replace the signatures of these reports, leaving rows that stay as they are."""
    rarity = _rarities(frozenset().union(*(found.all for found in profiles.values())))
    wanted = {
        (number(term), pk) for pk, found in profiles.items() for term in _signature(found, rarity)
    }
    present = set(
        SignatureTerm.objects.filter(article__in=list(profiles)).values_list("term", "article")
    )
    for term, pk in present - wanted:
        SignatureTerm.objects.filter(term=term, article=pk).delete()
    SignatureTerm.objects.bulk_create(
        (SignatureTerm(term=term, article_id=pk) for term, pk in sorted(wanted - present)),
        ignore_conflicts=True,
    )


def _signature(found: Profile, rarity: Mapping[str, float]) -> list[str]:
    says = {
        term: strength * rarity[term]
        for name, strength in _STRENGTH.items()
        for term in getattr(found, name)
    }
    best = sorted(says, key=lambda term: (-says[term], term))[:_TERMS]
    return best + sorted(found.keys, key=_order_of_key)[:_KEYS]


def _order_of_key(key: str) -> tuple[bool, bool, str]:
    return key.startswith("tag:"), not key.startswith("kicker:"), key


def _rarities(terms: frozenset[str]) -> dict[str, float]:
    counts = counts_of([*terms, ""])
    reports = counts.get("", 0.0)
    return {term: math.log((reports + 2) / (counts.get(term, 0.0) + 1)) + 0.1 for term in terms}


# --- counting ---------------------------------------------------------------


def counts_of(terms: Iterable[str]) -> dict[str, float]:
    """In how many reports each of these terms occurs; the empty term counts the reports."""
    rows = TermCount.objects.filter(term__in=list(terms))
    return dict(rows.values_list("term", "reports"))


@transaction.atomic
def count(*, above: int = 0) -> None:
    """
    Count anew in how many reports each term occurs, from a sample if there are many.

    ``above`` leaves out reports up to that id, to measure a collection by itself.
    """
    reports = ReportProfile.objects.filter(pk__gt=above).count()
    step = max(1, reports // _SAMPLE)
    with connection.cursor() as cursor:
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
