"""
Bringing two changes of one text together: what both typed is in the result or in a clash.

Pure functions over snapshots (``revisions``). Plain fields merge where only one side
changed them; several things merge by what each side added and took away; a text
merges by its paragraphs. Where both sides changed the same place it *clashes*: the
result holds both, and the page shows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError

from articles.fields.body import clean_body
from articles.revisions import CONTENT, ONES, SEVERALS, Snapshot, bare
from articles.text import blocks

#: Fields made of parts that merge one by one.
IN_PARTS = ("body", "links")


@dataclass(frozen=True)
class Merge:
    """
    One field that the two sides don't agree on.

    ``value`` holds what both changed together; where it ``is_clash``, one after the other.
    """

    name: str
    mine: Any
    theirs: Any
    value: Any
    is_clash: bool


@dataclass(frozen=True)
class Hunk:
    """A run of parts: as all have it, as one side made it, or as the two sides differ."""

    mine: tuple
    theirs: tuple
    is_clash: bool = False

    @property
    def both(self) -> tuple:
        """Every part of the two sides once, mine first where they differ."""
        return tuple(_interleaved(self.mine, self.theirs)) if self.is_clash else self.mine


def merge(ancestor: Snapshot, mine: Snapshot, theirs: Snapshot) -> list[Merge]:
    """What ``mine`` and ``theirs``, both made from ``ancestor``, don't agree on, in their order."""
    return [
        _merge_field(name, ancestor.get(name), mine.get(name), theirs.get(name))
        for name in CONTENT
        if bare(mine.get(name)) != bare(theirs.get(name))
    ]


def merged(ancestor: Snapshot, mine: Snapshot, theirs: Snapshot) -> tuple[Snapshot, list[str]]:
    """The two changes as one snapshot, and the names of the fields that clash in it."""
    merges = merge(ancestor, mine, theirs)
    content = theirs | {one.name: one.value for one in merges}
    return content, [one.name for one in merges if one.is_clash]


@dataclass(frozen=True, order=True)
class Edit:
    """Parts ``start`` to ``end`` of the ancestor became ``parts`` on one side."""

    start: int
    end: int
    is_mine: bool
    parts: tuple


def three_way(ancestor: Sequence, mine: Sequence, theirs: Sequence) -> list[Hunk]:
    """The parts of the three in order; edits of both sides clash only where they overlap."""
    edits = sorted(
        [*_edits(ancestor, mine, is_mine=True), *_edits(ancestor, theirs, is_mine=False)]
    )
    hunks, at = [], 0
    for start, end, group in _groups(edits):
        same = tuple(ancestor[at:start])
        hunks += [Hunk(same, same)] if same else []
        hunks.append(_hunk(ancestor, start, end, group))
        at = end
    rest = tuple(ancestor[at:])
    return [*hunks, Hunk(rest, rest)] if rest else hunks


def _merge_field(name: str, ancestor: Any, mine: Any, theirs: Any) -> Merge:
    if bare(ancestor) == bare(theirs):
        return Merge(name, mine, theirs, mine, is_clash=False)
    if bare(ancestor) == bare(mine):
        return Merge(name, mine, theirs, theirs, is_clash=False)
    if name in SEVERALS:
        return Merge(
            name, mine, theirs, _merge_things(ancestor or [], mine, theirs), is_clash=False
        )
    if name in IN_PARTS:
        return _merge_parts(name, ancestor or "", mine, theirs)
    value = mine if name in ONES or not isinstance(mine, str) else _one_after_another(mine, theirs)
    return Merge(name, mine, theirs, value, is_clash=True)


def _merge_things(ancestor: list, mine: list, theirs: list) -> list:
    """What is in both, and what either side added; what one side took away is gone."""
    known = {thing["id"] for thing in ancestor}
    ours, others = ({thing["id"]: thing for thing in side} for side in (mine, theirs))
    kept = [n for n in ours | others if (n in ours and n in others) or n not in known]
    return [(ours | others)[number] for number in sorted(kept)]


def _merge_parts(name: str, ancestor: Any, mine: Any, theirs: Any) -> Merge:
    sides = [blocks(side) if name == "body" else _frozen(side) for side in (ancestor, mine, theirs)]
    hunks = three_way(*sides)
    parts = [part for hunk in hunks for part in hunk.both]
    is_clash = any(hunk.is_clash for hunk in hunks)
    if name == "links":
        return Merge(name, mine, theirs, [dict(part) for part in parts], is_clash)
    try:
        return Merge(name, mine, theirs, clean_body("".join(parts)), is_clash)
    except ValidationError:  # Together they are larger than a text may be.
        return Merge(name, mine, theirs, mine, is_clash=True)


def _frozen(links: list) -> list:
    return [tuple(link.items()) for link in links]


def _one_after_another(mine: str, theirs: str) -> str:
    return " ".join(part for part in (mine.strip(), theirs.strip()) if part)


def _edits(ancestor: Sequence, side: Sequence, *, is_mine: bool) -> Iterator[Edit]:
    matcher = SequenceMatcher(None, ancestor, side, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace" and b - a == d - c:  # As many as before: each stands for one.
            for n in range(b - a):
                yield Edit(a + n, a + n + 1, is_mine, (side[c + n],))
        elif kind != "equal":
            yield Edit(a, b, is_mine, tuple(side[c:d]))


def _groups(edits: list[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """Edits that overlap, together; two insertions at one place do."""
    group: list[Edit] = []
    start = end = 0
    for edit in edits:
        if group and (edit.start < end or (edit.start, edit.end) == (start, end)):
            group.append(edit)
            end = max(end, edit.end)
            continue
        if group:
            yield start, end, group
        group, start, end = [edit], edit.start, edit.end
    if group:
        yield start, end, group


def _hunk(ancestor: Sequence, start: int, end: int, group: list[Edit]) -> Hunk:
    mine, theirs = (
        _applied(ancestor, start, end, [edit for edit in group if edit.is_mine is is_mine])
        for is_mine in (True, False)
    )
    if len({edit.is_mine for edit in group}) == 1:
        one = mine if group[0].is_mine else theirs
        return Hunk(one, one)
    return Hunk(mine, theirs, is_clash=mine != theirs)


def _applied(ancestor: Sequence, start: int, end: int, edits: list[Edit]) -> tuple:
    parts, at = [], start
    for edit in edits:
        parts += [*ancestor[at : edit.start], *edit.parts]
        at = edit.end
    return (*parts, *ancestor[at:end])


def _interleaved(mine: tuple, theirs: tuple) -> Iterator:
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        yield from mine[a:b]
        if kind != "equal":
            yield from theirs[c:d]
