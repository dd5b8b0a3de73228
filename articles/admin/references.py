"""The picker's list of reports."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse

from articles.models import Article
from articles.moments import berlin_day, now
from articles.search import desk_search
from articles.standing import standing, with_visibility


def targets(request):
    """Up to ten reports for ``?q=`` (the newest without it), never the one named by ``?ohne=``."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    at = now()
    reports = with_visibility(Article.objects.exclude(headline=""), at)
    own = request.GET.get("ohne", "")
    if own.isascii() and own.isdecimal() and len(own) < 10:
        reports = reports.exclude(pk=int(own))
    found = desk_search(reports, request.GET.get("q", ""))
    rows = found.defer("body", "search_vector", "source_text").order_by("-pk")[:10]
    return JsonResponse({"results": [_row(article, at) for article in rows]})


def _row(article, at):
    day = berlin_day(article.publish_at) if article.publish_at else article.original_on
    return {
        "id": article.pk,
        "kicker": article.kicker,
        "headline": article.headline,
        "date": f"{day:%d.%m.%Y}" if day else "",
        "status": standing(article, at),
    }
