"""The archive by year and month; what holds no public report is not there."""

from datetime import date

from django.http import Http404
from django.views.decorators.http import require_safe

from articles import counts
from articles.models import Article
from articles.moments import now, start_of_day
from articles.views.listing import listing, years_of
from articles.views.pages import page
from articles.vocabulary import CountedBy


@require_safe
def archive(request):
    """All years."""
    by_month = counts.reports_by_month(CountedBy.ALL, 0, now())
    return page(request, "archive", {"years": years_of(by_month)})


@require_safe
def year(request, year):
    """The months of a year."""
    by_month = counts.reports_by_month(CountedBy.ALL, 0, now())
    months = {month: number for month, number in by_month.items() if month.year == year}
    if not months:
        raise Http404
    context = {"year": year, "months": months, "years": years_of(by_month)}
    return page(request, "archive_year", context)


@require_safe
def month(request, year, month):
    """The reports of a month."""
    first = _first_day(year, month)
    end = date(year + month // 12, month % 12 + 1, 1)
    reports = Article.objects.published(now()).filter(
        publish_at__gte=start_of_day(first), publish_at__lt=start_of_day(end)
    )
    found = listing(request, reports, length=60)
    if not found.teasers:
        raise Http404
    return page(request, "archive_month", {"month": first, "listing": found})


def _first_day(year, month):
    if not (1990 <= year <= 2100 and 1 <= month <= 12):
        raise Http404
    return date(year, month, 1)
