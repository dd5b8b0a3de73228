"""Releasing without a second reader, and reading afterwards what went out so."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles import second_reading
from articles.models import Article, Rereading, SoloDuty, User
from articles.moments import BERLIN
from articles.moments import now as clock
from articles.revisions import working_copy
from articles.statuses import Act
from articles.vocabulary import ReleaseKind, WithoutReader
from articles.workflow.going_live import release
from articles.workflow.work import may
from articles.workflow.writing import save

#: Whoever puts herself on duty does so that long before.
OWN_DUTY_AHEAD = timedelta(days=1)


def release_alone(
    article: Article,
    *,
    by: User,
    at: datetime | None = None,
    until: datetime | None = None,
    base: int | None = None,
    now: datetime | None = None,
    **kind,
) -> None:
    """
    Release as ``workflow.release`` does, without an approval, onto the list to be read.

    Raises ValidationError unless ``by`` is on solo duty now and at the hour, or the desk is
    one of one. ``kind`` says what readers are told of a change.
    """
    now = now or clock()
    reason = second_reading.exception_for(by, now=now, at=at)
    if reason is None:
        raise ValidationError(
            _("Somebody else must read this: you have no solo duty then."), code="approval"
        )
    release(article, by=by, at=at, until=until, base=base, alone=reason, now=now, **kind)


@transaction.atomic
def release_urgent(
    content: Mapping[str, object], *, by: User, now: datetime | None = None
) -> Article:
    """Write breaking news and let it go at once; somebody else reads it afterwards."""
    now = now or clock()
    _refuse_who_may_not(by)
    article = Article()
    save(article, content, by=by, now=now)
    release(article, by=by, alone=WithoutReader.URGENT, now=now)
    return article


@transaction.atomic
def release_update(article: Article, text: str, *, by: User, now: datetime | None = None) -> None:
    """
    Add “Update, 11:42 Uhr: …” to breaking news and let it go at once.

    Refused while a colleague's change waits, for it would go out with it.
    """
    now = now or clock()
    _refuse_who_may_not(by)
    if not is_urgent(article):
        raise ValidationError(_("Only breaking news is updated like this."), code="not_urgent")
    if article.pending_revision_id is not None:
        raise ValidationError(
            _("A change to this report waits already: please add your lines to it."), code="pending"
        )
    words = _("Update, %(hour)s") % {"hour": f"{now.astimezone(BERLIN):%H:%M}"}
    body = working_copy(article)["body"]
    body += f"<p><strong>{words}:</strong> {escape(text.strip())}</p>"
    save(article, {"body": body}, by=by, now=now)
    release(article, by=by, alone=WithoutReader.URGENT, kind=ReleaseKind.UPDATE, now=now)


def is_urgent(article: Article) -> bool:
    """Whether the report went out as breaking news."""
    return article.rereadings.filter(reason=WithoutReader.URGENT).exists()


@transaction.atomic
def tick_off(rereading: Rereading, content_hash: str, *, by: User, now: datetime | None = None):
    """
    Note that ``by`` has read the wording with that hash.

    Raises ValidationError when it is not the wording of the row, or for whoever released it.
    """
    if not may(by, Act.RELEASE):
        raise PermissionDenied(_("Your role does not allow this."))
    row = Rereading.objects.select_for_update().get(pk=rereading.pk)
    if row.released_by_number == by.pk:
        raise ValidationError(_("Somebody else than who released it must read it."), code="same")
    if row.content_hash != content_hash:
        raise ValidationError(_("This is not the wording that went out."), code="hash")
    if row.read_at is None:
        row.read_at, row.read_by_number, row.read_by_mark = now or clock(), by.pk, by.mark
        row.save()


def set_duty(
    person: User, begins_at: datetime, ends_at: datetime, *, by: User, now: datetime | None = None
) -> SoloDuty:
    """Put ``person`` on solo duty for a span that lies ahead; oneself a day ahead."""
    now = now or clock()
    if not by.has_perm("articles.add_soloduty"):
        raise PermissionDenied(_("Your role does not allow this."))
    check_duty(person, begins_at, by=by, now=now)
    duty = SoloDuty(person=person, begins_at=begins_at, ends_at=ends_at, set_at=now)
    duty.set_by_number, duty.set_by_mark = by.pk, by.mark
    duty.full_clean()
    duty.save()
    return duty


def check_duty(person: User, begins_at: datetime, *, by: User, now: datetime) -> None:
    """Raise ValidationError at its field for a duty that is not set beforehand, or for nobody."""
    if not may(person, Act.ALONE):
        message = _("%(who)s may not release reports.") % {"who": person}
        raise ValidationError({"person": message}, code="role")
    ahead = OWN_DUTY_AHEAD if person == by else timedelta(0)
    if begins_at <= now + ahead:
        message = _("A duty is set before it begins, one's own at least a day before.")
        raise ValidationError({"begins_at": message}, code="beforehand")


def _refuse_who_may_not(by: User) -> None:
    if not may(by, Act.ALONE):
        raise PermissionDenied(_("Your role does not allow this."))
