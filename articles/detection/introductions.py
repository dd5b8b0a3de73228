"""Whether a house is introduced as the style wants it: full name, then its abbreviation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.detection.entities import BodyName, Kind, Mention, Registers, Report
from articles.detection.names import is_excused, plain_words

#: From here on a name is long enough that its short form is wanted.
_LONG = 18


@dataclass(frozen=True, slots=True)
class Introduction:
    """A first mention: ``missing`` is the name or the abbreviation that it lacks."""

    mention: Mention
    missing: str
    lacks_name: bool

    @property
    def right(self) -> str:
        """The words of the mention with what is missing."""
        if self.lacks_name:
            return f"{self.missing} ({self.mention.words})"
        return f"{self.mention.words} ({self.missing})"


def introductions(
    report: Report, mentions: Iterable[Mention], registers: Registers
) -> list[Introduction]:
    """
    The first mentions in the body that lack the full name or the abbreviation.

    In the lead the full name stands alone, so only the body is looked at; an abbreviation is
    missed only where the house is spoken of again.
    """
    bodies = {body.key: body for body in registers.bodies}
    in_body: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.kind == Kind.BODY and mention.sure and mention.field == "body":
            in_body.setdefault(mention.key, []).append(mention)
    return [
        introduction
        for key, group in in_body.items()
        if key in bodies
        for introduction in _of_body(report, group, bodies[key].names)
    ]


def _of_body(
    report: Report, group: list[Mention], names: tuple[BodyName, ...]
) -> Iterator[Introduction]:
    group.sort(key=lambda mention: mention.start)
    first = group[0]
    name = next((name for name in names if name.covers(report.day)), None)
    said = plain_words(first.words)
    if name is None or said not in (name.name, name.abbreviation):
        return  # another day's name is a matter of its own
    if not name.abbreviation or name.abbreviation in name.name:
        return
    text = report.body.replace("\u00a0", " ")
    if len(name.name) < _LONG or is_excused(text, first.start, first.end):
        return
    if first.words == name.abbreviation:
        if not _is_explained(text, first):
            yield Introduction(first, name.name, lacks_name=True)
    elif len(group) > 1 and f"({name.abbreviation}" not in text[first.end : first.end + 60]:
        yield Introduction(first, name.abbreviation, lacks_name=False)


def _is_explained(text: str, mention: Mention) -> bool:
    """“Bundesamt … (BSI)”, under a name that the register does not have; or “kurz BSI”."""
    before = text[: mention.start].rsplit("\n", 1)[-1]
    return before.endswith(("(", "kurz ", "kurz: ")) or text[mention.end : mention.end + 2] == " ("
