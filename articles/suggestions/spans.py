"""
When a sentence says that the earlier thing happened: “im Sommer 2017”, “vor fast drei Jahren”.

Only hints: a span that lies after the report, or far from every candidate, says
nothing. Days are days of the desk (Europe/Berlin).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = [
    "januar", "februar", "märz", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "dezember",
]  # fmt: skip
#: First month and number of months.
_SEASONS = {
    "frühjahr": (3, 3), "frühling": (3, 3), "sommer": (6, 3), "herbst": (9, 3), "winter": (12, 3),
    "jahresanfang": (1, 2), "jahresbeginn": (1, 2), "jahresende": (11, 2), "jahreswechsel": (12, 2),
}  # fmt: skip
_NUMBERS = {
    "ein": 1, "einem": 1, "einer": 1, "eineinhalb": 1.5, "anderthalb": 1.5, "zwei": 2,
    "zweieinhalb": 2.5, "drei": 3, "dreieinhalb": 3.5, "vier": 4, "viereinhalb": 4.5, "fünf": 5,
    "fünfeinhalb": 5.5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11,
    "zwölf": 12, "mehreren": 4, "wenigen": 3, "einigen": 4,
}  # fmt: skip
_UNITS = {"tag": 1, "woche": 7, "monat": 30.4, "jahr": 365.25}
_PART = {"anfang": (0, 0.34), "mitte": (0.33, 0.67), "ende": (0.66, 1)}

#: So many days after an event its report may still come.
_LATER = 21
#: A day as near as this is the day of the news itself.
_NEWS_DAYS = 10

_NAMES = "|".join([*_MONTHS, *_SEASONS])
_NUMBER = rf"(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|\d{{1,2}})"
_DAY = re.compile(
    rf"\b(\d{{1,2}})\.\s*({'|'.join(_MONTHS)}|\d{{1,2}}\.)\s*((?:19|20)\d\d)?", re.IGNORECASE
)
_NAMED = re.compile(rf"\b({_NAMES})s?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_PART_OF_YEAR = re.compile(r"\b(anfang|mitte|ende)\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,–-])((?:19|20)\d\d)(?![\d–-])(?!\s*(?:Euro|Mio))")
_LAST_NAMED = re.compile(
    r"\b(?:(vergangene[nrs]?|letzte[nrs]?|vorige[nrs]?)|im|seit|vom|zum)\s+(?:de[nmr]\s+)?"
    rf"({_NAMES})\b",
    re.IGNORECASE,
)
_LAST_UNIT = re.compile(
    r"\b(?:(?:vergangene|letzte|vorige)[nrs]?\s+(woche|monat|jahr)"
    r"|(vorjahr)|(vormonat)|(vorwoche))",
    re.IGNORECASE,
)
_THIS_YEAR = re.compile(
    r"\b(?:in diesem|dieses|seit|zu) (?:jahres(?:beginn|anfang)|jahr(?:es)?)\b", re.IGNORECASE
)
_ABOUT = "gut|knapp|fast|rund|etwa|genau|ungefähr|beinahe|nahezu|über|gerade|erst|nunmehr|mehr als"
_AGO = re.compile(
    rf"\b(?:vor|seit)\s+(?:(?:{_ABOUT})\s+){{0,2}}({_NUMBER})\s+(halben\s+)?"
    r"(tag|woche|monat|jahr)\w*",
    re.IGNORECASE,
)
_LONG = re.compile(
    rf"(?<!nach )(?<!für )(?<!in )(?<!bis )(?<!auf )(?<!alle )\b({_NUMBER})(\s+halbes)?\s+(jahr)e?"
    r"(?=,? nachdem| lang\b| ist es her| sind (?:es|seit\w*|vergangen)| danach\b| \w+ vergangen)",
    re.IGNORECASE,
)
_RECENT = re.compile(r"\b(?:kürzlich|jüngst|unlängst|gestern|vorgestern|neulich)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """From day to day, both included, and the words that said so."""

    first: date
    last: date
    words: str

    def closeness(self, day: date) -> float:
        """1 within the span, falling to 0 as far outside as the span and two months are long."""
        outside = max((self.first - day).days, (day - self.last).days, 0)
        reach = (self.last - self.first).days + 60
        return max(0.0, 1 - outside / reach)


def spans(text: str, today: date) -> list[Span]:
    """The spans before ``today`` that a text names, the more exact first."""
    found, taken = [], []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            if span := _span(read(match, today), match[0].strip(), today):
                found.append(span)
    return found


def _span(days: tuple[date, date] | None, words: str, today: date) -> Span | None:
    return Span(*days, words) if days and days[0] < today - timedelta(_NEWS_DAYS) else None


def _day(match: re.Match, today: date) -> tuple[date, date] | None:
    name = match[2].lower().rstrip(".")
    month = int(name) if name.isdecimal() else _MONTHS.index(name) + 1
    try:
        day = date(int(match[3] or today.year), month, int(match[1]))
    except ValueError:
        return None
    return day - timedelta(3), day + timedelta(21)


def _named(match: re.Match, today: date) -> tuple[date, date]:
    return _months(match[1].lower(), int(match[2]))


def _last_named(match: re.Match, today: date) -> tuple[date, date]:
    """The latest one that began before today; a “vergangener” one is over."""
    name = match[2].lower()
    days = _months(name, today.year)
    is_past = days[1] - timedelta(_LATER) < today if match[1] else days[0] < today
    return days if is_past else _months(name, today.year - 1)


def _months(name: str, year: int) -> tuple[date, date]:
    """A month or season, and three weeks more: the report comes after the event."""
    first, count = (_MONTHS.index(name) + 1, 1) if name in _MONTHS else _SEASONS[name]
    start = date(year, first, 1)
    if name == "winter":
        return date(year - 1, 12, 1), date(year + 1, 3, 21)
    return start, start + timedelta(round(count * 30.4) + _LATER)


def _part_of_year(match: re.Match, today: date) -> tuple[date, date]:
    first, last = _PART[match[1].lower()]
    start = date(int(match[2]), 1, 1)
    return start + timedelta(round(365 * first)), start + timedelta(round(365 * last) + 21)


def _year(match: re.Match, today: date) -> tuple[date, date] | None:
    year = int(match[1])
    if not today.year - 30 < year <= today.year:
        return None
    return date(year, 1, 1), date(year + 1, 1, 21)


def _last_unit(match: re.Match, today: date) -> tuple[date, date]:
    unit = (match[1] or match[2] or match[3] or match[4]).lower()
    if "jahr" in unit:
        return date(today.year - 1, 1, 1), date(today.year, 1, 21)
    days = 45 if "monat" in unit else 14
    return today - timedelta(days + 20), today


def _this_year(match: re.Match, today: date) -> tuple[date, date]:
    return date(today.year, 1, 1), today


def _ago(match: re.Match, today: date) -> tuple[date, date] | None:
    written = match[1].lower()
    count = float(written) if written.isdecimal() else _NUMBERS[written]
    days = count * _UNITS[match[3].lower()] * (0.5 if match[2] else 1)
    if not 7 <= days <= 30 * 365:
        return None
    middle, around = today - timedelta(round(days)), timedelta(round(days * 0.12) + 10)
    return middle - around, middle + around


def _recent(match: re.Match, today: date) -> tuple[date, date]:
    return today - timedelta(75), today


_Reader = Callable[[re.Match, date], tuple[date, date] | None]
_READERS: list[tuple[re.Pattern, _Reader]] = [
    (_DAY, _day),
    (_NAMED, _named),
    (_PART_OF_YEAR, _part_of_year),
    (_AGO, _ago),
    (_LONG, _ago),
    (_LAST_NAMED, _last_named),
    (_LAST_UNIT, _last_unit),
    (_THIS_YEAR, _this_year),
    (_RECENT, _recent),
    (_YEAR, _year),
]
