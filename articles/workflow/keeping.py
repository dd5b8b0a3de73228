"""Keeping what is typed and not saved yet, and knowing a post that arrives twice."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Presence, Revision, User, WorkingCopy
from articles.moments import now as clock
from articles.workflow.work import refuse_reader

#: Fields as a form sends them: each name with its values, as typed.
Typed = Mapping[str, list[str]]
#: How long a form is known that holds nothing unsaved: a post of it may still be on its way.
KNOWN = timedelta(days=7)
#: How long what was typed and never saved is offered to who typed it, after the last key.
OFFERED = timedelta(days=90)


class Overtaken(ValidationError):
    """A later copy of the same form was kept or saved already; this one was delayed on its way."""


def copy_of(token: UUID, *, by: User, now: datetime | None = None) -> WorkingCopy:
    """
    The working copy of the form ``token``, locked until the transaction ends.

    Two posts of one form wait for each other here. Raises PermissionDenied for
    somebody else's form.
    """
    refuse_reader(by)
    new = WorkingCopy(token=token, user=by, kept_at=now or clock())
    WorkingCopy.objects.bulk_create([new], ignore_conflicts=True)
    copy = WorkingCopy.objects.select_for_update(of=("self",)).get(token=token)
    if copy.user_id != by.pk:
        raise PermissionDenied(_("This form belongs to somebody else."))
    return copy


@transaction.atomic
def keep(
    token: UUID,
    values: Typed,
    *,
    by: User,
    version: int,
    article: Article | None = None,
    base: int = 0,
    mends_live_text: bool = False,
    now: datetime | None = None,
) -> WorkingCopy:
    """
    Keep ``values`` as the working copy of the form; readers and colleagues see nothing of it.

    Nothing is checked: what is half typed is kept as it is. No values mean that the
    form says again what is stored. Raises Overtaken for a version that isn't newer.
    """
    copy = copy_of(token, by=by, now=now)
    if version <= copy.version:
        raise Overtaken(_("A later text of this form is kept already."), code="overtaken")
    copy.version, copy.kept_at = version, now or clock()
    copy.article_id = copy.article_id or (article and article.pk)
    copy.base = max(base, copy.saved_revision_id or 0)
    copy.values, copy.mends_live_text = dict(values), mends_live_text
    copy.save()
    return copy


def settle(
    copy: WorkingCopy,
    revision: Revision,
    *,
    post: str = "",
    version: int = 0,
    left: Typed | None = None,
    now: datetime | None = None,
) -> None:
    """
    Note that the form was saved as ``revision`` by the post with the digest ``post``.

    ``left`` is what it said if some of it could not be stored: that stays on offer.
    """
    copy.article_id, copy.saved_revision, copy.base = revision.article_id, revision, revision.pk
    copy.saved_post, copy.version = post, max(version, copy.version)
    copy.kept_at = now or clock()
    copy.values = dict(left or {})
    copy.save()


def drop_copy(token: UUID, *, by: User) -> None:
    """Drop what a form of ``by`` holds; that it was saved stays known for a while (``KNOWN``)."""
    WorkingCopy.objects.filter(token=token, user=by).update(values={})


def kept_copies(by: User, article: Article | None) -> QuerySet:
    """What ``by`` typed in forms of ``article`` (of new reports: None) and never saved."""
    return WorkingCopy.objects.filter(user=by, article=article).exclude(values={})


def forget_copies(now: datetime) -> int:
    """
    Delete copies whose time has passed (``KNOWN``, ``OFFERED``); returns how many there were.

    A form that comes back after that is one on an old base: it leads to both texts.
    """
    is_over = Q(values={}, kept_at__lt=now - KNOWN) | Q(kept_at__lt=now - OFFERED)
    Presence.objects.filter(seen_at__lt=now - KNOWN).delete()
    return WorkingCopy.objects.filter(is_over).delete()[0]
