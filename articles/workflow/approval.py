"""Handing a report over for reading, and giving it back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import effects
from articles.models import Article, User
from articles.statuses import Act, Status
from articles.workflow.work import Work, acting
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
        _tell_the_author(work)
        clear_submission(work.article)
        if work.article.status == Status.REVIEW:
            work.article.status = Status.DRAFT


def _tell_the_author(work: Work) -> None:
    effects.write_to(
        User.objects.filter(pk=work.article.submitted_by).exclude(pk=work.by.pk),
        work.article,
        occasion=f"return:{work.now.isoformat()}",
        subject=_("Returned to you: %(report)s"),
        lines=[_("%(who)s writes: %(note)s") % {"who": work.by.mark, "note": work.note}],
        now=work.now,
    )
