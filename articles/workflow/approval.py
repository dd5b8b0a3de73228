"""Handing a report over for reading, and giving it back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Article, User
from articles.statuses import Act, Status
from articles.workflow.work import acting
from articles.workflow.writing import clear_submission


def submit(article: Article, *, by: User, note: str = "", now: datetime | None = None) -> None:
    """Hand the working copy over for reading; who submits can't be who releases it."""
    with acting(article, Act.SUBMIT, by, now, note) as work:
        locked = work.article
        locked.submitted_by = by.pk
        locked.submitted_revision_id = locked.working_revision_id
        if locked.status == Status.DRAFT:
            locked.status = Status.REVIEW


def return_to_author(article: Article, *, by: User, note: str, now: datetime | None = None) -> None:
    """Give the report back; the author reads ``note``, which must not be empty."""
    if not note.strip():
        raise ValidationError({"note": _("Please say why.")}, code="reason")
    with acting(article, Act.RETURN, by, now, note) as work:
        clear_submission(work.article)
        if work.article.status == Status.REVIEW:
            work.article.status = Status.DRAFT
