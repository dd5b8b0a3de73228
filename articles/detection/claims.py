"""
Claims about prizes: “bereits die zweite Auszeichnung”, “erneut”, “erstmals”.

What a report claims is held against what the register knows. Only prizes count. A claim
fits only where every winner is known; what the register lacks proves nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.detection.entities import Kind, Mention, Report
from articles.detection.names import is_quoted
from articles.detection.prizes import Prizes, Win
from articles.detection.reading import Reading

_PLACES = (Kind.MUNICIPALITY, Kind.DISTRICT)
_NUMBERS = {
    "zweite": 2, "dritte": 3, "vierte": 4, "fünfte": 5, "sechste": 6, "siebte": 7, "achte": 8,
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "doppelt": 2,
    "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8,
}  # fmt: skip
_ORDINAL = r"(?:zweite|dritte|vierte|fünfte|sechste|siebte|achte)[nrs]?"
_PRIZE = (
    r"(?:Auszeichnung|Preis|Haupt-?preis|Award|Titel|Ehrung|Sieg|Gewinn|Publikumspreis|Sonderpreis)"
)
_NTH = re.compile(
    rf"\b(?:(?:bereits|schon|nun|jetzt|mittlerweile|inzwischen|insgesamt) )*"
    rf"(?:(?:die|der|den|das|ihre[nr]?|seine[nr]?|eine[nr]?) )?"
    rf"(?P<number>{_ORDINAL}|\d\.) (?:(?:bundes|landes|europa)weite[nr]? |große[nr]? )?{_PRIZE}"
    rf"(?:s|es|en)?\b"
)
_NTH_TIME = re.compile(
    rf"\b(?:(?:bereits|schon|nun|jetzt) )*zum (?P<number>{_ORDINAL}|\d\.) Mal\b|"
    r"\b(?:(?:bereits|schon) )?(?P<times>zwei|drei|vier|fünf|sechs)(?:mal|fach(?:e[rnms]?)?)\b|"
    r"\b(?P<double>doppelt)(?= (?:ausgezeichnet|prämiert|geehrt|gewonnen))"
)
_AGAIN = re.compile(
    r"\b(?:[Ee]rneut|[Aa]bermals|[Nn]ochmals|[Ee]in weiteres Mal|zum wiederholten Male?|"
    r"[Ww]iederholt|[Ww]ieder(?:um)?"
    r"(?= (?:ausgezeichnet|prämiert|geehrt|gewonnen|einen? |den |Preisträger))|"
    r"weitere[rn]? (?=Auszeichnung|Preis|Ehrung))"
)
_FIRST = re.compile(
    rf"\b(?:[Ee]rstmal(?:s|ig)|[Zz]um ersten Mal|(?:[Ee]rste[rnms]? )(?={_PRIZE}\b)|"
    r"[Nn]och nie (?:zuvor )?(?=[^.]{0,40}(?:ausgezeichnet|gewonnen|prämiert|geehrt)))"
)
#: What makes a sentence one about prizes …
_ABOUT_PRIZES = re.compile(
    r"[Aa]uszeichn|ausgezeichnet|[Pp]reisträger|[A-ZÄÖÜ]?\w*[Pp]reis(?:es|s)?\b|prämiert|gekürt|"
    r"geehrt|\bgewinnt\b|\bgewann\b|\bgewonnen\b|Gewinner|\w*[Ss]ieger|\bSieg\b|siegt|\w*[Aa]ward\b|\bTitel\b"
)
#: … and what makes it one about money.
_OTHER_PRICES = re.compile(
    r"(?:Strom|Gas|Kauf|Einstiegs|Ticket|Grundstücks|Miet|Bau|Verbraucher)preis|"
    r"\bPreise?n?\b[^.]{0,30}(?:steig|stieg|sink|sank|erhöh|senk)|\bPreis von \d|Preis-Leistung"
)
_FOR = re.compile(r"^[^.]{0,12}\bfür (?:die |den |das )?(?:Stadt |Gemeinde |Landkreis |Kreis )?$")
_OF_AWARD = re.compile(r"^ (?:beim|im|mit dem|durch den|bei den|in der|als) [^.,]{0,30}$")
_LOCATED = re.compile(r"\b(?:in|bei|aus|nach|neben|nahe|vor|hinter|gegen) $")


class Verdict(TextChoices):
    """What the register says to a claim."""

    FITS = "fits", _("fits")
    CONTRADICTED = "contradicted", _("does not fit")
    OPEN = "open", _("can't be checked")


@dataclass(frozen=True, slots=True)
class Claim:
    """``words`` claim something of ``winner``; the register knows prizes of these ``years``."""

    field: str
    start: int
    words: str
    winner: str
    winner_words: str
    years: tuple[int, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class SharedPrize:
    """An award that the report speaks of had equal winners that it does not name."""

    mention: Mention
    label: str
    year: int
    winners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim as it stands: ``number`` prizes in all, 0 for “again”, 1 for “the first”."""

    start: int
    end: int
    number: int
    is_counting: bool  # “die zweite Auszeichnung” counts all, “zum zweiten Mal” one series


def claims(report: Report, mentions: list[Mention], prizes: Prizes) -> list[Claim]:
    """The claims of a report that speak of a prize and of a place, outside quotation marks."""
    reading = Reading(report)
    return [
        claim
        for said in _said(reading.text)
        if not is_quoted(reading.text[: said.start].rsplit("\n", 1)[-1])
        for claim in _checked(said, reading, mentions, prizes)
    ]


def shared_prizes(report: Report, mentions: list[Mention], prizes: Prizes) -> list[SharedPrize]:
    """The prizes of the report's year or the one before, shared by more than it names."""
    named = {mention.key for mention in mentions if mention.kind in _PLACES}
    found: dict[tuple, SharedPrize] = {}
    for mention in mentions:
        if mention.kind == Kind.AWARD and mention.sure and mention.key in prizes.series:
            for win in _lately_won(named, mention.key, prizes, report.day.year):
                names = tuple(equal.name for equal in prizes.equals_of(win))
                label = prizes.series[win.award].label
                found.setdefault(win.round, SharedPrize(mention, label, win.year, names))
    return list(found.values())


def _lately_won(named: set[str], award: str, prizes: Prizes, year: int) -> Iterator[Win]:
    """Prizes of the named winners that somebody shares who is not named."""
    for key in sorted(named):
        for win in prizes.of(key, year, frozenset({award})):
            others = {equal.winner for equal in prizes.equals_of(win)} - named
            if win.year >= year - 1 and others:
                yield win


def _said(text: str) -> Iterator[_Said]:
    """Claims in order of appearance, of overlapping ones the first."""
    found = [*_numbered(text)]
    found += [_Said(*m.span(), 0, is_counting=False) for m in _AGAIN.finditer(text)]
    found += [_Said(*m.span(), 1, is_counting=False) for m in _FIRST.finditer(text)]
    reached = -1
    for said in sorted(found, key=lambda said: (said.start, -said.end)):
        if said.start >= reached:
            reached = said.end
            yield said


def _numbered(text: str) -> Iterator[_Said]:
    for m in _NTH.finditer(text):
        yield _Said(*m.span(), _number(m["number"]), is_counting=True)
    for m in _NTH_TIME.finditer(text):
        yield _Said(*m.span(), _number(m["number"] or m["times"] or m["double"]), is_counting=False)


def _number(word: str) -> int:
    return _NUMBERS[re.sub(r"(?<=te)[nrs]$|\.$", "", word)]


def _checked(
    said: _Said, reading: Reading, mentions: list[Mention], prizes: Prizes
) -> Iterator[Claim]:
    start, end = reading.sentence_span(said.start)
    sentence = reading.text[start:end]
    placed = [(reading.start_of(m.field) + m.start, m) for m in mentions if m.sure]
    awards = [(at, m) for at, m in placed if m.kind == Kind.AWARD and m.key in prizes.series]
    here = [(at, m) for at, m in awards if start <= at < end]
    of_prizes = [(at, m) for at, m in here if prizes.series[m.key].is_prize]
    if here and not of_prizes:
        return
    if not here and (not _ABOUT_PRIZES.search(sentence) or _OTHER_PRICES.search(sentence)):
        return
    winner = _winner(said, reading, [(at, m) for at, m in placed if m.kind in _PLACES])
    if winner is None:
        return
    series = _series(said, reading, of_prizes)
    year = reading.day.year
    wins = prizes.of(winner.key, year, series)
    if series is None:
        named = frozenset(m.key for __, m in awards if prizes.series[m.key].is_prize)
        verdict = _of_all(said.number, wins, [w for w in wins if w.award in named], prizes, year)
    else:
        complete = all(prizes.series[key].is_complete(year) for key in series)
        verdict = _agreed(_of_series(said.number, *n, complete) for n in prizes.numbers(wins, year))
    field, at = reading.place(said.start)
    words = reading.text[said.start : said.end].strip()
    years = tuple(sorted({win.year for win in wins}))
    yield Claim(field, at, words, winner.key, winner.words, years, verdict)


def _series(said: _Said, reading: Reading, here: list) -> frozenset[str] | None:
    """The awards that a claim is about; None where it counts whatever somebody won."""
    if said.is_counting:
        near = [
            m for at, m in here if at >= said.end and _OF_AWARD.match(reading.text[said.end : at])
        ]
        return frozenset({near[0].key}) if near else None
    return frozenset(m.key for __, m in here) or None


def _winner(said: _Said, reading: Reading, places: list[tuple[int, Mention]]) -> Mention | None:
    """Who is meant: “… für Dortmund”, the nearest place before, the next after, the kicker."""
    start, end = reading.sentence_span(said.start)
    here = [(at, m) for at, m in places if start <= at < end]
    after = [(at, m) for at, m in here if at >= said.end]
    if after and _FOR.match(reading.text[said.end : after[0][0]]):
        return after[0][1]
    subjects = [(at, m) for at, m in here if not _LOCATED.search(reading.before(at))]
    before = [m for at, m in subjects if at < said.start]
    if before or subjects:
        return before[-1] if before else subjects[0][1]
    earlier = [m for at, m in places if at < start and not _LOCATED.search(reading.before(at))]
    kicker = [m for m in earlier if m.field == "kicker"]
    near = [m for m in earlier if m.field == reading.place(said.start)[0]]
    return next(iter([*reversed(near), *kicker, *reversed(earlier)]), None)


def _of_series(number: int, before: int, in_all: int, complete: bool) -> Verdict:
    """One series of which ``before`` wins lie in earlier years and ``in_all`` with this one."""
    if number == 0:
        return _proven(bool(before), complete, if_not=complete and not before)
    if (before >= number and in_all > before) or before > number or (number == 1 and before):
        return Verdict.CONTRADICTED
    if before == number:
        return Verdict.OPEN
    return _proven(in_all >= number or number == 1, complete, if_not=complete)


def _proven(holds: bool, complete: bool, *, if_not: bool) -> Verdict:
    if holds:
        return Verdict.FITS if complete else Verdict.OPEN
    return Verdict.CONTRADICTED if if_not else Verdict.OPEN


def _of_all(number: int, wins: list[Win], named: list[Win], prizes: Prizes, year: int) -> Verdict:
    """All that somebody won; nobody knows all prizes, but those that the report names may do."""
    whole = all(win.year in prizes.series[win.award].complete for win in named)
    is_all_named = whole and len({w.round for w in named}) == len({w.round for w in wins})
    against = _agreed(_of_series(number, *n, False) for n in prizes.numbers(wins, year))
    if against == Verdict.CONTRADICTED or number == 1 or not is_all_named:
        return against
    return _agreed(
        Verdict.FITS if n[1] > 1 and number in (0, n[1]) and n[0] < n[1] else Verdict.OPEN
        for n in prizes.numbers(named, year)
    )


def _agreed(verdicts: Iterator[Verdict]) -> Verdict:
    found = set(verdicts)
    return found.pop() if len(found) == 1 else Verdict.OPEN
