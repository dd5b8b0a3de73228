"""Links with which somebody outside sees one revision before its day, and who opened them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.fields.plain import PlainCharField
from articles.models.trail import Revision


class PreviewLink(models.Model):
    """
    A signed link to exactly one revision: it ends by the clock or is withdrawn by hand.

    The address is signed from the number (``workflow.previewing``); nothing secret lies here.
    """

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="preview_links", verbose_name=_("revision")
    )
    recipient = PlainCharField(_("for whom"), max_length=200)
    made_at = models.DateTimeField(_("made at"))
    by_number = models.BigIntegerField(null=True)
    by_mark = models.CharField(_("by"), max_length=150, blank=True)
    expires_at = models.DateTimeField(_("expires at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self):
        return f"{self.revision_id}: {self.recipient}"


class PreviewVisit(models.Model):
    """One opening of a preview link; when, and nothing about whom."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="visits")
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.link_id}: {self.at}"
