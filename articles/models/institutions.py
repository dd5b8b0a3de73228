"""Ministries and other institutions, each with the names it bore and from when to when."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Deferrable, F, FilteredRelation, Func, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields.plain import PlainCharField, PlainTextField
from articles.fields.web import WebField
from articles.models.periods import PeriodQuerySet, covers
from articles.models.places import FederalState, Registered
from articles.vocabulary import InstitutionKind, SuccessionKind, Verification

MINISTERIAL = (InstitutionKind.MINISTRY, InstitutionKind.CHANCELLERY)


class InstitutionQuerySet(models.QuerySet):
    """Institutions, and what they are called on a day."""

    def named_on(self, day):
        """
        Each prints as it is called on ``day``; ``called`` and ``called_short`` say it apart.

        Where no period covers the day, that is the stored name. Nothing need run when a new
        name begins.
        """
        era = FilteredRelation("names", condition=covers(day, "names__"))
        is_known, short = When(era__isnull=False, then="era__abbreviation"), F("short_name")
        called = Case(When(era__isnull=False, then="era__name"), default=F("name"))
        return self.annotate(era=era, called=called, called_short=Case(is_known, default=short))


class Institution(Registered):
    """
    A ministry, authority, association or company that reports speak of.

    Its ``key`` is its slug for ever, through every change of name; ``name`` and
    ``short_name`` are those of the day on which it was last saved. What it is called on
    a day: ``named_on(day)`` of a queryset, ``name_on(day)`` of one.
    """

    key = models.SlugField(_("key"), max_length=60, unique=True)
    short_name = PlainCharField(_("short name"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=InstitutionKind)
    federal_state = models.ForeignKey(
        FederalState,
        models.PROTECT,
        related_name="institutions",
        null=True,
        blank=True,
        verbose_name=_("Land"),
    )
    scope = PlainCharField(_("scope"), max_length=40, blank=True)
    seat = PlainCharField(_("seat"), max_length=100, blank=True)
    founded = PlainCharField(_("founded"), max_length=10, blank=True)
    website = WebField(_("website"), max_length=300, blank=True)
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.UNCHECKED
    )
    source = PlainTextField(_("source"), blank=True)
    history = HistoricalRecords()

    objects = InstitutionQuerySet.as_manager()

    class Meta(Registered.Meta):
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")

    def __str__(self):
        return getattr(self, "called", self.name)

    def get_absolute_url(self):
        page = "ministry" if self.kind in MINISTERIAL else "institution"
        return reverse(f"articles:{page}", args=[self.key])

    def name_on(self, day):
        """The ``InstitutionName`` valid on ``day``, or None where no period covers it."""
        return self.names.valid_on(day).first()


class MinistryManager(models.Manager.from_queryset(InstitutionQuerySet)):
    """Institutions that are a ministry or a chancellery."""

    def get_queryset(self):
        """Ministries and chancelleries only."""
        return super().get_queryset().filter(kind__in=MINISTERIAL)


class Ministry(Institution):
    """An institution of government, as the desk looks for it."""

    objects = MinistryManager()

    class Meta:
        proxy = True
        ordering = ["sort_key", "pk"]
        verbose_name = _("ministry")
        verbose_name_plural = _("ministries")


class InstitutionName(models.Model):
    """
    A name and abbreviation, and the days on which they were right.

    Half-open: valid from ``valid_from`` inclusive to ``valid_to`` exclusive. An
    empty start is unknown, an empty end still running. The database refuses overlap.
    """

    institution = models.ForeignKey(
        Institution, models.CASCADE, related_name="names", verbose_name=_("institution")
    )
    name = PlainCharField(_("name"), max_length=200)
    abbreviation = PlainCharField(_("abbreviation"), max_length=20, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it was no longer right."),
    )
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.UNCHECKED
    )
    source = PlainTextField(_("source"), blank=True)
    note = PlainTextField(_("note"), blank=True)
    delivered = models.JSONField(default=dict, editable=False)
    history = HistoricalRecords()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["institution", F("valid_from").asc(nulls_first=True), "pk"]
        verbose_name = _("name of an institution")
        verbose_name_plural = _("names of institutions")
        indexes = [models.Index(fields=["abbreviation"], name="name_by_abbreviation")]
        constraints = [
            models.CheckConstraint(
                name="name_period_runs_forward",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                violation_error_message=_("The end must lie after the start."),
            ),
            ExclusionConstraint(
                name="names_of_an_institution_do_not_overlap",
                deferrable=Deferrable.IMMEDIATE,
                expressions=[
                    (
                        Func(
                            F("institution"),
                            F("institution"),
                            Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("valid_from"), F("valid_to"), Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Another name already covers these days."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name

    def overlaps(self, other):
        """Whether some day is covered by both."""
        one_ends, other_ends = self.valid_to or date.max, other.valid_to or date.max
        begins = max(self.valid_from or date.min, other.valid_from or date.min)
        return begins < min(one_ends, other_ends)

    def clean(self):
        """Name the field when the period runs backwards; the database only refuses it."""
        if self.valid_from and self.valid_to and self.valid_to <= self.valid_from:
            raise ValidationError({"valid_to": _("The end must lie after the start.")})


class Succession(models.Model):
    """On a day, tasks of one institution came to another: split off, merged or taken over."""

    predecessor = models.ForeignKey(
        Institution, models.CASCADE, related_name="succeeded_by", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(
        Institution, models.CASCADE, related_name="succeeds", verbose_name=_("successor")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SuccessionKind)
    happened_on = models.DateField(_("on"))
    what = PlainCharField(
        _("what passed over"), max_length=120, blank=True, help_text=_("“Digitales”, “Bau” …")
    )
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.UNCHECKED
    )
    source = PlainTextField(_("source"), blank=True)
    delivered = models.JSONField(default=dict, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["happened_on", "pk"]
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                name="one_succession_a_day",
                fields=["predecessor", "successor", "happened_on"],
                violation_error_message=_("This succession is already entered."),
            ),
            models.CheckConstraint(
                name="nobody_succeeds_itself",
                condition=~Q(predecessor=F("successor")),
                violation_error_message=_("An institution can't succeed itself."),
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"
