"""
Whether a word that is also a town's name speaks of the town here.

Rules of German, asked in order; the first one with an opinion decides. None of
them knows a particular town.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from articles.detection.entities import FormSort, Reason
from articles.detection.first_names import FIRST_NAMES
from articles.detection.lexicon import (
    ARTICLES,
    ELSE_AFTER_DERIVED,
    ELSEWHERE,
    EVERYDAY,
    HOUSE_WORDS,
    LAND_NAMES,
    PART_WORDS,
    PLACE_PREPOSITIONS,
    TOWN_WORDS,
    words_of,
)
from articles.detection.reading import Reading


class Level(IntEnum):
    """How much speaks for a town."""

    DROPPED = 0
    OFFERED = 1
    FAINT = 2
    PLAIN = 3
    STRONG = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """A level and the reason for it."""

    level: Level
    reason: Reason


@dataclass(slots=True)
class Spot:
    """A hit that may be a town, with the words around it and what the register knows."""

    reading: Reading
    start: int
    end: int
    words: str
    base: str
    sort: FormSort
    population: int
    before: str
    after: str
    word_before: str
    persons: frozenset[str] = frozenset()
    is_chained: bool = False

    @property
    def is_everyday(self) -> bool:
        """Whether the name is a word of the language or a first name as well."""
        is_first_name = self.base in FIRST_NAMES and self.population < 50_000
        return self.base in EVERYDAY or self.base in ELSEWHERE or is_first_name

    @property
    def is_whole_kicker(self) -> bool:
        """Whether the kicker is just this name."""
        return self.reading.report.kicker.strip() == self.words and self.start == 0


_HOUSES = frozenset(HOUSE_WORDS.split())
_TOWNS = frozenset(TOWN_WORDS.split())
_PARTS = frozenset(PART_WORDS.split())
_ELSE = frozenset(ELSE_AFTER_DERIVED.split())
_REGIONS = words_of(
    """
    Region Raum Großraum Metropolregion Regierungsbezirk Bezirk Umkreis Region: Umland Bistum
    Wahlkreis Planungsregion Hauptstadtregion Wirtschaftsraum Regionalverband Amt Amtes Amts
    Samtgemeinde Verbandsgemeinde Verwaltungsgemeinschaft Verwaltungsverband Kirchengemeinde
    Altkreis Gemeindeverwaltungsverband Landschaft Insel Halbinsel Fluss Tal
    """
)
_TOWN_ENDINGS = (
    "stadt", "städte", "städten", "gemeinde", "gemeinden", "kommune", "kommunen", "metropole",
    "metropolen", "Orte", "Orten", "Städte", "Städten", "Gemeinden", "Kommunen", "Metropolen",
    "rathaus", "rathauses", "Rathauses", "Märkte", "Märkten", "dorf", "Dörfer",
    "Dörfern", "bürgermeister",
)  # fmt: skip
_ROLE = (
    r"(?:[Bb]ürgermeister|[Mm]inister|[Ss]ekretär|[Ll]eiter|[Ss]precher|[Dd]irektor|[Pp]räsident|"
    r"[Dd]ezernent|[Kk]ämmerer|[Bb]eauftragte|[Ss]tadtrat|[Ss]tadträtin|Landrat|Landrätin|"
    r"[Vv]orstand|[Cc]hef|[Mm]anager|[Kk]oordinator|Professor|[Gg]eschäftsführer|[Vv]orsitzende|"
    r"[Bb]eigeordnete|[Ee]xperte|[Ee]xpertin|[Ff]orscher|(?:Rats|Jury|Vorstands)mitglied|[Rr]eferent|[Ss]enator|"
    r"[Aa]mtmann|[Ss]chulrat|[Ii]ngenieur|[Ll]otse|Kämmerin|[Pp]laner|[Bb]erater|"
    r"[Aa]bgeordnete|[Kk]anzler|[Rr]ektor|[Aa]rchivar|[Rr]egierungsrat)(?:in|r|n|s|e)?"
)
_SAYS = (
    r"(?:sagt|sagte|sagten|erklärt|erklärte|betont|betonte|ergänzt|ergänzte|meint|meinte|erläutert|"
    r"berichtet|freut sich|resümiert|so|bilanziert|lobt|mahnt|fasst|erinnert sich|kommentiert)"
)
_TITLE_BEFORE = re.compile(
    r"\b(?:(?:Team|Gruppe|Mannschaft|Runde) um|"
    r"Herr|Herrn|Frau|Dr\.|Prof\.|Professor|Professorin|Familie) $"
)
_ROLE_BEFORE = re.compile(rf"(?:\b|\w){_ROLE} (?:Dr\. |Prof\. )*(?:[A-ZÄÖÜ][\w.-]* ){{0,2}}$")
_SAID_BEFORE = re.compile(rf"\b{_SAYS} (?:Dr\. )?(?P<first>[A-ZÄÖÜ][\w-]+) $")
#: “…“, ergänzt Hof.” — a town says nothing behind a quotation.
_SAID_ALONE = re.compile(rf"[“”\"’»]?, {_SAYS} $")
_INITIAL_BEFORE = re.compile(r"(?:^|\s)[A-ZÄÖÜ]\. $")
_NAME_BEFORE = re.compile(r"([A-ZÄÖÜ][a-zäöüßéèç]+)(?:-[A-ZÄÖÜ]\w+)?(?: (?:von|zu|van|de))? $")
_SURNAME_AFTER = re.compile(r"^ (?:von |van )?[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ]\w+)?(?=[\s,.“:]|$)")
_ADDRESS_AFTER = re.compile(
    r"^(?:-|[ -](?:Straße|Str\.|Platz|Allee|Weg|Ring|Tor|Damm|Ufer|Gasse|Chaussee|GmbH|AG|SE|KG|"
    r"mbH|gGmbH|eG|e\. ?V\.|& [A-Z]|Land\b|Messe\b))|^\.\w|^@"
)
#: “Köln-Ehrenfeld” and “Ulm-App” speak of the town, “Hannover-Messe” and “-Brandenburg” don't.
_COMPOUND_AFTER = re.compile(r"^-(?!Messe|Brandenburg|Land|[A-ZÄÖÜ]\w+(?:straße|platz))[A-ZÄÖÜ]")
_ACRONYM = re.compile(r"[A-ZÄÖÜ]{3,}|[A-Z][a-z]*[A-Z]{2,}\w*")
_DISTRICT_AFTER = re.compile(
    r"^,? (?:\(|im |in dem )?(?:\(?(?:Land)?[Kk]reis [A-ZÄÖÜ]|[A-ZÄÖÜ][\w-]*kreis\b)"
)
_LAND_AFTER = re.compile(r"^ \((?!Foto|Bild|SPD|CDU|CSU|FDP|AfD|BSW)[A-ZÄÖÜ][\w.-]+(?: [\w.]+)?\)")
_MUNICIPAL_LINK = re.compile(r"([A-ZÄÖÜ][\w-]+) (?:von|in|aus|der Stadt|der Gemeinde) $")
_RELATIVE = re.compile(r"(?:,|, \w+|[„“]) (?:der|die|das|den|dem) $")
_ADJECTIVE_BEFORE = re.compile(r"(\w+) ([a-zäöüß]+(?:e|en|er|es|em)) $")
#: “Nach Lage der Akten”, “in Halle 5”.
_NOT_OF_TOWNS_AFTER = re.compile(
    r"^ (?:(?:des|der|dieses|dieser|eines|einer|ihrer|seiner|unserer) |\d)"
)
#: “Essens Oberbürgermeister”: what only a town has.
_OF_A_TOWN_AFTER = re.compile(
    r"^ (?:[Nn]eue[rsn]? )?(?:Ober|Alt)?(?:[Bb]ürgermeister|Stadtverwaltung|Verwaltung|Rathaus|"
    r"Stadtrat|Gemeinderat|Ratsmitglied|Stadtwerke|Kämmere|Beigeordnete|Stadtdirektor|Stadtbaurat|"
    r"Stadtbücherei|Stadtbibliothek|Bürgerbüro|Bürgeramt|Feuerwehr)"
)
_REGIONAL_BEFORE = re.compile(r"[a-zäöüß-]+(?:ische|ischen|ischer) $")
_PLACE_ADJECTIVE = re.compile(r"(?:isch|nah|benachbart|gleichnamig|kreisfrei)e[nrms]?$")
_NOUN_AFTER = re.compile(r"^ (?:(?:[a-zäöüß-]+e[nrsm]?|Neue[nrsm]?) )?([A-ZÄÖÜ][\w-]+)")
#: “Ludwigsburger und Tübinger Konzepte”, “Gießener, Marburger und Fuldaer Ämter”.
_ALSO_DERIVED = re.compile(
    r"^(?:(?:,| und| oder| sowie| wie) [A-ZÄÖÜ][\w-]+er(?=[, ]))+"
    r"(?= (?:[a-zäöüß-]+e[nrsm]? )?[A-ZÄÖÜ])"
)
_ELSE_ENDINGS = (
    "straße", "platz", "ministerium", "zeitung", "unternehmen", "gericht", "universität",
    "hochschule", "nachrichten", "anbieter", "dienstleister", "hersteller", "institut", "verlag",
    "firma", "konzern", "tagung", "landtag", "regierung", "klinik", "klinikum", "agentur",
    "anzeiger", "presse", "rundschau", "kurier", "tagblatt", "tageblatt",
)  # fmt: skip

_AROUND = re.compile(r"(?:[Rr]und|Region|Raum|Städte|Städten|Gemeinden|Kommunen|Orte) um $")
_NOBLE = ("von", "zu", "van", "de")
Rule = Callable[[Spot], Verdict | None]


def judged(spot: Spot) -> Verdict:
    """What speaks for and against a town at this place."""
    for rule in _RULES:
        verdict = rule(spot)
        if verdict is not None:
            return verdict
    return Verdict(Level.PLAIN, Reason.ONLY_ONE)


def is_person(spot: Spot) -> bool:
    """Whether the word is somebody's name here."""
    before, word = spot.before, spot.word_before
    if word[:1].islower() and word not in _NOBLE:
        by_words = _SAID_ALONE.search(before) or _TITLE_BEFORE.search(before)
        return _has_a_surname(spot) or bool(by_words)
    if _TITLE_BEFORE.search(before) or _INITIAL_BEFORE.search(before):
        return True
    name = _NAME_BEFORE.search(before)
    if name and name[1] in FIRST_NAMES:
        return True
    return _has_a_surname(spot) or _is_named_by_role(spot)


def _has_a_surname(spot: Spot) -> bool:
    return spot.words in FIRST_NAMES and bool(_SURNAME_AFTER.match(spot.after))


def _is_named_by_role(spot: Spot) -> bool:
    is_adjective = spot.sort == FormSort.DERIVED and _NOUN_AFTER.match(spot.after)
    if is_adjective or _says_town(spot.word_before):
        return False
    if _ROLE_BEFORE.search(spot.before):
        return True
    if _SAID_ALONE.search(spot.before) and spot.sort != FormSort.DERIVED:
        return True
    said = _SAID_BEFORE.search(spot.before)
    return bool(said) and not _says_town(said["first"]) and said["first"] not in _REGIONS


def _says_town(word: str) -> bool:
    return word in _TOWNS or word.endswith(_TOWN_ENDINGS)


def _of_a_person(spot: Spot) -> Verdict | None:
    if is_person(spot):
        return Verdict(Level.DROPPED, Reason.PERSON)
    is_known = spot.words.rstrip("s") in spot.persons or spot.words in spot.persons
    placed = spot.is_chained or _is_after_preposition(spot) or _says_town(spot.word_before)
    return Verdict(Level.DROPPED, Reason.PERSON) if is_known and not placed else None


def _of_the_kicker(spot: Spot) -> Verdict | None:
    if spot.is_whole_kicker and spot.sort != FormSort.DERIVED and spot.base not in LAND_NAMES:
        return Verdict(Level.STRONG, Reason.NAMED_BEFORE)
    return None


def _of_a_title(spot: Spot) -> Verdict | None:
    if spot.reading.is_quoted(spot.start, spot.end):
        return Verdict(Level.OFFERED, Reason.TITLE)
    if _COMPOUND_AFTER.match(spot.after) and not spot.is_everyday and spot.population > 20_000:
        return None
    if _ADDRESS_AFTER.match(spot.after):
        dropped = spot.is_everyday or spot.sort == FormSort.DERIVED
        return Verdict(Level.DROPPED if dropped else Level.OFFERED, Reason.PART_OF_NAME)
    return None


def _of_the_noun_before(spot: Spot) -> Verdict | None:
    word = spot.word_before
    if not word[:1].isupper():
        link = None if spot.base in ELSEWHERE else _MUNICIPAL_LINK.search(spot.before)
        word = link[1] if link else ""
        if not word or (not _says_town(word) and not _is_part(word)):
            return None
    if word in _REGIONS or word.rstrip("s") in _REGIONS:
        return Verdict(Level.OFFERED, Reason.REGION)
    if _is_part(word):
        return Verdict(Level.OFFERED, Reason.PART_OF_TOWN)
    if _says_town(word):
        return Verdict(Level.STRONG, Reason.ONLY_ONE)
    return _of_a_house(spot, word)


def _of_a_house(spot: Spot, word: str) -> Verdict | None:
    stem = word.removesuffix("s").removesuffix("e")
    is_house = word in _HOUSES or stem in _HOUSES or word.endswith(_ELSE_ENDINGS)
    if is_house or _ACRONYM.fullmatch(word):
        return Verdict(Level.OFFERED, Reason.PART_OF_NAME)
    return None


def _is_part(word: str) -> bool:
    stem = word.removesuffix("n").removesuffix("e").removesuffix("s")
    return word in _PARTS or stem in _PARTS or word.endswith(("stadtteil", "ortsteil"))


def _of_the_bracket_after(spot: Spot) -> Verdict | None:
    if spot.sort == FormSort.DERIVED:
        return None
    if _DISTRICT_AFTER.match(spot.after):
        return Verdict(Level.STRONG, Reason.CONTEXT)
    if not spot.is_everyday and _LAND_AFTER.match(spot.after):
        return Verdict(Level.STRONG, Reason.CONTEXT)
    return None


def _of_a_derived_form(spot: Spot) -> Verdict | None:
    if spot.sort != FormSort.DERIVED:
        return None
    also = _ALSO_DERIVED.match(spot.after)
    noun = _NOUN_AFTER.match(spot.after[also.end() :] if also else spot.after)
    if noun and _is_elsewhere(noun[1]):
        return Verdict(Level.OFFERED, Reason.PART_OF_NAME)
    has_article = spot.word_before.lower() in ARTICLES
    if spot.is_everyday and not (noun and has_article):
        return Verdict(Level.OFFERED, Reason.COMMON_WORD)
    if not noun and not has_article:
        return Verdict(Level.OFFERED, Reason.PERSON)
    level = Level.PLAIN if spot.population >= 5_000 else Level.FAINT
    return Verdict(level, Reason.DERIVED)


def _is_elsewhere(noun: str) -> bool:
    """Houses, papers and companies: “Berliner Senatskanzlei” is none of the town."""
    stem = noun.removesuffix("s").removesuffix("e").lower()
    known = (noun, noun.rstrip("s"), noun.partition("-")[0])
    return any(word in _ELSE for word in known) or stem.endswith(_ELSE_ENDINGS)


def _of_an_article(spot: Spot) -> Verdict | None:
    if spot.sort == FormSort.DERIVED:
        return None
    if spot.word_before.lower() in ARTICLES and not _RELATIVE.search(spot.before):
        dropped = spot.is_everyday or spot.base.endswith(("bach", "au"))
        return Verdict(Level.DROPPED if dropped else Level.OFFERED, Reason.COMMON_WORD)
    if not spot.is_everyday and _REGIONAL_BEFORE.search(spot.before):
        return Verdict(Level.PLAIN, Reason.CONTEXT)
    found = _ADJECTIVE_BEFORE.search(spot.before) if spot.is_everyday else None
    if found and not _PLACE_ADJECTIVE.search(found[2]) and found[2] not in PLACE_PREPOSITIONS:
        return Verdict(Level.DROPPED, Reason.COMMON_WORD)
    return None


_DIRECTIONS = words_of(
    """
    Norden Süden Osten Westen Mitte Ost West Nord Süd
    """
)


def _of_an_everyday_word(spot: Spot) -> Verdict | None:
    if not spot.is_everyday:
        return None
    if _NOT_OF_TOWNS_AFTER.match(spot.after):
        return Verdict(Level.DROPPED, Reason.COMMON_WORD)
    if spot.words == spot.base + "s" and _OF_A_TOWN_AFTER.match(spot.after):
        return Verdict(Level.PLAIN, Reason.CONTEXT)
    placed = _is_placed(spot)
    if placed and spot.population >= 20_000 and not _goes_on_as_noun(spot):
        return Verdict(Level.PLAIN, Reason.ONLY_ONE)
    in_list = not _is_weak(spot) or _is_listed_direction(spot)
    if spot.is_chained and in_list and spot.population >= 2_000:
        return Verdict(Level.PLAIN, Reason.CONTEXT)
    offered = placed or (spot.population >= 20_000 and not _starts(spot))
    return Verdict(Level.OFFERED if offered else Level.DROPPED, Reason.COMMON_WORD)


def _is_weak(spot: Spot) -> bool:
    return spot.base in _DIRECTIONS or spot.base in ELSEWHERE or spot.words != spot.base


def _is_listed_direction(spot: Spot) -> bool:
    """“Leer, Emden und Norden”: a direction would have its article or preposition."""
    return (
        spot.words in _DIRECTIONS
        and spot.words == spot.base
        and spot.word_before in ("", "und", "oder", "sowie")
    )


def _is_placed(spot: Spot) -> bool:
    """Behind a preposition of place; one that people may follow says nothing of first names."""
    word = spot.word_before.lower()
    if spot.words in _DIRECTIONS:
        return word == "in"  # a direction has its article: “im Süden”
    of_places = word in ("in", "aus", "nach", "richtung")
    return not _is_weak(spot) and (
        of_places or (word in ("bei", "von") and spot.base not in FIRST_NAMES)
    )


def _goes_on_as_noun(spot: Spot) -> bool:
    """“von Essen und Trinken”, “aus Lage, Größe”: a chain of plain nouns, none of them a town."""
    return bool(re.match(r" (?:und|oder|statt) [A-ZÄÖÜ]", spot.after)) and not spot.is_chained


def _starts(spot: Spot) -> bool:
    return spot.reading.begins_sentence(spot.start)


def _of_size(spot: Spot) -> Verdict | None:
    """A village needs a word of place before it or towns beside it."""
    if spot.population >= 10_000 or spot.sort == FormSort.DERIVED:
        return None
    if spot.is_chained or _is_after_preposition(spot):
        return Verdict(Level.PLAIN, Reason.ONLY_ONE)
    if spot.words != spot.base and not spot.is_everyday and " " in spot.words:
        return None
    return Verdict(Level.FAINT, Reason.FAINT)


def _is_after_preposition(spot: Spot) -> bool:
    word = spot.word_before.lower()
    return word in PLACE_PREPOSITIONS or (word == "um" and bool(_AROUND.search(spot.before)))


_RULES: tuple[Rule, ...] = (
    _of_a_person,
    _of_the_kicker,
    _of_a_title,
    _of_the_bracket_after,
    _of_the_noun_before,
    _of_a_derived_form,
    _of_an_article,
    _of_an_everyday_word,
    _of_size,
)
