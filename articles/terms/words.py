"""
German words as terms: one form for “verteilt”, “Verteilung” and “verteilten”.

A term is a folded stem (“ausgezeichnet” and “Auszeichnung” are both “auszeichn”).
Hyphenated words give their parts and the whole; runs of capitalised words also
give their initials, so that a full name meets its abbreviation.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import Stemmer

_STEMMER = Stemmer.Stemmer("german")
_STEMMER.maxCacheSize = 0
_TOKEN = re.compile(r"[@#]?\w[\w@]*(?:[.-]\w+)*", re.UNICODE)
_NUMBER = re.compile(r"\d[\d.]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CAPITALS = re.compile(r"[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[A-ZÄÖÜ][A-Za-z]*(?:-[A-Z]+)?")
_NAME_RUN = re.compile(r"[A-ZÄÖÜ]\w+(?:[ /-][A-ZÄÖÜ]\w+){2,4}")
_FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "á": "a"})

#: Words without a topic, and the newsroom's own phrases.
STOPWORDS = frozenset(Path(__file__).with_name("stopwords.txt").read_text("utf-8").split())

#: Strong forms that no stemmer brings together, by their beginning.
_ABLAUT = {
    "begann": "beginn", "begonn": "beginn", "gewann": "gewinn", "gewonn": "gewinn",
    "beschloss": "beschluss", "beschliess": "beschluss", "entschied": "entscheid",
    "schloss": "schluss", "abgeschloss": "abschluss", "abschliess": "abschluss",
    "bewarb": "bewerb", "beworb": "bewerb", "ubernahm": "ubernehm", "ubernomm": "ubernehm",
    "aufgenomm": "aufnahm", "aufnehm": "aufnahm", "vergab": "vergeb", "verlieh": "verleih",
    "unterschrieb": "unterschreib", "ausgeschrieb": "ausschreib", "unternomm": "unternehm",
    "erhielt": "erhalt", "angegriff": "angriff", "angreif": "angriff", "trat": "tret",
    "betrieb": "betreib", "erfand": "erfind", "erfund": "erfind", "verbund": "verbind",
    "gefund": "find", "gesproch": "sprech", "getroff": "treff", "gestieg": "steig",
    "stieg": "steig", "wuchs": "wachs", "gewachs": "wachs", "zog": "zieh", "gezog": "zieh",
    "umgezog": "umzieh", "bezog": "bezieh", "gebroch": "brech", "unterbroch": "unterbrech",
    "gestoch": "stech", "genomm": "nehm", "gewichen": "weich", "wich": "weich",
    "ernannt": "ernenn", "genannt": "nenn", "benannt": "benenn", "umbenannt": "umbenenn",
    "gekauft": "kauf", "verschob": "verschieb", "betraf": "betreff", "betroff": "betreff",
}  # fmt: skip
_PARTICIPLE = re.compile(
    r"(zusammen|zuruck|weiter|wieder|bereit|statt|nach|fest|frei|teil|auf|aus|bei|dar|ein|her|hin"
    r"|los|mit|vor|weg|ab|an|um|zu)?ge(\w{3,}?)(?:e?t)?"
)
_PARTICIPLE_ENDS = ("t", "te", "ten", "ter", "tes", "tem", "en", "ene", "ener")


def term(word: str) -> str:
    """The term of one word without blanks; empty for a word without a topic."""
    lowered = word.lower().strip("@#.-")
    if lowered in STOPWORDS or len(lowered) < 2:
        return ""
    if _NUMBER.fullmatch(lowered):
        return _number(lowered)
    stem = _STEMMER.stemWord(lowered.replace("-", "").replace(".", "")).translate(_FOLDED)
    return _ABLAUT.get(stem) or _without_participle(stem, lowered)


def _number(digits: str) -> str:
    plain = digits.replace(".", "")
    return "" if _YEAR.fullmatch(plain) or len(plain) < 2 else plain


def _without_participle(stem: str, lowered: str) -> str:
    """“ausgezeichnet” → “auszeichn”, “gefördert” → “forder”."""
    found = _PARTICIPLE.fullmatch(stem)
    if not found or not lowered.endswith(_PARTICIPLE_ENDS):
        return stem
    joined = (found[1] or "") + found[2]
    return joined if len(found[2]) >= 4 else stem


def terms(text: str) -> list[str]:
    """The terms of a text in order, parts of hyphenated words and initials of names included."""
    found = [each for token in _TOKEN.findall(text) for each in _of_token(token)]
    return found + [_initials(run) for run in _NAME_RUN.findall(text)]


def placed_terms(text: str) -> Iterator[tuple[int, int, str]]:
    """Each term of a text with the offsets at which its word begins and ends."""
    for token in _TOKEN.finditer(text):
        for found in _of_token(token[0]):
            yield token.start(), token.end(), found
    for run in _NAME_RUN.finditer(text):
        yield run.start(), run.end(), _initials(run[0])


def _initials(name: str) -> str:
    return "=" + "".join(word[0] for word in re.split(r"[ /-]", name)).lower()


@lru_cache(maxsize=50_000)
def _of_token(token: str) -> tuple[str, ...]:
    found = [term(token)]
    if "-" in token:
        found += [term(word) for word in token.split("-") if len(word) > 2]
    if len(token) > 2 and _CAPITALS.fullmatch(token):
        found.append("=" + token.replace("-", "").lower())
    return tuple(each for each in found if each)
