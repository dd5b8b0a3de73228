"""
Suggestions from the database: few candidates by their signatures, then the exact scoring.

Four queries however large the archive: what the things of the report are called, how rare its
words are, which reports have the rarest, and what those say that share the most of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from articles.models import Article
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
    among,
    possible_parts,
    ranked,
)
from articles.suggestions.selection import in_turns, nearest, weights_of, weights_of_report
from articles.suggestions.sharing import Found, holders, read
from articles.terms import store
from articles.terms.ideas import IDEAS
from articles.terms.profile import Profile, profile
from articles.terms.words import terms
from articles.text import Reference, references_in
from articles.vocabulary import ReferenceEnd

#: So many reports of each place are looked at, whether they may be shown or not.
_SHARING = 240
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
    offered = _offered(
        draft, asking, at=max(now, draft.at), before=draft.at, bound=bound, above=above
    )
    return [
        PlaceOffers(reference, _shown(offers.ranked, found, day), _preselected(offers))
        for reference, (offers, found) in zip(open_ones, offered, strict=True)
    ]


def already_reported(draft: Draft, *, now: datetime) -> list[Offer]:
    """“Haben wir das schon?”: reports about the same, colleagues' drafts included, best first."""
    latest = replace(draft, at=LATEST)
    ((offers, found),) = _offered(latest, [place_of(draft.profile)], at=now, before=None)
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
    draft: Draft,
    places: Sequence[Place],
    *,
    at: datetime,
    before: datetime | None,
    bound: Iterable[int] = (),
    above: int = 0,
) -> list[tuple[Offers, dict[int, Found]]]:
    """The offers of each place, with the reports that are offered, by id."""
    rarity = _rarity(draft.profile, places)
    weights = weights_of(draft.profile, places, rarity)
    sharing = holders(weights, rarity, above=above)
    near = [nearest(each, sharing, _SHARING) for each in weights]
    alike = nearest(weights_of_report(draft.profile, rarity), sharing, _SHARING)
    ids = in_turns([*near, alike])
    read_ones = read(ids, at=at, before=before, apart_from={draft.id, *bound} - {None})
    found = {each.report.id: each for each in read_ones}
    candidates = [each.report for each in read_ones]
    rarity = among(candidates, rarity)
    source = Report(draft.id or 0, draft.at, draft.profile)
    asked = [
        (place, ranked(Question(source, place, rarity), candidates, first))
        for place, first in zip(places, near, strict=True)
    ]
    return [(offers, found) for offers in assigned(asked)]


def _rarity(asking: Profile, places: Iterable[Place]) -> Rarity:
    """How rare everything is of which the scoring of these places may ask."""
    words = IDEAS | asking.all | asking.keys
    for place in places:
        parts = frozenset().union(*map(possible_parts, place.anchor))
        words = words.union(place.anchor, place.near, place.keys, place.titles, parts)
    counts = store.counts_of([*words, ""])
    return Rarity(counts.pop("", 0), counts)


# --- the offers -------------------------------------------------------------


def _shown(
    ranking: Sequence[Reasons], found: Mapping[int, Found], today: date
) -> tuple[Offer, ...]:
    return tuple(_offer(each, found[each.candidate.id], today) for each in ranking[:SHOWN])


def _offer(reasons: Reasons, found: Found, today: date) -> Offer:
    return Offer(
        article_id=found.report.id,
        kicker=found.kicker,
        headline=found.headline,
        day=found.report.day,
        reasons=tuple(in_words(reasons, today)),
        score=reasons.score,
        is_public=found.is_public,
    )


def _preselected(offers: Offers) -> int | None:
    return offers.preselected.candidate.id if offers.preselected else None
