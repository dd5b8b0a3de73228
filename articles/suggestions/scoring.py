"""
How well an earlier report answers a place, and why: pure, deterministic, without a database.

Each feature lies between 0 and 1 (the two against a candidate between -1 and 0) and
says one thing in words; the score is their sum by ``WEIGHTS``. Ties go by id.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from articles.moments import berlin_day
from articles.suggestions.places import Place, things
from articles.suggestions.rarity import Rarity
from articles.terms.ideas import ideas
from articles.terms.profile import Profile

#: What each feature adds; why these, is in the note of the evaluation.
WEIGHTS = {
    "sentence": 1.0,  # the words of the sentence, as a share of what it says
    "words": 1.0,  # … and how much they say
    "about": 1.0,  # … and stand in the candidate's kicker, headline, lead
    "nearby": 1.0,  # the words of the paragraph
    "subject": 1.0,  # the words of this report's kicker, headline, lead, tags
    "kicker": 0.5,  # it mostly repeats a tag or a place
    "tags": 1.0,
    "things": 1.0,  # shared places, institutions, awards
    "named": 1.0,  # … of which the sentence itself names one
    "time": 1.0,  # the sentence says when
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
    profile: Profile
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
            found |= dict.fromkeys(getattr(self.profile, name), strength)
        return found

    @cached_property
    def _blobs(self) -> list[tuple[float, str]]:
        return [
            (strength * _PART, f" {' '.join(getattr(self.profile, name))} ")
            for name, strength in reversed(_STRENGTH.items())
        ]

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
        first, last = f" {term}", f"{term} "
        for strength, blob in self._blobs:
            if last in blob or (first in blob and len(term) > _SHORTEST_PART):
                return max(exact, strength)
        return exact


@dataclass(frozen=True)
class Reasons:
    """Why a candidate: its features, and the words and keys that it shares with the place."""

    candidate: Report
    features: Mapping[str, float]
    words: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()
    score: float = field(init=False)

    def __post_init__(self):
        total = sum(WEIGHTS[name] * value for name, value in self.features.items())
        object.__setattr__(self, "score", round(total, 6))


class Question:
    """A place in a report, made ready to be compared with many candidates."""

    def __init__(self, source: Report, place: Place, rarity: Rarity):
        """``rarity`` has counted the terms of the place, and which parts of them are words."""
        self.source, self.place, self.rarity = source, place, rarity
        subject = source.profile.head | source.profile.lead
        self.anchor = self._weighted(_with_parts(place.anchor, rarity.counts))
        self.near = self._weighted(place.near)
        self.subject = self._weighted(dict.fromkeys(subject, 1.0))

    def _weighted(self, terms: Mapping[str, float]) -> dict[str, float]:
        return {term: weight * self.rarity.of(term) for term, weight in terms.items()}

    def quick(self, candidate: Report) -> float:
        """A cheap guess at the score, to leave out the hopeless."""
        found = candidate.strengths
        return sum(
            sum(weight * found.get(term, 0.0) for term, weight in terms.items())
            / (sum(terms.values()) or 1)
            for terms in (self.anchor, self.anchor, self.near, self.subject)
        ) + self._things(candidate)

    def score(self, candidate: Report) -> Reasons:
        """The features of one candidate; ``origin`` is added by ``ranked``."""
        matched = {term: candidate.strength(term) for term in self.anchor}
        said = sum(self.anchor.values()) or 1.0
        mass = sum(weight * matched[term] for term, weight in self.anchor.items())
        features = {
            "sentence": mass / said,
            "words": mass / (mass + _ENOUGH),
            "about": self._share(candidate.profile.head | candidate.profile.lead),
            "echo": -self._share(candidate.profile.echo),
            "named": self._named(candidate),
            "time": max((span.closeness(candidate.day) for span in self.place.spans), default=0.0),
            **self._around(candidate),
        }
        shared = sorted(
            (term for term in self.place.words if matched[term] > _SHARED),
            key=lambda term: (-self.anchor[term] * matched[term], term),
        )
        return Reasons(
            candidate,
            features,
            words=tuple(dict.fromkeys(self.place.words[term] for term in shared)),
            keys=(self.source.profile.keys | self.place.keys) & candidate.profile.keys,
        )

    def _around(self, candidate: Report) -> dict[str, float]:
        """What stands around the place speaks for all the places of its sentence together."""
        features = {
            "nearby": _covered(self.near, candidate),
            "subject": _covered(self.subject, candidate),
            "kicker": self._kicker(candidate),
            "tags": self._tags(candidate),
            "things": self._things(candidate),
        }
        return {name: value / self.place.companions for name, value in features.items()}

    def _share(self, terms: frozenset[str]) -> float:
        said = sum(self.anchor.values()) or 1.0
        return sum(weight for term, weight in self.anchor.items() if term in terms) / said

    def _kicker(self, candidate: Report) -> float:
        shared = _of_kind(self.source.profile.keys & candidate.profile.keys, "kicker:")
        return sum(self.rarity.of(key) for key in shared)

    def _tags(self, candidate: Report) -> float:
        ours = _of_kind(self.source.profile.keys, "tag:")
        theirs = _of_kind(candidate.profile.keys, "tag:")
        together = sum(self.rarity.of(key) for key in ours | theirs)
        return sum(self.rarity.of(key) for key in ours & theirs) / together if together else 0.0

    def _things(self, candidate: Report) -> float:
        return min(1.0, self._worth(self.source.profile.keys, candidate) / 2)

    def _named(self, candidate: Report) -> float:
        return min(1.0, self._worth(self.place.keys, candidate))

    def _worth(self, keys: frozenset[str], candidate: Report) -> float:
        """What the shared things say; a report that names nine towns is about none of them."""
        shared = things(keys & candidate.profile.keys)
        return sum(self.rarity.of(key) * candidate.salience(key) for key in shared)


def ranked(question: Question, candidates: Iterable[Report], *, exactly: int = 60) -> list[Reasons]:
    """
    The candidates older than the source, the best first.

    Only the ``exactly`` most promising are scored in full; the others are left out.
    """
    older = [each for each in candidates if _may_be_meant(question.source, each)]
    if len(older) > exactly:
        older = sorted(older, key=lambda each: (-question.quick(each), each.id))[:exactly]
    scored = [question.score(each) for each in older]
    return sorted(_with_origins(scored), key=lambda each: (-each.score, each.candidate.id))


def _may_be_meant(source: Report, candidate: Report) -> bool:
    return candidate.id != source.id and candidate.at < source.at


def _with_origins(scored: list[Reasons]) -> list[Reasons]:
    """A candidate to which others refer in the words of the place is the origin."""
    echoes: dict[int | str, float] = {}
    for reasons in scored:
        for target in reasons.candidate.refers_to:
            echoes[target] = max(-reasons.features["echo"], echoes.get(target, 0.0))
    return [
        Reasons(
            each.candidate,
            {**each.features, "origin": echoes.get(each.candidate.id, 0.0)},
            each.words,
            each.keys,
        )
        for each in scored
    ]


def _covered(terms: Mapping[str, float], candidate: Report) -> float:
    said = sum(terms.values())
    found = candidate.strengths
    return sum(weight * found.get(term, 0.0) for term, weight in terms.items()) / (said or 1.0)


def _of_kind(keys: Iterable[str], kind: str) -> frozenset[str]:
    return frozenset(key for key in keys if key.startswith(kind))


def _can_be_part(term: str) -> bool:
    return len(term) >= _SHORTEST_PART and term[0] not in "§=" and not term.isdecimal()


def _with_parts(weights: Mapping[str, float], words: Container[str]) -> dict[str, float]:
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
