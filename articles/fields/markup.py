"""
The one canonical form of a body: what the editor writes, whatever came in.

``canonical`` reads any HTML once, from left to right, in time linear to its length, and
writes the newsroom's elements only. Its rules for blanks, list items and the nesting of
marks are those of the editor (ProseMirror), so that opening and saving changes nothing.
"""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import count, groupby

from articles.fields.addresses import clean_address
from articles.fields.tokens import attributes_of, tokens
from articles.text import normalised

MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "a": "a"}
LISTS = {"ul", "ol"}
CONTAINERS = {"ul", "ol", "li", "blockquote"}
TEXT_BLOCKS = {"p": "p", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
#: Elements that end a paragraph. The second line's are often left unclosed.
BLOCKS = {
    "div", "section", "article", "header", "footer", "main", "aside", "nav", "figure",
    "figcaption", "table", "dl", "pre", "address", "form", "fieldset", "details", "summary",
    "center", "body", "html", "caption",
}  # fmt: skip
UNCLOSED = {"tr", "td", "th", "tbody", "thead", "tfoot", "dt", "dd", "hr", "option"}
VOID = {
    "area", "base", "col", "embed", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
}  # fmt: skip

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_KEY = re.compile(r"[a-z0-9]{1,12}")
_USED_KEYS = re.compile(r"""data-key\s*+=\s*+["']?+([a-z0-9]{1,12})(?![a-z0-9])""", re.IGNORECASE)
_REPORT = re.compile(r"[1-9][0-9]{0,17}")
_BLANK_ENDS = " \t\r\n\f"
#: Characters of a reference's words; a longer span is no reference but text.
MOST_WORDS = 500


class TooDeep(ValueError):
    """The elements of a text are nested deeper than allowed."""


def canonical(html: str, *, depth: int) -> str:
    """The canonical form of ``html``; raises TooDeep beyond ``depth`` nested elements."""
    composer = _Composer(depth, set(_USED_KEYS.findall(html)))
    for closes, name, attributes, text in tokens(html):
        if not name:
            composer.text(unescape(text))
        elif closes:
            composer.close(name)
        else:
            composer.open(name, attributes)
    return composer.finished()


def clean_reference(value: str) -> str | None:
    """Where a reference leads, in its stored form; None if it says nothing valid."""
    if value in ("open", "none") or _REPORT.fullmatch(value):
        return value
    return clean_address(value, schemes=("http", "https"))


@dataclass(frozen=True)
class _Leaf:
    """A run of text, a line break or a reference, and the marks around it from the outside in."""

    kind: str
    text: str
    marks: tuple[str, ...] = ()


@dataclass
class _Container:
    """An open list, list item or quotation; a list holds items, which are lists of blocks."""

    kind: str
    blocks: list = field(default_factory=list)


class _Composer:
    """Takes tags and text in order and composes blocks."""

    def __init__(self, depth: int, used_keys: set[str]):
        self.depth = depth
        self.used_keys = used_keys
        self.keys: set[str] = set()
        self.new_keys = (f"r{number}" for number in count(1))
        self.stack: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.containers = [_Container("")]
        self.leaves: list[_Leaf] = []
        self.reference: tuple[str, str] | None = None
        self.words: list[str] = []
        self.inner_spans = 0

    # --- what comes in ---

    def text(self, text: str) -> None:
        if self.reference:
            self.words.append(text)
        elif text:
            self.leaves.append(_Leaf("text", text, self._marks()))

    def open(self, name: str, attributes: str) -> None:
        if name == "br":
            self._line_break()
        elif name in VOID:
            return
        elif name in MARKS:
            self._open_mark(MARKS[name], attributes)
        elif name == "span":
            self._open_span(attributes)
        elif _is_block(name):
            self._open_block(name)
        else:
            self._push(name)

    def close(self, name: str) -> None:
        if name in MARKS:
            self._close_mark(MARKS[name])
        elif name == "span" and self.reference:
            self._close_span()
        elif name in self.stack:
            self._close_down_to(len(self.stack) - 1 - self.stack[::-1].index(name))
        elif name in UNCLOSED:
            self._flush()

    def finished(self) -> str:
        self._close_down_to(0)
        self._flush()
        return "".join(self.containers[0].blocks)

    # --- marks, line breaks, references ---

    def _line_break(self) -> None:
        if self.reference:
            self.words.append(" ")
        else:
            self.leaves.append(_Leaf("br", "", self._marks()))

    def _open_mark(self, name: str, attributes: str) -> None:
        if name == "a":
            self._close_mark("a")
            address = attributes_of(attributes).get("href", "")
            address = clean_address(address, schemes=("http", "https", "mailto"))
            self.marks.append(("a", f'a href="{escape(address)}"' if address else ""))
        else:
            self.marks.append((name, name))
        self._check_depth(len(self.stack) + len(self.marks))

    def _close_mark(self, name: str) -> None:
        for at in range(len(self.marks) - 1, -1, -1):
            if self.marks[at][0] == name:
                del self.marks[at]
                return

    def _marks(self) -> tuple[str, ...]:
        opened = dict(self.marks)
        return tuple(opened[name] for name in ("a", "strong", "em") if opened.get(name))

    def _open_span(self, attributes: str) -> None:
        if self.reference:
            self.inner_spans += 1
            return
        given = attributes_of(attributes) if "data-reference" in attributes.lower() else {}
        to = clean_reference(given.get("data-reference", ""))
        if to is None:
            self._push("span")
        else:
            self.reference = (to, given.get("data-key", ""))

    def _close_span(self) -> None:
        if self.inner_spans:
            self.inner_spans -= 1
            return
        (to, key), words = self.reference, "".join(self.words)
        self.reference, self.words = None, []
        clean = _BLANKS.sub(" ", normalised(words)).strip()
        marks = tuple(mark for mark in self._marks() if not mark.startswith("a "))
        if words[:1] in _BLANK_ENDS:
            self.text(" " if words else "")
        if len(clean) > MOST_WORDS:
            self.text(clean)
        elif clean:
            node = f'<span data-reference="{escape(to)}" data-key="{self._key(key)}">'
            self.leaves.append(_Leaf("reference", f"{node}{_escaped(clean)}</span>", marks))
        if clean and words[-1:] in _BLANK_ENDS:
            self.text(" ")

    def _key(self, key: str) -> str:
        if not _KEY.fullmatch(key) or key in self.keys:
            key = next(new for new in self.new_keys if new not in self.used_keys)
        self.keys.add(key)
        return key

    # --- blocks ---

    def _open_block(self, name: str) -> None:
        self._flush()
        if "p" in self.stack:
            self._close_down_to(self.stack.index("p"))
        if name == "li":
            self._open_item()
        elif name in CONTAINERS:
            if name in LISTS and self.containers[-1].kind in LISTS:
                self._open_container("li", reopen=True)
            self._open_container(name)
        elif name not in UNCLOSED:
            self._push(name)

    def _open_item(self) -> None:
        while self.stack and self.containers[-1].kind == "li":
            self._close_down_to(len(self.stack) - 1)
        if self.containers[-1].kind in LISTS:
            self._open_container("li")

    def _open_container(self, kind: str, *, reopen: bool = False) -> None:
        self._push(kind)
        items = self.containers[-1].blocks
        blocks = items.pop() if reopen and items else []
        self.containers.append(_Container(kind, blocks))

    def _close_down_to(self, height: int) -> None:
        if any(map(_is_block, self.stack[height:])):
            self._flush()
        while len(self.stack) > height:
            if self.stack.pop() in CONTAINERS:
                self._close_container()

    def _close_container(self) -> None:
        self._flush()
        container = self.containers.pop()
        if not container.blocks:
            return
        if container.kind == "li":
            self.containers[-1].blocks.append(container.blocks)
            return
        inside = container.blocks
        if container.kind in LISTS:
            inside = [_item(blocks) for blocks in inside]
        self._add(f"<{container.kind}>{''.join(inside)}</{container.kind}>")

    def _add(self, block: str) -> None:
        top = self.containers[-1]
        top.blocks.append([block] if top.kind in LISTS else block)

    def _flush(self) -> None:
        """End the text block that is being written, if there is one."""
        if self.reference:
            self.inner_spans = 0
            self._close_span()
        if not self.leaves:
            return
        leaves, self.leaves = _tidied(self.leaves), []
        if not any(leaf.kind == "reference" or leaf.text.strip() for leaf in leaves):
            return
        marks = max(len(leaf.marks) for leaf in leaves)
        self._check_depth(len(self.containers) + marks + (self.containers[-1].kind in LISTS))
        kind = next((TEXT_BLOCKS[n] for n in reversed(self.stack) if n in TEXT_BLOCKS), "p")
        self._add(f"<{kind}>{_inline(leaves)}</{kind}>")

    def _push(self, name: str) -> None:
        self.stack.append(name)
        self._check_depth(len(self.stack) + len(self.marks))

    def _check_depth(self, depth: int) -> None:
        if depth > self.depth:
            raise TooDeep


def _is_block(name: str) -> bool:
    return name in CONTAINERS or name in TEXT_BLOCKS or name in BLOCKS or name in UNCLOSED


def _item(blocks: list[str]) -> str:
    """A list item; the editor's items begin with a paragraph."""
    first = blocks[0]
    if first.startswith(("<h2>", "<h3>")):
        first = f"<p>{first[4:-5]}</p>"
    elif not first.startswith("<p>"):
        first = f"<p></p>{first}"
    return f"<li>{''.join([first, *blocks[1:]])}</li>"


def _tidied(leaves: list[_Leaf]) -> list[_Leaf]:
    """Leaves with runs joined, characters normalised and blanks collapsed as the editor does."""
    tidy: list[_Leaf] = []
    for (kind, marks), run in groupby(leaves, key=lambda leaf: (leaf.kind, leaf.marks)):
        if kind != "text":
            if kind == "br":
                _strip_end(tidy)
            tidy += run
            continue
        text = _BLANKS.sub(" ", normalised("".join(leaf.text for leaf in run)))
        if text.startswith(" ") and _swallows_blank(tidy):
            text = text[1:]
        _append(tidy, _Leaf("text", text, marks))
    while tidy and tidy[-1].kind != "reference" and not tidy[-1].text.rstrip(" "):
        tidy.pop()
    _strip_end(tidy)
    while tidy and tidy[0].kind == "br":
        tidy.pop(0)
    return tidy


def _append(tidy: list[_Leaf], leaf: _Leaf) -> None:
    if not leaf.text:
        return
    if tidy and tidy[-1].kind == "text" and tidy[-1].marks == leaf.marks:
        leaf = _Leaf("text", tidy.pop().text + leaf.text, leaf.marks)
    tidy.append(leaf)


def _swallows_blank(tidy: list[_Leaf]) -> bool:
    return not tidy or tidy[-1].kind == "br" or tidy[-1].text.endswith(" ")


def _strip_end(tidy: list[_Leaf]) -> None:
    """Take the blank off the end; there is at most one."""
    if tidy and tidy[-1].kind == "text" and tidy[-1].text.endswith(" "):
        last = tidy.pop()
        _append(tidy, _Leaf("text", last.text[:-1], last.marks))


def _inline(leaves: list[_Leaf]) -> str:
    """Leaves as HTML; marks stay open across leaves as the editor keeps them open."""
    written: list[str] = []
    active: tuple[str, ...] = ()
    for leaf in [*leaves, _Leaf("end", "")]:
        kept = 0
        while active[kept : kept + 1] and active[kept : kept + 1] == leaf.marks[kept : kept + 1]:
            kept += 1
        written += [f"</{mark.split(' ', 1)[0]}>" for mark in reversed(active[kept:])]
        written += [f"<{mark}>" for mark in leaf.marks[kept:]]
        active = leaf.marks
        written.append(_written(leaf))
    return "".join(written)


def _written(leaf: _Leaf) -> str:
    if leaf.kind == "br":
        return "<br>"
    return _escaped(leaf.text) if leaf.kind == "text" else leaf.text


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\xa0", "&nbsp;")
