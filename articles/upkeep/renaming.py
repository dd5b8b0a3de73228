"""A house is called otherwise from a day on, and which reports still say the old name."""

import re
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Institution, InstitutionName, User
from articles.moments import berlin_day
from articles.obstacles import report_day
from articles.revisions import working_copy
from articles.statuses import Status
from articles.text import plain_text

_TEXTS = ("kicker", "headline", "lead")


@transaction.atomic
def rename(
    institution: Institution, *, name: str, abbreviation: str, on: date, by: User, at: datetime
) -> InstitutionName:
    """
    End the running era on ``on`` (exclusive) and begin the next; returns the new name.

    Readers see it from that day on by itself; the stored ``institution.name`` follows at
    once where the day has come. Raises ValidationError by field.
    """
    if not by.has_perm("articles.change_institution"):
        raise PermissionDenied
    running = running_name(institution)
    if running and running.valid_from and running.valid_from >= on:
        message = _("“%(name)s” itself is valid only from %(day)s on.")
        words = {"name": running.name, "day": f"{running.valid_from:%d.%m.%Y}"}
        raise ValidationError({"on": message % words})
    if running:
        running.valid_to = on
        running.save()
    new = InstitutionName(
        institution=institution, name=name, abbreviation=abbreviation, valid_from=on
    )
    new.full_clean()
    new.save()
    follow(institution, berlin_day(at))
    return new


def follow(institution: Institution, day: date) -> None:
    """Store the name of ``day`` on the institution itself, by which it is sorted and found."""
    era = institution.name_on(day)
    if era and (era.name, era.abbreviation) != (institution.name, institution.short_name):
        institution.name, institution.short_name = era.name, era.abbreviation
        institution.save()


def running_name(institution: Institution) -> InstitutionName | None:
    """The name without an end; of a house that has only one name, that, not stored yet."""
    if not institution.pk or institution.names.exists():
        return institution.names.filter(valid_to__isnull=True).first()
    return InstitutionName(
        institution=institution, name=institution.name, abbreviation=institution.short_name
    )


def reports_with(name: InstitutionName, *, since: date, at: datetime) -> list[Article]:
    """
    Drafts and planned reports for ``since`` or later whose working copy says ``name``.

    Reports that readers see already are not looked at: they are right for their day.
    """
    written = [word for word in (name.name, name.abbreviation) if word]
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, written))})(?!\w)")
    waiting = Q(status__in=[Status.DRAFT, Status.REVIEW]) | Q(publish_at__gt=at)
    found = Article.objects.filter(waiting | Q(pending_revision__isnull=False))
    found = found.select_related("pending_revision", "current_revision").order_by(
        "publish_at", "pk"
    )
    return [
        article
        for article in found.order_by("publish_at", "pk")
        if report_day(article, at) >= since and words.search(_said(article))
    ]


def _said(article: Article) -> str:
    content = working_copy(article)
    body = plain_text(content["body"]).replace("inisteriums ", "inisterium ")
    return "\n".join([*(content[name] for name in _TEXTS), body])
