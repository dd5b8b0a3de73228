"""What was typed, taken apart: words, phrases in quotation marks, words that must not occur."""

import re
from dataclasses import dataclass

from articles.text import TYPOGRAPHIC_MARKS, normalised

#: More than anybody means; a parser of PostgreSQL breaks at some thousand words.
LONGEST, MOST_TERMS = 200, 20
_PHRASE = re.compile(r'(-?)["„“”«»](.*?)(?:["„“”«»]|$)')
_WORD = re.compile(r"(-?)([^\s-][^\s]*)")
_MARKS = str.maketrans(dict.fromkeys(f"{TYPOGRAPHIC_MARKS}\"'`´&|!():*<>\\", " "))


@dataclass(frozen=True)
class Term:
    """A word, or a phrase whose words stand side by side; ``is_unwanted``: it must not occur."""

    words: str
    is_phrase: bool = False
    is_unwanted: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked: the text as it is shown again, and its terms."""

    text: str
    terms: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that must occur."""
        return tuple(term for term in self.terms if not term.is_unwanted)


def asked(typed: str) -> Question:
    """Take apart what somebody typed, whatever it is; what goes too far is cut off."""
    text = " ".join(normalised(typed[: 4 * LONGEST]).split())[:LONGEST].strip()
    terms, rest, begin = [], "", 0
    for phrase in _PHRASE.finditer(text):
        rest += f"{text[begin : phrase.start()]} "
        begin = phrase.end()
        terms.append(_term(phrase[2], True, phrase[1]))
    terms = [*_words(rest + text[begin:]), *terms]
    return Question(text, tuple(term for term in terms if term.words)[:MOST_TERMS])


def _words(text: str) -> list[Term]:
    found = (word for word in _WORD.finditer(text))
    return [term for word in found if (term := _term(word[2], False, word[1])).words]


def _term(words: str, is_phrase: bool, minus: str) -> Term:
    words = " ".join(words.translate(_MARKS).split())
    return Term(words, is_phrase and " " in words, bool(minus))
