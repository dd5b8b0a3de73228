"""
The places in a report that ask for an earlier one, with the words around them.

A word counts the more the nearer it stands before the place, and a noun more than others.
In a chain (“in A (…), in B (…) und in C (…)”) each place looks at its own element.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from articles.suggestions.spans import Span, spans
from articles.terms.ideas import ideas
from articles.terms.profile import MARK, Profile, marked_paragraphs, sentences
from articles.terms.words import placed_terms, terms
from articles.text import slugify

#: A word so many characters before the place counts three quarters of the one next to it.
_HALF_WAY = 60
_AFTER = 0.4
_OTHER_ELEMENT = 0.1
#: What happened is named by nouns, which German writes with a capital; other words say less.
_NO_NOUN = 0.6
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Place:
    """
    One place that asks for an earlier report.

    ``element`` is the sentence up to the place, or its element in a chain; ``anchor`` and
    ``near`` are the terms of the sentence and of the paragraph around it, by weight.
    ``companions`` is the number of places in its sentence, itself included; ``words`` has the
    words of the sentence by term, as they are written; ``keys`` are the things it names, and
    ``titles`` the keys of the kickers and tags that its element may name.
    """

    position: int
    element: str
    anchor: dict[str, float]
    near: dict[str, float]
    spans: tuple[Span, ...] = ()
    keys: frozenset[str] = frozenset()
    companions: int = 1
    words: dict[str, str] = field(default_factory=dict)
    titles: frozenset[str] = frozenset()


def places_in(body: str, today: date) -> list[Place]:
    """The places of a body in order of appearance; ``body`` is HTML with reference nodes."""
    found: list[Place] = []
    for paragraph in marked_paragraphs(body):
        said = sentences(paragraph)
        for at, sentence in enumerate(said):
            for nth in range(sentence.count(MARK)):
                found.append(_place(len(found), said, at, nth, today))
    return found


def place_of(profile: Profile) -> Place:
    """A report as a whole as a place: “have we had that already?”."""
    anchor = dict.fromkeys(profile.lead, 0.8) | dict.fromkeys(profile.head, 1.0)
    return Place(0, "", anchor, dict.fromkeys(profile.opening, 1.0), keys=things(profile.keys))


def things(keys: Iterable[str]) -> frozenset[str]:
    """The keys of places, institutions and awards; kickers and tags are only words."""
    return frozenset(key for key in keys if not key.startswith(("kicker:", "tag:")))


def _place(position: int, said: list[str], at: int, nth: int, today: date) -> Place:
    parts = said[at].split(MARK)
    named = spans(parts[nth], today)
    return Place(
        position=position,
        element=parts[nth],
        anchor=_anchor(parts, nth),
        near=_near(said, at),
        spans=tuple(named or spans(said[at].replace(MARK, ""), today)),
        companions=len(parts) - 1,
        words=_words(said[at]),
        titles=_titles(parts[nth]),
    )


def _anchor(parts: list[str], nth: int) -> dict[str, float]:
    """The terms of the sentence: before the place the most, of other elements hardly any."""
    weights: dict[str, float] = {}
    for at, part in enumerate(parts):
        is_the_end = at == nth + 1 == len(parts) - 1
        for start, end, found in placed_terms(part):
            weight = _AFTER if is_the_end else _OTHER_ELEMENT
            if at == nth:
                weight = 0.5 + 0.5 * _HALF_WAY / (_HALF_WAY + len(part) - end)
            _keep(weights, found, weight * (_NO_NOUN if part[start].islower() else 1))
    return weights


def _words(sentence: str) -> dict[str, str]:
    """How each term of a sentence is written there, where it first stands."""
    found: dict[str, str] = {}
    for start, end, term in placed_terms(sentence):
        if term[0] != "=":
            found.setdefault(term, sentence[start:end])
    return found


def _titles(element: str) -> frozenset[str]:
    """What a report is called whose town, country or project is named: “in Moers”, “Neu-Ulms”."""
    words = _WORD.findall(element)
    named = {word for word in words if word[0].isupper()}
    named |= {f"{one} {two}" for one, two in pairwise(words) if {one, two} <= named}
    named |= {name.removesuffix("s") for name in named}
    slugs = [slugify(name) for name in named]
    return frozenset(f"{kind}:{slug}" for slug in slugs for kind in ("kicker", "tag"))


def _near(said: list[str], at: int) -> dict[str, float]:
    """The terms of the paragraph around the sentence, of the sentence before it the most."""
    weights: dict[str, float] = {}
    for other, sentence in enumerate(said):
        if other == at:
            continue
        weight = {-1: 1.0, 1: 0.6, -2: 0.6}.get(other - at, 0.3)
        for found in terms(sentence):
            _keep(weights, found, weight / 2 if MARK in sentence else weight)
    return weights


def _keep(weights: dict[str, float], found: str, weight: float) -> None:
    for term in (found, *ideas(found)):
        weights[term] = max(weight, weights.get(term, 0))
