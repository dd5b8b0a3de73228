"""
Sentences for the generated archive: patterns with slots, filled from the vocabulary.

A slot is one character in braces. ``N A D G`` are a noun with its definite article in the four
cases, lower-case versions the same with an indefinite article and an adjective; ``P`` a plural
without an article, ``K`` without an adjective, ``Q`` in the dative; ``B`` a bare noun. ``V`` is a
participle, ``I`` an infinitive, ``T`` an adverbial, ``J`` an adjective as adverb; ``O`` a town,
``Y`` another one, ``L`` the Land, ``C`` a company, ``M`` a person with office, ``S`` a surname,
``H`` the institution, ``X`` the project of the storyline; ``Z`` a number, ``E`` per cent, ``F`` an
amount, ``W`` a day with its date; ``R`` a reference, ``U`` the month of what it refers to.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from articles.importers import archive_words as words
from articles.importers.archive_words import Noun, Pool

ARTICLES = {
    "nominative": {"m": "der", "f": "die", "n": "das"},
    "accusative": {"m": "den", "f": "die", "n": "das"},
    "dative": {"m": "dem", "f": "der", "n": "dem"},
    "genitive": {"m": "des", "f": "der", "n": "des"},
}
INDEFINITE = {
    "nominative": {"m": "ein {}er", "f": "eine {}e", "n": "ein {}es"},
    "accusative": {"m": "einen {}en", "f": "eine {}e", "n": "ein {}es"},
    "dative": {"m": "einem {}en", "f": "einer {}en", "n": "einem {}en"},
}

#: Where references stand, and how many of 41 stood there.
REFERENCES = {
    25: "references_at_the_end",
    13: "references_behind_a_noun",
    2: "references_before_a_comma",
    1: "references_in_a_bracket",
}
_LINES = words.read_parts("archive_sentences.txt")
_SLOT = re.compile(r"\{(\w)\}")
_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip

Fill = Callable[[], str]


@dataclass(frozen=True)
class Pattern:
    """A sentence, and the slots in it in the order of their places."""

    text: str
    slots: tuple[str, ...]


def pattern(text: str) -> Pattern:
    """Take the slots out of a sentence."""
    return Pattern(_SLOT.sub("%s", text), tuple(_SLOT.findall(text)))


def patterns(heading: str) -> Pool:
    """The patterns under a heading, some liked more than others."""
    return Pool([pattern(line) for line in _LINES[heading]], flatness=25)


class Style:
    """All pools of words and patterns; built once, shared by all reports."""

    def __init__(self):
        self.nouns = words.all_nouns()
        self.by_section = {name: words.section_nouns(name) for name in words.SECTIONS}
        self.adjectives = Pool(words.listed("adjectives"), flatness=8)
        self.participles = Pool(words.listed("participles"), flatness=12)
        self.infinitives = Pool(words.listed("infinitives"), flatness=12)
        self.adverbials = Pool(words.ADVERBIALS, flatness=12)
        self.first_names = Pool(words.listed("first_names"), flatness=40)
        self.surnames = Pool(words.surnames(), flatness=300)
        self.companies = Pool(words.companies(), flatness=20)
        self.roles = Pool(words.listed("roles"))
        self.tags = Pool(words.tags())
        self.sentences = patterns("sentences")
        self.leads = patterns("leads")
        self.lead_tails = patterns("lead_tails")
        self.lead_ends = patterns("lead_ends")
        self.quotes = patterns("quotes")
        self.quote_ends = patterns("quote_ends")
        self.questions = patterns("questions")
        self.headlines = patterns("headlines")
        self.headings = patterns("headings")
        self.references = {weight: patterns(heading) for weight, heading in REFERENCES.items()}


class Writer:
    """
    Writes the sentences of one report; ``slots`` fill those that are about its story.

    Everything drawn comes from ``rng``, so that a report depends on its own seed alone.
    """

    def __init__(self, style: Style, rng: random.Random, section: str, slots: dict[str, Fill]):
        self.style, self.rng = style, rng
        noun, adjective = _nouns(style, section, rng), style.adjectives.drawer(rng)
        self._slots: dict[str, Fill] = {
            **_phrases(noun, adjective, rng.random),
            "J": adjective,
            "V": style.participles.drawer(rng),
            "I": style.infinitives.drawer(rng),
            "T": style.adverbials.drawer(rng),
            "C": style.companies.drawer(rng),
            "M": self._person,
            "S": style.surnames.drawer(rng),
            "Z": self._number,
            "F": lambda: f"{self._number()}.000",
            "E": lambda: str(int(rng.triangular(3, 98, 60))),
            **slots,
        }
        self._drawers: dict[int, Fill] = {}

    def say(self, pool: Pool) -> str:
        """A sentence of the pool, with a capital at its start."""
        draw = self._drawers.get(id(pool))
        if draw is None:
            draw = self._drawers[id(pool)] = pool.drawer(self.rng)
        chosen, slots = draw(), self._slots
        sentence = chosen.text % tuple([slots[slot]() for slot in chosen.slots])
        return sentence[:1].upper() + sentence[1:]

    def quote(self) -> str:
        """Somebody's words, and whose they are."""
        said, by = self.say(self.style.quotes), self.say(self.style.quote_ends)
        if self.rng.random() < 0.4:
            more = self.say(self.style.quotes)
            return f"„{said}“, {by[:1].lower()}{by[1:]}. „{more}.“"
        return f"„{said}“, {by[:1].lower()}{by[1:]}."

    def reference(self, node: str, since: str) -> str:
        """A sentence with the reference ``node`` to something of the month ``since``."""
        self._slots |= {"R": lambda: node, "U": lambda: since}
        weights = list(self.style.references)
        return self.say(self.style.references[self.rng.choices(weights, weights)[0]])

    def _person(self) -> str:
        role, style = self.style.roles.draw(self.rng), self.style
        return f"{role} {style.first_names.draw(self.rng)} {style.surnames.draw(self.rng)}"

    def _number(self) -> str:
        number = int(self.rng.lognormvariate(3.5, 2)) + 2
        return f"{number:,}".replace(",", ".")


def _nouns(style: Style, section: str, rng: random.Random) -> Callable[[], Noun]:
    """Every third noun is one of the section's own."""
    own, any_noun = style.by_section[section].drawer(rng), style.nouns.drawer(rng)
    chance = rng.random
    return lambda: own() if chance() < 0.35 else any_noun()


def _phrases(noun: Callable[[], Noun], adjective: Fill, chance: Callable) -> dict[str, Fill]:
    """The slots that nouns fill, with and without articles and adjectives."""

    def genitive() -> str:
        chosen = noun()
        return f"{ARTICLES['genitive'][chosen.gender]} {chosen.word}{chosen.genitive}"

    def plural() -> str:
        chosen = noun().plural
        return chosen if chance() < 0.5 else f"{adjective()}e {chosen}"

    def plural_dative() -> str:
        chosen = noun().plural
        return chosen if chosen[-1] in "ns" else f"{chosen}n"

    return {
        "N": _definite(noun, "nominative"),
        "A": _definite(noun, "accusative"),
        "D": _definite(noun, "dative"),
        "G": genitive,
        "n": _indefinite(noun, adjective, "nominative"),
        "a": _indefinite(noun, adjective, "accusative"),
        "d": _indefinite(noun, adjective, "dative"),
        "P": plural,
        "K": lambda: noun().plural,
        "Q": plural_dative,
        "B": lambda: noun().word,
    }


def _definite(noun: Callable[[], Noun], case: str) -> Fill:
    articles = ARTICLES[case]

    def phrase() -> str:
        chosen = noun()
        return f"{articles[chosen.gender]} {chosen.word}"

    return phrase


def _indefinite(noun: Callable[[], Noun], adjective: Fill, case: str) -> Fill:
    articles = INDEFINITE[case]

    def phrase() -> str:
        chosen = noun()
        return f"{articles[chosen.gender].format(adjective())} {chosen.word}"

    return phrase


def day_in_words(day) -> str:
    """“Am Dienstag (5. März 2024)”, as the trade press dates an event."""
    return f"am {_WEEKDAYS[day.weekday()]} ({day.day}. {_MONTHS[day.month - 1]} {day.year})"


def month_in_words(day) -> str:
    """“Januar 2019”."""
    return f"{_MONTHS[day.month - 1]} {day.year}"
