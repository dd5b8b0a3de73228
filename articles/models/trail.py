"""What was written, what was done, what readers saw, and what still has to be told to others."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.statuses import Act, Status
from articles.vocabulary import CountedBy, EffectKind, ReleaseKind


class Revision(models.Model):
    """
    All content of a report at one moment, as JSON (``revisions.snapshot``).

    ``by_number`` is a plain user number, no key: accounts come and go, the trail stays.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="revisions", verbose_name=_("report")
    )
    content = models.JSONField(_("content"))
    content_hash = models.CharField(max_length=64)
    base = models.ForeignKey("self", models.SET_NULL, related_name="+", null=True, blank=True)
    by_number = models.BigIntegerField(null=True)
    by_mark = models.CharField(_("by"), max_length=150, blank=True)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        ordering = ["article", "-pk"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes = [models.Index(fields=["article", "-id"], name="revision_newest")]

    def __str__(self):
        return f"{self.article_id}/{self.pk}"


class Exposure(models.Model):
    """
    Which revision readers saw, and from when to when; written by the acts.

    A range may begin in the future: the hour of a released report. Answers
    “what readers saw on day X”, “was it ever public”, and 410 or 404.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="exposures")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="exposures")
    during = DateTimeRangeField()

    class Meta:
        ordering = ["article", "during"]
        constraints = [
            ExclusionConstraint(
                name="readers_see_one_revision_at_a_time",
                expressions=[
                    (
                        Func(F("article"), F("article"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="an_exposure_lasts", condition=Q(during__isempty=False)),
        ]

    def __str__(self):
        return f"{self.article_id}: {self.during}"


class StatusChange(models.Model):
    """One act on a report: what, by whom, when, and the stations before and after."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="status_changes")
    act = models.CharField(_("act"), max_length=10, choices=Act)
    was = models.CharField(_("before"), max_length=9, choices=Status)
    became = models.CharField(_("after"), max_length=9, choices=Status)
    at = models.DateTimeField(_("at"))
    by_number = models.BigIntegerField(null=True)
    by_mark = models.CharField(_("by"), max_length=150, blank=True)
    publish_at = models.DateTimeField(_("online from"), null=True)
    revision = models.ForeignKey(Revision, models.SET_NULL, related_name="+", null=True)
    note = models.TextField(_("note"), blank=True)
    kind = models.CharField(_("kind of change"), max_length=10, choices=ReleaseKind, blank=True)

    class Meta:
        ordering = ["article", "-pk"]
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        indexes = [models.Index(fields=["article", "-id"], name="status_change_newest")]

    def __str__(self):
        return self.get_act_display()


class MonthlyCount(models.Model):
    """
    How many released reports without a set end a month has, for something that is counted.

    The acts keep the rows; only months that are over are read from them
    (``counts.reports_by_month``), so that no hour has to be waited for.
    """

    counted_by = models.CharField(max_length=13, choices=CountedBy)
    key = models.BigIntegerField(default=0)
    month = models.DateField()
    reports = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_count_a_month", fields=["counted_by", "key", "month"])
        ]

    def __str__(self):
        return f"{self.counted_by} {self.key} {self.month:%Y-%m}: {self.reports}"


class Effect(models.Model):
    """
    A side effect that waits in the outbox, written in the transaction of its act.

    Once per ``key``; due from ``due_at``; in order within its ``lane``. Nothing a reader
    sees depends on it. Delivered at least once: whoever receives it knows it again by
    ``delivery_id``.
    """

    key = models.CharField(max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=EffectKind)
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="effects", null=True, verbose_name=_("report")
    )
    payload = models.JSONField(default=dict)
    lane = models.CharField(max_length=60, blank=True)
    due_at = models.DateTimeField(_("due at"))
    taken_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    is_unsure = models.BooleanField(
        _("may have arrived twice"),
        default=False,
        help_text=_("The worker ended in the middle of a mail and sent it again."),
    )
    gave_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("side effect")
        verbose_name_plural = _("side effects")
        indexes = [
            models.Index(fields=["due_at"], name="effect_due", condition=Q(done_at__isnull=True)),
            models.Index(
                fields=["lane", "id"], name="effect_in_its_lane", condition=Q(done_at__isnull=True)
            ),
        ]
        permissions = [("retry_effect", "Can have a failed side effect tried again")]

    def __str__(self):
        return self.key

    @property
    def delivery_id(self):
        """The same for each try: receivers know by it what they had before."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.SITE_URL}/#{self.key}")
