"""
The acts of the desk; the only writer of ``status``.

Every act locks its report, asks who may, does one thing in one transaction and
leaves one row in the trail. Moments are aware; ``now`` is passed in by tests only.
Errors are ValidationErrors in the reader's language, PermissionDenied for roles.
"""

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import counts, effects, exposures, linking, revisions, search
from articles.models import Article, Revision, StatusChange, User
from articles.moments import at_noon
from articles.moments import now as clock
from articles.obstacles import obstacles
from articles.statuses import STARTS, Act, Status
from articles.terms import store as profiles
from articles.vocabulary import Copy, EffectKind

#: What the desk keeps beside the content.
PREPARATION = (
    "working_title",
    "original_on",
    "source_text",
    "embargo_until",
    "embargo_is_open_ended",
    "embargo_source",
)


class Stale(ValidationError):
    """Somebody saved in the meantime: the change rests on an older revision."""


@dataclass
class Work:
    """A report under lock while an act is done to it, and what the trail will say."""

    article: Article
    act: Act
    by: User | None
    now: datetime
    note: str = ""


def may(user: User, act: Act) -> bool:
    """Whether the role of ``user`` opens the door to ``act``."""
    return user.has_perm(f"articles.{act}_article")


def can(article: Article, act: Act) -> bool:
    """Whether ``act`` starts from where ``article`` stands, whoever asks."""
    if article.status == Status.RELEASED and act in (Act.SUBMIT, Act.RETURN, Act.RELEASE):
        return article.pending_revision_id is not None
    return article.status in STARTS[act]


def was_public(article: Article, at: datetime) -> bool:
    """Whether readers had seen it by ``at``: its first public moment had come."""
    return article.first_public_at is not None and article.first_public_at <= at


# --- Writing -------------------------------------------------------------------------------


@transaction.atomic
def save(
    article: Article,
    changes: Mapping[str, Any],
    *,
    by: User | None,
    base: int | None = None,
    now: datetime | None = None,
) -> Revision:
    """
    Store ``changes`` (see ``revisions.merged``) to the working copy as a revision.

    A new or unreleased report takes them into its columns; a released one keeps
    what readers see and gets a pending revision. ``base`` is the revision the
    writer began from: Stale is raised when it is no longer the newest. What
    changes nothing makes no revision.
    """
    now = now or clock()
    _refuse_reader(by)
    if article.pk is None:
        article.save()
    locked = _locked(article)
    if base is not None and base != (locked.working_revision_id or 0):
        raise Stale(_("Somebody else has saved this report in the meantime."), code="stale")
    revision = _store(locked, changes, by=by, now=now)
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
    if article.status in (Status.DRAFT, Status.REVIEW):
        article.current_revision = revision
        _take_in(article, content)
    else:
        article.pending_revision = revision
        linking.derive(article, Copy.PENDING, content["body"])
    if by is not None and article.submitted_by == by.pk:
        article.submitted_revision = revision
    article.save()
    return revision


def _drop_pending(article: Article) -> Revision:
    """The change was taken back by hand: nothing waits any more."""
    article.pending_revision = None
    _clear_submission(article)
    linking.forget(article, Copy.PENDING)
    article.save()
    return article.current_revision


def _refuse_reader(by: User | None) -> None:
    if by is not None and not by.has_perm("articles.change_article"):
        raise PermissionDenied(_("Your role does not allow this."))


def _take_in(article: Article, content: revisions.Snapshot) -> None:
    revisions.apply(article, content)
    linking.derive(article, Copy.LIVE, content["body"])
    profiles.write(article)


@transaction.atomic
def prepare(article: Article, preparation: Mapping[str, Any], *, by: User) -> None:
    """
    Set what the desk keeps beside the content (``PREPARATION``); readers never see it.

    The embargo of a released report is left as it is: that is for acts.
    """
    _refuse_reader(by)
    locked = _locked(article)
    for name, value in preparation.items():
        if name not in PREPARATION:
            raise KeyError(name)
        if locked.status != Status.RELEASED or not name.startswith("embargo"):
            setattr(locked, name, value)
    locked.save()
    article.refresh_from_db()


# --- Moving --------------------------------------------------------------------------------


def submit(article: Article, *, by: User, note: str = "", now: datetime | None = None) -> None:
    """Hand the working copy over for reading; who submits can't be who releases it."""
    with _act(article, Act.SUBMIT, by, now, note) as work:
        locked = work.article
        locked.submitted_by = by.pk
        locked.submitted_revision_id = locked.working_revision_id
        if locked.status == Status.DRAFT:
            locked.status = Status.REVIEW


def return_to_author(article: Article, *, by: User, note: str, now: datetime | None = None) -> None:
    """Give the report back; the author reads ``note``, which must not be empty."""
    if not note.strip():
        raise ValidationError({"note": _("Please say why.")}, code="reason")
    with _act(article, Act.RETURN, by, now, note) as work:
        _clear_submission(work.article)
        if work.article.status == Status.REVIEW:
            work.article.status = Status.DRAFT


def release(
    article: Article,
    *,
    by: User,
    at: datetime | None = None,
    until: datetime | None = None,
    base: int | None = None,
    note: str = "",
    now: datetime | None = None,
) -> None:
    """
    Let the working copy go, now or for the hour ``at``; releasing is approving.

    A report already public takes its pending revision at once and keeps its hour;
    ``at`` is then ignored, as is an unset ``until``. Raises ValidationError with
    every obstacle, or Stale when ``base`` is not the newest revision.
    """
    with _act(article, Act.RELEASE, by, now, note) as work:
        locked = work.article
        if base is not None and base != locked.working_revision_id:
            raise Stale(_("Somebody else has saved this report in the meantime."), code="stale")
        if was_public(locked, work.now):
            _refuse_obstacles(locked, locked.publish_at, by, until)
            locked.withdraw_at = until or locked.withdraw_at
            _go_live(work)
            effects.enqueue(
                EffectKind.UPDATE,
                locked,
                occasion=str(locked.current_revision_id),
                due_at=work.now,
            )
        else:
            at = at or (locked.publish_at if locked.status == Status.RELEASED else None)
            _release_for(work, max(at, work.now) if at else work.now, until)


def _release_for(work: Work, at: datetime, until: datetime | None) -> None:
    # Whole seconds, so that a form gives back the very hour that it was shown.
    at = at.replace(microsecond=0)
    _refuse_obstacles(work.article, at, work.by, until)
    work.article.publish_at = at
    work.article.withdraw_at = until or work.article.withdraw_at
    _set_public_from(work.article, at, work.now)
    _go_live(work)
    _announce(work.article)


def archive(article: Article, *, by: User, now: datetime | None = None) -> None:
    """Release the report under its original date, into the archive: nobody is told."""
    with _act(article, Act.ARCHIVE, by, now) as work:
        locked = work.article
        if locked.original_on is None:
            raise ValidationError(
                {"original_on": _("The original date is missing.")}, code="original_on"
            )
        at = at_noon(locked.original_on)
        if at > work.now:
            raise ValidationError(
                {"original_on": _("The original date lies in the future.")}, code="original_on"
            )
        _refuse_obstacles(locked, at, by, None)
        locked.publish_at = at
        _set_public_from(locked, at, work.now)
        _go_live(work)


def adopt(
    article: Article,
    *,
    by: User | None,
    at: datetime,
    source: str,
    now: datetime | None = None,
) -> None:
    """
    Take in a new report as published at its source at the moment ``at``.

    For importers, once, at creation: needs no approval, tells nobody, and is
    listed as adopted. ``source`` says where it was published.
    """
    with _act(article, Act.ADOPT, by, now, source) as work:
        if not work.article.headline:
            raise ValidationError({"headline": _("The headline is missing.")}, code="headline")
        work.article.publish_at = at
        _set_public_from(work.article, at, at)
        _go_live(work)


def reschedule(
    article: Article,
    *,
    by: User,
    at: datetime | None = None,
    until: datetime | None = None,
    now: datetime | None = None,
) -> None:
    """
    Move the hour of a report that is not public yet, or the end of any.

    ``at`` None keeps the hour; ``until`` None means without an end. The hour of
    a public report is history and can't be moved.
    """
    with _act(article, Act.RESCHEDULE, by, now) as work:
        locked, at = work.article, at or work.article.publish_at
        if at != locked.publish_at and was_public(locked, work.now):
            raise ValidationError(
                {"at": _("The report is public already; its hour can't be moved.")}, code="public"
            )
        if not was_public(locked, work.now):
            at = max(at, work.now)
        if until is not None and until <= work.now:
            raise ValidationError({"until": _("This moment has passed.")}, code="past")
        found = obstacles(locked, at=at, by=None, until=until)
        if faults := [o.message for o in found if o.code in ("embargo", "end")]:
            raise ValidationError(faults, code="obstacles")
        locked.publish_at, locked.withdraw_at = at, until
        if not was_public(locked, work.now):
            _set_public_from(locked, at, locked.released_at)
            _announce(locked)
        exposures.begin(work.article, work.now)


def withdraw(
    article: Article,
    *,
    by: User,
    note: str = "",
    public_note: str = "",
    now: datetime | None = None,
) -> None:
    """
    Take a report offline, or take back a release whose hour has not come.

    What was public becomes “offline” and answers with ``public_note``; what never
    was becomes a draft again, with everything that was written since.
    """
    with _act(article, Act.WITHDRAW, by, now, note) as work:
        locked = work.article
        effects.call_off(EffectKind.ANNOUNCE, locked)
        _clear_submission(locked)
        if was_public(locked, work.now):
            locked.status = Status.WITHDRAWN
            locked.withdrawal_note = public_note
            exposures.end(locked, work.now)
            effects.enqueue(
                EffectKind.REMOVE, locked, occasion=work.now.isoformat(), due_at=work.now
            )
        else:
            _take_back(locked, work.now)


def restore(article: Article, *, by: User, note: str = "", now: datetime | None = None) -> None:
    """Put a withdrawn report back online as last seen; an end that has passed is lifted."""
    with _act(article, Act.RESTORE, by, now, note) as work:
        locked = work.article
        if locked.withdraw_at and locked.withdraw_at <= work.now:
            locked.withdraw_at = None
        locked.status = Status.RELEASED
        locked.withdrawal_note = ""
        exposures.begin(work.article, work.now)
        effects.enqueue(EffectKind.UPDATE, locked, occasion=work.now.isoformat(), due_at=work.now)


# --- What the acts are made of -------------------------------------------------------------


@contextmanager
def _act(article: Article, act: Act, by: User | None, now: datetime | None, note: str = ""):
    """Lock, ask who may and from where, yield the work, save, count, and write the trail."""
    if by is None and act != Act.ADOPT:
        raise PermissionDenied
    if by is not None and act != Act.ADOPT and not may(by, act):
        raise PermissionDenied(_("Your role does not allow this."))
    with transaction.atomic():
        work = Work(_locked(article), act, by, now or clock(), note)
        was = Status(work.article.status)
        if not can(work.article, act):
            raise ValidationError(
                _("“%(act)s” is not possible from “%(was)s”."),
                params={"act": act.label, "was": was.label},
                code="not_possible",
            )
        before, hour = counts.rows_of(work.article), work.article.first_public_at
        yield work
        work.article.save()
        counts.move(before, counts.rows_of(work.article))
        _teach(work, hour)
        _record(work, was)
    article.refresh_from_db()


def _locked(article: Article) -> Article:
    # “No key” lets others refer to the report meanwhile: two that bind one another at
    # once would else wait for each other.
    return Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)


def _teach(work: Work, hour: datetime | None) -> None:
    """Let search know the words readers will see, and forget those of an hour given up."""
    if hour is not None and hour > work.now:
        search.unlearn(hour)
    if work.article.status == Status.RELEASED:
        search.learn(work.article)


def _record(work: Work, was: Status) -> StatusChange:
    article, by = work.article, work.by
    return article.status_changes.create(
        act=work.act,
        was=was,
        became=article.status,
        at=work.now,
        by_number=by.pk if by else None,
        by_mark=by.mark if by else "",
        publish_at=article.publish_at,
        revision_id=article.working_revision_id,
        note=work.note,
    )


def _refuse_obstacles(article, at, by, until) -> None:
    if found := obstacles(article, at=at, by=by, until=until):
        raise ValidationError([obstacle.message for obstacle in found], code="obstacles")


def _go_live(work: Work) -> None:
    """Make the working copy the live one, and open its exposure."""
    article = work.article
    if article.pending_revision:
        revision, article.pending_revision = article.pending_revision, None
        article.current_revision = revision
        _take_in(article, revision.content)
        linking.forget(article, Copy.PENDING)
    article.status = Status.RELEASED
    _clear_submission(article)
    article.save()
    exposures.begin(work.article, work.now)


def _set_public_from(article: Article, at: datetime, released_at: datetime) -> None:
    article.released_at = released_at
    article.first_public_at = max(at, released_at)


def _take_back(article: Article, now: datetime) -> None:
    exposures.end(article, now)
    if article.pending_revision:
        revision, article.pending_revision = article.pending_revision, None
        article.current_revision = revision
        linking.forget(article, Copy.PENDING)
    article.status = Status.DRAFT
    article.released_at = article.first_public_at = None
    _take_in(article, article.current_revision.content)


def _clear_submission(article: Article) -> None:
    article.submitted_by = article.submitted_revision = None


def _announce(article: Article) -> None:
    effects.call_off(EffectKind.ANNOUNCE, article)
    due = article.first_public_at
    effects.enqueue(EffectKind.ANNOUNCE, article, occasion=due.isoformat(), due_at=due)
