"""
The places in a report that ask for an earlier one, with the words around them.

A word counts the more the nearer it stands before the place. In a chain (“in A (…),
in B (…) und in C (…)”) each place looks at its own element.
"""

from dataclasses import dataclass
from datetime import date

from articles.suggestions.spans import Span, spans
from articles.terms.ideas import ideas
from articles.terms.profile import MARK, marked_paragraphs, sentences
from articles.terms.words import placed_terms, terms

#: A word so many characters before the place counts three quarters of the one next to it.
_HALF_WAY = 60
_AFTER = 0.4
_OTHER_ELEMENT = 0.1


@dataclass(frozen=True)
class Place:
    """
    One place that asks for an earlier report.

    ``element`` is the sentence up to the place, or its element in a chain; ``anchor`` and
    ``near`` are the terms of the sentence and of the paragraph around it, by weight.
    """

    position: int
    element: str
    anchor: dict[str, float]
    near: dict[str, float]
    spans: tuple[Span, ...] = ()
    keys: frozenset[str] = frozenset()


def places_in(body: str, today: date) -> list[Place]:
    """The places of a body in order of appearance; ``body`` is HTML with reference nodes."""
    found: list[Place] = []
    for paragraph in marked_paragraphs(body):
        said = sentences(paragraph)
        for at, sentence in enumerate(said):
            for nth in range(sentence.count(MARK)):
                found.append(_place(len(found), said, at, nth, today))
    return found


def _place(position: int, said: list[str], at: int, nth: int, today: date) -> Place:
    parts = said[at].split(MARK)
    named = spans(parts[nth], today)
    return Place(
        position=position,
        element=parts[nth],
        anchor=_anchor(parts, nth),
        near=_near(said, at),
        spans=tuple(named or spans(said[at].replace(MARK, ""), today)),
    )


def _anchor(parts: list[str], nth: int) -> dict[str, float]:
    """The terms of the sentence: before the place the most, of other elements hardly any."""
    weights: dict[str, float] = {}
    for at, part in enumerate(parts):
        for end, found in placed_terms(part):
            if at == nth:
                _keep(weights, found, 0.5 + 0.5 * _HALF_WAY / (_HALF_WAY + len(part) - end))
            else:
                is_the_end = at == nth + 1 == len(parts) - 1
                _keep(weights, found, _AFTER if is_the_end else _OTHER_ELEMENT)
    return weights


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
