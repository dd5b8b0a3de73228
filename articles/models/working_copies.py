"""What somebody types and has not saved yet, who else is there, and a mend beside a change."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.trail import Revision
from articles.models.users import User


class WorkingCopy(models.Model):
    """
    What one open form holds and nobody saved yet: one row a form, however often it is kept.

    An editor has one for a report, as long as she writes in one window: restoring a copy
    carries it over into the new form and empties the old. A second window is told apart,
    for two texts in one row would overwrite each other with every key: both are offered.
    ``token`` comes with the form and names it for ever, so that a post that arrives
    twice is known. ``values`` are the fields as typed, by name, valid or not; empty
    once they are saved. ``version`` only grows: an answer or a copy that was delayed
    on its way never replaces a later one. A new report has no ``article`` yet.
    """

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="working_copies")
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="working_copies", null=True, blank=True
    )
    mends_live_text = models.BooleanField(default=False)
    base = models.BigIntegerField(default=0)
    values = models.JSONField(default=dict)
    version = models.PositiveBigIntegerField(default=0)
    kept_at = models.DateTimeField()
    saved_revision = models.ForeignKey(Revision, models.SET_NULL, related_name="+", null=True)
    saved_post = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-kept_at"]
        indexes = [
            models.Index(
                fields=["user", "article"], name="working_copy_kept", condition=~Q(values={})
            )
        ]

    def __str__(self):
        return str(self.token)


class Presence(models.Model):
    """Somebody has the form of a report open: since when, and in which field. No lock."""

    token = models.UUIDField(primary_key=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, models.CASCADE, related_name="presences")
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField()
    field = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["since"]
        indexes = [models.Index(fields=["article", "seen_at"], name="presence_lately")]

    def __str__(self):
        return f"{self.article_id}: {self.user_id}"


class Mend(models.Model):
    """
    A change to the live text while a colleague's pending revision waits beside it.

    ``live_revision`` is what it branched from. It is submitted and released like any
    change; then the pending revision is merged on top of it. At most one a report.
    """

    article = models.OneToOneField(Article, models.CASCADE, related_name="mend")
    live_revision = models.ForeignKey(Revision, models.RESTRICT, related_name="+")
    revision = models.ForeignKey(Revision, models.RESTRICT, related_name="+")
    submitted_by = models.BigIntegerField(null=True)
    submitted_revision = models.ForeignKey(Revision, models.RESTRICT, related_name="+", null=True)
    begun_at = models.DateTimeField(_("begun at"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_submitted_mend_has_somebody_and_a_revision",
                condition=Q(submitted_by__isnull=True, submitted_revision__isnull=True)
                | Q(submitted_by__isnull=False, submitted_revision__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.article_id}: {self.revision_id}"
