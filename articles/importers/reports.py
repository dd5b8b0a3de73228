"""
Reports as Markdown text files: optional front matter, headline, date line with lead, text.

The format is the one in which the newsroom exchanges reports: a headline, a blank
line, ``[TT.MM.JJJJ]`` with the lead, paragraphs, sub-headings as short lines without
a full stop, and the initials in brackets as the last line. Every word of the text and
every quotation mark is kept; characters that can't be seen are not.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape

import frontmatter
import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.fields.body import clean_body
from articles.importers.records import Rejected, ReportRecord
from articles.moments import BERLIN, EARLIEST, LATEST, at_noon
from articles.text import normalised

#: Nobody writes a report of a megabyte; a file of that size is something else.
LARGEST = 1_000_000

_DATE_LINE = re.compile(r"\[\s*(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\s*\]\s*(.*)", re.DOTALL)
_INITIALS = re.compile(r"\(([^\W\d_]{1,5}(?:/[^\W\d_]{1,5})*)\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*((?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"]*\")?\s*\)")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)([^*]+?)(?<=\S)\*\*(?![\w*])")
#: Not inside a word: “Bürger*innen und Nutzer*innen” is no emphasis.
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)[\s#]*")
_ITEM = re.compile(r"(?:([-*•])|\d{1,3}[.)])\s+(.*)")
_OUTSIDE = re.compile(r"(?:https?://|mailto:)[^\s\"<>]+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.:;,…][“”\"’»)\]]*$")


def parse_report(data: bytes, *, name: str) -> ReportRecord:
    """
    Read one report; ``name`` is its file's stem, its id unless the front matter has one.

    Raises ``Rejected`` with the reason for the desk.
    """
    meta, text = _front_matter(_decoded(data))
    headline, dated_on, lead, lines = _head(text)
    initials, lines = _without_initials(lines)
    writer = _BodyWriter()
    return ReportRecord(
        id=meta.get("id") or name,
        headline=headline,
        dated_on=dated_on,
        lead=lead,
        body=_cleaned(writer.body(_blocks(lines))),
        kicker=meta.get("kicker", ""),
        section=meta.get("section", ""),
        tags=_tags(meta.get("tags", [])),
        initials=initials or meta.get("initials", "").strip("()"),
        published_at=_moment(meta.get("published", "")),
        references=writer.references,
    )


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Rejected(_("The file is larger than a report can be."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("The file is not UTF-8 (byte %(place)d).")
        raise Rejected(message % {"place": error.start + 1}) from error
    return normalised(text.replace("\r\n", "\n").replace("\r", "\n"))


# --- front matter -----------------------------------------------------------


class _PlainLoader(yaml.BaseLoader):
    """YAML in which everything is text (017 stays 017) and nothing is repeated by reference."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("alias")
        return super().compose_node(parent, index)


class _PlainHandler(frontmatter.YAMLHandler):
    def load(self, fm: str, **kwargs: object) -> dict:
        return yaml.load(fm, Loader=_PlainLoader) or {}  # noqa: S506 - knows only text


def _front_matter(text: str) -> tuple[dict, str]:
    text = text.lstrip()
    if not text.startswith("---"):
        return {}, text
    try:
        meta, content = frontmatter.parse(text, handler=_PlainHandler())
    except (yaml.YAMLError, RecursionError) as error:
        raise Rejected(_("The front matter is not readable.")) from error
    if content.startswith("---"):
        raise Rejected(_("The front matter has no end."))
    return {key: _value(key, value) for key, value in meta.items()}, content


def _value(key: str, value: object) -> object:
    if key == "tags":
        return [value] if isinstance(value, str) else value
    if key in {"id", "kicker", "section", "initials", "published"} and not isinstance(value, str):
        raise Rejected(_("The front matter's “%(key)s” is not plain text.") % {"key": key})
    return " ".join(value.split()) if isinstance(value, str) else value


def _tags(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise Rejected(_("The front matter's “%(key)s” is not a list of words.") % {"key": "tags"})
    return tuple(dict.fromkeys(tag for tag in (" ".join(t.split()) for t in value) if tag))


def _moment(written: str) -> datetime | None:
    """The hour of the source; one without an offset is Berlin's, a day alone means noon."""
    if not written:
        return None
    try:
        if len(written) <= len("2018-09-24"):
            moment = at_noon(date.fromisoformat(written))
        else:
            moment = datetime.fromisoformat(written)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)
        if EARLIEST <= moment < LATEST:
            return moment
    except (ValueError, OverflowError):
        pass
    message = _("The front matter's hour of publication “%(written)s” is impossible.")
    raise Rejected(message % {"written": written})


# --- headline, date line, lead ----------------------------------------------


def _head(text: str) -> tuple[str, date, str, list[str]]:
    """Headline, day, lead, and the lines that follow."""
    lines = text.split("\n")
    headline_at = _next_line(lines, 0)
    if headline_at is None or _DATE_LINE.match(lines[headline_at].strip()):
        raise Rejected(_("There is no headline."))
    headline = _plain(lines[headline_at].strip().lstrip("#"))
    if not re.search(r"\w", headline):
        raise Rejected(_("There is no readable headline."))
    date_at = _next_line(lines, headline_at + 1)
    found = _DATE_LINE.match(lines[date_at].strip()) if date_at is not None else None
    if not found:
        raise Rejected(_("There is no date line [DD.MM.YYYY] after the headline."))
    end = _end_of_block(lines, date_at)
    lead = _plain(" ".join([found[4], *lines[date_at + 1 : end]]))
    return headline, _day(found), lead, lines[end:]


def _next_line(lines: list[str], start: int) -> int | None:
    return next((at for at in range(start, len(lines)) if lines[at].strip()), None)


def _end_of_block(lines: list[str], start: int) -> int:
    return next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))


def _day(found: re.Match) -> date:
    day, month, year = (int(found[part]) for part in (1, 2, 3))
    try:
        dated_on = date(year, month, day)
    except ValueError:
        dated_on = None
    if dated_on is None or not EARLIEST.date() < dated_on < LATEST.date():
        written = f"{found[1]}.{found[2]}.{found[3]}"
        raise Rejected(_("The date line has an impossible date: %(date)s.") % {"date": written})
    return dated_on


def _plain(text: str) -> str:
    """One line of plain text; of a link only its words stay."""
    return " ".join(_LINK.sub(r"\1", text).split())


# --- body -------------------------------------------------------------------


def _cleaned(body: str) -> str:
    try:
        return clean_body(body)
    except ValidationError as error:
        raise Rejected(" ".join(error.messages)) from error


def _without_initials(lines: list[str]) -> tuple[str, list[str]]:
    last = next((at for at in reversed(range(len(lines))) if lines[at].strip()), None)
    found = _INITIALS.fullmatch(lines[last].strip()) if last is not None else None
    return (found[1], lines[:last]) if found else ("", lines)


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks, block = [], []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line.strip())
        elif block:
            blocks.append(block)
            block = []
    return blocks


@dataclass
class _BodyWriter:
    """Writes blocks as HTML and remembers which reference leads to which id."""

    references: dict[str, str] = field(default_factory=dict)
    nodes: int = 0

    def body(self, blocks: list[list[str]]) -> str:
        last = len(blocks) - 1
        return "".join(self.block(block, last=at == last) for at, block in enumerate(blocks))

    def block(self, lines: list[str], *, last: bool) -> str:
        items = [_ITEM.fullmatch(line) for line in lines]
        if len(lines) > 1 and all(items):
            return self.list(items)
        if lines[0].startswith(">"):
            quoted = " ".join(line.lstrip("> ") for line in lines)
            return f"<blockquote><p>{self.inline(quoted)}</p></blockquote>"
        marked = _HEADING.fullmatch(lines[0]) if len(lines) == 1 else None
        if marked and marked[2]:
            level = "h3" if len(marked[1]) > 2 else "h2"
            return f"<{level}>{escaped(_plain(marked[2]))}</{level}>"
        if not last and is_heading(lines):
            return f"<h2>{escaped(_plain(lines[0]))}</h2>"
        return f"<p>{self.inline(' '.join(lines))}</p>"

    def list(self, items: list[re.Match]) -> str:
        kind = "ul" if items[0][1] else "ol"
        inside = "".join(f"<li><p>{self.inline(item[2])}</p></li>" for item in items)
        return f"<{kind}>{inside}</{kind}>"

    def inline(self, text: str) -> str:
        parts, end = [], 0
        for link in _LINK.finditer(text):
            parts += [emphasised(text[end : link.start()]), self.link(link[1], link[2])]
            end = link.end()
        return "".join([*parts, emphasised(text[end:])])

    def link(self, words: str, to: str) -> str:
        words = " ".join(words.split())
        if not words:
            return ""
        if to.startswith("#") or not to:
            return self.reference(words, target=to.removeprefix("#"))
        if not _OUTSIDE.fullmatch(to):
            return escaped(words)
        if "berichtete" in words.lower() and to.lower().startswith("http"):
            return self.reference(words, address=to)
        return f'<a href="{escape(to)}">{escaped(words)}</a>'

    def reference(self, words: str, *, target: str = "", address: str = "") -> str:
        self.nodes += 1
        key = f"w{self.nodes}"
        if target:
            self.references[key] = target
        end = escape(address) or "open"
        return f'<span data-reference="{end}" data-key="{key}">{escaped(words)}</span>'


def is_heading(lines: list[str]) -> bool:
    """Whether a block is a sub-heading: one short line of its own without a full stop."""
    line = lines[0]
    return (
        len(lines) == 1
        and len(line) <= 80
        and len(line.split()) <= 10
        and not _SENTENCE_END.search(line)
        and not _LINK.search(line)
    )


def emphasised(text: str) -> str:
    """Escaped text with ``**strong**`` and ``*em*`` as elements."""
    text = _STRONG.sub(r"<strong>\1</strong>", escaped(text))
    return _EMPHASIS.sub(r"<em>\1</em>", text)


def escaped(text: str) -> str:
    """Text as the sanitiser writes it: quotation marks stay, blanks that don't break are named."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")
