"""How reports are sorted by the desk: sections, and tags."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.fields.plain import PlainCharField
from articles.text import slugify, sort_key


class Section(models.Model):
    """A Rubrik."""

    name = PlainCharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """A slug once given stays: it is the address of the section."""
        self.slug = self.slug or slugify(self.name, length=80)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("articles:section", args=[self.slug])


class Tag(TagBase):
    """A Stichwort; may hold a comma, as names of ministries do."""

    sort_key = models.CharField(max_length=120, editable=False, db_index=True)

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def save(self, *args, **kwargs):
        """Keep the sort key in step with the name."""
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    def slugify(self, tag, i=None):
        """German slugs; taggit asks again with a number when one is taken."""
        slug = slugify(tag, length=90)
        return slug if i is None else f"{slug}-{i}"

    def get_absolute_url(self):
        return reverse("articles:tag", args=[self.slug])


class Tagging(ItemBase):
    """A tag on a report."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_tag_once_a_report", fields=["tag", "content_object"])
        ]
