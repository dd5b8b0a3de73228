"""
Text as the newsroom stores it: clean characters, slugs, sort keys, and reference nodes.

A reference node in a body is ``<span data-reference="17" data-key="x7">words</span>``;
its ``data-reference`` is the id of a report, ``open``, ``none`` (deliberately
without a link) or an outside ``http(s)`` address.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from articles.vocabulary import ReferenceEnd

#: Marks that PostgreSQL without ICU takes for letters: “Amt“” were a word.
TYPOGRAPHIC_MARKS = "„“”‚‘’»«›‹…–—·•"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]|[\ud800-\udfff]")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})
_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote)>|<br\s*/?>")
_TAG = re.compile(r"<[^<>]*>")
_NODE = re.compile(
    r'<span data-reference="(?P<to>[^"]*)" data-key="(?P<key>[a-z0-9]{1,12})">'
    r"(?P<words>[^<]*)</span>"
)
_LEVEL = re.compile(r"<(/?)(?:p|h2|h3|ul|ol|blockquote)>")
_SENTENCE_END = re.compile(r"[.!?…]+[“”\"’)]*(?=\s+[„\"“(A-ZÄÖÜ0-9])")
#: A full stop after these ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Prof|St|Nr|Abs|Art|Mio|Mrd|Tsd|bzw|ca|ggf|inkl|rund|usw|vgl|z|u|d|a|i|o|B|h|W)|"
    r"\b\d{1,2})\.$"
)


def normalised(text: str) -> str:
    """NFC without control characters; line breaks and tabs stay (threats.md §0.6, I7)."""
    return _CONTROLS.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))


def slugify(text: str, *, fallback: str = "ohne-titel", length: int = 80) -> str:
    """A German slug: “Straße in Köln” → “strasse-in-koeln”; never empty, cut at a word."""
    text = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")
    if len(slug) > length:
        slug = slug[: length + 1].rsplit("-", 1)[0][:length]
    return slug or fallback


def sort_key(text: str) -> str:
    """What German lists are ordered by (DIN 5007-1): Ä sorts as A, ß as ss, case not at all."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return re.sub(r"[^a-z0-9]+", " ", folded.encode("ascii", "ignore").decode()).strip()


def plain_text(html: str) -> str:
    """The words of a sanitised body, one block a line."""
    return unescape(_TAG.sub("", _BLOCK_END.sub("\n", html))).strip()


def blocks(html: str) -> list[str]:
    """The outermost elements of a sanitised body: paragraphs, headings, lists, quotations."""
    found, depth, start = [], 0, 0
    for tag in _LEVEL.finditer(html):
        depth += -1 if tag[1] else 1
        if depth == 0:
            found.append(html[start : tag.end()])
            start = tag.end()
    return found


@dataclass(frozen=True)
class Reference:
    """One reference node: its place in the body (from 0), its end, its words and its sentence."""

    position: int
    key: str
    end: ReferenceEnd
    target_id: int | None
    address: str
    words: str
    sentence: str


def references_in(html: str) -> list[Reference]:
    """The reference nodes of a sanitised body, in order of appearance."""
    return [
        Reference(position, node["key"], *_end(node["to"]), unescape(node["words"]), sentence)
        for position, (node, sentence) in enumerate(_nodes_with_sentences(html))
    ]


def render_references(html: str, resolve: Callable[[str, str, str], str]) -> str:
    """Replace each reference node by ``resolve(to, key, words)``; words arrive escaped."""
    return _NODE.sub(lambda node: resolve(node["to"], node["key"], node["words"]), html)


def _end(to: str) -> tuple[ReferenceEnd, int | None, str]:
    if to.isdecimal():
        return ReferenceEnd.REPORT, int(to), ""
    if to in (ReferenceEnd.NONE, ReferenceEnd.OPEN):
        return ReferenceEnd(to), None, ""
    return ReferenceEnd.ADDRESS, None, unescape(to)


def _nodes_with_sentences(html: str) -> Iterator[tuple[re.Match, str]]:
    for node in _NODE.finditer(html):
        before, after = _BLOCK_END.split(html[: node.start()])[-1], html[node.end() :]
        block = _words(before) + (mark := "\x00") + _words(_BLOCK_END.split(after, 1)[0])
        yield node, sentence_around(block, mark).replace(mark, unescape(node["words"]))


def _words(html: str) -> str:
    return unescape(_TAG.sub("", html))


def sentence_around(block: str, mark: str) -> str:
    """The sentence of a block in which ``mark`` stands, the mark still in it."""
    place = block.index(mark)
    ends = [m.end() for m in _SENTENCE_END.finditer(block) if not _is_abbreviation(block, m)]
    start = max((end for end in ends if end <= place), default=0)
    stop = min((end for end in ends if end > place), default=len(block))
    return block[start:stop].strip()


def _is_abbreviation(block: str, end: re.Match) -> bool:
    return bool(_ABBREVIATION.search(block[max(0, end.start() - 8) : end.start() + 1]))
