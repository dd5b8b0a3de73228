"""What goes out without a second reader: who may for a while, and what is still to be read."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.corrections import Correction
from articles.models.trail import Revision
from articles.vocabulary import WithoutReader


class SoloDuty(models.Model):
    """
    A span in which one person releases alone, set beforehand by the chief.

    Beforehand is a rule of the database too: a rota written afterwards would cover anything.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="solo_duties",
        verbose_name=_("person"),
    )
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    set_at = models.DateTimeField(_("set at"), editable=False)
    set_by_number = models.BigIntegerField(editable=False)
    set_by_mark = models.CharField(_("set by"), max_length=150, editable=False)

    class Meta:
        ordering = ["-begins_at", "-pk"]
        verbose_name = _("solo duty")
        verbose_name_plural = _("solo duties")
        constraints = [
            models.CheckConstraint(
                name="a_duty_runs_forward",
                condition=Q(ends_at__gt=F("begins_at")),
                violation_error_message=_("The end must lie after the beginning."),
            ),
            models.CheckConstraint(
                name="a_duty_is_set_beforehand",
                condition=Q(begins_at__gt=F("set_at")),
                violation_error_message=_("A duty is set before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.begins_at:%d.%m.%Y %H:%M}–{self.ends_at:%d.%m.%Y %H:%M} UTC"


class Rereading(models.Model):
    """
    A wording that went out without a second reader, and who read it afterwards.

    A revision, or a note of correction. One row for each such release; a change that goes out
    alone after it was read makes a new one. ``content_hash`` is that of what was released, and
    so of what was read.
    """

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="rereadings", verbose_name=_("report")
    )
    revision = models.OneToOneField(Revision, models.PROTECT, related_name="rereading", null=True)
    correction = models.OneToOneField(
        Correction, models.PROTECT, related_name="rereading", null=True
    )
    content_hash = models.CharField(max_length=64)
    reason = models.CharField(_("why alone"), max_length=12, choices=WithoutReader)
    released_at = models.DateTimeField(_("released at"))
    released_by_number = models.BigIntegerField()
    released_by_mark = models.CharField(_("released by"), max_length=150)
    read_at = models.DateTimeField(_("read at"), null=True)
    read_by_number = models.BigIntegerField(null=True)
    read_by_mark = models.CharField(_("read by"), max_length=150, blank=True)

    class Meta:
        ordering = ["released_at", "pk"]
        verbose_name = _("wording to be read afterwards")
        verbose_name_plural = _("wordings to be read afterwards")
        indexes = [
            models.Index(
                fields=["released_at"], name="rereading_open", condition=Q(read_at__isnull=True)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="somebody_else_reads_afterwards",
                condition=Q(read_at__isnull=True) | ~Q(read_by_number=F("released_by_number")),
            ),
            models.CheckConstraint(
                name="a_rereading_is_of_a_text_or_a_note",
                condition=Q(revision__isnull=True) ^ Q(correction__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.article_id}: {self.get_reason_display()}"
