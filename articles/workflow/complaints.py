"""What readers report as wrong: received from anybody, closed by the desk, then forgotten."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import effects
from articles.models import Article, Complaint, Correction, User
from articles.moments import berlin_day
from articles.statuses import Act
from articles.vocabulary import ComplaintOutcome
from articles.workflow.work import acting, may

#: How long words and contact of a reader are kept once the case is closed.
KEPT = timedelta(days=90)


def receive(article: Article, *, text: str, contact: str, now: datetime) -> Complaint:
    """
    Take down what a reader wrote about a public report; nothing about the reader besides.

    Whoever may close the case gets a mail, one an hour for each report. It names the report
    only: the words are forgotten one day, mails are not.
    """
    forget(now)
    case = article.complaints.create(text=text, contact=contact, received_at=now)
    desk = (user for user in User.objects.filter(is_active=True) if may(user, Act.CLOSE))
    effects.write_to(
        desk,
        article,
        occasion=f"hint:{now:%Y%m%d%H}",
        subject=_("A reader reports a mistake in %(report)s"),
        lines=[_("Report no. %(number)d. The hint waits on the desk.") % {"number": article.pk}],
        now=now,
    )
    return case


def close(
    complaint: Complaint, outcome: ComplaintOutcome, *, by: User, now: datetime | None = None
) -> None:
    """
    Close the case; the trail of the report keeps how it ended, not what was written.

    As corrected only when something was: a note or a change let go since it came in.
    """
    with acting(complaint.article, Act.CLOSE, by, now) as work:
        case = Complaint.objects.select_for_update().get(pk=complaint.pk)
        if case.closed_at is not None:
            raise ValidationError(_("This case is closed already."), code="closed")
        case.correction = _note_since(case)
        if outcome == ComplaintOutcome.CORRECTED and not _was_changed_since(case):
            raise ValidationError(
                _("Nothing was changed since: please correct the report or publish a note first."),
                code="unchanged",
            )
        case.outcome, case.closed_at = outcome, work.now
        case.closed_by, case.closed_mark = by.pk, by.mark
        case.forgotten_on = berlin_day(work.now + KEPT)
        case.save()
        label = ComplaintOutcome(outcome).label
        work.note = _("Hint %(number)d: %(outcome)s") % {"number": case.pk, "outcome": label}
    complaint.refresh_from_db()


def forget(now: datetime) -> int:
    """Delete what has been closed for long enough; returns how many."""
    return Complaint.objects.filter(forgotten_on__lte=berlin_day(now)).delete()[0]


def _note_since(case: Complaint) -> Correction | None:
    since = case.article.corrections.filter(published_at__gte=case.received_at)
    return since.order_by("-published_at", "-pk").first()


def _was_changed_since(case: Complaint) -> bool:
    let_go = case.article.status_changes.filter(
        act__in=[Act.RELEASE, Act.WITHDRAW], at__gte=case.received_at
    )
    return case.correction is not None or let_go.exists()
