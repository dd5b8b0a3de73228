"""What was wrong, and what the newsroom said about it; what readers reported as wrong."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.fields.plain import PlainCharField, PlainTextField
from articles.models.article import Article
from articles.models.trail import Revision
from articles.vocabulary import ComplaintOutcome, CorrectionKind


class Correction(models.Model):
    """
    A dated note on a report for its readers; made and let go by ``workflow.correcting``.

    Proposed by one person and published by another; nobody changes it afterwards. A
    counter-statement stands as it came, nothing is appended to it, and it outlives its report.
    """

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="corrections", verbose_name=_("report")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=CorrectionKind)
    text = PlainTextField(_("wording"), max_length=10_000)
    proposed_by = models.BigIntegerField(null=True)
    proposed_mark = models.CharField(_("proposed by"), max_length=150, blank=True)
    proposed_at = models.DateTimeField(_("proposed at"))
    published_by = models.BigIntegerField(null=True)
    published_mark = models.CharField(_("published by"), max_length=150, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    revision = models.ForeignKey(Revision, models.SET_NULL, related_name="+", null=True)

    class Meta:
        ordering = ["article", "published_at", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                name="correction_newest",
                condition=Q(published_at__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.article_id})"


class Complaint(models.Model):
    """
    What a reader reported as wrong in a report, until the desk has closed the case.

    Words and contact are forgotten on ``forgotten_on``, a set span after the case was closed;
    how it ended stays in the trail of the report.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="complaints", verbose_name=_("report")
    )
    text = PlainTextField(_("what is wrong"), max_length=3000)
    contact = PlainCharField(_("contact"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("received at"))
    outcome = models.CharField(_("outcome"), max_length=9, choices=ComplaintOutcome, blank=True)
    correction = models.ForeignKey(
        Correction, models.SET_NULL, related_name="complaints", null=True, blank=True
    )
    closed_by = models.BigIntegerField(null=True)
    closed_mark = models.CharField(_("closed by"), max_length=150, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    forgotten_on = models.DateField(_("forgotten on"), null=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        constraints = [
            models.CheckConstraint(
                name="a_closed_complaint_has_an_outcome",
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False, forgotten_on__isnull=False) & ~Q(outcome="")),
            )
        ]
        indexes = [
            models.Index(
                fields=["received_at"], name="complaint_open", condition=Q(closed_at__isnull=True)
            )
        ]

    def __str__(self):
        return f"{self.article_id}/{self.pk}"
