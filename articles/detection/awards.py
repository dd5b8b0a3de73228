"""Awards in a report: names by themselves, and plain words that the context makes a name."""

import re
from collections.abc import Iterable

from articles.detection.award_forms import AwardForm
from articles.detection.entities import FormSort, Kind, Mention, Prize, Reason
from articles.detection.lexicon import ARTICLES, AWARD_AFFAIRS, AWARD_WORDS
from articles.detection.matching import Hit
from articles.detection.reading import Reading

_AWARD_WORD = re.compile(rf"\b(?:{'|'.join(AWARD_WORDS.split())})\b")
_AFFAIR = re.compile("|".join(AWARD_AFFAIRS.split()))
_MODEL = re.compile(r"\bModell(?:kommune|projekt|stadt|städte|vorhaben)")
_SUPERLATIVE = re.compile(r"\w+ste[nrsm]? ")
_OTHER_GIVER = re.compile(r"(?:\w+ische|[Dd]eutsche)[nrsm]? $|[A-ZÄÖÜ]\w{3,}er $")


def find_awards(
    reading: Reading, hits: Iterable[Hit], bodies: list[Mention], lands: Iterable[str]
) -> list[Mention]:
    """The awards that a report speaks of; ``bodies`` are those already found in it."""
    covered = _spans(reading, bodies)
    organisers = {mention.key for mention in bodies if mention.sure}
    found = []
    for hit in hits:
        if not any(start <= hit.start and hit.end <= end for start, end in covered):
            found += _mention(reading, hit, organisers, set(lands))
    return found


def _spans(reading: Reading, bodies: list[Mention]) -> list[tuple[int, int]]:
    offsets = {field: reading.start_of(field) for field in {m.field for m in bodies}}
    return [(offsets[m.field] + m.start, offsets[m.field] + m.end) for m in bodies]


def _mention(
    reading: Reading, hit: Hit, organisers: set[str], lands: set[str]
) -> Iterable[Mention]:
    form: AwardForm = hit.forms[0]
    words = reading.text[hit.start : hit.end]
    verdict = _judged(reading, hit, form, organisers, lands)
    if verdict is not None:
        field, start = reading.place(hit.start)
        end = start + len(words)
        yield Mention(Kind.AWARD, (form.award.key,), field, start, end, words, *verdict)


def _judged(
    reading: Reading, hit: Hit, form: AwardForm, organisers: set[str], lands: set[str]
) -> tuple[bool, Reason] | None:
    """Whether the words are surely the award, and why; None where they are nothing."""
    words = reading.text[hit.start : hit.end]
    if form.sort == FormSort.TITLE:
        is_told = words.istitle() and _MODEL.search(reading.sentence(hit.start))
        return (True, Reason.CONTEXT) if is_told else None
    if form.sort == FormSort.GENERIC:
        if not words[0].isupper() and not _is_set_off(reading, hit, form.award, organisers):
            return None
        sure = _is_meant(reading, hit, form.award, organisers, lands)
        return sure, Reason.CONTEXT if sure else Reason.COMMON_WORD
    if _is_also_an_initiative(form):
        sure = bool(_AFFAIR.search(reading.text))
        return sure, Reason.CONTEXT if sure else Reason.UNDECIDED
    return (False, Reason.COMMON_WORD) if words.islower() else (True, Reason.FULL_NAME)


def _is_set_off(reading: Reading, hit: Hit, award: Prize, organisers: set[str]) -> bool:
    """Whether plain words in lower case may be the award: quoted, or the giver gives it here."""
    if reading.is_quoted(hit.start, hit.end):
        return True
    given = award.organiser_key in organisers and "ausgezeichnet" in reading.sentence(hit.start)
    return given and bool(_SUPERLATIVE.match(reading.text[hit.start : hit.end]))


def _is_also_an_initiative(form: AwardForm) -> bool:
    """The name of the giving initiative, not of its competition: “… der Initiative X”."""
    return f"Initiative {form.text}" in form.award.name


def _is_meant(
    reading: Reading, hit: Hit, award: Prize, organisers: set[str], lands: set[str]
) -> bool:
    """Whether plain words are the award: an award's noun, its giver or capitals say so."""
    words = reading.text[hit.start : hit.end]
    sentence = reading.sentence(hit.start).replace(words, " ")
    is_compound = bool(re.search(r"(?:preise?s?|[Ii]ndex|[Rr]anking)$", words))
    if award.organiser_key in organisers:
        if not words[0].isupper():
            return True
        quoted = reading.is_quoted(hit.start, hit.end)
        if is_compound or quoted or _AWARD_WORD.search(sentence):
            return True
    if is_compound:
        return not award.organiser_key and not _OTHER_GIVER.search(reading.before(hit.start))
    is_plain_noun = " " not in words and reading.word_before(hit.start).lower() in ARTICLES
    if _AWARD_WORD.search(sentence):
        return not is_plain_noun
    if reading.begins_sentence(hit.start) and not reading.is_quoted(hit.start, hit.end):
        return False
    return bool(_SUPERLATIVE.match(words)) or (bool(award.land) and award.land in lands)
