"""The stations of a report, and which moves lead from one to the next."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """
    Where a report stands on the desk.

    There is no "scheduled" and no "published": a released report appears by
    the clock, and ``Article.objects.published()`` is the one place that knows.
    """

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("For review")
    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", _("Offline")


class Act(TextChoices):
    """What somebody did to a report; each act leaves one row in the trail."""

    SUBMIT = "submit", _("Submitted for review")
    RETURN = "return", _("Returned to the author")
    RELEASE = "release", _("Released")
    RESCHEDULE = "reschedule", _("Moved to another hour")
    WITHDRAW = "withdraw", _("Taken offline")
    RESTORE = "restore", _("Put back online")
    ARCHIVE = "archive", _("Put into the archive under its original date")
    ADOPT = "adopt", _("Adopted as published at its source")
    CORRECT = "correct", _("Published a note of correction")
    PLACE = "place", _("Placed on the front page")
    NOINDEX = "noindex", _("Changed what search engines may do")
    CLOSE = "close", _("Closed a reader's hint")
    REDACT = "redact", _("Removed a passage on legal grounds")
    REMOVE = "remove", _("Removed on legal grounds")
    ALONE = "alone", _("Released without a second reader")
    EMBARGO = "embargo", _("Embargo set")
    OPEN = "open", _("Embargo opened")
    LIFT = "lift", _("Embargo lifted")


#: From which stations an act may start. A released report is submitted and
#: released again when a pending revision waits beside its live copy.
STARTS = {
    Act.SUBMIT: {Status.DRAFT, Status.REVIEW, Status.RELEASED},
    Act.RETURN: {Status.REVIEW, Status.RELEASED},
    Act.RELEASE: {Status.REVIEW, Status.RELEASED},
    Act.RESCHEDULE: {Status.RELEASED},
    Act.WITHDRAW: {Status.RELEASED},
    Act.RESTORE: {Status.WITHDRAWN},
    Act.ARCHIVE: {Status.REVIEW},
    Act.ADOPT: {Status.DRAFT},
    Act.CORRECT: {Status.RELEASED, Status.WITHDRAWN},
    Act.PLACE: {Status.RELEASED},
    Act.NOINDEX: set(Status),
    Act.CLOSE: {Status.RELEASED, Status.WITHDRAWN},
    Act.REDACT: {Status.RELEASED, Status.WITHDRAWN},
    Act.REMOVE: {Status.RELEASED, Status.WITHDRAWN},
    Act.ALONE: {Status.DRAFT, Status.REVIEW, Status.RELEASED},
    Act.EMBARGO: {Status.DRAFT, Status.REVIEW, Status.WITHDRAWN},
    Act.OPEN: {Status.DRAFT, Status.REVIEW},
    Act.LIFT: {Status.DRAFT, Status.REVIEW, Status.RELEASED},
}
