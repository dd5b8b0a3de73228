"""Taking a report away from its readers, and giving it back to them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import effects, exposures, linking, recall
from articles.models import Article, User
from articles.statuses import Act, Status
from articles.vocabulary import Copy, EffectKind
from articles.workflow.work import acting, was_public
from articles.workflow.writing import clear_submission, take_in


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
    with acting(article, Act.WITHDRAW, by, now, note) as work:
        locked = work.article
        effects.call_off(EffectKind.ANNOUNCE, locked)
        clear_submission(locked)
        if was_public(locked, work.now):
            locked.status = Status.WITHDRAWN
            locked.withdrawal_note = public_note
            exposures.end(locked, work.now)
            recall.recall()
            effects.enqueue(
                EffectKind.REMOVE, locked, occasion=work.now.isoformat(), due_at=work.now
            )
        else:
            _take_back(locked, work.now)


def take_back(article: Article, *, by: User, note: str = "", now: datetime | None = None) -> None:
    """Take back a release whose hour has not come; refused once readers see the report."""
    with acting(article, Act.WITHDRAW, by, now, note) as work:
        if was_public(work.article, work.now):
            raise ValidationError(
                _("The report is public already; it can only be taken offline."), code="public"
            )
        effects.call_off(EffectKind.ANNOUNCE, work.article)
        clear_submission(work.article)
        _take_back(work.article, work.now)


def restore(article: Article, *, by: User, note: str = "", now: datetime | None = None) -> None:
    """Put a withdrawn report back online as last seen; an end that has passed is lifted."""
    with acting(article, Act.RESTORE, by, now, note) as work:
        locked = work.article
        if locked.withdraw_at and locked.withdraw_at <= work.now:
            locked.withdraw_at = None
        locked.status = Status.RELEASED
        locked.withdrawal_note = ""
        exposures.begin(work.article, work.now)
        effects.enqueue(EffectKind.UPDATE, locked, occasion=work.now.isoformat(), due_at=work.now)


def _take_back(article: Article, now: datetime) -> None:
    exposures.end(article, now)
    if article.pending_revision:
        revision, article.pending_revision = article.pending_revision, None
        article.current_revision = revision
        linking.forget(article, Copy.PENDING)
    article.status = Status.DRAFT
    article.released_at = article.first_public_at = None
    take_in(article, article.current_revision.content)
