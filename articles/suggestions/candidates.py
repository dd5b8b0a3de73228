"""
Suggestions from the database: few candidates by their signatures, then the exact scoring.

Four queries however large the archive: what the things of the report are called, how
rare its words are, which reports share the rarest, and what those say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, Func, OuterRef, QuerySet, Value
from django.db.models.expressions import RawSQL

from articles.models import Article, CrossReference
from articles.moments import LATEST, at_noon, berlin_day
from articles.statuses import Status
from articles.suggestions.assignment import Offers, assigned
from articles.suggestions.places import Place, place_of, places_in
from articles.suggestions.rarity import Rarity
from articles.suggestions.reasons import in_words
from articles.suggestions.scoring import (
    Question,
    Reasons,
    Report,
    possible_parts,
    ranked,
    with_parts,
)
from articles.terms import store
from articles.terms.ideas import IDEAS
from articles.terms.profile import Profile, StoredProfile, profile
from articles.terms.words import terms
from articles.text import Reference, references_in
from articles.vocabulary import Copy, ReferenceEnd

#: So many reports that share the most are looked at, and so many of them are read.
_SHARING, _READ = 240, 60
#: Of one term at most so many reports, the newest; of all terms about so many.
_OF_ONE, _OF_ALL = 4_000, 15_000
#: How much a shared term counts in the choice of candidates, by where it stands.
_SENTENCE, _AROUND, _SUBJECT, _KEY = 3.0, 0.7, 1.0, 1.5
#: So many are shown for a place.
SHOWN = 8


@dataclass(frozen=True)
class Draft:
    """
    The report that asks, as it stands on the desk, saved or not.

    ``at`` is when it appears, ``names`` says how its things may be called, by key.
    """

    id: int | None
    at: datetime
    body: str
    profile: Profile
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Offer:
    """One earlier report for one place, with the reasons in words."""

    article_id: int
    kicker: str
    headline: str
    day: date
    reasons: tuple[str, ...]
    score: float
    is_public: bool = True


@dataclass(frozen=True)
class PlaceOffers:
    """What an open reference is offered; ``preselected`` is the first one's id, or None."""

    reference: Reference
    offers: tuple[Offer, ...]
    preselected: int | None


def draft_of(
    article: Article, *, now: datetime, content: Mapping[str, object] | None = None
) -> Draft:
    """
    ``article`` as it stands; ``content`` overrides kicker, headline, lead, body and tags.

    A report without an hour, or with one that has passed unreleased, appears ``now``; one
    with the date line of an older source is asked about as on that day.
    """
    said = {name: getattr(article, name) for name in ("kicker", "headline", "lead", "body")}
    names = store.names_of_things(article) if article.pk else {}
    said["tags"] = names.pop("tag", [])
    said |= content or {}
    is_dated = article.publish_at and (
        article.status == Status.RELEASED or article.publish_at > now
    )
    undated = at_noon(article.original_on) if article.original_on else now
    return Draft(
        id=article.pk,
        at=article.publish_at if is_dated else undated,
        body=said["body"],
        profile=profile(**said, things=names),
        names=names,
    )


def suggest(draft: Draft, *, now: datetime, above: int = 0) -> list[PlaceOffers]:
    """
    What each open reference of a report is offered, in order of appearance.

    Reports that are public before this one does, at ``now`` or later. ``above``
    leaves out reports up to that id, to measure a collection by itself.
    """
    references = references_in(draft.body)
    bound = {reference.target_id for reference in references}
    open_ones = [each for each in references if each.end == ReferenceEnd.OPEN]
    if not open_ones:
        return []
    day = berlin_day(draft.at)
    places = places_in(draft.body, day)
    asking = [_with_keys(places[each.position], draft.names) for each in open_ones]
    public = Article.objects.published(max(now, draft.at)).editorial()
    public = public.filter(publish_at__lt=draft.at)
    offered = _offered(draft, asking, public.exclude(pk__in=bound - {None}), above=above)
    return [
        PlaceOffers(reference, _shown(offers.ranked, found, day), _preselected(offers))
        for reference, (offers, found) in zip(open_ones, offered, strict=True)
    ]


def already_reported(draft: Draft, *, now: datetime) -> list[Offer]:
    """“Haben wir das schon?”: reports about the same, colleagues' drafts included, best first."""
    latest = replace(draft, at=LATEST)
    known = Article.objects.published(now) | Article.objects.filter(
        status__in=[Status.DRAFT, Status.REVIEW]
    )
    ((offers, found),) = _offered(latest, [place_of(draft.profile)], known)
    return list(_shown(offers.ranked, found, berlin_day(draft.at)))


# --- the places -------------------------------------------------------------


def _with_keys(place: Place, names: Mapping[str, Iterable[str]]) -> Place:
    """The place with the things that its element names."""
    said = frozenset(terms(place.element))
    named = (key for key, ways in names.items() if any(_is_said(way, said) for way in ways))
    return replace(place, keys=frozenset(named))


def _is_said(name: str, said: frozenset[str]) -> bool:
    words = {term for term in terms(name.partition(" (")[0]) if term[0] != "="}
    return bool(words) and words <= said


# --- the candidates ---------------------------------------------------------


def _offered(
    draft: Draft, places: Sequence[Place], known: QuerySet[Article], *, above: int = 0
) -> list[tuple[Offers, dict[int, dict]]]:
    """The offers of each place, with the rows of the reports that are offered."""
    rarity = _rarity(draft.profile, places)
    ids = _sharing(_weights(draft.profile, places, rarity), rarity, above)
    rows = {row["pk"]: row for row in _rows(known.filter(pk__gt=above).exclude(pk=draft.id), ids)}
    source = Report(draft.id or 0, draft.at, draft.profile)
    candidates = [_report(row) for row in rows.values()]
    asked = [(each, ranked(Question(source, each, rarity), candidates)) for each in places]
    return [(offers, rows) for offers in assigned(asked)]


def _rarity(asking: Profile, places: Iterable[Place]) -> Rarity:
    """How rare everything is of which the scoring of these places may ask."""
    words = IDEAS | asking.head | asking.lead | asking.keys
    for place in places:
        parts = frozenset().union(*map(possible_parts, place.anchor))
        words = words.union(place.anchor, place.near, place.keys, parts)
    counts = store.counts_of([*words, ""])
    return Rarity(counts.pop("", 0), counts)


def _weights(asking: Profile, places: Iterable[Place], rarity: Rarity) -> dict[str, float]:
    """What the candidates are chosen by: the terms of the places and of the report."""
    weights = dict.fromkeys(asking.head | asking.lead, _SUBJECT) | dict.fromkeys(asking.keys, _KEY)
    for place in places:
        anchor = with_parts(place.anchor, rarity.counts)
        for terms_there, factor in ((place.near, _AROUND), (anchor, _SENTENCE)):
            for term, weight in terms_there.items():
                weights[term] = max(weight * factor, weights.get(term, 0.0))
    return {term: weight * rarity.of(term) for term, weight in weights.items()}


def _sharing(weights: Mapping[str, float], rarity: Rarity, above: int) -> list[int]:
    """The ids of the reports whose signatures share the most, rare terms first."""
    numbers, worth, expected = [], [], 0
    for term in sorted(weights, key=lambda term: (-weights[term], term)):
        expected += min(_OF_ONE, rarity.counts.get(term, 1))
        if expected > _OF_ALL:
            break
        numbers.append(store.number(term))
        worth.append(weights[term])
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, [numbers, worth, above, _OF_ONE, _SHARING])
        return [pk for (pk,) in cursor.fetchall()]


_SHARED = """
SELECT shared.article_id
FROM unnest(%s::int[], %s::real[]) AS asked (term, weight)
CROSS JOIN LATERAL (
    SELECT article_id FROM articles_signatureterm
    WHERE term = asked.term AND article_id > %s
    ORDER BY article_id DESC LIMIT %s
) AS shared
GROUP BY shared.article_id
ORDER BY sum(asked.weight) DESC, shared.article_id DESC
LIMIT %s
"""


def _rows(known: QuerySet[Article], ids: Sequence[int]) -> Iterable[dict]:
    """What the known ones of these reports say, in the order of ``ids``."""
    targets = CrossReference.objects.filter(
        source=OuterRef("pk"), copy=Copy.LIVE, end=ReferenceEnd.REPORT
    )
    place = Func(Value(list(ids)), F("pk"), function="array_position")
    return (
        known.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [list(ids)]))
        .filter(profile__isnull=False)
        .annotate(refers_to=ArraySubquery(targets.values("target")))
        .order_by(place)
        .values(
            "pk", "publish_at", "created_at", "status", "kicker", "headline", "working_title",
            "refers_to", *(f"profile__{name}" for name in store.FIELDS),
        )[:_READ]
    )  # fmt: skip


def _report(row: Mapping[str, object]) -> Report:
    texts = {name: row[f"profile__{name}"] for name in store.FIELDS}
    at = row["publish_at"] or row["created_at"]
    return Report(row["pk"], at, StoredProfile(texts), frozenset(row["refers_to"]))


# --- the offers -------------------------------------------------------------


def _shown(
    ranking: Sequence[Reasons], rows: Mapping[int, Mapping], today: date
) -> tuple[Offer, ...]:
    return tuple(_offer(each, rows[each.candidate.id], today) for each in ranking[:SHOWN])


def _offer(reasons: Reasons, row: Mapping, today: date) -> Offer:
    return Offer(
        article_id=row["pk"],
        kicker=row["kicker"],
        headline=row["headline"] or row["working_title"],
        day=reasons.candidate.day,
        reasons=tuple(in_words(reasons, today)),
        score=reasons.score,
        is_public=row["status"] == Status.RELEASED,
    )


def _preselected(offers: Offers) -> int | None:
    return offers.preselected.candidate.id if offers.preselected else None
