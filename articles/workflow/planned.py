"""A change to a report that is planned for an hour: for that hour, or for later."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles.models import Article, User
from articles.moments import now as clock
from articles.workflow.approval import submit
from articles.workflow.work import refuse_reader, under_lock, was_public


def asks_for_hour(article: Article, at: datetime) -> bool:
    """Whether nobody has said yet if the change to this planned report is for its hour."""
    is_planned = article.first_public_at is not None and not was_public(article, at)
    return is_planned and bool(article.pending_revision_id) and article.pending_is_for_hour is None


@transaction.atomic
def decide(
    article: Article, *, by: User, is_for_hour: bool, note: str = "", now: datetime | None = None
) -> None:
    """
    Say whether the pending change is meant for the hour of the report.

    If so it is submitted at once; released by somebody else before the hour, it
    takes the place of what was planned. Until then that stays planned.
    """
    refuse_reader(by)
    at = now or clock()
    locked = under_lock(article)
    if not locked.pending_revision_id or was_public(locked, at):
        message = _("There is no change to a planned report any more.")
        raise ValidationError(message, code="not_planned")
    locked.pending_is_for_hour = is_for_hour
    locked.save(update_fields=["pending_is_for_hour"])
    if is_for_hour and locked.submitted_revision_id != locked.pending_revision_id:
        submit(article, by=by, note=note, now=now)
    article.refresh_from_db()
