"""Pictures: files with unguessable names, and what must be said of each."""

import re
import secrets
from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.fields.plain import PlainCharField, PlainTextField
from articles.vocabulary import Licence


def unguessable_name(instance, filename):
    """A stored name of 128 random bits; nothing of the given name but its ending."""
    ending = filename.rsplit(".", 1)[-1].lower()
    if not re.fullmatch(r"[a-z0-9]{1,8}", ending):
        ending = "bin"
    name = secrets.token_hex(16)
    return f"{instance._meta.model_name}/{name[:2]}/{name}.{ending}"


class PictureQuerySet(models.QuerySet):
    """Pictures, by what the desk has to see to."""

    def incomplete(self):
        """Those that no report may show yet: nobody said whose they are, or what is to be seen."""
        says_nothing = Q(alternative_text="", is_decorative=False)
        return self.filter(Q(credit="") | says_nothing)

    def in_use(self):
        """Those that a report, visible or not, or an author has."""
        reports, people = Q(articles__isnull=False), Q(portrait_of__isnull=False)
        return self.filter(reports | Q(articles_as_second__isnull=False) | people).distinct()

    def ending_within(self, days, today):
        """Those whose licence ends on one of the next ``days``, the soonest first."""
        end = today + timedelta(days=days)
        return self.filter(licence_ends_on__range=(today, end)).order_by("licence_ends_on", "pk")


class Picture(models.Model):
    """
    A picture of the newsroom.

    The kept file is the desk's own; readers get the sizes that are made from it, and
    only while a visible report uses it (``media.py``). What the picture shows is said
    by ``alternative_text``, unless it is decorative.
    """

    file = models.ImageField(
        _("file"),
        upload_to=unguessable_name,
        width_field="width",
        height_field="height",
        max_length=120,
        db_index=True,
    )
    #: SHA-256 of the file as it was uploaded, in hexadecimal; empty for one that no upload brought.
    digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    title = PlainCharField(
        _("title"),
        max_length=120,
        help_text=_("How the desk finds it again; readers never see it."),
    )
    alternative_text = PlainCharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen, for readers who can't see it."),
    )
    is_decorative = models.BooleanField(_("is decorative"), default=False)
    caption = PlainTextField(_("caption"), max_length=400, blank=True)
    credit = PlainCharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(
        _("licence"), max_length=10, choices=Licence, default=Licence.UNKNOWN
    )
    licence_ends_on = models.DateField(
        _("licence ends on"),
        null=True,
        blank=True,
        help_text=_("The last day on which it may be shown."),
    )
    is_ai_generated = models.BooleanField(_("is AI-generated"), default=False)
    is_blocked = models.BooleanField(_("is blocked everywhere"), default=False)
    focus_x = models.FloatField(
        _("focal point, horizontal"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    focus_y = models.FloatField(
        _("focal point, vertical"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                name="decorative_pictures_say_nothing",
                condition=Q(is_decorative=False) | Q(alternative_text=""),
                violation_error_message=_("A decorative picture has no alternative text."),
            ),
            models.CheckConstraint(
                name="focal_point_lies_in_the_picture",
                condition=Q(focus_x__gte=0, focus_x__lte=1, focus_y__gte=0, focus_y__lte=1),
            ),
        ]

    def __str__(self):
        return self.title
