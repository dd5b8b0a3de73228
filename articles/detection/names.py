"""Names of bodies that were not right on the day of a report."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.detection.entities import BodyName, Kind, Mention, Registers, Report

#: Whoever writes so knows that the name is another one by then, or no longer.
_THEN = re.compile(
    r"\b(?:damalig|ehemalig|vormalig|einstig|seinerzeitig|früher|künftig)\w*"
    r"(?: [\w-]+)? \(?$|\b(?:damals|seinerzeit|vormals|ehemals|später|künftig) (?:\w+ )?\(?$"
)
_NOW = re.compile(r"^ ?[,(–/] ?(?:heute|inzwischen|jetzt|mittlerweile|damals|seinerzeit|später)\b")
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Outdated:
    """A mention by a name of another day, and by which name the body went on that of the report."""

    mention: Mention
    right: str


def outdated_names(
    report: Report, mentions: Iterable[Mention], registers: Registers
) -> list[Outdated]:
    """
    The sure mentions of bodies by a name or abbreviation that did not cover ``report.day``.

    Not inside quotation marks, nor beside words that show that the name is meant for another
    day (“das damalige …”, “…, heute …”). Where no name covers the day, there is nothing to say.
    """
    bodies = {body.key: body for body in registers.bodies}
    return [
        Outdated(mention, right)
        for mention in mentions
        if mention.kind == Kind.BODY and mention.sure and mention.key in bodies
        for right in _right_name(mention.words, bodies[mention.key].names, report)
        if not _is_excused(getattr(report, mention.field), mention.start, mention.end)
    ]


def _right_name(words: str, names: tuple[BodyName, ...], report: Report) -> Iterator[str]:
    """The name for the day in the form of ``words``; nothing where these are right or unknown."""
    plain = words.replace("\u00a0", " ").replace("inisteriums ", "inisterium ", 1)
    bearing = [name for name in names if plain in (name.name, name.abbreviation)]
    then = next((name for name in names if name.covers(report.day)), None)
    if not bearing or then is None or any(name.covers(report.day) for name in bearing):
        return
    is_short = plain == bearing[0].abbreviation
    right = (then.abbreviation if is_short else "") or then.name
    if plain != words.replace("\u00a0", " "):
        right = right.replace("inisterium ", "inisteriums ", 1)
    if right != words:
        yield right


def _is_excused(text: str, start: int, end: int) -> bool:
    before, after = text[:start].rsplit("\n", 1)[-1], text[end : end + _NEAR]
    return (
        _is_quoted(before)
        or bool(_THEN.search(before[-_NEAR:]))
        or bool(_NOW.match(after.split("\n", 1)[0]))
    )


def _is_quoted(before: str) -> bool:
    """Whether a quotation is open at the end of ``before``, whatever marks it is set in."""
    return (
        before.rfind("„") > max(before.rfind("“"), before.rfind("”"))
        or before.rfind("»") > before.rfind("«")
        or before.count('"') % 2 == 1
    )
