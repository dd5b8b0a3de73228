"""What the desk decided about the front page, beside the plain order of the newest."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.vocabulary import PlacementKind


class PlacementQuerySet(models.QuerySet):
    """Placements; whether one still holds is a question of the clock."""

    def valid(self, at):
        """Those that hold at the moment ``at``."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at))


class Placement(models.Model):
    """The lead report until an hour, a pinned report, or one kept off the front page."""

    article = models.OneToOneField(
        Article, models.CASCADE, related_name="placement", verbose_name=_("report")
    )
    kind = models.CharField(_("place"), max_length=4, choices=PlacementKind)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"))
    by_number = models.BigIntegerField(null=True)
    by_mark = models.CharField(_("by"), max_length=150, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("place on the front page")
        verbose_name_plural = _("places on the front page")
        constraints = [
            models.CheckConstraint(
                name="a_lead_has_an_end",
                condition=~Q(kind=PlacementKind.LEAD) | Q(until__isnull=False),
                violation_error_message=_("Until when is it the lead report?"),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.article_id}"
