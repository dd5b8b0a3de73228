"""A report as one text with its fields, sentences and the words around a place in it."""

import re
from bisect import bisect_right
from functools import cached_property

from articles.detection.entities import Report

_GAP = "\n\n"
#: Characters of a sentence that are looked at on either side.
_LONGEST = 400
_SENTENCE_END = re.compile(r"[.!?…:][“”\"’)]*\s+(?=[„“\"(A-ZÄÖÜ0-9])|\n+")
#: A full stop after these ends no sentence.
_NO_END = re.compile(r"(?:\b(?:Dr|Prof|St|Nr|Mio|Mrd|ca|rund|vgl|bzw|Hann|[a-zA-Z])|\d{1,2})$")
_WORD_BEFORE = re.compile(r"([\w@.-]*[\w-])[ \u00a0]+$")


class Reading:
    """The fields of a report joined, with offsets into each; built anew for every report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.day = report.day
        self.text = ""
        self._starts, self._fields = [], []
        for field in ("kicker", "headline", "lead", "body"):
            self._starts.append(len(self.text))
            self._fields.append(field)
            self.text += getattr(report, field).replace("\u00a0", " ") + _GAP

    def place(self, start: int) -> tuple[str, int]:
        """Field and offset in it of a position of the joined text."""
        index = bisect_right(self._starts, start) - 1
        return self._fields[index], start - self._starts[index]

    def start_of(self, field: str) -> int:
        """Where a field begins in the joined text."""
        return self._starts[self._fields.index(field)]

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where sentences begin, headlines and fields included."""
        text = self.text
        ends = (
            found.end()
            for found in _SENTENCE_END.finditer(text)
            if not (text[found.start()] == "." and _is_abbreviation(text, found.start()))
        )
        return [0, *ends]

    def sentence(self, position: int) -> str:
        """The sentence around a position, of a monstrous one only the nearer part."""
        start, end = self.sentence_span(position)
        return self.text[max(start, position - _LONGEST) : min(end, position + _LONGEST)]

    def sentence_span(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence around a position."""
        index = bisect_right(self.sentence_starts, position)
        after = self.sentence_starts[index] if index < len(self.sentence_starts) else len(self.text)
        return self.sentence_starts[index - 1], after

    def begins_sentence(self, start: int) -> bool:
        """Whether a capital letter at this place says nothing."""
        while start and self.text[start - 1] in '„“”"(»':
            start -= 1
        return self.sentence_span(start)[0] == start

    def before(self, start: int, length: int = 60) -> str:
        """What stands before a place in the same sentence."""
        return self.text[max(self.sentence_span(start)[0], start - length) : start]

    def after(self, end: int, length: int = 60) -> str:
        """What follows in the same field."""
        return self.text[end : end + length].split("\n", 1)[0]

    def word_before(self, start: int) -> str:
        """The word directly before a place, or nothing where a mark stands between."""
        found = _WORD_BEFORE.search(self.before(start, 40))
        return found[1] if found else ""

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether exactly these words stand in quotation marks."""
        return (
            start > 0
            and self.text[start - 1] in '„“"»‚›'
            and self.text[end : end + 1] in ("“", "”", '"', "«", "‘", "‹")
        )


def _is_abbreviation(text: str, dot: int) -> bool:
    return bool(_NO_END.search(text[max(0, dot - 6) : dot]))
