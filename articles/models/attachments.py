"""Files of a report that are no pictures: for readers, and for the desk alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.fields.plain import PlainCharField
from articles.models.pictures import unguessable_name


class Attachment(models.Model):
    """A PDF for readers, served only while a visible report offers it."""

    file = models.FileField(_("file"), upload_to=unguessable_name, max_length=120)
    title = PlainCharField(_("title"), max_length=150)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.title


class SourceMaterial(models.Model):
    """A file the report was made from; private to the desk."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="source_material", verbose_name=_("report")
    )
    file = models.FileField(_("file"), upload_to=unguessable_name, max_length=120)
    title = PlainCharField(_("title"), max_length=150, blank=True)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("source file")
        verbose_name_plural = _("source files")

    def __str__(self):
        return self.title or str(_("source file"))
