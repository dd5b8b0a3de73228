"""Showing somebody outside one revision before its day: signed, for a span, and logged."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from articles.models import PreviewLink, Revision, User
from articles.moments import now as clock

LONGEST = timedelta(days=30)
#: A salt of its own, so that nothing else we sign opens a preview, nor the other way round.
_SIGNER = Signer(salt="articles.preview")


def share(
    revision: Revision,
    *,
    recipient: str,
    until: datetime,
    by: User,
    now: datetime | None = None,
) -> PreviewLink:
    """Make a link to exactly this revision for ``recipient``; it ends at ``until``."""
    now = now or clock()
    _refuse_without_right(by)
    if not recipient.strip():
        raise ValidationError({"recipient": _("For whom is the link?")}, code="recipient")
    if not now < until <= now + LONGEST:
        raise ValidationError({"until": _("A link lasts 30 days at most.")}, code="until")
    if revision.article.is_removed:
        raise ValidationError(_("This report was removed on legal grounds."), code="removed")
    return revision.preview_links.create(
        recipient=recipient, made_at=now, expires_at=until, by_number=by.pk, by_mark=by.mark
    )


def withdraw_link(link: PreviewLink, *, by: User, now: datetime | None = None) -> None:
    """End a link before its time; opening it then is like opening one that never was."""
    _refuse_without_right(by)
    link.withdrawn_at = link.withdrawn_at or now or clock()
    link.save(update_fields=["withdrawn_at"])


def token_of(link: PreviewLink) -> str:
    """What stands in the address of a link: its number and its revision's, signed."""
    return _SIGNER.sign(f"{link.pk}-{link.revision_id}")


def linked(token: str, at: datetime) -> PreviewLink | None:
    """The link that a token opens at ``at``; None for a forged, ended or withdrawn one."""
    try:
        number, _dash, revision = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    links = PreviewLink.objects.select_related("revision__article")
    valid = links.filter(expires_at__gt=at, withdrawn_at__isnull=True)
    return valid.filter(pk=int(number), revision=int(revision)).first()


def _refuse_without_right(by: User) -> None:
    if not by.has_perm("articles.add_previewlink"):
        raise PermissionDenied(_("Your role does not allow this."))
