"""Addresses that once led somewhere, and still do."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class FormerAddress(models.Model):
    """An address of an earlier system, or of something renamed; it answers one 301."""

    path = models.CharField(
        _("former address"), max_length=500, unique=True, help_text=_("Begins with a slash.")
    )
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        related_name="former_addresses",
        null=True,
        blank=True,
        verbose_name=_("report"),
    )
    destination = models.CharField(_("page of this site"), max_length=300, blank=True)

    class Meta:
        ordering = ["path"]
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.CheckConstraint(
                name="a_former_address_leads_to_one_place",
                condition=Q(article__isnull=False, destination="")
                | Q(article__isnull=True, destination__startswith="/"),
                violation_error_message=_("Either a report or a page of this site."),
            ),
            models.CheckConstraint(
                name="a_former_address_is_a_path", condition=Q(path__startswith="/")
            ),
        ]

    def __str__(self):
        return self.path
