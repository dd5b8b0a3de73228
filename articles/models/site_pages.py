"""The pages beside the reports: imprint, privacy, about us, media data."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields.body import BodyField
from articles.fields.plain import PlainCharField, PlainTextField
from articles.vocabulary import SITE_PAGES


class SitePage(models.Model):
    """
    A page at an address that stays, written by the desk; every wording is kept.

    There is one for each of ``SITE_PAGES``. An empty text is not there for readers.
    """

    slug = models.SlugField(
        _("address"), max_length=40, unique=True, choices={slug: slug for slug in SITE_PAGES}
    )
    title = PlainCharField(_("title"), max_length=100)
    summary = PlainTextField(
        _("summary"), max_length=300, blank=True, help_text=_("For search engines.")
    )
    body = BodyField(_("text"), blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("page of the site")
        verbose_name_plural = _("pages of the site")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:site_page", args=[self.slug])
