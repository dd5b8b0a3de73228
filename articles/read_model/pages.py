"""From rows to pages: what is right for the day of the report, and what may be shown today."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet

from articles.fields.addresses import clean_address
from articles.models import Picture
from articles.models.institutions import MINISTERIAL
from articles.moments import BERLIN, berlin_day
from articles.picture_sizes import focus_of
from articles.read_model.rows import (
    MOST_LATER,
    MOST_NEARBY,
    TEASER,
    Row,
    picture,
    row_of,
    row_of_snapshot,
    rows_of,
)
from articles.read_model.things import CorrectionNote, Image, ReportPage, Teaser, Thing, address

_SAME = ("pk", "slug", "kicker", "headline", "lead", "body", "genre", "initials")
_SAME += ("infobox_title", "infobox", "is_advertisement")


def report(pk: int, at: datetime) -> ReportPage | None:
    """The report as readers see it at ``at``, in one query; None while they don't."""
    row = row_of(pk, at)
    return row and _page(row, berlin_day(at))


def reports(published: QuerySet, at: datetime) -> list[ReportPage]:
    """The same for a cut-off list of published reports, still in one query."""
    return [_page(row, berlin_day(at)) for row in rows_of(published, at)]


def preview(
    content: Row,
    *,
    pk: int,
    slug: str,
    at: datetime,
    published_at: datetime | None = None,
    updated_at: datetime | None = None,
) -> ReportPage:
    """
    The page that ``content`` (a snapshot, see ``revisions``) would make, looked at at ``at``.

    Dated ``published_at``, or ``at``. Takes a query for each kind of thing; later reports, and
    where to read on, are left out.
    """
    row = row_of_snapshot(content, pk, slug, at)
    row |= {"publish_at": published_at or at, "updated_at": updated_at}
    return _page(row, berlin_day(at))


def teasers(published: QuerySet) -> list[Teaser]:
    """A cut-off list of published reports, in one query."""
    return [teaser_of(row) for row in published.values(*TEASER, section_name=F("section__name"))]


def illustrated_teasers(published: QuerySet, at: datetime) -> list[Teaser]:
    """The same with the picture of each."""
    names, section = (*TEASER, "picture_caption"), F("section__name")
    rows = published.values(*names, section_name=section, image=picture("picture"))
    return [teaser_of(row, berlin_day(at)) for row in rows]


def _page(row: Row, today: date) -> ReportPage:
    published_at = _in_berlin(row["publish_at"])
    day = published_at.date()
    return ReportPage(
        **{name: row[name] for name in _SAME},
        published_at=published_at,
        section=_section(row["the_section"]),
        picture=_image(row["the_picture"], row["picture_caption"], today),
        second_picture=_image(row["the_second_picture"], row["second_picture_caption"], today),
        people=tuple(map(_person, row["the_people"])),
        tags=tuple(Thing(tag["name"], address("tag", tag["slug"])) for tag in row["the_tags"]),
        places=tuple(_places(row)),
        institutions=tuple(_institution(house, day) for house in row["the_institutions"]),
        awards=tuple(Thing(a["name"], address("award", a["key"])) for a in row["the_awards"]),
        links=tuple(_links(row["links"])),
        attachments=tuple(
            Thing(a["title"], address("media", a["file"])) for a in row["the_attachments"]
        ),
        earlier=_each_once(row["the_earlier"]),
        later=_each_once(row["the_later"])[:MOST_LATER][::-1],
        **_onward(row),
        updated_at=row["updated_at"] and _in_berlin(row["updated_at"]),
        corrections=tuple(map(_note, row["the_corrections"])),
        is_noindex=bool(row["is_noindex"]),
    )


def _onward(row: Row) -> dict[str, Any]:
    """Where to read on; feeds don't ask for it."""
    if "the_nearby" not in row:
        return {}
    known = {teaser["pk"] for name in ("the_earlier", "the_later") for teaser in row[name]}
    nearby = [teaser for teaser in row["the_nearby"] if teaser["pk"] not in known]
    return {
        "newer": next(map(teaser_of, row["the_newer"]), None),
        "older": next(map(teaser_of, row["the_older"]), None),
        "town": _town(row) if nearby else None,
        "nearby": tuple(map(teaser_of, nearby[:MOST_NEARBY])),
    }


def _town(row: Row) -> Thing:
    """The town that the reports nearby are about, chosen as the query does."""
    towns = row["the_municipalities"]
    town = min(towns, key=lambda town: (town["name"] not in row["kicker"], town["pk"]))
    return Thing(town["name"], address("municipality", town["ags"], town["slug"]))


def _each_once(rows: Iterable[Row]) -> tuple[Teaser, ...]:
    return tuple({row["pk"]: teaser_of(row) for row in rows}.values())


def teaser_of(row: Row, today: date | None = None) -> Teaser:
    """The teaser that a row makes; with its picture where ``today`` is given."""
    return Teaser(
        **{name: row[name] for name in TEASER if name != "publish_at"},
        published_at=_in_berlin(row["publish_at"]),
        section=row.get("section_name") or "",
        picture=_image(row["image"], row["picture_caption"], today) if today else None,
    )


def _note(row: Row) -> CorrectionNote:
    return CorrectionNote(row["kind"], row["text"], _in_berlin(row["published_at"]))


def _in_berlin(moment: datetime | str) -> datetime:
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return moment.astimezone(BERLIN)


def _section(row: Row) -> Thing | None:
    return Thing(row["name"], address("section", row["slug"])) if row["slug"] else None


def _image(row: Row, caption: str, today: date) -> Image | None:
    """The picture, unless it is blocked or the newsroom's right to it has ended."""
    ends = _day(row["licence_ends_on"])
    if not row["file"] or row["is_blocked"] or (ends is not None and ends < today):
        return None
    return Image(
        file=row["file"],
        width=row["width"],
        height=row["height"],
        focus=focus_of(row["focus_x"], row["focus_y"]),
        alternative_text="" if row["is_decorative"] else row["alternative_text"],
        caption=caption or row["caption"],
        credit=row["credit"],
        is_ai_generated=row["is_ai_generated"],
    )


def image_of(portrait: Picture | None, today: date) -> Image | None:
    """A picture on a page that is no report's, under the same conditions."""
    return portrait and _image(vars(portrait) | {"file": portrait.file.name}, "", today)


def _links(links: Iterable[Row]) -> Iterable[Thing]:
    """The link block; what is no outside address never becomes a link."""
    for link in links:
        outside = clean_address(link["address"], schemes=("http", "https", "mailto"))
        if outside:
            yield Thing(link["label"], outside)


def _person(row: Row) -> Thing:
    url = address("person", row["slug"])
    return Thing(row["name"], url, note=row["function"], is_guest=row["is_guest"])


def _places(row: Row) -> Iterable[Thing]:
    for town in row["the_municipalities"]:
        url = address("municipality", town["ags"], town["slug"])
        yield Thing(town["name"], url, key=town["ags"])
    for district in row["the_districts"]:
        # The same wording as District.__str__.
        is_plain = district["kind"] in district["name"] or "Stadt" in district["kind"]
        name = district["name"] if is_plain else f"{district['kind']} {district['name']}"
        url = address("municipality", district["key"], district["slug"])
        yield Thing(name, url, key=district["key"])
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
