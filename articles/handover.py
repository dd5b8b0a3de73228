"""
Handing over for a holiday or for good: drafts, and what else waits for somebody, in one act.

An absence keeps the numbers of what was moved, so that exactly this can be given back.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Absence, Article, Note, Reminder, User, WorkingCopy
from articles.moments import berlin_day
from articles.moments import now as clock
from articles.statuses import Status

#: What is moved, by its name in ``Absence.moved``: the words for it, and whose it is.
KINDS = {
    "drafts": (_("drafts"), "assigned_to"),
    "notes": (_("notes"), "assignee"),
    "reminders": (_("reminders"), "assignee"),
}


def things_of(person: User) -> dict[str, QuerySet]:
    """What waits for ``person``, by the names of ``KINDS``."""
    is_open = Q(status__in=[Status.DRAFT, Status.REVIEW]) | Q(pending_revision__isnull=False)
    return {
        "drafts": Article.objects.filter(is_open, assigned_to=person),
        "notes": Note.objects.filter(assignee=person, resolved_at__isnull=True),
        "reminders": Reminder.objects.filter(assignee=person, done_at__isnull=True),
    }


def may_hand_over(by: User, person: User) -> bool:
    """Everybody for themselves, the chief for everybody."""
    own = by.pk == person.pk and by.has_perm("articles.change_article")
    return own or by.has_perm("articles.change_absence")


@transaction.atomic
def hand_over(absence: Absence, *, by: User, now: datetime | None = None) -> None:
    """Give everything that waits for the absent person to the deputy; may be repeated."""
    absence = _locked(absence, by)
    for kind, things in things_of(absence.person).items():
        numbers = sorted(things.values_list("pk", flat=True))
        things.model.objects.filter(pk__in=numbers).update(**{KINDS[kind][1]: absence.deputy})
        absence.moved[kind] = sorted({*absence.moved.get(kind, []), *numbers})
    absence.handed_over_at, absence.handed_over_by = now or clock(), by.mark
    absence.save()


@transaction.atomic
def give_back(absence: Absence, *, by: User) -> int:
    """Give back what was moved and is still the deputy's and open; returns how much that was."""
    absence = _locked(absence, by)
    if absence.handed_over_at is None:
        raise ValidationError(_("Nothing was handed over."), code="nothing")
    given = 0
    for kind, things in things_of(absence.deputy).items():
        own = things.filter(pk__in=absence.moved.get(kind, []))
        given += own.model.objects.filter(pk__in=list(own.values_list("pk", flat=True))).update(
            **{KINDS[kind][1]: absence.person}
        )
    absence.moved, absence.handed_over_at = {}, None
    absence.save()
    return given


def copies_of_absent(day: date) -> QuerySet:
    """What those who are away on ``day`` had typed and not saved, the newest first."""
    away = Absence.objects.covering(day).values("person")
    return WorkingCopy.objects.filter(user__in=away).exclude(values={}).order_by("-kept_at")


@transaction.atomic
def take_copy(token: UUID, *, by: User, now: datetime | None = None) -> WorkingCopy:
    """
    Take over what an absent colleague typed and did not save, as a copy of one's own.

    The colleague's own stays as it is, so nothing of it can be lost by this. For the chief;
    whoever calls writes it into the log.
    """
    if not by.has_perm("articles.take_workingcopy"):
        raise PermissionDenied(_("Your role does not allow this."))
    found = copies_of_absent(berlin_day(now or clock())).filter(token=token).first()
    if found is None:
        raise ValidationError(_("There is no such text any more."), code="gone")
    return WorkingCopy.objects.create(
        token=uuid4(),
        user=by,
        article=found.article,
        mends_live_text=found.mends_live_text,
        base=found.base,
        values=found.values,
        version=1,
        kept_at=found.kept_at,
    )


def _locked(absence: Absence, by: User) -> Absence:
    locked = Absence.objects.select_for_update(of=("self",)).select_related("person", "deputy")
    locked = locked.get(pk=absence.pk)
    if not may_hand_over(by, locked.person):
        raise PermissionDenied(_("Your role does not allow this."))
    return locked
