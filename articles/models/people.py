"""Who writes: people, and the initials that were theirs from when to when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.fields.plain import PlainCharField
from articles.models.periods import PeriodQuerySet
from articles.models.users import User
from articles.text import slugify, sort_key


class Person(models.Model):
    """An author, a guest or an agency; an account at the desk may belong to one."""

    name = PlainCharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, editable=False)
    sort_key = models.CharField(max_length=120, editable=False, db_index=True)
    function = PlainCharField(_("function"), max_length=200, blank=True)
    is_guest = models.BooleanField(_("is a guest"), default=False)
    is_agency = models.BooleanField(_("is a news agency"), default=False)
    portrait = models.ForeignKey(
        "articles.Picture",
        models.PROTECT,
        related_name="portrait_of",
        null=True,
        blank=True,
        verbose_name=_("portrait"),
    )
    user = models.OneToOneField(
        User,
        models.SET_NULL,
        related_name="person",
        null=True,
        blank=True,
        verbose_name=_("user"),
    )

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """A slug once given stays: it is the address of the person's page."""
        self.sort_key = sort_key(self.name)
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("articles:person", args=[self.slug])

    def _free_slug(self):
        wanted, number = slugify(self.name), 1
        slug = wanted
        while Person.objects.filter(slug=slug).exists():
            number += 1
            slug = f"{wanted}-{number}"
        return slug


class InitialsQuerySet(PeriodQuerySet):
    """Initials and their periods."""

    def people(self, signature, day):
        """Whose the initials “ve” or “ve/rt” of a report of ``day`` are, as far as known."""
        marks = [mark.strip() for mark in signature.split("/")]
        used = self.valid_on(day).filter(initials__in=marks)
        return Person.objects.filter(initials__in=used).distinct()


class Initials(models.Model):
    """
    Initials such as “th”, and whose they were from when to when (half-open).

    The “(th)” of 2008 need not be the “(th)” of 2024; on one day initials are
    one person's only, which the database ensures.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="initials", verbose_name=_("person")
    )
    initials = models.CharField(
        _("initials"),
        max_length=12,
        validators=[RegexValidator(r"^[^\s/()]+\Z", _("Without blanks, brackets and slashes."))],
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    objects = InitialsQuerySet.as_manager()

    class Meta:
        ordering = ["initials", F("valid_from").asc(nulls_first=True)]
        verbose_name = _("initials")
        verbose_name_plural = _("initials")
        constraints = [
            models.CheckConstraint(
                name="initials_period_runs_forward",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                violation_error_message=_("The end must lie after the start."),
            ),
            # GiST has no equality for text without an extension: a range over the
            # 64-bit hash of the word stands in for it.
            ExclusionConstraint(
                name="initials_are_one_person_s_at_a_time",
                expressions=[
                    (
                        Func(
                            Func(F("initials"), Value(0), function="hashtextextended"),
                            Func(F("initials"), Value(0), function="hashtextextended"),
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
                violation_error_message=_("These initials are somebody else's on those days."),
            ),
        ]

    def __str__(self):
        return self.initials

    def clean(self):
        """Name the field when the period runs backwards; the database only refuses it."""
        if self.valid_from and self.valid_to and self.valid_to <= self.valid_from:
            raise ValidationError({"valid_to": _("The end must lie after the start.")})
