"""Where a report shows beside its own page: on the front page, and in search engines."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article, Placement, User
from articles.moments import BERLIN
from articles.statuses import Act
from articles.vocabulary import PlacementKind
from articles.workflow.work import acting


def place(
    article: Article,
    kind: PlacementKind,
    *,
    by: User,
    until: datetime | None = None,
    now: datetime | None = None,
) -> None:
    """
    Make a report the lead until an hour, pin it, or keep it off the front page.

    It takes the place of what was decided about this report before, and ends by the clock.
    """
    with acting(article, Act.PLACE, by, now) as work:
        if until is None and kind == PlacementKind.LEAD:
            raise ValidationError({"until": _("Until when is it the lead report?")}, code="until")
        if until is not None and until <= work.now:
            raise ValidationError({"until": _("This moment has passed.")}, code="past")
        Placement.objects.update_or_create(
            article=work.article,
            defaults={
                "kind": kind,
                "until": until,
                "made_at": work.now,
                "by_number": by.pk,
                "by_mark": by.mark,
            },
        )
        work.note = str(PlacementKind(kind).label)
        if until is not None:
            work.note += f" ({_('until')} {date_format(until.astimezone(BERLIN), 'd.m.Y, H:i')})"


def unplace(article: Article, *, by: User, now: datetime | None = None) -> None:
    """Let the report go back into the plain order of the newest."""
    with acting(article, Act.PLACE, by, now) as work:
        Placement.objects.filter(article=work.article).delete()
        work.note = _("back in the order of the newest")


def keep_out_of_engines(
    article: Article, is_noindex: bool, *, by: User, now: datetime | None = None
) -> None:
    """Ask search engines not to list this report, or allow it again; readers still find it."""
    with acting(article, Act.NOINDEX, by, now) as work:
        work.article.is_noindex = is_noindex
        work.note = _("kept out") if is_noindex else _("allowed")
