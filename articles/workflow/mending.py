"""Mending live text while a colleague's pending revision waits, and merging hers on top."""

from collections.abc import Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import linking, merging, revisions
from articles.models import Article, Mend, Revision, User
from articles.moments import now as clock
from articles.statuses import Status
from articles.text import references_in
from articles.vocabulary import Copy
from articles.workflow.work import Stale, refuse_reader, under_lock
from articles.workflow.writing import clear_submission, save


def mended(article: Article) -> Article:
    """
    ``article`` as who mends the live text sees it: the mend in place of the pending revision.

    In memory only; the object must not be saved. Without a pending revision it is
    the report as it is, for then the live text is changed in the usual way.
    """
    if article.status != Status.RELEASED or article.pending_revision is None:
        return article
    mend = Mend.objects.select_related("revision").filter(article=article).first()
    article.waiting_revision = article.pending_revision
    article.pending_revision = mend and mend.revision
    article.submitted_by = mend and mend.submitted_by
    article.submitted_revision = mend and mend.submitted_revision
    article.merge_base = None
    return article


@transaction.atomic
def mend(
    article: Article,
    changes: Mapping[str, Any],
    *,
    by: User,
    base: int | None = None,
    now: datetime | None = None,
) -> Revision:
    """
    Store ``changes`` to the live text beside the pending revision, which stays as it is.

    ``base`` is the mend, or the live revision, that the writer began from. When
    nothing is pending any more it is an ordinary save.
    """
    refuse_reader(by)
    locked = under_lock(article)
    if locked.status != Status.RELEASED or locked.pending_revision_id is None:
        return save(article, changes, by=by, base=base, now=now)
    there = Mend.objects.filter(article=locked).first()
    newest = there.revision if there else locked.current_revision
    if base is not None and base != newest.pk:
        raise Stale(_("Somebody else has saved this report in the meantime."), code="stale")
    content = revisions.merged(newest.content, changes)
    if content == newest.content:
        return newest
    if content == locked.current_revision.content:
        there.delete()
        return locked.current_revision
    linking.check(references_in(content["body"]), locked.pk)
    at = now or clock()
    revision = revisions.write(locked, content, by=by, at=at, base=newest)
    there = there or Mend(article=locked, live_revision=locked.current_revision, begun_at=at)
    there.revision = revision
    if there.submitted_by == by.pk and there.submitted_revision_id == newest.pk:
        there.submitted_revision = revision
    there.save()
    article.refresh_from_db()
    return revision


@contextmanager
def on_live_text(article: Article, *, by: User, now: datetime | None = None):
    """
    Inside, the acts work on the mend of the live text; afterwards the pending revision is back.

    Was the mend released, the pending revision is merged on top of it. What clashes
    waits for a person, and until then the pending revision can't be released
    (``merge_base``).
    """
    with transaction.atomic():
        locked = under_lock(article)
        there = Mend.objects.filter(article=locked).first()
        if there is None or locked.pending_revision is None:
            raise ValidationError(_("The live text has no correction."), code="no_mend")
        hers, was_live = locked.pending_revision, locked.current_revision
        kept = {n: getattr(locked, n) for n in ("submitted_by", "submitted_revision", "merge_base")}
        _put(locked, there.revision, there)
        article.refresh_from_db()
        yield article
        locked = under_lock(article)
        if locked.current_revision_id == there.revision_id:
            there.delete()
        else:
            there.submitted_by = locked.submitted_by
            there.submitted_revision = locked.submitted_revision
            there.save()
        for name, value in kept.items():
            setattr(locked, name, value)
        locked.pending_revision = hers
        if locked.current_revision_id != was_live.pk:
            rebase(locked, ancestor=kept["merge_base"] or was_live, by=by, now=now)
        locked.save()
        if locked.pending_revision:
            linking.derive(locked, Copy.PENDING, locked.pending_revision.content["body"])
    article.refresh_from_db()


def rebase(article: Article, *, ancestor: Revision, by: User, now: datetime | None = None) -> None:
    """
    Bring the pending revision, made from ``ancestor``, on top of the live one.

    ``article`` is locked and saved by the caller. A new revision by ``by`` where
    nothing clashes, so a submission of the old wording is void by its hash.
    """
    hers, live = article.pending_revision.content, article.current_revision.content
    content, clashes = merging.merged(ancestor.content, hers, live)
    article.merge_base = ancestor if clashes else None
    if clashes:
        return
    if content == live:
        article.pending_revision = None
        clear_submission(article)
    elif content != hers:
        article.pending_revision = revisions.write(article, content, by=by, at=now or clock())


def follow(article: Article, *, by: User | None, now: datetime) -> None:
    """After the live text became another: a mend of the old one becomes the pending revision."""
    there = Mend.objects.filter(article=article).exclude(revision=article.current_revision).first()
    if there is None:
        return
    article.pending_revision = there.revision
    article.submitted_by = there.submitted_by
    article.submitted_revision = there.submitted_revision
    rebase(article, ancestor=there.live_revision, by=by, now=now)
    there.delete()
    if article.pending_revision:
        linking.derive(article, Copy.PENDING, article.pending_revision.content["body"])


def _put(article: Article, revision: Revision, there: Mend) -> None:
    article.pending_revision, article.merge_base = revision, None
    article.submitted_by = there.submitted_by
    article.submitted_revision = there.submitted_revision
    article.save()


def drop_mend(article: Article, *, by: User) -> None:
    """Give a mend of the live text up; its wording stays among the revisions."""
    refuse_reader(by)
    Mend.objects.filter(article=article).delete()
