"""What had to go on legal grounds: kept for the chief alone, and nowhere else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.vocabulary import SealKind


class Seal(models.Model):
    """
    The wording that ``workflow.sealing`` took out of a report and of all that hangs on it.

    ``kept`` is a list of ``{"table", "row", "column", "value"}``: what stood where. Passage
    and reason would repeat what was removed, so they lie here and not in the trail.
    """

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="seals", verbose_name=_("report")
    )
    kind = models.CharField(_("what was removed"), max_length=7, choices=SealKind)
    passage = models.TextField(_("passage"), blank=True)
    reason = models.TextField(_("reason, for the chief alone"))
    kept = models.JSONField(default=list)
    at = models.DateTimeField(_("at"))
    by_number = models.BigIntegerField(null=True)
    by_mark = models.CharField(_("by"), max_length=150, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("sealed wording")
        verbose_name_plural = _("sealed wordings")

    def __str__(self):
        return f"{self.get_kind_display()} ({self.article_id})"
