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
    """
    A mention by a ``name`` of another day; on that of the report the body was called ``then``.

    ``right`` is what the words of the mention should be, in their grammatical case.
    """

    mention: Mention
    name: str
    then: str

    @property
    def right(self) -> str:
        """The name of the day as it would stand in the text."""
        is_genitive = plain_words(self.mention.words) != self.mention.words.replace("\u00a0", " ")
        return self.then.replace("inisterium ", "inisteriums ", 1) if is_genitive else self.then


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
        Outdated(mention, plain_words(mention.words), then)
        for mention in mentions
        if mention.kind == Kind.BODY and mention.sure and mention.key in bodies
        for then in _name_then(plain_words(mention.words), bodies[mention.key].names, report)
        if not is_excused(getattr(report, mention.field), mention.start, mention.end)
    ]


def plain_words(words: str) -> str:
    """The words of a mention in the nominative."""
    return words.replace("\u00a0", " ").replace("inisteriums ", "inisterium ", 1)


def _name_then(words: str, names: tuple[BodyName, ...], report: Report) -> Iterator[str]:
    """The name of the day, short where ``words`` are; nothing where these are right or unknown."""
    bearing = [name for name in names if words in (name.name, name.abbreviation)]
    then = next((name for name in names if name.covers(report.day)), None)
    if not bearing or then is None or any(name.covers(report.day) for name in bearing):
        return
    is_short = words == bearing[0].abbreviation
    yield (then.abbreviation if is_short else "") or then.name


def is_excused(text: str, start: int, end: int) -> bool:
    """Whether words stand in a quotation, or beside words that mean another day."""
    before, after = text[:start].rsplit("\n", 1)[-1], text[end : end + _NEAR]
    return (
        is_quoted(before)
        or bool(_THEN.search(before[-_NEAR:]))
        or bool(_NOW.match(after.split("\n", 1)[0]))
    )


def is_quoted(before: str) -> bool:
    """Whether a quotation is open at the end of ``before``, whatever marks it is set in."""
    return (
        before.rfind("„") > max(before.rfind("“"), before.rfind("”"))
        or before.rfind("»") > before.rfind("«")
        or before.count('"') % 2 == 1
    )
