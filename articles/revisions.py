"""
Content as snapshots: what a report says, apart from where it stands.

A snapshot is plain JSON: text fields as they are, one thing as ``{"id", "label"}``,
several things as lists of those. Labels are for people who look back; ids decide.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Value

from articles.fields.body import clean_body
from articles.models import Article, Revision, Tag, User
from articles.statements import Statement, written
from articles.text import normalised, references_in

TEXTS = (
    "kicker",
    "headline",
    "lead",
    "body",
    "genre",
    "initials",
    "picture_caption",
    "second_picture_caption",
    "infobox_title",
    "infobox",
)
#: What is on or off; a snapshot names it only where it is on.
SWITCHES = ("is_advertisement",)
ONES = ("section", "picture", "second_picture")
SEVERALS = (
    "people",
    "tags",
    "attachments",
    "municipalities",
    "districts",
    "federal_states",
    "institutions",
    "awards",
)
CONTENT = (*TEXTS, "links", *SWITCHES, *ONES, *SEVERALS)
#: Copied beside a picture's id, so that a look back shows what stood there.
_OF_PICTURES = ("alternative_text", "is_decorative", "caption", "credit", "is_ai_generated")

Snapshot = dict[str, Any]


def snapshot(article: Article) -> Snapshot:
    """What the columns of ``article`` say: the live copy."""
    content: Snapshot = {name: getattr(article, name) for name in TEXTS}
    content["links"] = article.links
    content |= {name: True for name in SWITCHES if getattr(article, name)}
    for name in ONES:
        content[name] = _labelled(getattr(article, name))
    for name in SEVERALS:
        things = getattr(article, name).all() if article.pk else ()
        content[name] = _labelled_list(things)
    return content


def live_copy(article: Article) -> Snapshot:
    """What readers see, or will see at the hour: the current revision says what the columns say."""
    current = article.current_revision
    return dict(current.content) if current else snapshot(article)


def working_copy(article: Article) -> Snapshot:
    """What the desk works on: the pending revision, else the live copy."""
    pending = article.pending_revision
    return dict(pending.content) if pending else live_copy(article)


def merged(content: Snapshot, changes: Mapping[str, Any]) -> Snapshot:
    """
    ``content`` with ``changes`` by field name, in the form in which it is stored.

    Values are text, links as ``[{"label", "address"}]``, model instances or iterables
    of those, or what a snapshot holds. Raises KeyError for a name that is no content.
    """
    new = dict(content)
    for name, value in changes.items():
        if name not in CONTENT:
            raise KeyError(name)
        new[name] = _stored(name, value)
    return {name: value for name, value in new.items() if value or name not in SWITCHES}


def content_hash(content: Snapshot) -> str:
    """A fingerprint of what a reader reads: texts and ids, no labels, no slug, no hour."""
    meant = {name: bare(content[name]) for name in CONTENT if name in content}
    canonical = json.dumps(meant, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def write(
    article: Article,
    content: Snapshot,
    *,
    by: User | None,
    at: datetime,
    base: Revision | None = None,
) -> Revision:
    """Store ``content`` as a new revision on top of the working one, or of ``base``."""
    return Revision.objects.create(
        article=article,
        content=content,
        content_hash=content_hash(content),
        base_id=base.pk if base else article.working_revision_id,
        by_number=by.pk if by else None,
        by_mark=by.mark if by else "",
        made_at=at,
    )


def apply(article: Article, content: Snapshot) -> None:
    """Write ``content`` into the columns and relations of ``article`` and save it."""
    for name in TEXTS:
        setattr(article, name, content[name])
    article.links = content["links"]
    for name in SWITCHES:
        setattr(article, name, content.get(name, False))
    for name in ONES:
        setattr(article, f"{name}_id", content[name] and content[name]["id"])
    article.save()
    there = _related(article)
    for name in SEVERALS:
        wanted = {thing["id"] for thing in content[name]}
        if wanted != there[name]:
            _set_relation(article, name, wanted)


def living(content: Snapshot) -> tuple[Snapshot, list[str]]:
    """
    ``content`` without what was deleted since, and the labels of that.

    A reference to a report that is gone becomes an open one.
    """
    alive, gone = dict(content), []
    for name in (*ONES, *SEVERALS):
        things = [content[name]] if name in ONES else content[name]
        found = _alive(name, [thing["id"] for thing in things if thing])
        gone += [thing["label"] for thing in things if thing and thing["id"] not in found]
        kept = [thing for thing in things if thing and thing["id"] in found]
        alive[name] = (kept[0] if kept else None) if name in ONES else kept
    targets = {r.target_id for r in references_in(content["body"]) if r.target_id}
    dead = targets - set(Article.objects.filter(pk__in=targets).values_list("pk", flat=True))
    for number in dead:
        before, after = (f'data-reference="{end}"' for end in (number, "open"))
        alive["body"] = alive["body"].replace(before, after)
    gone += [r.words for r in references_in(content["body"]) if r.target_id in dead]
    return alive, gone


def _alive(name: str, ids: list[int]) -> set[int]:
    return set(_model(name).objects.filter(pk__in=ids).values_list("pk", flat=True))


def _model(name: str) -> type[models.Model]:
    return Tag if name == "tags" else Article._meta.get_field(name).related_model


def _related(article: Article) -> dict[str, set[int]]:
    """The ids of everything that the report names, by relation; one query."""
    found: dict[str, set[int]] = {name: set() for name in SEVERALS}
    for name, pk in _RELATED.rows(article.pk):
        found[name].add(pk)
    return found


def _written_relations() -> str:
    some = 987_654_321
    rows = [
        Article.objects.filter(pk=some, **{f"{lookup}__isnull": False})
        .order_by()
        .values_list(Value(name), lookup)
        for name in SEVERALS
        for lookup in ["taggings__tag" if name == "tags" else name]
    ]
    return written(rows[0].union(*rows[1:], all=True), {"$1": some})


_RELATED = Statement("related_to_report", "bigint", _written_relations)


def _set_relation(article: Article, name: str, ids: set[int]) -> None:
    # By query, so that what was deleted since a snapshot was made is left out.
    getattr(article, name).set(_model(name).objects.filter(pk__in=ids))


def _stored(name: str, value: Any) -> Any:
    if name == "body":
        return clean_body(value or "")
    if name in TEXTS:
        return normalised(value or "")
    if name in SWITCHES:
        return bool(value)
    if name == "links":
        return [{"label": link["label"], "address": link["address"]} for link in value]
    return _labelled(value) if name in ONES else _labelled_list(value)


def _labelled_list(things) -> list[Snapshot]:
    return sorted(map(_labelled, things), key=lambda thing: thing["id"])


def _labelled(thing: models.Model | Snapshot | None) -> Snapshot | None:
    if thing is None or isinstance(thing, dict):
        return thing
    copied = _OF_PICTURES if thing._meta.model_name == "picture" else ()
    return {
        "id": thing.pk,
        "label": str(thing),
        **{name: getattr(thing, name) for name in copied},
    }


def bare(value: Any) -> Any:
    """A value without labels, as the fingerprint and every comparison of meaning see it."""
    if isinstance(value, dict) and "id" in value:
        return value["id"]
    if isinstance(value, list) and value and "id" in value[0]:
        return [thing["id"] for thing in value]
    return value
