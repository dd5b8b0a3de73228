"""
Ideas: what different words of the trade mean alike.

A reference often speaks of an earlier report in other words (“Probelauf” for
“Test”, “Bescheid” for “Zusage”). An idea is a list of beginnings of terms
(``words.term``) in ``ideas.txt``; a term that begins with one of them carries it.
"""

from functools import lru_cache
from pathlib import Path

_TEXT = Path(__file__).with_name("ideas.txt").read_text("utf-8")


def _read(text: str) -> dict[str, list[str]]:
    """The beginnings of terms by idea; an indented line goes on with the one before."""
    lines = (line for line in text.replace("\n    ", " ").split("\n") if line[:1] not in ("", "#"))
    return {name: words.split() for name, words in (line.split(": ", 1) for line in lines)}


_BEGINNINGS = sorted(
    ((beginning, idea) for idea, words in _read(_TEXT).items() for beginning in words),
    key=lambda pair: (-len(pair[0]), pair),
)


#: Every idea, as the term it is.
IDEAS = frozenset("§" + idea for _, idea in _BEGINNINGS)


@lru_cache(maxsize=50_000)
def ideas(term: str) -> tuple[str, ...]:
    """The ideas that a term carries, each as a term of its own that begins with “§”."""
    found = {idea for beginning, idea in _BEGINNINGS if _carries(term, beginning)}
    return tuple(sorted("§" + idea for idea in found))


def _carries(term: str, beginning: str) -> bool:
    if beginning.startswith("…"):
        return len(term) > len(beginning) and term.endswith(beginning[1:])
    return term == beginning or (len(beginning) > 4 and term.startswith(beginning))
