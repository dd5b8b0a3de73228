"""
What a text announces for a day to come: “im Herbst 2027”, “ab 1. März”, “Ende des Jahres”.

Pure: text and the day of the report in, days with their words out. A period counts with
its first day, “bis” and “Ende” with the last. What names no year is the next such day;
a bare month or season counts only in a sentence that looks ahead.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from articles.text import sentence_around

#: Nobody waits longer for what a report has announced.
MOST_YEARS = 10
_MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
_SEASONS = {"Frühjahr": 3, "Frühling": 3, "Frühsommer": 6, "Sommer": 6, "Spätsommer": 8}
_SEASONS |= {"Herbst": 9, "Spätherbst": 11, "Winter": 12}
_NUMBERS = {"einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6}
_NUMBERS |= {"sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12}
_ORDINALS = {"ersten": 1, "zweiten": 2, "dritten": 3, "vierten": 4}
_ORDINALS |= {"erstes": 1, "zweites": 2, "drittes": 3, "viertes": 4, "I": 1, "II": 2}
_ORDINALS |= {"III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTH, _YEAR = f"(?P<month>{'|'.join(_MONTHS)})", r"(?P<year>20\d\d)"
_AHEAD = r"(?:kommenden|nächsten|kommendes|nächstes|kommende|nächste)"
_LOOKS_AHEAD = re.compile(
    r"\b(?:soll|sollen|will|wollen|wird|werden|plan\w*|geplant\w*|start\w*|beginn\w*|folg\w*|"
    r"voraussichtlich|künftig|vorgesehen|ansteh\w*|ab|bis|spätestens|erwartet\w*|geht|gehen)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Announced:
    """A day, the words that name it, and the sentence in which they stand."""

    on: date
    words: str
    sentence: str


def announced(text: str, day: date) -> list[Announced]:
    """The days after ``day`` that ``text`` (blocks a line each) names, each once, as they come."""
    found: dict[date, Announced] = {}
    for block in text.splitlines():
        for start, words, on in sorted(_in_block(block, day)):
            end = start + len(words)
            sentence = sentence_around(f"{block[:end]}\x00{block[end:]}", "\x00")
            sentence = sentence.replace("\x00", "")
            if on not in found and day < on < day.replace(year=day.year + MOST_YEARS, day=1):
                found[on] = Announced(on, words, sentence)
    return sorted(found.values(), key=lambda one: one.on)


def _in_block(block: str, day: date) -> Iterator[tuple[int, str, date]]:
    taken: list[tuple[int, int]] = []
    for pattern, reading, needs_outlook in _PATTERNS:
        for match in pattern.finditer(block):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            if needs_outlook and not _LOOKS_AHEAD.search(block):
                continue
            if (on := reading(match, day)) is not None:
                yield match.start(), match[0], on


# --- Readings ------------------------------------------------------------------------------

Reading = Callable[[re.Match, date], date | None]


def _day_of_month(match: re.Match, day: date) -> date | None:
    month = _MONTHS.index(match["month"]) + 1
    return _next(day, month, int(match["day"]), match["year"])


def _numeric(match: re.Match, day: date) -> date | None:
    return _date(int(match["year"]), int(match["m"]), int(match["day"]))


def _part_of_month(match: re.Match, day: date) -> date | None:
    month = _MONTHS.index(match["month"]) + 1
    if match["part"] == "Ende":
        year = int(match["year"]) if match["year"] else None
        return _end_of_month(day, month, year)
    return _next(day, month, 15 if match["part"] == "Mitte" else 1, match["year"])


def _part_of_year(match: re.Match, day: date) -> date | None:
    year = int(match["year"] or day.year + 1)
    return {
        "Ende": date(year, 12, 31),
        "Mitte": date(year, 7, 1),
        "Anfang": date(year, 1, 1),
    }[match["part"]]


def _end_of_this_year(match: re.Match, day: date) -> date:
    return date(day.year, 12, 31)


def _month(match: re.Match, day: date) -> date | None:
    return _next(day, _MONTHS.index(match["month"]) + 1, 1, match["year"])


def _season(match: re.Match, day: date) -> date | None:
    return _next(day, _SEASONS[match["season"]], 1, match["year"])


def _quarter(match: re.Match, day: date) -> date | None:
    return _next(day, 3 * _ORDINALS[match["nth"]] - 2, 1, match["year"])


def _half(match: re.Match, day: date) -> date | None:
    return _next(day, 6 * _ORDINALS[match["nth"]] - 5, 1, match["year"])


def _year(match: re.Match, day: date) -> date:
    return date(int(match["year"]), 1, 1)


def _next_year(match: re.Match, day: date) -> date:
    return date(day.year + 1, 1, 1)


def _next_month(match: re.Match, day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _next_week(match: re.Match, day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _span(match: re.Match, day: date) -> date | None:
    number = match["number"]
    count = int(number) if number.isdecimal() else _NUMBERS[number]
    if match["unit"] == "Woche":
        return day + timedelta(weeks=count)
    months = count * (12 if match["unit"] == "Jahr" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _next(day: date, month: int, of_month: int, year: str | None) -> date | None:
    """That day of the year named, or the next one after ``day``."""
    if year:
        return _date(int(year), month, of_month)
    on = _date(day.year, month, of_month)
    return on if on is None or on > day else _date(day.year + 1, month, of_month)


def _end_of_month(day: date, month: int, year: int | None) -> date:
    if year is None:
        year = day.year + (month < day.month)
    return date(year, month, monthrange(year, month)[1])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _pattern(text: str, reading: Reading, *, needs_outlook: bool = False):
    return re.compile(rf"\b{text}(?!\w)"), reading, needs_outlook


_PART = r"(?P<part>Anfang|Mitte|Ende)"
_NTH = rf"(?P<nth>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\.?"
#: The longer and more certain first: what one has read, no other reads again.
_PATTERNS = [
    _pattern(rf"(?P<day>\d\d?)\.\s?{_MONTH}(?: {_YEAR})?", _day_of_month),
    _pattern(r"(?P<day>\d\d?)\.(?P<m>\d\d?)\.(?P<year>20\d\d)", _numeric),
    _pattern(rf"{_PART} {_MONTH}(?: {_YEAR})?", _part_of_month),
    _pattern(rf"{_PART} (?:des (?:Jahres )?)?{_YEAR}", _part_of_year),
    _pattern(rf"{_PART} (?:des )?{_AHEAD} Jahres(?P<year>)", _part_of_year),
    _pattern(r"Ende (?:des|dieses) Jahres|(?i:zum |bis |bis zum )?Jahresende", _end_of_this_year),
    _pattern(rf"(?i:im|in der|im Laufe des|ab dem) {_NTH} Quartals?(?: {_YEAR})?", _quarter),
    _pattern(rf"(?i:im|ab dem) {_NTH} Halbjahr(?: {_YEAR})?", _half),
    _pattern(r"(?i:in der )?(?P<nth>ersten|zweiten) Jahreshälfte(?: (?P<year>20\d\d))?", _half),
    _pattern(
        rf"(?i:im|ab|zum|bis zum) (?:{_AHEAD} )?(?P<season>{'|'.join(_SEASONS)}) {_YEAR}", _season
    ),
    _pattern(
        rf"(?i:im|ab|zum|bis zum) {_AHEAD} (?P<season>{'|'.join(_SEASONS)})(?P<year>)", _season
    ),
    _pattern(
        rf"(?i:im|ab|zum|bis zum) (?P<season>{'|'.join(_SEASONS)})(?P<year>)",
        _season,
        needs_outlook=True,
    ),
    _pattern(rf"(?i:im|ab|bis|bis zum|von) (?:{_AHEAD} )?{_MONTH} {_YEAR}", _month),
    _pattern(rf"(?i:im|ab|bis|bis zum) {_AHEAD} {_MONTH}(?P<year>)", _month),
    _pattern(rf"(?i:im|ab|bis) {_MONTH}(?P<year>)", _month, needs_outlook=True),
    _pattern(r"(?i:im|ab|noch im) (?i:kommenden|nächsten) Jahr", _next_year),
    _pattern(r"(?i:kommendes|nächstes) Jahr", _next_year),
    _pattern(r"(?i:im )?(?i:kommenden|nächsten) Monat", _next_month),
    _pattern(r"(?i:in der )?(?i:kommenden|nächsten) Woche|(?i:kommende|nächste) Woche", _next_week),
    _pattern(
        rf"(?i:in) (?P<number>\d\d?|{'|'.join(_NUMBERS)}) (?P<unit>Woche|Monat|Jahr)(?:n|en)?",
        _span,
    ),
    _pattern(rf"(?i:ab|bis|im Jahr|im Jahre|für) {_YEAR}", _year, needs_outlook=True),
]
