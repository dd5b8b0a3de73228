"""Rows that hold all a page needs, as columns and JSON: the only place that queries for it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject, StrIndex
from django.db.models.lookups import GreaterThan

from articles.models import (
    Article,
    Attachment,
    Award,
    Correction,
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
from articles.statements import AT, PK, Statement, written
from articles.text import references_in
from articles.vocabulary import Copy

#: How many of the later reports a page names; the whole thread has a page of its own.
MOST_LATER = 20
#: How many other reports on the town a page names, and among how many they are chosen.
MOST_NEARBY, _NEARBY = 4, 8

Row = Mapping[str, Any]


TEASER = ("pk", "slug", "kicker", "headline", "lead", "publish_at", "is_advertisement")
COLUMNS = (
    *TEASER,
    "body",
    "genre",
    "initials",
    "links",
    "picture_caption",
    "second_picture_caption",
    "infobox_title",
    "infobox",
    "updated_at",
    "is_noindex",
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
    "focus_x",
    "focus_y",
)
_NOTE = ("kind", "text", "published_at")
_TEASER_AS_JSON = JSONObject(**{name: name for name in TEASER})
#: The same for reports of which no more than the title is shown.
_TITLE_AS_JSON = JSONObject(**{name: name for name in TEASER if name != "lead"}, lead=Value(""))
_TOWNS = Article.municipalities.through


def row_of(pk: int, at: datetime) -> Row | None:
    """The row of one report, while readers see it at ``at``; one query."""
    found = _PAGE.rows(at, pk)
    return found[0][0] if found else None


def rows_of(published: QuerySet, at: datetime) -> QuerySet:
    """One row a report, with all that hangs on it as JSON."""
    return published.values(*COLUMNS, **_things(at))


def _things(at: datetime) -> dict[str, Any]:
    return {
        "the_section": JSONObject(name="section__name", slug="section__slug"),
        "the_picture": picture("picture"),
        "the_second_picture": picture("second_picture"),
        **{f"the_{name}": _several(*things) for name, things in _SEVERALS.items()},
        "the_earlier": _earlier(at),
        "the_later": _later(at),
        "the_corrections": _corrections(at),
    }


def row_of_snapshot(content: Row, pk: int, slug: str, at: datetime) -> Row:
    """The row that a snapshot (see ``revisions``) would make; what was deleted is left out."""
    row = {name: content.get(name) for name in COLUMNS}
    row["is_advertisement"] = content.get("is_advertisement", False)
    row |= {"pk": pk, "slug": slug, "the_later": []}
    for name, (model, fields, more) in _SEVERALS.items():
        found = model.objects.filter(pk__in=[thing["id"] for thing in content[name]])
        row[f"the_{name}"] = list(_as_json(found, fields, more).values_list("json", flat=True))
    row["the_section"] = _one(Section, content["section"], ("name", "slug"))
    row["the_picture"] = _one(Picture, content["picture"], _PICTURE)
    row["the_second_picture"] = _one(Picture, content["second_picture"], _PICTURE)
    targets = [r.target_id for r in references_in(content["body"]) if r.target_id]
    found = Article.objects.published(at).editorial().filter(pk__in=targets).values(*TEASER)
    row["the_earlier"] = sorted(found, key=lambda teaser: targets.index(teaser["pk"]))
    row["the_corrections"] = list(_notes(Correction.objects.filter(article=pk), at))
    return row


def _one(model: type, thing: Row | None, fields: tuple[str, ...]) -> Row:
    found = model.objects.filter(pk=thing["id"]).values(*fields).first() if thing else None
    return found or dict.fromkeys(fields)


def picture(field: str) -> JSONObject:
    """A picture of a report, with everything that is printed or decided about it."""
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
    bound = (
        Article.objects.published(at)
        .editorial()
        .filter(references_in__source=OuterRef("pk"), references_in__copy=Copy.LIVE)
    )
    in_order = bound.order_by("references_in__position")
    return ArraySubquery(in_order.values(json=_TEASER_AS_JSON))


def _later(at: datetime) -> ArraySubquery:
    """The public reports that came later and refer to this one, newest first, doubles included."""
    referring = (
        Article.objects.published(at)
        .editorial()
        .filter(
            references_out__target=OuterRef("pk"),
            references_out__copy=Copy.LIVE,
            publish_at__gte=OuterRef("publish_at"),
        )
    )
    return ArraySubquery(referring.newest_first().values(json=_TEASER_AS_JSON)[: 2 * MOST_LATER])


def _corrections(at: datetime) -> ArraySubquery:
    """The published notes on the report, oldest first."""
    notes = _notes(Correction.objects.filter(article=OuterRef("pk")), at)
    return ArraySubquery(notes.values(json=JSONObject(**{name: name for name in _NOTE})))


def _notes(corrections: QuerySet, at: datetime) -> QuerySet:
    public = corrections.filter(published_at__lte=at)
    return public.order_by("published_at", "pk").values(*_NOTE)


_SEVERALS: dict[str, tuple[type, tuple[str, ...], Mapping[str, Any]]] = {
    "people": (Person, ("name", "slug", "function", "is_guest"), {}),
    "tags": (Tag, ("name", "slug"), {}),
    "attachments": (Attachment, ("title", "file"), {}),
    "municipalities": (Municipality, ("pk", "name", "ags", "slug"), {}),
    "districts": (District, ("name", "kind", "key", "slug"), {}),
    "federal_states": (FederalState, ("name", "slug"), {}),
    "institutions": (
        Institution,
        ("name", "short_name", "key", "kind"),
        {"names": _names_of("pk")},
    ),
    "awards": (Award, ("name", "key"), {}),
}


def _onward(at: datetime) -> dict[str, Any]:
    """Where to read on; each is a short walk along an index, however large the archive."""
    published = Article.objects.published(at).editorial()
    same_section = published.filter(section=OuterRef("section"))
    hour, pk = OuterRef("publish_at"), OuterRef("pk")
    newer = same_section.filter(Q(publish_at__gt=hour) | Q(pk__gt=pk), publish_at__gte=hour)
    older = same_section.filter(Q(publish_at__lt=hour) | Q(pk__lt=pk), publish_at__lte=hour)
    nearby = published.filter(pk__in=_in_the_same_town()).newest_first()
    return {
        "the_newer": _titles(newer.order_by("publish_at", "pk")[:1]),
        "the_older": _titles(older.newest_first()[:1]),
        "the_nearby": _titles(nearby),
    }


def _titles(reports: QuerySet) -> ArraySubquery:
    return ArraySubquery(reports.values(json=_TITLE_AS_JSON))


def _in_the_same_town() -> QuerySet:
    """
    The reports last entered for the town of the report, itself left out.

    That is the town in its kicker, else the first in the register; ``pages`` names it alike.
    """
    report = OuterRef(OuterRef(OuterRef("pk")))
    kicker = OuterRef(OuterRef(OuterRef("kicker")))
    is_in_kicker = GreaterThan(StrIndex(kicker, F("municipality__name")), 0)
    towns = _TOWNS.objects.filter(article=report).annotate(is_in_kicker=is_in_kicker)
    town = towns.order_by("-is_in_kicker", "municipality_id").values("municipality")[:1]
    others = _TOWNS.objects.exclude(article=OuterRef(OuterRef("pk")))
    its_reports = others.filter(municipality=Subquery(town))
    return its_reports.order_by("-article").values("article")[:_NEARBY]


def _written_page() -> str:
    """
    The query for one report, which answers with one piece of JSON.

    Building it takes the ORM 9 ms and planning it PostgreSQL 10 ms, running it less than half of
    one; and one value is read faster than thirty. Django's JSONB would be taken apart again.
    """
    published = Article.objects.published(AT).filter(pk=PK)
    query = written(published.values(*COLUMNS, **_things(AT), **_onward(AT)), {"$1": AT, "$2": PK})
    query = query.replace("RETURNING JSONB", "RETURNING JSON")
    return f"SELECT row_to_json(page) FROM ({query}) page"  # noqa: S608 -- the ORM's


_PAGE = Statement("report_page", "timestamptz, bigint", _written_page)
