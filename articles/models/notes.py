"""Notes of colleagues to one another, anchored in a report."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.fields.plain import PlainTextField
from articles.models.article import Article


class NoteQuerySet(models.QuerySet):
    """Notes, and which of them wait for somebody."""

    def open(self):
        """What nobody settled yet, without the answers to it."""
        return self.filter(answers__isnull=True, resolved_at__isnull=True)

    def waiting_for(self, user):
        """Open notes for ``user``, by name or on a report that is the user's own."""
        own = Q(assignee=user) | Q(assignee__isnull=True, article__assigned_to=user)
        return self.open().filter(own).select_related("article", "assignee")


class Note(models.Model):
    """
    A remark on a field of a report or on a passage of it; or an answer to one.

    ``passage`` is quoted, not pointed to: it is found again wherever it stands by then.
    Readers never see any of it.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="notes", verbose_name=_("report")
    )
    answers = models.ForeignKey(
        "self", models.CASCADE, related_name="replies", null=True, blank=True
    )
    field = models.CharField(_("field"), max_length=40, blank=True)
    passage = PlainTextField(_("passage"), max_length=500, blank=True)
    text = PlainTextField(_("note"), max_length=2000)
    blocks = models.BooleanField(_("must be settled before the release"), default=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="notes_to_settle",
        null=True,
        blank=True,
        verbose_name=_("for"),
    )
    by_number = models.BigIntegerField()
    by_mark = models.CharField(_("by"), max_length=150)
    made_at = models.DateTimeField(_("made at"))
    resolved_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    resolved_by_mark = models.CharField(_("settled by"), max_length=150, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["article", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = [
            models.Index(
                fields=["article"],
                name="note_open",
                condition=Q(resolved_at__isnull=True, answers__isnull=True),
            )
        ]

    def __str__(self):
        return self.text[:80]
