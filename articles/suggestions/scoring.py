"""
How well an earlier report answers a place, and why: pure, deterministic, without a database.

Each feature lies between 0 and 1 (the two against a candidate between -1 and 0) and
says one thing in words; the score is their sum by ``WEIGHTS``. Ties go by id.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from math import exp, fsum

from articles.moments import berlin_day
from articles.suggestions.places import Place, things
from articles.suggestions.rarity import Rarity
from articles.terms.ideas import ideas
from articles.terms.profile import Profile, StoredProfile
from articles.terms.words import terms
from articles.text import slugify

#: What each feature adds. Most count alike; what repeats another feature, or fits by chance,
#: counts less. Weights fitted on some collections were no better on the others.
WEIGHTS = {
    "sentence": 1.2,  # the words of the sentence, as a share of what it says
    "words": 1.0,  # … and how much they say
    "nearby": 1.0,  # the words of the paragraph
    "subject": 1.0,  # the words of this report's kicker, headline, lead, tags
    "kicker": 0.25,  # it mostly repeats a tag or a place
    "tags": 0.75,  # common ones are shared by many stories
    "things": 0.25,  # shared places, institutions, awards; tags and subject mostly say so too
    "named": 1.0,  # … of which the sentence itself names one
    "title": 0.2,  # … whose name is the kicker of the candidate
    "story": 0.4,  # rare words of both reports, wherever they stand: names of people, of projects
    "time": 1.0,  # the sentence says when
    "recent": 0.4,  # most of what is referred to is no older than a year or two
    "echo": 0.5,  # the candidate only refers to it itself
    "origin": 1.0,  # another candidate refers to this one for it
}
#: How much a term says by the field of the candidate in which it stands.
_STRENGTH = {"echo": 0.1, "rest": 0.65, "opening": 0.9, "lead": 1.0, "head": 1.0}
#: A part of a compound says less than the word.
_PART = 0.55
_ENOUGH = 1.5
#: A term as strong as this in a candidate is named as a reason.
_SHARED = 0.3
_SHORTEST_PART = 4
#: Sharing so many of the rarest words is half of being the same story.
_HALF_A_STORY = 5.0
#: Days after which being recent is worth little more than a third.
_RECENT_DAYS = 540
#: What a shared key adds to a first guess.
_HINT = 0.2
#: So many of the first that a search found are scored in full, and so many others.
_FIRST, _GUESSED = 12, 8
#: A report may name so many things of a kind and still be about each.
_FEW = 2


@dataclass(frozen=True)
class Report:
    """
    A report as the scoring sees it; ``at`` is when it appears, in any time zone.

    ``refers_to`` are the ids of the reports to which it refers itself.
    """

    id: int | str
    at: datetime
    profile: Profile | StoredProfile
    refers_to: frozenset[int | str] = frozenset()

    @cached_property
    def day(self) -> date:
        """Its day in Berlin."""
        return berlin_day(self.at)

    @cached_property
    def strengths(self) -> dict[str, float]:
        """How much each term says about this report."""
        found: dict[str, float] = {}
        for name, strength in _STRENGTH.items():
            found |= dict.fromkeys(self.profile.text(name).split(), strength)
        return found

    @cached_property
    def _blobs(self) -> list[tuple[float, str]]:
        return [
            (strength * _PART, f" {self.profile.text(name)} ")
            for name, strength in reversed(_STRENGTH.items())
        ]

    @cached_property
    def _blob(self) -> str:
        return "".join(blob for _, blob in self._blobs)

    @cached_property
    def top(self) -> frozenset[str]:
        """The terms of its kicker, headline, tags and lead."""
        return self.profile.head | self.profile.lead

    @cached_property
    def title(self) -> frozenset[str]:
        """The terms of its kicker, as its key spells them."""
        kickers = (key for key in self.profile.keys if key.startswith("kicker:"))
        return frozenset(terms(next(kickers, ":").partition(":")[2].replace("-", " ")))

    def salience(self, key: str) -> float:
        """How much the report is about one of its things: less if it names many of the kind."""
        return min(1.0, (_FEW / self._kinds[key.partition(":")[0]]) ** 0.5)

    @cached_property
    def _kinds(self) -> Counter[str]:
        return Counter(key.partition(":")[0] for key in self.profile.keys)

    def strength(self, term: str) -> float:
        """How much a term says about this report, be it only a part of a compound."""
        exact = self.strengths.get(term, 0.0)
        if exact >= _PART or not _can_be_part(term):
            return exact
        last, first = f"{term} ", f" {term}" if len(term) > _SHORTEST_PART else "\0"
        if last not in self._blob and first not in self._blob:
            return exact
        within = (strength for strength, blob in self._blobs if last in blob or first in blob)
        return max(exact, next(within, 0.0))


class Reasons:
    """Why a candidate: its features, and the words and keys that it shares with the place."""

    def __init__(
        self, candidate: Report, features: dict[str, float], question: "Question | None" = None
    ):
        """``features`` by name, each between -1 and 1."""
        self.candidate, self.features, self._question = candidate, features, question

    @cached_property
    def score(self) -> float:
        """The sum of what the features say."""
        return round(fsum(WEIGHTS[name] * value for name, value in self.features.items()), 6)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the sentence that the candidate has too, the weightiest first."""
        return self._question.shared_words(self.candidate) if self._question else ()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys that both have."""
        return self._question.keys & self.candidate.profile.keys if self._question else frozenset()


def among(candidates: Sequence[Report], rarity: Rarity) -> Rarity:
    """``rarity`` of the archive, weighed with that among the candidates."""
    counts: Counter[str] = Counter()
    for each in candidates:
        counts.update(each.strengths.keys())
        counts.update(each.profile.keys)
    return replace(rarity, closer=Rarity(len(candidates), counts))


class Wanted:
    """Terms that are looked for, by weight times rarity."""

    def __init__(self, weights: Mapping[str, float], rarity: Rarity):
        self.weights = {term: weight * rarity.of(term) for term, weight in weights.items()}
        self.sum = fsum(self.weights.values()) or 1.0

    def covered(self, found: Mapping[str, float]) -> float:
        """The share of them that is found, by strength."""
        shared = self.weights.keys() & found.keys()
        return fsum([self.weights[term] * found[term] for term in shared]) / self.sum

    def share(self, terms: frozenset[str]) -> float:
        """The share of them that is among these."""
        return fsum([self.weights[term] for term in self.weights.keys() & terms]) / self.sum


class Question:
    """A place in a report, made ready to be compared with many candidates."""

    def __init__(self, source: Report, place: Place, rarity: Rarity):
        """``rarity`` has counted the terms of the place, and which parts of them are words."""
        self.source, self.place = source, place
        self.keys = source.profile.keys | place.keys
        self._said = frozenset(terms(slugify(place.element, length=2000).replace("-", " ")))
        self._anchor = Wanted(with_parts(place.anchor, rarity.counts), rarity)
        self._near = Wanted(place.near, rarity)
        self._subject = Wanted(dict.fromkeys(source.top, 1.0), rarity)
        self._telling = {
            term: rarity.of(term) ** 4 for term in source.profile.all if not term.startswith("§")
        }
        self._worth = {key: rarity.of(key) for key in self.keys}
        self._tags_worth = fsum(self._worth[key] for key in self._worth if key.startswith("tag:"))

    def quick(self, candidate: Report) -> float:
        """A cheap guess at the score, to leave out the hopeless."""
        found = candidate.strengths
        shared = self._hints.keys() & found.keys()
        words = fsum([self._hints[term] * found[term] for term in shared])
        return words + _HINT * len(self.keys & candidate.profile.keys)

    @cached_property
    def _hints(self) -> dict[str, float]:
        """What each term adds to the guess; one of the sentence counts twice, as in the score."""
        hints: dict[str, float] = {}
        for wanted in (self._anchor, self._anchor, self._near, self._subject):
            for term, weight in wanted.weights.items():
                hints[term] = hints.get(term, 0.0) + weight / wanted.sum
        return hints

    def score(self, candidate: Report) -> Reasons:
        """The features of one candidate; ``ranked`` sets ``origin``, which takes all of them."""
        matched = {term: candidate.strength(term) for term in self._anchor.weights}
        mass = fsum([weight * matched[term] for term, weight in self._anchor.weights.items()])
        features = {
            "sentence": mass / self._anchor.sum,
            "words": mass / (mass + _ENOUGH),
            "echo": -self._anchor.share(candidate.profile.echo),
            "named": min(1.0, self._things(self.place.keys, candidate)),
            "title": float(bool(candidate.title) and candidate.title <= self._said),
            "time": max((span.closeness(candidate.day) for span in self.place.spans), default=0.0),
            "recent": exp(-max(0, (self.source.day - candidate.day).days) / _RECENT_DAYS),
            "origin": 0.0,
            **self._around(candidate),
        }
        return Reasons(candidate, features, self)

    def _around(self, candidate: Report) -> dict[str, float]:
        """What stands around the place speaks for all the places of its sentence together."""
        shared = self.source.profile.keys & candidate.profile.keys
        features = {
            "nearby": self._near.covered(candidate.strengths),
            "subject": self._subject.covered(candidate.strengths),
            "kicker": fsum(self._worth[key] for key in shared if key.startswith("kicker:")),
            "tags": fsum(self._worth[key] for key in shared if key.startswith("tag:"))
            / (self._tags_worth or 1.0),
            "things": min(1.0, self._things(self.source.profile.keys, candidate) / 2),
            "story": self._story(candidate),
        }
        return {name: value / self.place.companions for name, value in features.items()}

    def _story(self, candidate: Report) -> float:
        shared = self._telling.keys() & candidate.strengths.keys()
        mass = fsum([self._telling[term] for term in shared])
        return mass / (mass + _HALF_A_STORY)

    def _things(self, keys: frozenset[str], candidate: Report) -> float:
        """What the shared things say; a report that names nine towns is about none of them."""
        shared = things(keys & candidate.profile.keys)
        return fsum(self._worth[key] * candidate.salience(key) for key in shared)

    def shared_words(self, candidate: Report) -> tuple[str, ...]:
        """The words of the sentence that the candidate has too, the weightiest first."""
        matched = {term: candidate.strength(term) for term in self.place.words}
        shared = sorted(
            (term for term in self.place.words if matched[term] > _SHARED),
            key=lambda term: (-self._anchor.weights[term] * matched[term], term),
        )
        return tuple(dict.fromkeys(self.place.words[term] for term in shared))


def ranked(
    question: Question, candidates: Iterable[Report], first: Iterable[int | str] = ()
) -> list[Reasons]:
    """
    The candidates older than the source, the best first.

    Only the most promising are scored in full, the others are left out: those that are named
    earliest in ``first``, ids in the order of a search of their own, and the best by a quick guess.
    """
    older = {each.id: each for each in candidates if _may_be_meant(question.source, each)}
    chosen = set(islice((each for each in first if each in older), _FIRST))
    guessed = sorted(older, key=lambda pk: (-question.quick(older[pk]), pk))
    chosen.update(guessed[:_GUESSED])
    scored = [question.score(older[pk]) for pk in chosen]
    _find_origins(scored)
    return sorted(scored, key=lambda each: (-each.score, each.candidate.id))


def _may_be_meant(source: Report, candidate: Report) -> bool:
    return candidate.id != source.id and candidate.at < source.at


def _find_origins(scored: list[Reasons]) -> None:
    """A candidate to which others refer in the words of the place is the origin."""
    by_id = {reasons.candidate.id: reasons.features for reasons in scored}
    for reasons in scored:
        for target in reasons.candidate.refers_to & by_id.keys():
            features = by_id[target]
            features["origin"] = max(features["origin"], -reasons.features["echo"])


def _can_be_part(term: str) -> bool:
    return len(term) >= _SHORTEST_PART and term[0] not in "§=" and not term.isdecimal()


def with_parts(weights: Mapping[str, float], words: Container[str]) -> dict[str, float]:
    """The terms and the words of which they are compounded, as far as these occur."""
    found = dict(weights)
    for term, weight in weights.items():
        for part in sorted(possible_parts(term)):
            if part not in words:
                continue
            for each in (part, *ideas(part)):
                found[each] = max(found.get(each, 0.0), weight * _PART)
    return found


def possible_parts(term: str) -> set[str]:
    """What may be the first or the last word of a compound: “haushalt” in “haushaltsplan”."""
    if len(term) < 2 * _SHORTEST_PART or not _can_be_part(term):
        return set()
    found = set()
    for at in range(_SHORTEST_PART, len(term) - _SHORTEST_PART + 1):
        first, last = term[:at], term[at:]
        found |= {first, first.removesuffix("s"), first.removesuffix("n"), last}
    return {part for part in found if len(part) >= _SHORTEST_PART}
