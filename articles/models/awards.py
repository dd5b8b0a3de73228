"""Awards, their editions, and who won them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields.plain import PlainCharField, PlainTextField
from articles.fields.web import WebField
from articles.models.institutions import Institution
from articles.models.places import Association, District, Municipality, Registered
from articles.vocabulary import AwardKind, Verification, WinnerKind


class Award(Registered):
    """A prize, a ranking or a funding programme; only prizes count for claims about prizes."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    short_name = PlainCharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=AwardKind, default=AwardKind.PRIZE)
    organiser = PlainCharField(_("organiser"), max_length=300, blank=True)
    organising_institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="awards",
        null=True,
        blank=True,
        verbose_name=_("organising institution"),
    )
    scope = PlainCharField(_("scope"), max_length=100, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year_found = models.PositiveSmallIntegerField(_("last year found"), null=True, blank=True)
    rhythm = PlainCharField(_("rhythm"), max_length=100, blank=True)
    website = WebField(_("website"), max_length=300, blank=True)
    source_url = WebField(_("source"), max_length=500, blank=True)
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.UNCHECKED
    )
    history = HistoricalRecords()

    class Meta(Registered.Meta):
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def get_absolute_url(self):
        return reverse("articles:award", args=[self.key])


class AwardEdition(models.Model):
    """One round of an award."""

    award = models.ForeignKey(
        Award, models.CASCADE, related_name="editions", verbose_name=_("award")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    name = PlainCharField(_("edition"), max_length=60, blank=True)
    is_complete = models.BooleanField(
        _("all winners are known"),
        default=False,
        help_text=_("Only complete editions can prove that somebody did not win."),
    )
    note = PlainTextField(_("note"), blank=True)
    delivered = models.JSONField(default=dict, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["award", "-year", "name"]
        verbose_name = _("award edition")
        verbose_name_plural = _("award editions")
        constraints = [
            models.UniqueConstraint(
                name="one_edition_of_a_name_a_year", fields=["award", "year", "name"]
            ),
            models.CheckConstraint(
                name="edition_year_is_plausible", condition=Q(year__gte=1950, year__lte=2100)
            ),
        ]

    def __str__(self):
        return f"{self.award} {self.name or self.year}"


def gone_with_its_report(collector, field, wins, using):
    """
    What becomes of wins when their report is deleted: ``on_delete``.

    One that the desk entered for it was never told by anything else, and goes with it; one that
    a register delivered stays.
    """
    models.CASCADE(collector, field, wins.filter(delivered={}), using)
    models.SET_NULL(collector, field, wins.exclude(delivered={}), using)


class AwardWin(models.Model):
    """
    Somebody's prize in an edition.

    The winner is a municipality, a district, an association or only a name.
    ``joint_group`` ties the partners of one shared prize together.
    """

    edition = models.ForeignKey(
        AwardEdition, models.CASCADE, related_name="wins", verbose_name=_("award edition")
    )
    category = PlainCharField(_("category"), max_length=100, blank=True)
    placement = PlainCharField(_("placement"), max_length=30, blank=True)
    winner_kind = models.CharField(_("kind of winner"), max_length=12, choices=WinnerKind)
    winner_name = PlainCharField(_("name of the winner"), max_length=200)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="wins",
        null=True,
        blank=True,
        verbose_name=_("municipality"),
    )
    district = models.ForeignKey(
        District,
        models.PROTECT,
        related_name="wins",
        null=True,
        blank=True,
        verbose_name=_("district"),
    )
    association = models.ForeignKey(
        Association,
        models.PROTECT,
        related_name="wins",
        null=True,
        blank=True,
        verbose_name=_("association of municipalities"),
    )
    project = PlainCharField(_("project"), max_length=200, blank=True)
    joint_group = PlainCharField(
        _("shared prize"),
        max_length=30,
        blank=True,
        help_text=_("The same word for all partners of one shared prize."),
    )
    report = models.ForeignKey(
        "articles.Article",
        gone_with_its_report,
        related_name="wins",
        null=True,
        blank=True,
        verbose_name=_("report about it"),
        help_text=_("A win that no register delivered shows once this report is public."),
    )
    source_url = WebField(_("source"), max_length=500, blank=True)
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.UNCHECKED
    )
    note = PlainTextField(_("note"), blank=True)
    delivered = models.JSONField(default=dict, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["edition", "category", "placement", "winner_name"]
        verbose_name = _("award win")
        verbose_name_plural = _("award wins")
        constraints = [
            models.CheckConstraint(
                name="a_win_has_the_winner_its_kind_says",
                condition=(
                    Q(winner_kind=WinnerKind.MUNICIPALITY, municipality__isnull=False)
                    & Q(district__isnull=True, association__isnull=True)
                )
                | (
                    Q(winner_kind=WinnerKind.DISTRICT, district__isnull=False)
                    & Q(municipality__isnull=True, association__isnull=True)
                )
                | (
                    Q(winner_kind=WinnerKind.ASSOCIATION, association__isnull=False)
                    & Q(municipality__isnull=True, district__isnull=True)
                )
                | Q(
                    winner_kind=WinnerKind.NAME,
                    municipality__isnull=True,
                    district__isnull=True,
                    association__isnull=True,
                ),
                violation_error_message=_("Exactly the winner that the kind names must be given."),
            )
        ]

    def __str__(self):
        return f"{self.winner_name} ({self.edition})"

    @property
    def winner(self):
        """The municipality, district or association that won, or None for a mere name."""
        return self.municipality or self.district or self.association
