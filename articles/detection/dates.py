"""Days that a report names: the right weekday, and “heute”, which moves with the hour."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from articles.detection.entities import Report
from articles.detection.names import is_quoted

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
#: How far from the report's day each word points.
RELATIVE = {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2}
_DAY = (
    r"(?P<day>\d{1,2})\. ?(?:(?P<month>Januar|Februar|März|April|Mai|Juni|Juli|August|September|"
    r"Oktober|November|Dezember)|(?P<number>\d{1,2})\.)(?: ?(?P<year>\d{4}))?"
)
_WEEKDAY = re.compile(
    rf"\b(?P<weekday>{'|'.join(WEEKDAYS)}|Sonnabend)(?:s|abend|vormittag|nachmittag)?"
    rf"(?:,? ?\(|, (?:den |dem )?|, )(?:den |dem )?{_DAY}\)?"
)
_WORDS = "|".join(RELATIVE)
_WITH_DATE = re.compile(rf"\b(?P<word>{_WORDS}) \((?:\w+, )?(?:den |dem )?{_DAY}\)", re.IGNORECASE)
#: “bis heute” and “heute BMWK” mean our days; “Morgen” is mostly the early part of a day.
_ALONE = re.compile(
    r"(?<!\bbis )(?<!\bnoch )(?<!\bvon )(?<!m )(?<![,(–] )\b"
    r"(?P<word>vorgestern|gestern|heute|morgen|übermorgen|Gestern|Heute|Morgen(?= [a-zäöü]+t ))\b"
    r"(?! \()"
)
_IN_OUR_DAYS = re.compile(r"^ (?:noch|immer|[A-Z]{2,}|als|üblich|gängig)\b")


class DateFault(StrEnum):
    """What may be wrong about a day."""

    WEEKDAY = "weekday"  # another day of the week
    RELATIVE = "relative"  # “gestern (…)” names another day than yesterday
    MOVED = "moved"  # “heute” was written for another day


@dataclass(frozen=True, slots=True)
class DatedWords:
    """Words that speak of the day ``means``; ``right`` are those that would, where known."""

    fault: DateFault
    field: str
    start: int
    words: str
    means: date | None
    right: str = ""


def date_faults(report: Report, written_on: date | None = None) -> list[DatedWords]:
    """
    The days of a report that can't be right, outside quotation marks.

    ``written_on`` is the day on which the text was last saved: where the report appears
    on a later one, “heute”, “gestern” and “morgen” have to be looked at.
    """
    found: list[DatedWords] = []
    for field in ("headline", "lead", "body"):
        text = getattr(report, field).replace("\u00a0", " ")
        faults = [*_weekdays(field, text, report), *_relatives(field, text, report)]
        if written_on is not None and written_on < report.day:
            faults += _moved(field, text)
        found += [f for f in faults if not is_quoted(text[: f.start].rsplit("\n", 1)[-1])]
    return sorted(
        found, key=lambda fault: (("headline", "lead", "body").index(fault.field), fault.start)
    )


def _weekdays(field: str, text: str, report: Report) -> Iterator[DatedWords]:
    for found in _WEEKDAY.finditer(text):
        said = found["weekday"].replace("Sonnabend", "Samstag")
        day = _day_of(found, report.day, WEEKDAYS.index(said))
        if day is None or WEEKDAYS[day.weekday()] == said:
            continue
        right = WEEKDAYS[day.weekday()] + found[0][len(found["weekday"]) :]
        yield DatedWords(DateFault.WEEKDAY, field, found.start(), found[0], day, right)


def _relatives(field: str, text: str, report: Report) -> Iterator[DatedWords]:
    for found in _WITH_DATE.finditer(text):
        meant = report.day + timedelta(days=RELATIVE[found["word"].lower()])
        day = _day_of(found, report.day)
        if day is None or day == meant:
            continue
        yield DatedWords(DateFault.RELATIVE, field, found.start(), found[0], meant)


def _moved(field: str, text: str) -> Iterator[DatedWords]:
    for found in _ALONE.finditer(text):
        if not _IN_OUR_DAYS.match(text[found.end() :]):
            yield DatedWords(DateFault.MOVED, field, found.start(), found[0], None)


def _day_of(found: re.Match, near: date, weekday: int | None = None) -> date | None:
    """The day that is written; without a year the nearest one, of the named weekday if any is."""
    month = MONTHS.index(found["month"]) + 1 if found["month"] else int(found["number"])
    years = [int(found["year"])] if found["year"] else [near.year, near.year - 1, near.year + 1]
    days = [day for year in years if (day := _valid(year, month, int(found["day"])))]
    if not days:
        return None
    fitting = [day for day in days if weekday is None or day.weekday() == weekday]
    close = [day for day in fitting if abs((day - near).days) < 200]
    return (close or [min(days, key=lambda day: abs((day - near).days))])[0]


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
