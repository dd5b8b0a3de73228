"""
Ideas: what different words of the trade mean alike.

A reference often speaks of an earlier report in other words (“Probelauf” for
“Test”, “Bescheid” for “Zusage”). An idea is a list of beginnings of terms
(``words.term``) in ``ideas.txt``; a term that begins with one of them carries it.
"""

from functools import lru_cache
from pathlib import Path

from articles.terms.words import term

_TEXT = Path(__file__).with_name("ideas.txt").read_text("utf-8")


def _read(text: str) -> dict[str, list[str]]:
    """The beginnings of terms by idea; an indented line goes on with the one before."""
    lines = (line for line in text.replace("\n    ", " ").split("\n") if line[:1] not in ("", "#"))
    return {name: words.split() for name, words in (line.split(": ", 1) for line in lines)}


def _by_words(named: dict[str, list[str]]) -> dict[str, set[str]]:
    """The ideas by the beginning (or, with “…”, the end) of the terms that carry them."""
    found: dict[str, set[str]] = {}
    for name, words in named.items():
        for word in words:
            for beginning in {word, word if word[0] == "…" else term(word) or word}:
                found.setdefault(beginning, set()).add("§" + name)
    return found


_BY_WORDS = _by_words(_read(_TEXT))
#: Every idea, as the term it is.
IDEAS = frozenset().union(*_BY_WORDS.values())
_LONGEST = max(map(len, _BY_WORDS))
#: A beginning shorter than this must be the whole term.
_SHORTEST = 5


@lru_cache(maxsize=50_000)
def ideas(term: str) -> tuple[str, ...]:
    """The ideas that a term carries, each as a term of its own that begins with “§”."""
    found = set(_BY_WORDS.get(term, ()))
    for length in range(_SHORTEST, min(len(term), _LONGEST + 1)):
        found |= _BY_WORDS.get(term[:length], set())
    for length in range(2, min(len(term), _LONGEST)):
        found |= _BY_WORDS.get("…" + term[-length:], set())
    return tuple(sorted(found))
