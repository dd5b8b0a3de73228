"""
An embargo: set with its source, opened by hand, lifted when others broke it.

Nobody makes a report visible earlier by writing another hour into its form: once set, an
embargo only grows, but for whoever set it while the report was never handed over.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import effects
from articles.models import Article, User
from articles.moments import LATEST
from articles.roles import Role
from articles.standing import when
from articles.statuses import Act, Status
from articles.workflow.work import Work, acting, record


def open_embargo(article: Article, *, by: User, now: datetime | None = None) -> None:
    """“Frei bei Redebeginn”: the speech has begun, the report may be released from now on."""
    with acting(article, Act.OPEN, by, now) as work:
        if not work.article.embargo_is_open_ended:
            raise ValidationError(_("There is no embargo without an hour."), code="no_embargo")
        _end(work)


def lift_embargo(article: Article, *, by: User, note: str, now: datetime | None = None) -> None:
    """
    Others broke the embargo: it ends now, with the reason; every chief is told.

    A planned report keeps its hour, which can be moved from now on. The edge asks for the
    second factor before it calls this.
    """
    if not note.strip():
        raise ValidationError({"note": _("Please say who broke it, and where.")}, code="reason")
    with acting(article, Act.LIFT, by, now, note) as work:
        if not holds(work.article, work.now):
            raise ValidationError(_("No embargo holds this report."), code="no_embargo")
        _end(work)
        lines = [_("Lifted by %(who)s. Reason: %(note)s") % {"who": by.mark, "note": note}]
        effects.write_to(
            User.objects.filter(role=Role.CHIEF),
            work.article,
            occasion=f"lift:{work.now.isoformat()}",
            subject=_("Embargo lifted: %(report)s"),
            lines=lines,
            now=work.now,
        )


def holds(article: Article, now: datetime) -> bool:
    """Whether an embargo keeps the report from its readers at ``now``."""
    until = article.embargo_until
    return article.embargo_is_open_ended or (until is not None and until > now)


def refuse_shortening(article: Article, wanted: Mapping[str, Any], by: User, now: datetime) -> None:
    """Raise ValidationError at its field when ``wanted`` lets the report go earlier."""
    old = _end_of(article.embargo_is_open_ended, article.embargo_until)
    is_open = wanted.get("embargo_is_open_ended", article.embargo_is_open_ended)
    new = _end_of(is_open, wanted.get("embargo_until", article.embargo_until))
    if not holds(article, now) or new >= old or _is_own(article, by):
        return
    message = _("An embargo is not shortened here: the chief can lift it, with a reason.")
    raise ValidationError({"embargo_until": message}, code="embargo")


def note_change(article: Article, was: tuple, by: User, now: datetime) -> None:
    """Leave a row in the trail when the embargo is no longer ``was`` (see ``state``)."""
    if state(article) == was:
        return
    words = _("none")
    if article.embargo_is_open_ended:
        words = _("without an hour")
    elif article.embargo_until:
        words = _("until %(when)s") % {"when": when(article.embargo_until, now)}
    if article.embargo_source:
        words += f" ({article.embargo_source})"
    record(Work(article, Act.EMBARGO, by, now, words), Status(article.status))


def state(article: Article) -> tuple:
    """All that makes an embargo."""
    return (article.embargo_until, article.embargo_is_open_ended, article.embargo_source)


def _end_of(is_open_ended: bool, until: datetime | None) -> datetime:
    return LATEST if is_open_ended else until or datetime.min.replace(tzinfo=LATEST.tzinfo)


def _is_own(article: Article, by: User) -> bool:
    """Whether ``by`` set it and nobody has been asked to read the report yet."""
    acts = article.status_changes.filter(act__in=[Act.SUBMIT, Act.EMBARGO, Act.OPEN])
    last = acts.first()
    is_new = not acts.filter(act=Act.SUBMIT).exists()
    return is_new and last is not None and (last.act, last.by_number) == (Act.EMBARGO, by.pk)


def _end(work: Work) -> None:
    # A whole second, as hours are: the report may be released within it.
    work.article.embargo_is_open_ended = False
    work.article.embargo_until = work.now.replace(microsecond=0)
