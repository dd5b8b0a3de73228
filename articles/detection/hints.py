"""What is worth a look in the words of a report, for the editor and the warnings alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.detection.claims import Claim, SharedPrize, claims, shared_prizes
from articles.detection.dates import DatedWords, DateFault, date_faults
from articles.detection.entities import Mention, Registers, Report
from articles.detection.introductions import Introduction, introductions
from articles.detection.names import Outdated, outdated_names
from articles.detection.prizes import Prizes


@dataclass(frozen=True, slots=True)
class Hint:
    """A place in the text, what is odd about it, and the ``right`` words where they are known."""

    code: str
    message: str
    field: str
    start: int
    words: str
    right: str = ""


def hints(
    report: Report,
    mentions: list[Mention],
    registers: Registers,
    prizes: Prizes,
    written_on: date | None = None,
) -> list[Hint]:
    """
    Hints, never rules: names of another day, introductions, days, claims about prizes.

    ``written_on`` is the day on which the words were saved; see ``dates.date_faults``.
    """
    return [
        *(_outdated(name, report.day) for name in outdated_names(report, mentions, registers)),
        *map(_introduction, introductions(report, mentions, registers)),
        *(_dated(words, report.day) for words in date_faults(report, written_on)),
        *map(_claim, claims(report, mentions, prizes)),
        *map(_shared, shared_prizes(report, mentions, prizes)),
    ]


def each_once(found: list[Hint]) -> Iterator[Hint]:
    """The same words of a hint once only, at their first place: for a list, not for an editor."""
    seen = set()
    for hint in found:
        if (hint.code, hint.message) not in seen:
            seen.add((hint.code, hint.message))
            yield hint


def _outdated(name: Outdated, day: date) -> Hint:
    words = {"words": name.name, "right": name.then, "day": f"{day:%d.%m.%Y}"}
    message = _("On %(day)s “%(words)s” was called “%(right)s”.") % words
    return _at(name.mention, "outdated_name", message, name.right)


def _introduction(first: Introduction) -> Hint:
    words = {"words": first.mention.words, "missing": first.missing}
    if first.lacks_name:
        message = _("“%(words)s” stands for the first time, without the name: %(missing)s.")
    else:
        message = _("“%(words)s” stands for the first time, without (%(missing)s) behind it.")
    return _at(first.mention, "introduction", message % words, first.right)


def _dated(words: DatedWords, day: date) -> Hint:
    if words.fault == DateFault.WEEKDAY:
        message = _("“%(words)s”: %(means)s.")
        means = date_format(words.means, "j. F Y") + " – " + date_format(words.means, "l")
    elif words.fault == DateFault.RELATIVE:
        message, means = _("“%(words)s”: on the day of the report this is %(means)s."), ""
        means = date_format(words.means, "j. F Y")
    else:
        message = _("“%(words)s” was written before: the report appears on %(means)s.")
        means = date_format(day, "l, j. F Y")
    message %= {"words": words.words, "means": means}
    return Hint("date", message, words.field, words.start, words.words, words.right)


def _claim(claim: Claim) -> Hint:
    known = ", ".join(map(str, claim.years)) or _("no prize")
    words = {
        "words": claim.words,
        "winner": claim.winner_words,
        "verdict": claim.verdict.label,
        "known": known,
    }
    message = _("“%(words)s” (%(winner)s): %(verdict)s. The register knows: %(known)s.") % words
    return Hint(f"claim_{claim.verdict.value}", message, claim.field, claim.start, claim.words)


def _shared(prize: SharedPrize) -> Hint:
    words = {"award": prize.label, "year": prize.year, "winners": ", ".join(prize.winners)}
    words["number"] = len(prize.winners)
    message = _("%(award)s %(year)d had %(number)d equal winners: %(winners)s.") % words
    return _at(prize.mention, "shared_prize", message)


def _at(mention: Mention, code: str, message: str, right: str = "") -> Hint:
    return Hint(code, message, mention.field, mention.start, mention.words, right)
