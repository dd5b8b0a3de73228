"""
Taking wording away on legal grounds: a whole report, or one passage of it.

What stood there goes into a ``Seal`` that the chief alone may open, and is left nowhere
else: not in revisions, working copies, notes, the trail, references, words for search or
the profiles of suggestions. So neither act takes a note; its reason lies in the seal.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import JSONField, Model, QuerySet
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from articles import effects, exposures, linking, recall, revisions, search
from articles.models import (
    Article,
    Complaint,
    Correction,
    Effect,
    FormerAddress,
    Mend,
    Note,
    Placement,
    PreviewLink,
    Reminder,
    Revision,
    Seal,
    SettledName,
    SourceMaterial,
    StatusChange,
    User,
    WorkingCopy,
)
from articles.passages import SHORTEST, without, without_anywhere
from articles.statuses import Act, Status
from articles.terms import store as profiles
from articles.text import slugify
from articles.vocabulary import (
    ComplaintOutcome,
    Copy,
    CorrectionKind,
    EffectKind,
    SealKind,
)
from articles.workflow.work import Work, acting, was_public
from articles.workflow.writing import clear_submission, take_in

#: Where words on a report are kept beside its content: texts that hang on it, by table.
BESIDE: dict[type[Model], tuple[str, ...]] = {
    WorkingCopy: ("values",),
    Correction: ("text",),
    Complaint: ("text", "contact"),
    Reminder: ("words", "sentence"),
    StatusChange: ("note",),
    SourceMaterial: ("title", "file"),
    Effect: ("payload", "last_error"),
    Note: ("passage", "text"),
}
#: Rows that go as a whole: their words are all they are.
DROPPED: dict[type[Model], str] = {FormerAddress: "path", SettledName: "words"}
_DESK_ONLY = ("working_title", "source_text", "embargo_source", "withdrawal_note")
Change = Callable[[str, Any], Any]


def remove(article: Article, *, reason: str, by: User, now: datetime | None = None) -> Seal:
    """
    Take a whole report away for good: its address answers a bare 410, and nothing tells why.

    Counter-statements stay, for they are others' words. Reports that refer to it keep
    their own. The report can't be put back; its wording lies sealed.
    """
    with acting(article, Act.REMOVE, by, now) as work:
        locked = work.article
        if not was_public(locked, work.now):
            raise ValidationError(
                _("Readers have not seen this report: take its release back instead."),
                code="not_public",
            )
        seal = _seal(work, SealKind.REPORT, reason)
        # From the outside in: what hangs on the report, its revisions, then the live copy.
        seal.kept = [*_empty_rows(locked), *_empty_revisions(locked), *_empty_columns(locked)]
        seal.save()
        _close(work)
        _forget_words(locked, seal)
        recall.recall()
    return seal


def redact(
    article: Article, passage: str, *, reason: str, by: User, now: datetime | None = None
) -> Seal:
    """
    Take one passage out of a report, wherever and in whichever revision it stands.

    Readers see the mark of an omission at once. It goes from older wordings too where
    they differ a little. Raises ValidationError when it stands nowhere.
    """
    passage = " ".join(passage.split())
    with acting(article, Act.REDACT, by, now) as work:
        if len(passage) < SHORTEST:
            raise ValidationError({"passage": _("Please give the whole passage.")}, code="passage")
        seal = _seal(work, SealKind.PASSAGE, reason)
        seal.passage = passage
        strict, lenient = _without(passage), _without(passage, lenient=True)
        kept = [
            *_change_live(work, strict),
            *_change_pending(work, strict),
            *_change_columns(work.article, lenient),
            *_change_revisions(work.article, lenient),
            *_change_rows(work.article, lenient),
            *_drop_telling(work.article, passage),
        ]
        if not kept:
            raise ValidationError(
                {"passage": _("This passage stands nowhere in the report.")}, code="passage"
            )
        seal.kept = kept
        seal.save()
        _forget_words(work.article, seal)
        occasion = work.now.isoformat()
        effects.enqueue(EffectKind.UPDATE, work.article, occasion=occasion, due_at=work.now)
        recall.recall()
    return seal


def _seal(work: Work, kind: SealKind, reason: str) -> Seal:
    if not reason.strip():
        raise ValidationError({"reason": _("Please say why; the chief alone reads it.")})
    return Seal.objects.create(
        article=work.article,
        kind=kind,
        reason=reason,
        at=work.now,
        by_number=work.by.pk,
        by_mark=work.by.mark,
    )


def _without(passage: str, *, lenient: bool = False) -> Change:
    return lambda name, value: without_anywhere(value, passage, lenient=lenient, name=name)


def _note(row: Model, column: str, value: Any) -> dict[str, Any]:
    """What stood where, for the seal."""
    return {"table": row._meta.model_name, "row": str(row.pk), "column": column, "value": value}


# --- A passage -----------------------------------------------------------------------------


def _change_live(work: Work, change: Change) -> list[dict]:
    """A new live revision without the passage, seen from now on; nothing where it has none."""
    article = work.article
    content = revisions.live_copy(article)
    new = _changed(content, change)
    if new == content:
        return []
    article.current_revision = revisions.write(article, new, by=work.by, at=work.now)
    take_in(article, new)
    if article.status == Status.RELEASED:
        exposures.begin(article, work.now)
    return [_note(article, "content", content)]


def _change_pending(work: Work, change: Change) -> list[dict]:
    """The same for a pending change; a form that is open on it becomes outdated."""
    article, pending = work.article, work.article.pending_revision
    content = pending and dict(pending.content)
    new = content and _changed(content, change)
    if new == content:
        return []
    revision = revisions.write(article, new, by=work.by, at=work.now)
    if article.submitted_revision_id == pending.pk:
        article.submitted_revision = revision
    article.pending_revision = revision
    linking.derive(article, Copy.PENDING, new["body"])
    return [_note(pending, "content", content)]


def _change_revisions(article: Article, change: Change) -> Iterable[dict]:
    """Older revisions; those in use say what columns and rows say, and have lost it already."""
    in_use = [pk for pk in (article.current_revision_id, article.pending_revision_id) if pk]
    for revision in article.revisions.exclude(pk__in=in_use):
        content = _changed(revision.content, change)
        if content != revision.content:
            yield _note(revision, "content", revision.content)
            _store(revision, content)


def _changed(content: revisions.Snapshot, change: Change) -> revisions.Snapshot:
    return {name: change(name, value) for name, value in content.items()}


def _change_columns(article: Article, change: Change) -> Iterable[dict]:
    for column in _DESK_ONLY:
        old = getattr(article, column)
        setattr(article, column, change(column, old))
        if getattr(article, column) != old:
            yield _note(article, column, old)


def _change_rows(article: Article, change: Change) -> Iterable[dict]:
    for model, columns in BESIDE.items():
        for row in model.objects.filter(article=article):
            old = {column: _plain(getattr(row, column)) for column in columns}
            new = {column: change(column, value) for column, value in old.items()}
            if new != old:
                yield from (_note(row, c, old[c]) for c in columns if new[c] != old[c])
                model.objects.filter(pk=row.pk).update(**new)
    for entry in _log_of(article):
        new = change("object_repr", entry.object_repr)
        if new != entry.object_repr:
            yield _note(entry, "object_repr", entry.object_repr)
            LogEntry.objects.filter(pk=entry.pk).update(object_repr=new)


def _drop_telling(article: Article, passage: str) -> Iterable[dict]:
    """Former addresses and settled names that spell the passage: of no use without it."""
    wanted = slugify(passage)
    for model, column in DROPPED.items():
        for row in model.objects.filter(article=article):
            text = getattr(row, column)
            if wanted in slugify(text, length=500) or without(text, passage) != text:
                yield _note(row, column, text)
                row.delete()


# --- The whole report ----------------------------------------------------------------------


def _empty_columns(article: Article) -> Iterable[dict]:
    """Nothing is left in the columns, and nothing hangs on them."""
    yield _note(article, "content", revisions.live_copy(article))
    for column in _DESK_ONLY:
        if value := getattr(article, column):
            yield _note(article, column, value)
            setattr(article, column, "")
    article.status, article.is_removed = Status.WITHDRAWN, True
    article.pending_revision = None
    revisions.apply(article, _nothing())


def _empty_revisions(article: Article) -> Iterable[dict]:
    for revision in article.revisions.all():
        yield _note(revision, "content", revision.content)
        _store(revision, _nothing())


def _empty_rows(article: Article) -> Iterable[dict]:
    for model, columns in BESIDE.items():
        for row in _kept_no_longer(model.objects.filter(article=article)):
            old = {column: _plain(getattr(row, column)) for column in columns}
            yield from (_note(row, column, value) for column, value in old.items() if value)
            model.objects.filter(pk=row.pk).update(**{c: _blank(row, c) for c in columns})
    for model, column in DROPPED.items():
        for row in model.objects.filter(article=article):
            yield _note(row, column, getattr(row, column))
            row.delete()
    _log_of(article).update(object_repr=f"#{article.pk}")


def _kept_no_longer(rows: QuerySet) -> QuerySet:
    if rows.model is Correction:
        public = {"kind": CorrectionKind.COUNTERSTATEMENT, "published_at__isnull": False}
        return rows.exclude(**public)
    return rows


def _plain(value: Any) -> Any:
    return value.name if isinstance(value, FieldFile) else value


def _blank(row: Model, column: str) -> Any:
    return {} if isinstance(row._meta.get_field(column), JSONField) else ""


def _nothing() -> revisions.Snapshot:
    return revisions.snapshot(Article())


def _close(work: Work) -> None:
    """End all that goes on about the report, and tell those who keep copies of it."""
    article, now = work.article, work.now
    clear_submission(article)
    for copy in Copy:
        linking.forget(article, copy)
    exposures.end(article, now)
    for model in (Placement, Reminder, SourceMaterial, WorkingCopy, Mend, Note):
        model.objects.filter(article=article).delete()
    article.corrections.filter(published_at__isnull=True).delete()
    PreviewLink.objects.filter(revision__article=article, withdrawn_at__isnull=True).update(
        withdrawn_at=now
    )
    article.complaints.filter(closed_at__isnull=True).update(
        outcome=ComplaintOutcome.CORRECTED,
        closed_at=now,
        closed_mark=work.by.mark,
        closed_by=work.by.pk,
        forgotten_on=now.date(),
    )
    effects.call_off(EffectKind.ANNOUNCE, article)
    effects.call_off(EffectKind.UPDATE, article)
    effects.enqueue(EffectKind.REMOVE, article, occasion=now.isoformat(), due_at=now)


# --- What was derived ----------------------------------------------------------------------


def _store(revision: Revision, content: revisions.Snapshot) -> None:
    new = {"content": content, "content_hash": revisions.content_hash(content)}
    Revision.objects.filter(pk=revision.pk).update(**new)


def _log_of(article: Article) -> QuerySet:
    kind = ContentType.objects.get_for_model(Article)
    return LogEntry.objects.filter(content_type=kind, object_id=str(article.pk))


def _forget_words(article: Article, seal: Seal) -> None:
    """Search and suggestions forget the words that now stand in no other report."""
    contents = [kept["value"] for kept in seal.kept if kept["column"] == "content"]
    search.forget(contents, seal.at)
    profiles.forget(article, contents)
