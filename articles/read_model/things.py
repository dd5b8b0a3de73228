"""The plain objects that a page is made of; they know no database."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from html import escape, unescape

from django.urls import reverse
from django.utils.html import linebreaks

from articles.picture_sizes import RATIO, Focus, Size, stem_of, widths
from articles.text import render_references
from articles.vocabulary import CorrectionKind, Genre

#: What adults read of German prose, silently.
WORDS_A_MINUTE = 200
_TAG = re.compile(r"<[^>]*>")


@lru_cache
def _media() -> str:
    return reverse("articles:media", args=["-"]).removesuffix("-")


@lru_cache(maxsize=20_000)
def address(page: str, *args: object) -> str:
    """The path of a page of this app; remembered, for a page asks for dozens."""
    return reverse(f"articles:{page}", args=args)


@dataclass(frozen=True)
class Thing:
    """A section, tag, person, place, institution or award: its name, its page, its official key."""

    name: str
    url: str
    note: str = ""
    is_guest: bool = False
    key: str = ""


@dataclass(frozen=True)
class Shown:
    """
    The files of a picture for one place on a page.

    ``avif`` and ``webp`` list all widths for browsers that choose; ``url`` is the largest
    JPEG, which all can read, and ``width`` and ``height`` are its.
    """

    avif: str
    webp: str
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Image:
    """
    A picture with everything that is printed beside it; ``caption`` is the report's own.

    ``file`` is the kept file, which no reader gets; ``whole`` and ``cut`` are what they get.
    """

    file: str
    width: int
    height: int
    focus: Focus
    alternative_text: str
    caption: str
    credit: str
    is_ai_generated: bool

    @property
    def whole(self) -> Shown:
        """The whole picture."""
        steps = widths(self.width, self.height, is_cut=False)
        return self._shown(steps, None, round(self.height * steps[-1] / (self.width or 1)))

    @property
    def cut(self) -> Shown:
        """Cut to 3:2 around the focal point."""
        steps = widths(self.width, self.height, is_cut=True)
        return self._shown(steps, self.focus, round(steps[-1] / RATIO))

    @property
    def url(self) -> str:
        """The path of the largest whole JPEG: for feeds and structured data."""
        return self.whole.url

    def _shown(self, steps: tuple[int, ...], focus: Focus | None, height: int) -> Shown:
        stem = stem_of(self.file)

        def path(width: int, ending: str) -> str:
            return f"{_media()}{Size(stem, width, ending, focus).name}"

        lists = (
            ", ".join(f"{path(step, ending)} {step}w" for step in steps)
            for ending in ("avif", "webp")
        )
        return Shown(*lists, path(steps[-1], "jpg"), steps[-1], height)


class Dated:
    """What the moment of a report, in Berlin time, is written as."""

    published_at: datetime

    @property
    def date(self) -> date:
        """The day in Berlin."""
        return self.published_at.date()

    @property
    def iso(self) -> str:
        """For machines: “2019-01-18T12:00:00+01:00”."""
        return self.published_at.isoformat()

    @property
    def day(self) -> str:
        """For the date column: “18.01.2019”."""
        at = self.published_at  # by hand: a page has dozens, and strftime takes four times as long
        return f"{at.day:02}.{at.month:02}.{at.year}"

    @property
    def hour(self) -> str:
        """For the day's list: “12:00”."""
        return f"{self.published_at.hour:02}:{self.published_at.minute:02}"


@dataclass(frozen=True)
class Teaser(Dated):
    """A report in a list; ``published_at`` is in Berlin time."""

    pk: int
    slug: str
    kicker: str
    headline: str
    lead: str
    published_at: datetime
    is_advertisement: bool = False
    section: str = ""
    picture: Image | None = None

    @property
    def url(self) -> str:
        """Its address; the path only."""
        return address("article", self.pk, self.slug)


@dataclass(frozen=True)
class CorrectionNote(Dated):
    """A note of correction on a report; ``published_at`` is in Berlin time."""

    kind: str
    text: str
    published_at: datetime

    @property
    def label(self) -> str:
        """“Korrektur”, “Gegendarstellung” …"""
        return str(CorrectionKind(self.kind).label)


@dataclass(frozen=True)
class ReportPage(Dated):
    """
    Everything a reader is shown of one report, in the order of the page.

    ``body`` still holds its reference nodes: ``body_html`` resolves them against
    ``earlier``, the reports it refers to that are public. ``later`` are the public
    reports that refer to it, oldest first. ``newer`` and ``older`` are its neighbours in
    the section, ``nearby`` are other reports on ``town``, the one in its kicker before others.
    ``updated_at`` is the last update that readers were told of, ``corrections`` are the notes
    on it, oldest first.
    """

    pk: int
    slug: str
    kicker: str
    headline: str
    lead: str
    body: str
    genre: str
    initials: str
    published_at: datetime
    section: Thing | None
    picture: Image | None
    second_picture: Image | None
    people: tuple[Thing, ...]
    tags: tuple[Thing, ...]
    places: tuple[Thing, ...]
    institutions: tuple[Thing, ...]
    awards: tuple[Thing, ...]
    links: tuple[Thing, ...]
    attachments: tuple[Thing, ...]
    infobox_title: str
    infobox: str
    is_advertisement: bool
    earlier: tuple[Teaser, ...]
    later: tuple[Teaser, ...]
    newer: Teaser | None = None
    older: Teaser | None = None
    town: Thing | None = None
    nearby: tuple[Teaser, ...] = ()
    updated_at: datetime | None = None
    corrections: tuple[CorrectionNote, ...] = ()
    is_noindex: bool = False

    @property
    def url(self) -> str:
        """Its address; the path only."""
        return address("article", self.pk, self.slug)

    @property
    def minutes(self) -> int:
        """How long it takes to read."""
        words = len(_TAG.sub(" ", f"{self.lead} {self.body} {self.infobox}").split())
        return max(1, round(words / WORDS_A_MINUTE))

    @property
    def modified_at(self) -> datetime:
        """When readers were last told of a change, in Berlin time; typing errors don't count."""
        notes = [note.published_at for note in self.corrections]
        return max(moment for moment in (self.published_at, self.updated_at, *notes) if moment)

    @property
    def is_updated_on_its_day(self) -> bool:
        """Whether the hour alone tells when it was updated."""
        return self.updated_at is not None and self.updated_at.date() == self.published_at.date()

    @property
    def guests(self) -> tuple[Thing, ...]:
        """Those of its people who are introduced beside the text."""
        return tuple(person for person in self.people if person.is_guest)

    @property
    def genre_label(self) -> str:
        """The word for its genre, where it is no plain news."""
        return "" if self.genre in (Genre.NEWS, Genre.REPORT) else str(Genre(self.genre).label)


def body_html(page: ReportPage, root: str = "") -> str:
    """
    The body with its references as links, addresses beginning with ``root``.

    A reference leads to its report exactly while that is public; else its words
    stand alone and nothing tells what is behind them.
    """
    targets = {str(teaser.pk): teaser.url for teaser in page.earlier}

    def resolve(to: str, key: str, words: str) -> str:
        if to in targets:
            return f'<a class="reference" href="{root}{targets[to]}">{words}</a>'
        outside = unescape(to)
        if outside.startswith(("https://", "http://")):
            address = escape(outside)
            return f'<a class="outside" href="{address}" rel="noopener noreferrer">{words}</a>'
        return words

    return render_references(page.body, resolve)


def notes_html(page: ReportPage) -> str:
    """The notes of correction as HTML, each with its word and its day, for feeds."""
    return "".join(
        f"<aside><p><strong>{escape(note.label)} ({note.day})</strong></p>"
        f"{linebreaks(note.text, autoescape=True)}</aside>"
        for note in page.corrections
    )
