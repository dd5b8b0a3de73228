"""Municipalities, their associations, districts and Länder, as the official register knows them."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields.plain import PlainCharField, PlainTextField
from articles.text import slugify, sort_key


def digits(count):
    """A validator for official keys: exactly ``count`` digits, leading zeros kept."""
    return RegexValidator(
        rf"^[0-9]{{{count}}}\Z",
        format_lazy(_("An official key of exactly {count} digits."), count=count),
    )


class Registered(models.Model):
    """
    An entry of a register: a name, and what the register last delivered.

    ``delivered`` holds the values of the last load by field name. A field whose
    value differs from it was corrected by the desk and is never overwritten;
    ``upheld`` holds what was delivered when the desk decided to keep its own.
    """

    name = PlainCharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=100, editable=False)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    note = PlainTextField(_("note"), blank=True)
    delivered = models.JSONField(default=dict, editable=False)
    upheld = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Keep slug and sort key in step with the name."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self):
        """Set what follows from the name; bulk writers call it themselves."""
        self.slug = slugify(self.name)
        self.sort_key = sort_key(self.name)


class FederalState(Registered):
    """A Land; “Kommunen und Länder” on the site."""

    key = models.CharField(_("key"), max_length=2, unique=True, validators=[digits(2)])
    abbreviation = models.CharField(_("abbreviation"), max_length=2, unique=True)
    history = HistoricalRecords()

    class Meta(Registered.Meta):
        verbose_name = _("Land")
        verbose_name_plural = _("Länder")
        constraints = [
            models.CheckConstraint(
                name="federal_state_key_is_two_digits", condition=models.Q(key__regex=r"^[0-9]{2}$")
            )
        ]

    def get_absolute_url(self):
        return reverse("articles:federal_state", args=[self.slug])


class District(Registered):
    """A Kreis, Landkreis or an independent city (kreisfreie Stadt, Stadtkreis)."""

    key = models.CharField(_("district key"), max_length=5, unique=True, validators=[digits(5)])
    federal_state = models.ForeignKey(
        FederalState, models.PROTECT, related_name="districts", verbose_name=_("Land")
    )
    official_name = PlainCharField(_("official name"), max_length=200, blank=True)
    kind = PlainCharField(_("kind"), max_length=30, blank=True)
    seat = PlainCharField(_("seat"), max_length=100, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    valid_as_of = models.DateField(_("valid as of"), null=True, blank=True)
    is_former = models.BooleanField(_("no longer exists"), default=False)
    history = HistoricalRecords()

    class Meta(Registered.Meta):
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [
            models.CheckConstraint(
                name="district_key_is_five_digits", condition=models.Q(key__regex=r"^[0-9]{5}$")
            )
        ]

    def __str__(self):
        # “Wetteraukreis” and “Region Hannover” say so themselves.
        says_so = self.kind in self.name or re.search("kreis|region", self.name, re.IGNORECASE)
        return self.name if says_so or self.is_city else f"{self.kind} {self.name}"

    def get_absolute_url(self):
        return reverse("articles:municipality", args=[self.key, self.slug])

    @property
    def is_city(self):
        """Whether district and town are one (kreisfreie Stadt, Stadtkreis)."""
        return "Stadt" in self.kind


class Association(Registered):
    """An Amt, a Samtgemeinde, Verbandsgemeinde or the like: municipalities that share an office."""

    key = models.CharField(_("association key"), max_length=9, unique=True, validators=[digits(9)])
    district = models.ForeignKey(
        District, models.PROTECT, related_name="associations", verbose_name=_("district")
    )
    kind = PlainCharField(_("kind"), max_length=40, blank=True)
    seat = PlainCharField(_("seat"), max_length=100, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    valid_as_of = models.DateField(_("valid as of"), null=True, blank=True)
    is_former = models.BooleanField(_("no longer exists"), default=False)
    history = HistoricalRecords()

    class Meta(Registered.Meta):
        verbose_name = _("association of municipalities")
        verbose_name_plural = _("associations of municipalities")
        constraints = [
            models.CheckConstraint(
                name="association_key_is_nine_digits", condition=models.Q(key__regex=r"^[0-9]{9}$")
            )
        ]

    def __str__(self):
        return self.name if self.name.startswith(self.kind) else f"{self.kind} {self.name}"


class Municipality(Registered):
    """A Gemeinde with its official key; merged away, it stays, as a former one with successors."""

    ags = models.CharField(_("AGS"), max_length=8, unique=True, validators=[digits(8)])
    ars = models.CharField(
        _("ARS"), max_length=12, blank=True, validators=[RegexValidator(r"^([0-9]{12})?\Z")]
    )
    federal_state = models.ForeignKey(
        FederalState, models.PROTECT, related_name="municipalities", verbose_name=_("Land")
    )
    district = models.ForeignKey(
        District,
        models.PROTECT,
        related_name="municipalities",
        null=True,
        blank=True,
        verbose_name=_("district"),
    )
    association = models.ForeignKey(
        Association,
        models.PROTECT,
        related_name="municipalities",
        null=True,
        blank=True,
        verbose_name=_("association of municipalities"),
    )
    official_name = PlainCharField(_("official name"), max_length=200, blank=True)
    designation = PlainCharField(_("designation"), max_length=100, blank=True)
    kind = PlainCharField(_("kind"), max_length=30, blank=True)
    is_town = models.BooleanField(_("is a town"), default=False)
    is_capital = models.BooleanField(_("is the capital of its Land"), default=False)
    region = PlainCharField(_("region"), max_length=100, blank=True)
    area_km2 = models.DecimalField(
        _("area in km²"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_on = models.DateField(_("population as of"), null=True, blank=True)
    postcode = models.CharField(_("postcode of the seat"), max_length=5, blank=True)
    has_several_postcodes = models.BooleanField(_("has several postcodes"), default=False)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    coordinates_as_of = PlainCharField(_("coordinates as of"), max_length=60, blank=True)
    valid_as_of = models.DateField(_("valid as of"), null=True, blank=True)
    is_former = models.BooleanField(_("no longer exists"), default=False)
    gone_on = models.DateField(_("first missing in the register of"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="predecessors",
        blank=True,
        verbose_name=_("successors"),
    )
    history = HistoricalRecords()

    class Meta(Registered.Meta):
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        indexes = [models.Index(fields=["district", "sort_key"], name="municipality_in_district")]
        constraints = [
            models.CheckConstraint(
                name="ags_is_eight_digits", condition=models.Q(ags__regex=r"^[0-9]{8}$")
            ),
            models.CheckConstraint(
                name="ars_is_twelve_digits", condition=models.Q(ars__regex=r"^([0-9]{12})?$")
            ),
            models.CheckConstraint(
                name="only_former_municipalities_are_gone",
                condition=models.Q(gone_on__isnull=True) | models.Q(is_former=True),
            ),
        ]

    def get_absolute_url(self):
        return reverse("articles:municipality", args=[self.ags, self.slug])
