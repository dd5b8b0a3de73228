"""Saying in the open what was wrong: proposed by one person, published by another."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from articles import effects, recall, second_reading
from articles.models import Article, Correction, User
from articles.moments import now as clock
from articles.statuses import Act
from articles.text import normalised
from articles.vocabulary import CorrectionKind, EffectKind, ReleaseKind, WithoutReader
from articles.workflow.work import Work, acting, may, refuse_reader, was_public


def propose(
    article: Article, kind: CorrectionKind, text: str, *, by: User, now: datetime | None = None
) -> Correction:
    """Write a note for somebody else to publish; readers see nothing of it yet."""
    refuse_reader(by)
    now = now or clock()
    _refuse_where_nothing_was_public(article, kind, now)
    return article.corrections.create(
        kind=kind,
        text=_wording(text),
        proposed_by=by.pk,
        proposed_mark=by.mark,
        proposed_at=now,
    )


def discard(correction: Correction, *, by: User) -> None:
    """Drop a note that was never published: its writer may, and whoever may publish it."""
    if by.pk != correction.proposed_by and not may(by, Act.CORRECT):
        raise PermissionDenied(_("Your role does not allow this."))
    Correction.objects.filter(pk=correction.pk, published_at__isnull=True).delete()


def publish(correction: Correction, *, by: User, now: datetime | None = None) -> None:
    """
    Let a note go to readers at once; its writer can't.

    Except on solo duty or at a desk of one: then it comes onto the list to be read afterwards.
    """
    with acting(correction.article, Act.CORRECT, by, now) as work:
        note = Correction.objects.select_for_update().get(pk=correction.pk)
        if note.published_at is not None:
            raise ValidationError(_("This note is public already."), code="public")
        alone = _why_alone(note, work)
        _refuse_where_nothing_was_public(work.article, note.kind, work.now)
        work.note = note.get_kind_display()
        _let_go(note, work)
        if alone:
            second_reading.note_down_correction(note, reason=alone, by=by, now=work.now)
        _tell(work)
    correction.refresh_from_db()


def _why_alone(note: Correction, work: Work) -> WithoutReader | None:
    """Why its writer may let the note go; None for anybody else, who has read it."""
    if note.proposed_by != work.by.pk:
        return None
    reason = second_reading.exception_for(work.by, now=work.now)
    if reason is None:
        raise ValidationError(_("Somebody else than its writer must read it."), code="approval")
    return reason


def mark_change(work: Work, kind: ReleaseKind, text: str) -> None:
    """
    Say what kind of change went live: nothing for a typing error, else an hour or a note.

    The note is part of what the approver lets go, so it needs no third person.
    """
    work.kind = kind
    if kind == ReleaseKind.UPDATE:
        work.article.updated_at = work.now
    elif kind == ReleaseKind.CORRECTION:
        note = Correction(
            article=work.article,
            kind=CorrectionKind.CORRECTION,
            text=_wording(text),
            proposed_by=work.by.pk,
            proposed_mark=work.by.mark,
            proposed_at=work.now,
        )
        _let_go(note, work)


def _wording(text: str) -> str:
    # As it came, but for the characters that no page can show: a counter-statement is a quotation.
    text = normalised(text).strip()
    if not text:
        raise ValidationError({"correction": _("Please say what was wrong.")}, code="wording")
    return text


def _let_go(note: Correction, work: Work) -> None:
    note.published_by, note.published_mark = work.by.pk, work.by.mark
    note.published_at, note.revision_id = work.now, work.article.current_revision_id
    note.save()


def _tell(work: Work) -> None:
    occasion = work.now.isoformat()
    effects.enqueue(EffectKind.UPDATE, work.article, occasion=occasion, due_at=work.now)
    recall.recall()


def _refuse_where_nothing_was_public(article: Article, kind: str, now: datetime) -> None:
    if not was_public(article, now):
        raise ValidationError(
            _("Readers have not seen this report yet: change its text instead."), code="not_public"
        )
    if article.is_removed and kind != CorrectionKind.COUNTERSTATEMENT:
        raise ValidationError(
            _("This report was removed; only a counter-statement can stand for it."),
            code="removed",
        )
