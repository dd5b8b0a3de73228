"""What the desk decided about entries and names, so that nothing asks or makes it again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.fields.plain import PlainCharField
from articles.models.article import Article


class Merger(models.Model):
    """
    An entry of a register that was merged into another, by the keys of both.

    The next load of a register puts what it delivers for ``key`` nowhere: it would
    make the double anew.
    """

    register = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    into = models.CharField(max_length=60)
    merged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["register", "key"]
        verbose_name = _("merger")
        verbose_name_plural = _("mergers")
        constraints = [
            models.UniqueConstraint(name="an_entry_is_merged_once", fields=["register", "key"])
        ]

    def __str__(self):
        return f"{self.key} → {self.into}"


class SettledName(models.Model):
    """Words of a report that recognition could not decide, and the desk says: nothing meant."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="settled_names")
    words = PlainCharField(max_length=200)

    class Meta:
        ordering = ["article", "words"]
        verbose_name = _("settled name")
        verbose_name_plural = _("settled names")
        constraints = [
            models.UniqueConstraint(name="a_name_is_settled_once", fields=["article", "words"])
        ]

    def __str__(self):
        return self.words
