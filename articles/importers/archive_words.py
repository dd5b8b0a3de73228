"""
The words of the generated archive: a vocabulary of the field, put together from its parts.

The parts are listed in ``archive_words.txt``; nothing there is taken from a report. Compounds are
made of first elements and heads, and drawn by Zipf's law, so that a few words are everywhere and
most words are rare, as in a real archive.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def read_parts(name: str) -> dict[str, list[str]]:
    """The lines of a file beside this one by the ``[heading]`` above them; # is a comment."""
    parts: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = parts.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return parts


_LINES = read_parts("archive_words.txt")


def listed(heading: str) -> list[str]:
    """The words under a heading."""
    return " ".join(_LINES[heading]).split()


#: Sections, each with the first elements of the compounds that its reports are full of.
SECTIONS = {name: rest.split() for name, rest in (s.split(": ") for s in _LINES["sections"])}
#: First elements that any section may use, with their joint; a hyphen stays.
FIRST = listed("first")
#: Heads: word, gender, ending of the genitive, plural.
HEADS = [tuple(head.split("|")) for head in listed("heads")]
#: The same for words that need no first element; the most frequent of all.
COMMON = [tuple(head.split("|")) for head in listed("common")]
ADVERBIALS = " ".join(_LINES["adverbials"]).split(" | ")


@dataclass(frozen=True, slots=True)
class Noun:
    """A compound with what its cases need: gender, ending of the genitive, plural."""

    word: str
    gender: str
    genitive: str
    plural: str


class Pool:
    """
    Things drawn by Zipf's law: the first often, the last hardly ever.

    The thing of rank r weighs (r + flatness) ** -exponent; the sum of the weights is taken for
    its integral, so that a draw is one power and no search.
    """

    def __init__(self, things, *, flatness: float = 2.7, exponent: float = 1.0):
        self.things = list(things)
        self.flatness, self.exponent = flatness, exponent

    def draw(self, rng: random.Random):
        """One thing."""
        return self.drawer(rng)()

    def drawer(self, rng: random.Random) -> Callable[[], object]:
        """A function that draws one thing; cheaper than asking the pool each time."""
        things, chance, low = self.things, rng.random, self.flatness
        high = len(things) + low
        if self.exponent == 1:
            ratio = high / low
            return lambda: things[int(low * ratio ** chance() - low)]
        power = 1 - self.exponent
        start, width, root = low**power, high**power - low**power, 1 / power
        return lambda: things[int((start + width * chance()) ** root - low)]


def compound(first: str, head: tuple[str, str, str, str]) -> Noun:
    """First element and head in one word; a first element with a hyphen keeps it."""
    word, gender, genitive, plural = head
    if first.endswith("-"):
        return Noun(first + word, gender, genitive, first + plural)
    return Noun(first + word.lower(), gender, genitive, first + plural.lower())


def section_nouns(section: str) -> Pool:
    """The compounds that reports of a section are full of, always in the same order."""
    nouns = [compound(first, head) for first in SECTIONS[section] for head in HEADS]
    return Pool(shuffled(nouns, section), exponent=0.9)


def all_nouns() -> Pool:
    """Every compound there is: two parts, and behind them the rarer ones of three."""
    firsts = sorted({*FIRST, *(first for own in SECTIONS.values() for first in own)})
    pairs = [compound(first, head) for first in firsts for head in HEADS]
    outer = [first for first in firsts if not first.endswith("-")]
    doubles = [a + b.lower() for a in outer[::5] for b in outer[2::9]]
    triples = [compound(double, head) for double in doubles for head in HEADS[::5]]
    common = [Noun(*noun) for noun in COMMON]
    return Pool(common + shuffled(pairs, "pairs") + shuffled(triples, "triples"), exponent=1.05)


def tags() -> list[str]:
    """The words that stand as tags beside sections, places and bodies."""
    nouns = (compound(first, head) for first in FIRST[::4] for head in HEADS[::25])
    return shuffled([noun.word for noun in nouns], "tags")


def surnames() -> list[str]:
    """Invented surnames."""
    return shuffled(
        [a + b for a in listed("surname_parts") for b in listed("surname_ends")], "surnames"
    )


def companies() -> list[str]:
    """Invented companies."""
    return shuffled(
        [a + b for a in listed("company_starts") for b in listed("company_ends")], "companies"
    )


def shuffled(things: list, by: str) -> list:
    """The same things in an order that depends on ``by`` alone."""
    things = list(things)
    random.Random(by).shuffle(things)  # noqa: S311 - no secret
    return things
