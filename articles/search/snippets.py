"""Where the words were found: texts cut to a few lines, the words in it marked."""

import re
from collections.abc import Collection, Iterator

import Stemmer
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_STEMMER = Stemmer.Stemmer("german")
_STEMMER.maxCacheSize = 0
_TOKEN = re.compile(r"\w+")
#: What a letter of a stem may be in a word; letters that stand for themselves are left out.
_WRITTEN = str.maketrans({"a": "[aä]", "o": "[oö]", "u": "[uü]", "s": "[sß]"})
#: Letters of a snippet, and how many of them stand before the first word that was found.
LENGTH, BEFORE = 240, 70


class Marker:
    """Marks the words whose stems are among those that were asked for."""

    def __init__(self, stems: Collection[str]):
        self.stems = frozenset(stems)
        # Most words are told apart by two letters, without asking for their stem.
        beginnings = sorted({re.escape(stem[:2]).translate(_WRITTEN) for stem in self.stems})
        self.likely = re.compile(rf"\b(?:{'|'.join(beginnings)})\w*", re.IGNORECASE)

    def marked(self, text: str) -> tuple[SafeString, bool]:
        """The whole text, escaped, with marks; and whether there is one."""
        spans = list(self._spans(text))
        return _marked(text, spans), bool(spans)

    def snippet(self, text: str) -> SafeString:
        """A piece of a longer text around the first word that was found, or nothing."""
        first = next(self._spans(text), None)
        if first is None:
            return SafeString("")
        start = max(0, first[0] - BEFORE)
        start = text.rfind(" ", 0, start) + 1 if start else 0
        end = start + LENGTH
        end = text.rfind(" ", first[1], end) if end < len(text) else len(text)
        piece = text[start : max(first[1], end)]
        marked, _is_marked = self.marked(piece)
        return mark_safe(f"{'… ' * bool(start)}{marked}{' …' * (end < len(text))}")  # noqa: S308

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        if not self.stems:
            return
        for token in self.likely.finditer(text):
            if _STEMMER.stemWord(token[0].lower()) in self.stems:
                yield token.span()


def python_stems(words: Collection[str]) -> set[str]:
    """The stems as this module makes them; those of PostgreSQL differ for a few words."""
    return {_STEMMER.stemWord(token.lower()) for word in words for token in _TOKEN.findall(word)}


def _marked(text: str, spans: list[tuple[int, int]]) -> SafeString:
    """Escape first: the marks are the only tags."""
    pieces, end = [], 0
    for begin, stop in spans:
        pieces += [escape(text[end:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        end = stop
    return mark_safe("".join([*pieces, escape(text[end:])]))  # noqa: S308
