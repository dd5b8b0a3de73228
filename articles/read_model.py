"""
What a page shows, as plain objects that know no database.

A ``ReportPage`` is built from the columns (``report``, ``reports``: one query,
whatever the report refers to) or from a snapshot (``preview``). Page, feeds and
structured data all read it. Other reports appear in it only while ``published()``
says so; everything else about them never leaves the database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from html import escape, unescape
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from articles.models import (
    Article,
    Attachment,
    Award,
    CrossReference,
    District,
    FederalState,
    Institution,
    InstitutionName,
    Municipality,
    Person,
    Picture,
    Section,
    Tag,
)
from articles.models.institutions import MINISTERIAL
from articles.moments import BERLIN, berlin_day
from articles.text import references_in, render_references
from articles.vocabulary import Copy, Genre, ReferenceEnd

#: How many of the later reports a page names; the whole thread has a page of its own.
MOST_LATER = 20

Row = Mapping[str, Any]


@lru_cache(maxsize=20_000)
def address(page: str, *args: object) -> str:
    """The path of a page of this app; remembered, for a page asks for dozens."""
    return reverse(f"articles:{page}", args=args)


# --- What a page is made of ----------------------------------------------------------------


@dataclass(frozen=True)
class Thing:
    """A section, tag, person, place, institution or award: its name and its page."""

    name: str
    url: str
    note: str = ""
    is_guest: bool = False


@dataclass(frozen=True)
class Image:
    """A picture with everything that is printed beside it; ``caption`` is the report's own."""

    url: str
    width: int
    height: int
    alternative_text: str
    caption: str
    credit: str
    is_ai_generated: bool


@dataclass(frozen=True)
class Teaser:
    """A report in a list; ``published_at`` is in Berlin time."""

    pk: int
    slug: str
    kicker: str
    headline: str
    lead: str
    published_at: datetime
    section: str = ""
    picture: Image | None = None

    @property
    def url(self) -> str:
        """Its address; the path only."""
        return address("article", self.pk, self.slug)


@dataclass(frozen=True)
class ReportPage:
    """
    Everything a reader is shown of one report, in the order of the page.

    ``body`` still holds its reference nodes: ``body_html`` resolves them against
    ``earlier``, the reports it refers to that are public. ``later`` are the public
    reports that refer to it, oldest first.
    """

    pk: int
    slug: str
    kicker: str
    headline: str
    lead: str
    body: str
    genre: str
    initials: str
    published_at: datetime | None
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
    earlier: tuple[Teaser, ...]
    later: tuple[Teaser, ...]

    @property
    def url(self) -> str:
        """Its address; the path only."""
        return address("article", self.pk, self.slug)

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


# --- From the columns ----------------------------------------------------------------------


def report(pk: int, at: datetime) -> ReportPage | None:
    """The report as readers see it at ``at``, in one query; None while they don't."""
    row = _rows(Article.objects.published(at).filter(pk=pk), at).first()
    return row and _page(row, berlin_day(at))


def reports(published: QuerySet, at: datetime) -> list[ReportPage]:
    """The same for a cut-off list of published reports, still in one query."""
    return [_page(row, berlin_day(at)) for row in _rows(published, at)]


def teasers(published: QuerySet) -> list[Teaser]:
    """A cut-off list of published reports, in one query."""
    return [_teaser(row) for row in published.values(*_TEASER, section_name=F("section__name"))]


def illustrated_teasers(published: QuerySet, at: datetime) -> list[Teaser]:
    """The same with the picture of each."""
    rows = published.values(
        *_TEASER, "picture_caption", section_name=F("section__name"), image=_picture("picture")
    )
    return [_teaser(row, berlin_day(at)) for row in rows]


_TEASER = ("pk", "slug", "kicker", "headline", "lead", "publish_at")
_COLUMNS = (
    *_TEASER,
    "body",
    "genre",
    "initials",
    "links",
    "picture_caption",
    "second_picture_caption",
    "infobox_title",
    "infobox",
)
_PICTURE = (
    "file",
    "width",
    "height",
    "alternative_text",
    "is_decorative",
    "caption",
    "credit",
    "is_ai_generated",
    "is_blocked",
    "licence_ends_on",
)


def _rows(published: QuerySet, at: datetime) -> QuerySet:
    """One row a report, with all that hangs on it as JSON."""
    return published.values(
        *_COLUMNS,
        the_section=JSONObject(name="section__name", slug="section__slug"),
        the_picture=_picture("picture"),
        the_second_picture=_picture("second_picture"),
        **{f"the_{name}": _several(*things) for name, things in _SEVERALS.items()},
        the_earlier=_earlier(at),
        the_later=_later(at),
    )


def _picture(field: str) -> JSONObject:
    return JSONObject(**{name: f"{field}__{name}" for name in _PICTURE})


def _several(model: type, fields: tuple[str, ...], more: Mapping[str, Any]) -> ArraySubquery:
    lookup = "taggings__content_object" if model is Tag else "articles"
    things = model.objects.filter(**{lookup: OuterRef("pk")})
    return ArraySubquery(_as_json(things, fields, more))


def _as_json(things: QuerySet, fields: tuple[str, ...], more: Mapping[str, Any]) -> QuerySet:
    order = "title" if things.model is Attachment else "sort_key"
    json = JSONObject(**{name: name for name in fields}, **more)
    return things.order_by(order, "pk").values(json=json)


def _names_of(institution: str) -> ArraySubquery:
    """All eras of an institution: which one is right is decided by the day of the report."""
    names = InstitutionName.objects.filter(institution=OuterRef(institution)).order_by("pk")
    fields = ("name", "abbreviation", "valid_from", "valid_to")
    return ArraySubquery(names.values(json=JSONObject(**{name: name for name in fields})))


def _earlier(at: datetime) -> ArraySubquery:
    """The public reports to which the live copy refers, in the order of the body."""
    bound = CrossReference.objects.filter(
        source=OuterRef("pk"),
        copy=Copy.LIVE,
        end=ReferenceEnd.REPORT,
        target__in=Article.objects.published(at),
    )
    as_json = JSONObject(**{name: f"target__{name}" for name in _TEASER})
    return ArraySubquery(bound.order_by("position").values(json=as_json))


def _later(at: datetime) -> ArraySubquery:
    """The public reports that came later and refer to this one, newest first."""
    referring = CrossReference.objects.filter(target=OuterRef(OuterRef("pk")), copy=Copy.LIVE)
    later = Article.objects.published(at).filter(
        pk__in=Subquery(referring.values("source")), publish_at__gte=OuterRef("publish_at")
    )
    as_json = JSONObject(**{name: name for name in _TEASER})
    return ArraySubquery(later.newest_first().values(json=as_json)[:MOST_LATER])


_SEVERALS: dict[str, tuple[type, tuple[str, ...], Mapping[str, Any]]] = {
    "people": (Person, ("name", "slug", "function", "is_guest"), {}),
    "tags": (Tag, ("name", "slug"), {}),
    "attachments": (Attachment, ("title", "file"), {}),
    "municipalities": (Municipality, ("name", "ags", "slug"), {}),
    "districts": (District, ("name", "kind", "key", "slug"), {}),
    "federal_states": (FederalState, ("name", "slug"), {}),
    "institutions": (
        Institution,
        ("name", "short_name", "key", "kind"),
        {"names": _names_of("pk")},
    ),
    "awards": (Award, ("name", "key"), {}),
}


# --- From a snapshot -----------------------------------------------------------------------


def preview(content: Row, *, pk: int, slug: str, at: datetime) -> ReportPage:
    """
    The page that ``content`` (a snapshot, see ``revisions``) would make, were it public at ``at``.

    Takes a query for each kind of thing; what was deleted since is left out.
    """
    row = {name: content.get(name) for name in _COLUMNS} | {"pk": pk, "slug": slug}
    row["publish_at"] = at
    for name, (model, fields, more) in _SEVERALS.items():
        found = model.objects.filter(pk__in=[thing["id"] for thing in content[name]])
        row[f"the_{name}"] = list(_as_json(found, fields, more).values_list("json", flat=True))
    row["the_section"] = _one(Section, content["section"], ("name", "slug"))
    row["the_picture"] = _one(Picture, content["picture"], _PICTURE)
    row["the_second_picture"] = _one(Picture, content["second_picture"], _PICTURE)
    targets = [r.target_id for r in references_in(content["body"]) if r.target_id]
    public = Article.objects.published(at).filter(pk__in=targets)
    row["the_earlier"] = list(public.newest_first().values(*_TEASER))
    row["the_later"] = []
    return _page(row, berlin_day(at))


def _one(model: type, thing: Row | None, fields: tuple[str, ...]) -> Row:
    found = model.objects.filter(pk=thing["id"]).values(*fields).first() if thing else None
    return found or dict.fromkeys(fields)


# --- From rows to objects ------------------------------------------------------------------


def _page(row: Row, today: date) -> ReportPage:
    published_at = row["publish_at"].astimezone(BERLIN)
    earlier = {teaser["pk"]: _teaser(teaser) for teaser in row["the_earlier"]}
    return ReportPage(
        **{name: row[name] for name in _SAME},
        published_at=published_at,
        section=_section(row["the_section"]),
        picture=_image(row["the_picture"], row["picture_caption"], today),
        second_picture=_image(row["the_second_picture"], row["second_picture_caption"], today),
        people=tuple(map(_person, row["the_people"])),
        tags=tuple(Thing(tag["name"], address("tag", tag["slug"])) for tag in row["the_tags"]),
        places=tuple(_places(row)),
        institutions=tuple(_institution(i, published_at.date()) for i in row["the_institutions"]),
        awards=tuple(Thing(a["name"], address("award", a["key"])) for a in row["the_awards"]),
        links=tuple(Thing(link["label"], link["address"]) for link in row["links"]),
        attachments=tuple(
            Thing(a["title"], address("media", a["file"])) for a in row["the_attachments"]
        ),
        earlier=tuple(earlier.values()),
        later=tuple(_teaser(teaser) for teaser in reversed(row["the_later"])),
    )


_SAME = (
    "pk",
    "slug",
    "kicker",
    "headline",
    "lead",
    "body",
    "genre",
    "initials",
    "infobox_title",
    "infobox",
)


def _teaser(row: Row, today: date | None = None) -> Teaser:
    moment = row["publish_at"]
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return Teaser(
        **{name: row[name] for name in _TEASER if name != "publish_at"},
        published_at=moment.astimezone(BERLIN),
        section=row.get("section_name") or "",
        picture=_image(row["image"], row["picture_caption"], today) if today else None,
    )


def _section(row: Row) -> Thing | None:
    return Thing(row["name"], address("section", row["slug"])) if row["slug"] else None


def _image(row: Row, caption: str, today: date) -> Image | None:
    """The picture, unless it is blocked or the newsroom's right to it has ended."""
    ends = _day(row["licence_ends_on"])
    if not row["file"] or row["is_blocked"] or (ends is not None and ends < today):
        return None
    return Image(
        url=address("media", row["file"]),
        width=row["width"],
        height=row["height"],
        alternative_text="" if row["is_decorative"] else row["alternative_text"],
        caption=caption or row["caption"],
        credit=row["credit"],
        is_ai_generated=row["is_ai_generated"],
    )


def _person(row: Row) -> Thing:
    url = address("person", row["slug"])
    return Thing(row["name"], url, note=row["function"], is_guest=row["is_guest"])


def _places(row: Row) -> Iterable[Thing]:
    for town in row["the_municipalities"]:
        yield Thing(town["name"], address("municipality", town["ags"], town["slug"]))
    for district in row["the_districts"]:
        # The same wording as District.__str__.
        is_plain = district["kind"] in district["name"] or "Stadt" in district["kind"]
        name = district["name"] if is_plain else f"{district['kind']} {district['name']}"
        yield Thing(name, address("municipality", district["key"], district["slug"]))
    for land in row["the_federal_states"]:
        yield Thing(land["name"], address("federal_state", land["slug"]))


def _institution(row: Row, day: date) -> Thing:
    """An institution under the name it bore on ``day``; its page is today's."""
    era = next((name for name in row["names"] if _covers(name, day)), None)
    name, short = (era["name"], era["abbreviation"]) if era else (row["name"], row["short_name"])
    page = "ministry" if row["kind"] in MINISTERIAL else "institution"
    return Thing(name, address(page, row["key"]), note=short if short != name else "")


def _covers(name: Row, day: date) -> bool:
    start, end = _day(name["valid_from"]), _day(name["valid_to"])
    return (start is None or start <= day) and (end is None or day < end)


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
