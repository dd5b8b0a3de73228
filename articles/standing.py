"""Where a report stands, in the words of the desk: “Geplant (heute, 11:00)”, “Online”."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article
from articles.moments import BERLIN, berlin_day
from articles.statuses import Status


def with_visibility(reports: QuerySet, at: datetime) -> QuerySet:
    """Annotate each report with ``is_visible``: whether readers see it at ``at``."""
    # Compared with the number itself, since PostgreSQL answers EXISTS by reading all reports.
    visible = Article.objects.published(at).filter(pk=OuterRef("pk")).values("pk")
    return reports.annotate(is_visible=Coalesce(Q(pk=Subquery(visible)), False))


def standing(article: Article, at: datetime) -> str:
    """The desk's word for a report that carries ``is_visible`` (see ``with_visibility``)."""
    if article.status != Status.RELEASED:
        return Status(article.status).label
    if article.is_visible:
        return _("Online")
    if article.publish_at > at:
        return _("Planned (%(when)s)") % {"when": when(article.publish_at, at)}
    return Status.WITHDRAWN.label


def when(moment: datetime, at: datetime) -> str:
    """An hour in Berlin as the desk says it on the day of ``at``: “heute, 11:00”."""
    local, today = moment.astimezone(BERLIN), berlin_day(at)
    days = {today: _("today"), today + timedelta(days=1): _("tomorrow")}
    day = days.get(local.date()) or date_format(local, "D, d.m.Y")
    return f"{day}, {local:%H:%M}"
