"""
Taking a passage out of text and HTML, without a trace of its words.

Compared without regard to case, blanks, hyphenation and the shapes of quotation marks
and dashes, across tags and paragraphs. In older wordings, which may differ a little,
every run of four of its words goes as well.
"""

import re
from html import unescape

from articles.fields.body import clean_body

MARK = "[…]"
SHORTEST = 3
_RUN = 4
#: So few words between two that go are taken along: what an editor changed in the passage.
_GAP = 3
_SHAPES = str.maketrans(dict.fromkeys("„“”»«›‹‚‘’'", '"') | dict.fromkeys("–—‐‑", "-"))
_IGNORED = "\u00ad\u200b\u2060"
_PIECE = re.compile(r"<[^<>]*>|&(?:#?\w+);|[^<&]|[<&]", re.DOTALL)
_WORD = re.compile(r"\w+")
_EMPTY = re.compile(r"<(p|h2|h3|li|ul|ol|blockquote|strong|em|a|span)(?: [^<>]*)?>\s*</\1>")
_INLINE = ("<strong", "</strong", "<em", "</em", "<a", "</a", "<span", "</span")

Span = tuple[int, int]


def without(text: str, passage: str, *, lenient: bool = False) -> str:
    """Plain ``text`` with the mark of an omission where ``passage`` stood."""
    return _cut(list(text), text, _spans(*_folded(list(text)), passage, lenient))


def without_html(html: str, passage: str, *, lenient: bool = False) -> str:
    """The same for a body; what is left empty goes, and links whose address tells it, too."""
    pieces = [_harmless(piece, passage) for piece in _PIECE.findall(html)]
    spans = _spans(*_folded([_as_text(piece) for piece in pieces]), passage, lenient)
    if not spans and "".join(pieces) == html:
        return html
    cut = _cut(pieces, "".join(pieces), spans)
    while (bare := _EMPTY.sub("", cut)) != cut:
        cut = bare
    return clean_body(cut)


def without_anywhere(value, passage: str, *, lenient: bool = False, name: str = ""):
    """The same for JSON of any depth; what lies under “body” is HTML."""
    if isinstance(value, dict):
        items = value.items()
        return {k: without_anywhere(v, passage, lenient=lenient, name=k) for k, v in items}
    if isinstance(value, list):
        return [without_anywhere(v, passage, lenient=lenient, name=name) for v in value]
    if not isinstance(value, str):
        return value
    cut = without_html if name == "body" else without
    return cut(value, passage, lenient=lenient)


def _as_text(piece: str) -> str:
    """What a reader sees of a piece: tags inside a line nothing, others a blank."""
    if piece.startswith("<") and piece.endswith(">"):
        return "" if piece.startswith(_INLINE) else " "
    return unescape(piece) if piece.startswith("&") else piece


def _harmless(piece: str, passage: str) -> str:
    """A tag whose attributes tell the passage, without them."""
    if not piece.startswith("<") or piece.startswith("</"):
        return piece
    if without(unescape(piece), passage) == unescape(piece):
        return piece
    if piece.startswith("<span"):
        return re.sub(r'data-reference="[^"]*"', 'data-reference="none"', piece)
    return piece.split(" ", 1)[0].rstrip(">") + ">"


def _folded(pieces: list[str]) -> tuple[str, list[int]]:
    """Text as it is compared, and for each of its characters the piece that it came from."""
    folded, origins = [], []
    for index, piece in enumerate(pieces):
        for character in piece.translate(_SHAPES).casefold():
            if character in _IGNORED:
                continue
            is_blank = character.isspace()
            if is_blank and folded and folded[-1] == " ":
                continue
            folded.append(" " if is_blank else character)
            origins.append(index)
    return "".join(folded), origins


def _spans(text: str, origins: list[int], passage: str, lenient: bool) -> list[Span]:
    """From which piece to which the passage stands, or runs of its words."""
    wanted = _folded(list(passage.strip()))[0]
    if len(wanted) < SHORTEST:
        return []
    found = [(m.start(), m.end()) for m in re.finditer(re.escape(wanted), text)]
    if lenient:
        found = _joined(sorted(found + _runs(text, wanted)), text)
    return [(origins[start], origins[end - 1] + 1) for start, end in found]


def _runs(text: str, wanted: str) -> list[Span]:
    words = _WORD.findall(wanted)
    if len(words) <= _RUN:
        return []
    runs = {tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)}
    tokens = list(_WORD.finditer(text))
    starts = range(len(tokens) - _RUN + 1)
    return [
        (tokens[n].start(), tokens[n + _RUN - 1].end())
        for n in starts
        if tuple(token[0] for token in tokens[n : n + _RUN]) in runs
    ]


def _joined(spans: list[Span], text: str) -> list[Span]:
    """Spans that overlap, or have few words between them, as one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and len(_WORD.findall(text[joined[-1][1] : start])) <= _GAP:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _cut(pieces: list[str], whole: str, spans: list[Span]) -> str:
    """The pieces without what lies in the spans; tags stay, so that they still match."""
    if not spans:
        return whole
    left = list(pieces)
    for start, end in spans:
        for index in range(start, end):
            is_tag = pieces[index].startswith("<") and pieces[index].endswith(">")
            left[index] = pieces[index] if is_tag else ""
        left[start] = MARK if left[start] == "" else left[start] + MARK
    return "".join(left)
