"""
Two snapshots side by side, field by field, with the words marked that differ.

Everything here is text, never markup: templates escape it. Bold, links and references
are written out in brackets, so that a change of them is seen too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from articles.revisions import CONTENT, ONES, SEVERALS, Snapshot
from articles.vocabulary import Genre

#: Beyond this many pairs of words a paragraph is marked as a whole: time grows with their product.
MOST_PAIRS = 4_000_000
_WORD = re.compile(r"⟨[^⟩]*⟩|\w+|\s+|[^\w\s]")
_PIECE = re.compile(r"<(/?)(\w+)([^>]*)>|([^<]+)")
_ATTRIBUTE = re.compile(r'(?:href|data-reference)="([^"]*)"')
_LEAVES = {"p", "h2", "h3", "li", "blockquote"}


@dataclass(frozen=True)
class Run:
    """Some words of a line, and whether the other side lacks them."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph, a heading or one thing, as it was and as it is; empty where there is none."""

    old: tuple[Run, ...]
    new: tuple[Run, ...]
    kind: str = "p"

    @property
    def is_same(self) -> bool:
        """Whether nothing was changed in it."""
        return not any(run.is_changed for run in (*self.old, *self.new))


@dataclass(frozen=True)
class Difference:
    """A field that differs, with all its lines in order."""

    name: str
    lines: tuple[Line, ...]


def compare(
    old: Snapshot, new: Snapshot, titles: Mapping[int, str] | None = None
) -> list[Difference]:
    """
    The fields in which two snapshots differ, in the order of the form.

    ``titles`` names the reports that references lead to, by their numbers.
    """
    found = [
        Difference(name, tuple(compare_field(name, old.get(name), new.get(name), titles)))
        for name in CONTENT
    ]
    return [one for one in found if not all(line.is_same for line in one.lines)]


def compare_field(
    name: str, old: Any, new: Any, titles: Mapping[int, str] | None = None
) -> Iterator[Line]:
    """The lines of one field, those that stayed included."""
    before, after = _lines(name, old, titles or {}), _lines(name, new, titles or {})
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for change, a, b, c, d in matcher.get_opcodes():
        for one, other in zip_longest(before[a:b], after[c:d]):
            yield _line(one, other, is_same=change == "equal")


def marked(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Two lines as runs of words, those marked that the other one lacks."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) * len(after) > MOST_PAIRS:
        return (Run(old, True),), (Run(new, True),)
    left, right = [], []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for change, a, b, c, d in matcher.get_opcodes():
        left += _run(before[a:b], change)
        right += _run(after[c:d], change)
    return tuple(left), tuple(right)


def _run(words: list[str], change: str) -> list[Run]:
    return [Run("".join(words), change != "equal")] if words else []


def _line(one, other, *, is_same: bool) -> Line:
    kind = (other or one)[0]
    if is_same:
        return Line((Run(one[1]),), (Run(other[1]),), kind)
    if one is None or other is None:
        old = (Run(one[1], True),) if one else ()
        return Line(old, (Run(other[1], True),) if other else (), kind)
    old, new = marked(one[1], other[1])
    if one[0] != other[0]:  # The same words as a paragraph and as a heading.
        old, new = (Run(one[1], True),), (Run(other[1], True),)
    return Line(old, new, kind)


# --- A field as lines: (kind, text) ------------------------------------------------------------


def _lines(name: str, value: Any, titles: Mapping[int, str]) -> list[tuple[str, str]]:
    if not value:
        return []
    if name == "body":
        return list(_body_lines(value, titles))
    if name == "links":
        return [("p", f"{link['label']} ⟨{link['address']}⟩") for link in value]
    if name in ONES:
        return list(_thing_lines(value))
    if name in SEVERALS:
        return [("p", thing["label"]) for thing in value]
    if name == "genre" and value in Genre.values:
        return [("p", str(Genre(value).label))]
    return [("p", line) for line in str(value).split("\n")]


def _thing_lines(thing: Snapshot) -> Iterator[tuple[str, str]]:
    yield "p", thing["label"]
    words = {
        "credit": _("Credit"),
        "caption": _("Caption"),
        "alternative_text": _("Alternative text"),
    }
    for name, word in words.items():
        if thing.get(name):
            yield "p", f"{word}: {thing[name]}"


def _body_lines(html: str, titles: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    kind, words, notes = "p", [], []
    for closes, tag, attributes, text in _PIECE.findall(html):
        if text:
            words.append(unescape(text))
        elif tag in _LEAVES:
            if "".join(words).strip():
                yield kind, "".join(words)
            kind, words = _kind(closes, tag, kind), []
        elif tag == "br":
            words.append("⟨↵⟩")
        else:
            words.append(_inline(closes, tag, attributes, notes, titles))
    if "".join(words).strip():
        yield kind, "".join(words)


def _kind(closes: str, tag: str, around: str) -> str:
    """A paragraph in a list item or a quotation is called by what it stands in."""
    if closes:
        return "p"
    return around if tag == "p" and around in ("li", "blockquote") else tag


def _inline(closes: str, tag: str, attributes: str, notes: list[str], titles) -> str:
    """Bold, emphasis, links and references as words in brackets."""
    if tag in ("ul", "ol"):
        return ""
    if tag in ("strong", "em"):
        word = _("bold") if tag == "strong" else _("italic")
        return f"⟨/{word}⟩" if closes else f"⟨{word}⟩"
    if closes:
        return notes.pop() if notes else ""
    end = _ATTRIBUTE.search(attributes)
    notes.append(f"⟨→ {_end(unescape(end[1]), titles)}⟩" if end else "")
    return ""


def _end(to: str, titles: Mapping[int, str]) -> str:
    if to.isdecimal():
        return titles.get(int(to)) or _("Report %(number)s") % {"number": to}
    return {"open": _("open"), "none": _("without a link")}.get(to, to)
