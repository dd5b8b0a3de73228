"""
The profile of a report: its terms by how much they say about what the report is about.

What stands in a sentence that itself says “(wir berichteten)” is old news there:
such terms are kept apart as the report's *echo* (the rule of the origin).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from articles.terms.ideas import ideas
from articles.terms.words import terms
from articles.text import plain_text, render_references, slugify

#: Stands for the node of a reference in a plain text.
MARK = "\x00"
_SENTENCE_END = re.compile(r"(?<=[.!?…])[“”\"’)]*\s+(?=[„\"“(A-ZÄÖÜ0-9])")
#: A full stop after these ends no sentence.
_ABBREVIATED = re.compile(
    r"(?:\b(?:Dr|Prof|St|Nr|Abs|Art|Mio|Mrd|Tsd|bzw|ca|ggf|inkl|usw|vgl|z|u|d|a|i|o|v|B|h|W)"
    r"|\b\d{1,2})\.$"
)


@dataclass(frozen=True)
class Profile:
    """
    The terms of a report, each in the first of the fields that has it, and its keys.

    ``head``: kicker, headline, tags; ``lead``: the lead; ``opening``: the first paragraph;
    ``rest``: what follows; ``echo``: sentences that refer to earlier reports. ``keys``
    name things: “municipality:05913000”, “award:12”, “tag:smart-city”, “kicker:dortmund”.
    """

    head: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    rest: frozenset[str] = frozenset()
    echo: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()

    @cached_property
    def all(self) -> frozenset[str]:
        """Every term, wherever it stands."""
        return self.head | self.lead | self.opening | self.rest | self.echo

    def text(self, field: str) -> str:
        """The terms of one field, separated by blanks."""
        return " ".join(sorted(getattr(self, field)))


def _taken_apart(field: str) -> cached_property:
    return cached_property(lambda self: frozenset(self.text(field).split()))


class StoredProfile:
    """A profile as its row has it; a field is taken apart only when somebody asks for it."""

    head = _taken_apart("head")
    lead = _taken_apart("lead")
    opening = _taken_apart("opening")
    rest = _taken_apart("rest")
    echo = _taken_apart("echo")
    keys = _taken_apart("keys")

    def __init__(self, texts: Mapping[str, str]):
        """``texts`` has the terms of each field, separated by blanks."""
        self._texts = texts

    def text(self, field: str) -> str:
        """The terms of one field, separated by blanks."""
        return self._texts[field]


def profile(
    *,
    kicker: str = "",
    headline: str = "",
    tags: Iterable[str] = (),
    lead: str = "",
    body: str = "",
    things: Iterable[str] = (),
) -> Profile:
    """
    The profile of a report.

    ``body`` is HTML, its reference nodes included; ``things`` are the keys of the
    places, institutions and awards that the desk or the detection found.
    """
    tags = tuple(tags)
    opening, rest, echo = _sentences_by_field(body)
    fields, seen = [], frozenset()
    for texts in ((kicker, headline, *tags), (lead,), opening, rest, echo):
        found = with_ideas(terms("\n".join(texts))) - seen
        seen |= found
        fields.append(found)
    keys = {f"tag:{slugify(tag)}" for tag in tags} | set(things)
    if kicker:
        keys.add(f"kicker:{slugify(kicker)}")
    return Profile(*fields, keys=frozenset(keys))


def _sentences_by_field(body: str) -> tuple[list[str], list[str], list[str]]:
    opening, rest, echo = [], [], []
    for at, paragraph in enumerate(marked_paragraphs(body)):
        for sentence in sentences(paragraph):
            (echo if MARK in sentence else rest if at else opening).append(sentence)
    return opening, rest, echo


def with_ideas(found: Iterable[str]) -> frozenset[str]:
    """The terms and the ideas they carry."""
    found = frozenset(found)
    return found.union(*map(ideas, found))


def marked_paragraphs(body: str) -> list[str]:
    """The blocks of a body as plain text, every reference node as a ``MARK``."""
    marked = render_references(body, lambda to, key, words: MARK)
    return [line for line in plain_text(marked).split("\n") if line.strip()]


def sentences(paragraph: str) -> list[str]:
    """The sentences of one paragraph."""
    found, start = [], 0
    for end in _SENTENCE_END.finditer(paragraph):
        if _ABBREVIATED.search(paragraph[max(0, end.start() - 8) : end.start()]):
            continue
        found.append(paragraph[start : end.start()].strip())
        start = end.end()
    return [*found, paragraph[start:].strip()]
