"""What a report announced, to be taken up again on its day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.fields.plain import PlainCharField, PlainTextField
from articles.models.article import Article
from articles.models.users import User
from articles.roles import WRITERS


class ReminderQuerySet(models.QuerySet):
    """Reminders of the desk."""

    def due(self, on):
        """What has to be taken up on the Berlin day ``on`` or earlier, the oldest first."""
        return self.filter(done_at__isnull=True, due_on__lte=on).order_by("due_on", "pk")

    def for_people(self, people):
        """What one of ``people`` takes up, or nobody in particular."""
        return self.filter(Q(assignee__in=people) | Q(assignee__isnull=True))

    def ahead(self, on):
        """What is still to come after the day ``on``."""
        return self.filter(done_at__isnull=True, due_on__gt=on).order_by("due_on", "pk")


class Reminder(models.Model):
    """A day on which a report is to be taken up again (Wiedervorlage)."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="reminders", verbose_name=_("report")
    )
    due_on = models.DateField(_("due on"))
    words = PlainCharField(_("occasion"), max_length=200)
    sentence = PlainTextField(_("sentence"), max_length=1000, blank=True)
    assignee = models.ForeignKey(
        User,
        models.SET_NULL,
        related_name="reminders",
        null=True,
        blank=True,
        limit_choices_to={"is_active": True, "role__in": WRITERS},
        verbose_name=_("who takes it up"),
    )
    made_at = models.DateTimeField(_("made at"))
    by_number = models.BigIntegerField(null=True)
    by_mark = models.CharField(_("by"), max_length=150, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True)
    done_mark = models.CharField(_("done by"), max_length=150, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        indexes = [
            models.Index(fields=["due_on"], name="reminder_due", condition=Q(done_at__isnull=True))
        ]

    def __str__(self):
        return f"{self.due_on:%d.%m.%Y}: {self.words}"
