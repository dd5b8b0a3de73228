"""
Why a report can't be released yet, and what is only worth a look.

One function answers every button, bulk action, import and command. Bestandsschutz:
for what was ever public only faults that its live copy does not have block.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.detection.entities import Report
from articles.detection.hints import each_once, hints
from articles.detection.registers import prizes, recogniser
from articles.models import Article, Picture, Revision, User
from articles.moments import BERLIN, berlin_day, zone_name
from articles.passages import without_anywhere
from articles.revisions import Snapshot, content_hash, live_copy, working_copy
from articles.statuses import Status
from articles.text import plain_text, references_in
from articles.vocabulary import ReferenceEnd, SealKind

SOFT_LIMITS = {"kicker": 27, "headline": 48, "lead": 348}
_QUOTATION = re.compile(r"<blockquote>.*?</blockquote>", re.DOTALL)


@dataclass(frozen=True)
class Obstacle:
    """One thing that is missing or odd: ``field`` leads to it, ``code`` and ``detail`` name it."""

    code: str
    message: str
    field: str = ""
    detail: str = ""


def obstacles(
    article: Article,
    *,
    at: datetime,
    by: User | None,
    until: datetime | None = None,
    needs_reader: bool = True,
) -> list[Obstacle]:
    """
    What keeps ``by`` from releasing the working copy of ``article`` for the moment ``at``.

    ``until`` is the end that would be set; without ``needs_reader`` nobody else need have
    read it. Empty when nothing stands in the way.
    """
    content = working_copy(article)
    faults = list(_faults(content, berlin_day(at)))
    if article.first_public_at is not None:
        known = {(f.code, f.detail) for f in _faults(live_copy(article), berlin_day(at))}
        faults = [fault for fault in faults if (fault.code, fault.detail) not in known]
        faults += _sealed(article, content)
    reader = _second_person(article, content, by) if needs_reader else []
    return [
        *faults,
        *_unmerged(article),
        *_hour(article, at, until),
        *reader,
        *_open_notes(article, blocks=True),
    ]


def warnings(article: Article, *, at: datetime) -> list[Obstacle]:
    """What is worth a look before a release for ``at``, and blocks nothing."""
    content = working_copy(article)
    in_words = _text_hints(article, content, report_day(article, at))
    notes = _open_notes(article, blocks=False)
    return [*notes, *_soft(content), *in_words, *_sleeping_references(content, at)]


def report_day(article: Article, at: datetime) -> date:
    """
    The day, in Berlin, whose names are right for the report when it is read at ``at``.

    That of its hour, unless this passed without a release; or else the date line of the older
    source that it was taken from; or else that of ``at``.
    """
    hour = article.publish_at
    if hour and (article.status == Status.RELEASED or hour > at):
        return berlin_day(hour)
    return article.original_on or berlin_day(at)


def _faults(content: Snapshot, day) -> Iterator[Obstacle]:
    present = {
        "headline": (content["headline"].strip(), _("The headline is missing.")),
        "lead": (content["lead"].strip(), _("The lead is missing.")),
        "body": (plain_text(content["body"]), _("The text is missing.")),
        "section": (content["section"], _("The section is missing.")),
    }
    for field, (value, message) in present.items():
        if not value:
            yield Obstacle(field, message, field)
    for reference in references_in(content["body"]):
        if reference.end == ReferenceEnd.OPEN:
            message = _("Open reference: “%(sentence)s”") % {"sentence": reference.sentence}
            yield Obstacle("open_reference", message, "body", reference.key)
    yield from _paid_references(content)
    for field in ("picture", "second_picture"):
        if content[field]:
            yield from _picture_faults(field, content[field]["id"], day)


def _paid_references(content: Snapshot) -> Iterator[Obstacle]:
    references = {r.target_id: r for r in references_in(content["body"]) if r.target_id}
    for paid in Article.objects.filter(pk__in=references, is_advertisement=True).order_by("pk"):
        message = _("“%(headline)s” is an advertisement and can't be referred to.")
        key = references[paid.pk].key
        yield Obstacle("advertisement", message % {"headline": str(paid)}, "body", key)


def _picture_faults(field: str, picture_id: int, day) -> Iterator[Obstacle]:
    picture = Picture.objects.filter(pk=picture_id).first()
    faults = {
        "picture_gone": (picture is None, _("The picture no longer exists.")),
        "picture_credit": (picture and not picture.credit, _("The picture has no credit.")),
        "picture_text": (
            picture and not (picture.alternative_text or picture.is_decorative),
            _("The picture has no alternative text and is not marked as decorative."),
        ),
        "picture_blocked": (picture and picture.is_blocked, _("The picture is blocked.")),
        "picture_licence": (
            picture and picture.licence_ends_on and picture.licence_ends_on < day,
            _("The licence of the picture has ended by then."),
        ),
    }
    for code, (is_fault, message) in faults.items():
        if is_fault:
            yield Obstacle(code, message, field, str(picture_id))


def _open_notes(article: Article, *, blocks: bool) -> Iterator[Obstacle]:
    """What colleagues asked and nobody settled: in the way, or only worth a look."""
    for note in article.notes.open().filter(blocks=blocks):
        message = _("Open note (%(who)s): %(text)s")
        words = {"who": note.by_mark, "text": Truncator(note.text).chars(100)}
        yield Obstacle("note", message % words, note.field, str(note.pk))


def _sealed(article: Article, content: Snapshot) -> Iterator[Obstacle]:
    """A passage that was removed on legal grounds comes back by no way; its words aren't told."""
    for seal in article.seals.filter(kind=SealKind.PASSAGE):
        if without_anywhere(content, seal.passage) != content:
            message = _("The text holds a passage that was removed on legal grounds.")
            yield Obstacle("sealed", message, "body", str(seal.pk))


def _hour(article: Article, at: datetime, until: datetime | None) -> Iterator[Obstacle]:
    has_embargo = article.embargo_is_open_ended or article.embargo_until
    if has_embargo and not article.embargo_source and article.first_public_at is None:
        yield Obstacle("embargo_source", _("Whose embargo is it?"), "embargo_source")
    if article.embargo_is_open_ended:
        yield Obstacle(
            "embargo", _("An embargo without an hour holds the report."), "embargo_is_open_ended"
        )
    if article.embargo_until and article.embargo_until > at:
        end = article.embargo_until.astimezone(BERLIN)
        message = _("The embargo ends only on %(day)s at %(hour)s.")
        params = {"day": f"{end:%d.%m.%Y}", "hour": f"{end:%H:%M} {zone_name(end)}"}
        yield Obstacle("embargo", message % params, "embargo_until")
    if until is not None and until <= at:
        yield Obstacle("end", _("The end must lie after the beginning."), "withdraw_at")


def _unmerged(article: Article) -> Iterator[Obstacle]:
    if article.merge_base_id and article.pending_revision_id:
        yield Obstacle(
            "unmerged",
            _("The live text was corrected at the same place: please bring both together first."),
        )


def _second_person(article: Article, content: Snapshot, by: User | None) -> Iterator[Obstacle]:
    """
    Every published wording was read by two people (design.md §4, “Two people”).

    Whoever releases approves, so it must not be who submitted. What the approver
    changed since then is part of the approval; a change by anybody else voids it.
    """
    submitted = article.submitted_revision
    if submitted is None:
        if article.status != Status.WITHDRAWN:
            yield Obstacle("submission", _("The report has not been submitted for review."))
        return
    if by is not None and article.submitted_by == by.pk:
        yield Obstacle("approval", _("Somebody else than who submitted it must read the report."))
    if content_hash(content) != submitted.content_hash and (others := _others(article, by)):
        message = _("Changed by %(who)s after it was submitted: please submit it again.")
        yield Obstacle("approval_void", message % {"who": ", ".join(others)})


def _others(article: Article, by: User | None) -> list[str]:
    """Who else wrote between the submitted revision and the one the desk works on."""
    found = Revision.objects.filter(article=article, pk__gt=article.submitted_revision_id)
    later = {revision.pk: revision for revision in found.defer("content")}
    wrote, number = [], article.working_revision_id
    while number in later:  # A mend of the live text stands beside this line, not in it.
        wrote.append(later[number])
        number = later[number].base_id
    if number != article.submitted_revision_id:
        wrote = later.values()
    allowed = by.pk if by else None
    return sorted({r.by_mark or _("an import") for r in wrote if r.by_number != allowed})


def _soft(content: Snapshot) -> Iterator[Obstacle]:
    if not content["kicker"].strip():
        yield Obstacle("kicker", _("The kicker is missing."), "kicker")
    for field, limit in SOFT_LIMITS.items():
        if (length := len(content[field])) > limit:
            message = ngettext(
                "%(length)d character; usual are up to %(limit)d.",
                "%(length)d characters; usual are up to %(limit)d.",
                length,
            )
            yield Obstacle("length", message % {"length": length, "limit": limit}, field)
    if not content["tags"]:
        yield Obstacle("tags", _("The report has no tags."), "tags")
    if not any(content[name] for name in ("municipalities", "districts", "federal_states")):
        yield Obstacle("places", _("The report names no place."), "municipalities")


def _text_hints(article: Article, content: Snapshot, day: date) -> Iterator[Obstacle]:
    """What recognition finds odd in the words, quotations left out."""
    texts = {name: content[name] for name in ("kicker", "headline", "lead")}
    body = plain_text(_QUOTATION.sub("", content["body"]))
    report = Report(**texts, body=body, day=day)
    reader = recogniser()
    written = article.pending_revision or article.current_revision
    written_on = berlin_day(written.made_at) if written else None
    mentions = reader.recognise(report)
    found = hints(report, mentions, reader.registers, prizes(), written_on)
    for hint in each_once(found):
        yield Obstacle(hint.code, hint.message, hint.field, hint.words)


def _sleeping_references(content: Snapshot, at: datetime) -> Iterator[Obstacle]:
    references = {r.target_id: r for r in references_in(content["body"]) if r.target_id}
    visible = Article.objects.published(at).filter(pk__in=references)
    asleep = set(references) - set(visible.values_list("pk", flat=True))
    for target in Article.objects.filter(pk__in=asleep).order_by("pk"):
        message = _("“%(headline)s” is not public then; the words stay without a link until it is.")
        yield Obstacle(
            "sleeping_reference",
            message % {"headline": str(target)},
            "body",
            references[target.pk].key,
        )
