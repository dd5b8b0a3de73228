"""What the desk keeps for itself: who stands in for whom, calendars, filters of the list."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.fields.plain import PlainCharField
from articles.models.users import User


class AbsenceQuerySet(models.QuerySet):
    """Absences and their days."""

    def covering(self, day):
        """Those that ``day``, Berlin's, lies in; both ends belong to it."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)


class Absence(models.Model):
    """
    Somebody is away from one day to another, or for good, and somebody else stands in.

    ``moved`` says what was handed over, as ids by kind (``handover.hand_over``), so that
    exactly that can be given back.
    """

    person = models.ForeignKey(
        User, models.CASCADE, related_name="absences", verbose_name=_("who is away")
    )
    deputy = models.ForeignKey(
        User, models.CASCADE, related_name="deputyships", verbose_name=_("deputy")
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(
        _("until (inclusive)"), null=True, blank=True, help_text=_("Empty: for good.")
    )
    handed_over_at = models.DateTimeField(null=True, editable=False)
    handed_over_by = models.CharField(max_length=150, blank=True, editable=False)
    moved = models.JSONField(default=dict, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                name="an_absence_runs_forward",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                violation_error_message=_("The end must not lie before the start."),
            ),
            models.CheckConstraint(
                name="a_deputy_is_somebody_else",
                condition=~Q(person=F("deputy")),
                violation_error_message=_("Nobody stands in for themselves."),
            ),
        ]

    def __str__(self):
        return f"{self.person} → {self.deputy}"


class CalendarAddress(models.Model):
    """The secret address of somebody's calendar; only its hash is kept, so it is shown once."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_address")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self):
        return str(self.user)


class SavedFilter(models.Model):
    """A selection of the list of reports that somebody wants again: name and query string."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_filters")
    name = PlainCharField(_("name"), max_length=40)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_filter_a_name", fields=["user", "name"]),
        ]

    def __str__(self):
        return self.name
