"""The “wir berichteten” of every report, derived from its body."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.vocabulary import Copy, ReferenceEnd


class CrossReference(models.Model):
    """
    One reference node of a body, as a row (``linking.derive`` writes it).

    Rows of the live copy serve readers, always through ``published()`` on both
    ends; rows of the pending copy serve the desk.
    """

    source = models.ForeignKey(
        Article, models.CASCADE, related_name="references_out", verbose_name=_("source")
    )
    copy = models.CharField(_("copy"), max_length=7, choices=Copy)
    key = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField(_("position"))
    end = models.CharField(_("end"), max_length=7, choices=ReferenceEnd)
    target = models.ForeignKey(
        Article,
        models.PROTECT,
        related_name="references_in",
        null=True,
        blank=True,
        verbose_name=_("target"),
    )
    address = models.CharField(_("outside address"), max_length=2000, blank=True)
    words = models.TextField(_("words"))
    sentence = models.TextField(_("sentence"))

    class Meta:
        ordering = ["source", "copy", "position"]
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        indexes = [
            models.Index(fields=["end", "copy"], name="reference_by_end"),
        ]
        constraints = [
            models.UniqueConstraint(name="one_reference_a_key", fields=["source", "copy", "key"]),
            models.CheckConstraint(
                name="a_reference_has_the_target_its_end_says",
                condition=Q(end=ReferenceEnd.REPORT, target__isnull=False, address="")
                | (Q(end=ReferenceEnd.ADDRESS, target__isnull=True) & ~Q(address=""))
                | Q(
                    end__in=[ReferenceEnd.NONE, ReferenceEnd.OPEN],
                    target__isnull=True,
                    address="",
                ),
            ),
            models.CheckConstraint(
                name="a_report_never_refers_to_itself",
                condition=Q(target__isnull=True) | ~Q(source=F("target")),
                violation_error_message=_("A report can't refer to itself."),
            ),
        ]

    def __str__(self):
        return self.words
