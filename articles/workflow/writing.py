"""Storing what the desk writes: the working copy, and what is kept beside the content."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import linking, revisions
from articles.models import Article, Revision, User
from articles.moments import now as clock
from articles.statuses import Status
from articles.terms import store as profiles
from articles.vocabulary import Copy
from articles.workflow import embargo
from articles.workflow.work import Stale, refuse_reader, refuse_removed, under_lock

#: What the desk keeps beside the content.
PREPARATION = (
    "working_title",
    "assigned_to",
    "due_on",
    "original_on",
    "source_text",
    "embargo_until",
    "embargo_is_open_ended",
    "embargo_source",
)


@transaction.atomic
def save(
    article: Article,
    changes: Mapping[str, Any],
    *,
    by: User | None,
    base: int | None = None,
    is_merged: bool = False,
    now: datetime | None = None,
) -> Revision:
    """
    Store ``changes`` (see ``revisions.merged``) to the working copy as a revision.

    A new or unreleased report takes them into its columns; a released one keeps
    what readers see and gets a pending revision. ``base`` is the revision the
    writer began from: Stale is raised when it is no longer the newest. What
    changes nothing makes no revision. ``is_merged``: a person brought the pending
    revision together with the live one (see ``mending``).
    """
    now = now or clock()
    refuse_reader(by)
    if article.pk is None:
        # Whoever begins a report has it, until somebody else is named.
        article.assigned_to = article.assigned_to or by
        article.save()
    locked = under_lock(article)
    refuse_removed(locked)
    if base is not None and base != (locked.working_revision_id or 0):
        raise Stale(_("Somebody else has saved this report in the meantime."), code="stale")
    if is_merged:
        locked.merge_base = None
    revision = _store(locked, changes, by=by, now=now)
    if is_merged:
        locked.save(update_fields=["merge_base"])
    article.refresh_from_db()
    return revision


def _store(article: Article, changes: Mapping[str, Any], *, by, now) -> Revision:
    content = revisions.merged(revisions.working_copy(article), changes)
    current = article.current_revision
    working = article.pending_revision or current
    if working and working.content == content:
        return working
    if article.pending_revision and content == current.content:
        return _drop_pending(article)
    revision = revisions.write(article, content, by=by, at=now)
    # Who submitted it may go on writing; a change by anybody else in between stays unsubmitted.
    is_own = by is not None and article.submitted_by == by.pk
    if is_own and working and article.submitted_revision_id == working.pk:
        article.submitted_revision = revision
    if article.status in (Status.DRAFT, Status.REVIEW):
        article.current_revision = revision
        take_in(article, content)
    else:
        article.pending_revision, article.pending_is_for_hour = revision, None
        linking.derive(article, Copy.PENDING, content["body"])
        article.save()
    return revision


def _drop_pending(article: Article) -> Revision:
    """The change was taken back by hand: nothing waits any more."""
    article.pending_revision = article.merge_base = article.pending_is_for_hour = None
    clear_submission(article)
    linking.forget(article, Copy.PENDING)
    article.save()
    return article.current_revision


def take_in(article: Article, content: revisions.Snapshot) -> None:
    """Make the columns, and what is derived from them, say ``content``; saves the report."""
    revisions.apply(article, content)
    linking.derive(article, Copy.LIVE, content["body"])
    profiles.write(article)


def clear_submission(article: Article) -> None:
    article.submitted_by = article.submitted_revision = None


@transaction.atomic
def prepare(
    article: Article,
    preparation: Mapping[str, Any],
    *,
    by: User,
    now: datetime | None = None,
) -> None:
    """
    Set what the desk keeps beside the content (``PREPARATION``); readers never see it.

    The embargo of a released report is left as it is, and that of any other is not
    shortened (``embargo.refuse_shortening``): that is for acts.
    """
    refuse_reader(by)
    now, locked = now or clock(), under_lock(article)
    if locked.status != Status.RELEASED:
        embargo.refuse_shortening(locked, preparation, by, now)
    was = embargo.state(locked)
    for name, value in preparation.items():
        if name not in PREPARATION:
            raise KeyError(name)
        if locked.status != Status.RELEASED or not name.startswith("embargo"):
            setattr(locked, name, value)
    locked.save()
    embargo.note_change(locked, was, by, now)
    article.refresh_from_db()
