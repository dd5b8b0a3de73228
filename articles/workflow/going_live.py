"""Letting a report go to its readers: now, for an hour, into the archive, or from elsewhere."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import effects, exposures, linking, recall, second_reading
from articles.models import Article, User
from articles.moments import at_noon
from articles.obstacles import obstacles
from articles.revisions import CONTENT
from articles.statuses import Act, Status
from articles.vocabulary import Copy, EffectKind, ReleaseKind, WithoutReader
from articles.workflow import mending
from articles.workflow.correcting import mark_change
from articles.workflow.work import Stale, Work, acting, was_public
from articles.workflow.writing import clear_submission, take_in


def release(
    article: Article,
    *,
    by: User,
    at: datetime | None = None,
    until: datetime | None = None,
    base: int | None = None,
    note: str = "",
    kind: ReleaseKind = ReleaseKind.TYPO,
    correction: str = "",
    alone: WithoutReader | None = None,
    now: datetime | None = None,
) -> None:
    """
    Let the working copy go, now or for the hour ``at``; releasing is approving.

    A report already public takes its pending revision at once and keeps its hour;
    ``at`` is then ignored, as is an unset ``until``. ``kind`` says what readers are told
    of that change, ``correction`` what was wrong. Raises ValidationError with every
    obstacle, or Stale when ``base`` is not the newest revision. ``alone`` is why no
    approval is needed, for ``workflow.alone`` only.
    """
    act = Act.ALONE if alone else Act.RELEASE
    with acting(article, act, by, now, note or (str(alone.label) if alone else "")) as work:
        locked, work.alone = work.article, alone
        if base is not None and base != locked.working_revision_id:
            raise Stale(_("Somebody else has saved this report in the meantime."), code="stale")
        if was_public(locked, work.now):
            _release_change(work, until, kind, correction)
        else:
            at = at or (locked.publish_at if locked.status == Status.RELEASED else None)
            _release_for(work, max(at, work.now) if at else work.now, until)


def _release_change(work: Work, until: datetime | None, kind: ReleaseKind, correction: str) -> None:
    article = work.article
    _refuse_obstacles(work, article.publish_at, until)
    article.withdraw_at = until or article.withdraw_at
    _go_live(work)
    mark_change(work, kind, correction)
    recall.recall()
    occasion = str(article.current_revision_id)
    effects.enqueue(EffectKind.UPDATE, article, occasion=occasion, due_at=work.now)


def _release_for(work: Work, at: datetime, until: datetime | None) -> None:
    # Whole seconds, so that a form gives back the very hour that it was shown.
    at = at.replace(microsecond=0)
    _refuse_obstacles(work, at, until)
    work.article.publish_at = at
    work.article.withdraw_at = until or work.article.withdraw_at
    _set_public_from(work.article, at, work.now)
    _go_live(work)
    _announce(work.article)


def archive(article: Article, *, by: User, now: datetime | None = None) -> None:
    """Release the report under its original date, into the archive: nobody is told."""
    with acting(article, Act.ARCHIVE, by, now) as work:
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
        _refuse_obstacles(work, at, None)
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
    with acting(article, Act.ADOPT, by, now, source) as work:
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
    shown: tuple[datetime | None, datetime | None] | None = None,
    now: datetime | None = None,
) -> None:
    """
    Move the hour of a report that is not public yet, or the end of any.

    ``at`` None keeps the hour; ``until`` None means without an end. The hour of
    a public report is history and can't be moved. ``shown`` is the hour and the end
    that the mover saw: Stale is raised when they are no longer the report's.
    """
    with acting(article, Act.RESCHEDULE, by, now) as work:
        locked, at = work.article, at or work.article.publish_at
        if shown is not None and shown != (locked.publish_at, locked.withdraw_at):
            raise Stale(_("Somebody else has moved this report in the meantime."), code="stale")
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


def _refuse_obstacles(work: Work, at: datetime, until: datetime | None) -> None:
    needs_reader = work.alone is None
    found = obstacles(work.article, at=at, by=work.by, until=until, needs_reader=needs_reader)
    if found:
        raise ValidationError([obstacle.message for obstacle in found], code="obstacles")


def _go_live(work: Work) -> None:
    """Make the working copy the live one, and open its exposure."""
    article = work.article
    if article.pending_revision:
        revision, article.pending_revision = article.pending_revision, None
        article.current_revision = revision
        take_in(article, revision.content)
        linking.forget(article, Copy.PENDING)
    article.status = Status.RELEASED
    article.merge_base = article.pending_is_for_hour = None
    _tell_author_of_mends(work)
    clear_submission(article)
    # From here on another may be the working one: a correction of what was live.
    work.revision_id = article.current_revision_id
    mending.follow(article, by=work.by, now=work.now)
    exposures.begin(work.article, work.now)
    if work.alone:
        revision = article.current_revision
        second_reading.note_down(article, revision, reason=work.alone, by=work.by, now=work.now)


def _tell_author_of_mends(work: Work) -> None:
    """What the approver mended is part of the approval; who submitted it reads that it was."""
    article, submitted = work.article, work.article.submitted_revision
    released = article.current_revision
    if submitted is None or submitted.content_hash == released.content_hash:
        return
    names = [n for n in CONTENT if submitted.content.get(n) != released.content.get(n)]
    fields = ", ".join(str(Article._meta.get_field(name).verbose_name) for name in names)
    effects.write_to(
        User.objects.filter(pk=article.submitted_by).exclude(pk=work.by.pk),
        article,
        occasion=f"mended:{released.pk}",
        subject=_("Released with changes: %(report)s"),
        lines=[
            _("%(who)s has changed: %(fields)s.") % {"who": work.by.mark, "fields": fields},
            _("The form of the report shows each word, at “What has the desk changed?”."),
        ],
        now=work.now,
    )


def _set_public_from(article: Article, at: datetime, released_at: datetime) -> None:
    article.released_at = released_at
    article.first_public_at = max(at, released_at)


def _announce(article: Article) -> None:
    effects.call_off(EffectKind.ANNOUNCE, article)
    due = article.first_public_at
    effects.enqueue(EffectKind.ANNOUNCE, article, occasion=due.isoformat(), due_at=due)
