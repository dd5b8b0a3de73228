"""The desk's overview of references: open ones, dead ends, what is cited and what is not."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, CrossReference, Municipality
from articles.moments import now
from articles.statuses import Status
from articles.vocabulary import Copy, ReferenceEnd

LENGTH = 25
#: Pairs first: to count them by hashes is quicker than to sort them for a distinct count.
_MOST_CITED = """
    SELECT target_id, count(*) AS sources
    FROM (
        SELECT DISTINCT target_id, source_id
        FROM {references} WHERE copy = %s AND target_id IS NOT NULL
    ) AS pair
    GROUP BY target_id ORDER BY sources DESC, target_id DESC LIMIT %s OFFSET %s
"""


@require_safe
def overview(request):
    """Four lists, each a page at a time (``?offen=``, ``?offline=``, ``?oft=``, ``?nie=``)."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    at = now()
    context = admin.site.each_context(request) | {
        "title": _("References"),
        "open": _cut(request, "offen", _open()),
        "withdrawn": _cut(request, "offline", dead_ends(at)),
        "cited": _cut(request, "oft", _MostCited()),
        "uncited": _cut(request, "nie", _Uncited(at)),
    }
    return TemplateResponse(request, "admin/references.html", context)


class _Page(list):
    """The rows of a page, and the numbers of the pages before and after (or nothing)."""

    def __init__(self, name, number, rows):
        super().__init__(rows[:LENGTH])
        self.name = name
        self.previous = number - 1
        self.next = number + 1 if len(rows) > LENGTH else None


def _cut(request, name, rows):
    written = request.GET.get(name, "1")
    number = int(written) if written.isascii() and written.isdecimal() and len(written) < 5 else 1
    start = max(number - 1, 0) * LENGTH
    return _Page(name, max(number, 1), list(rows[start : start + LENGTH + 1]))


def _open():
    """Open references, the longest untouched report first."""
    rows = CrossReference.objects.filter(end=ReferenceEnd.OPEN).select_related("source")
    return _lean(rows.order_by("source__created_at", "source", "copy", "position"), "source")


def dead_ends(at):
    """Live references of public reports to what readers no longer find."""
    public = Article.objects.published(at).values("pk")
    rows = CrossReference.objects.filter(copy=Copy.LIVE, source__in=public)
    ended = rows.filter(target__status=Status.RELEASED, target__withdraw_at__lte=at)
    gone = ended | rows.filter(target__status=Status.WITHDRAWN)
    gone = gone.select_related("source", "target").order_by("-source__publish_at", "-pk")
    return _lean(gone, "source", "target")


def _lean(rows, *reports):
    """Without the texts of the reports, which nobody reads here."""
    names = ("body", "search_vector", "source_text")
    return rows.defer(*(f"{report}__{name}" for report in reports for name in names))


class _MostCited:
    """Reports by how many others refer to them."""

    def __getitem__(self, cut):
        sql = _MOST_CITED.format(references=CrossReference._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(sql, [Copy.LIVE, cut.stop - cut.start, cut.start])
            numbers = dict(cursor.fetchall())
        reports = _titles().in_bulk(list(numbers))
        for pk, sources in numbers.items():
            reports[pk].sources = sources
        return [reports[pk] for pk in numbers]


#: Each recent report looks up its own towns, rather than joining those of the whole archive.
_UNCITED = """
    WITH recent AS MATERIALIZED (
        SELECT id, publish_at FROM ({published}) AS visible
        ORDER BY publish_at DESC, id DESC LIMIT %s
    ),
    in_town AS (
        SELECT recent.id, recent.publish_at, town.municipality_id, rank() OVER (
            PARTITION BY town.municipality_id ORDER BY recent.publish_at DESC
        ) - 1 AS later
        FROM recent CROSS JOIN LATERAL (
            SELECT municipality_id FROM {towns} WHERE article_id = recent.id OFFSET 0
        ) AS town
    )
    SELECT id, (array_agg(municipality_id ORDER BY later DESC, municipality_id))[1], max(later)
    FROM in_town AS report
    WHERE later > 0 AND NOT EXISTS (
        SELECT 1 FROM {references} AS r WHERE r.target_id = report.id AND r.copy = %s
    )
    GROUP BY id, publish_at ORDER BY publish_at DESC, id DESC LIMIT %s OFFSET %s
"""
#: An archive of twenty years would fill the list with what nobody minds any more.
RECENT = 5000


class _Uncited:
    """Of the newest public reports, those nobody cites though their town had later ones."""

    def __init__(self, at):
        self.at = at

    def __getitem__(self, cut):
        published = Article.objects.published(self.at).values("id", "publish_at")
        visible, params = published.query.sql_with_params()
        sql = _UNCITED.format(
            published=visible,
            towns=Article.municipalities.through._meta.db_table,
            references=CrossReference._meta.db_table,
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*params, RECENT, Copy.LIVE, cut.stop - cut.start, cut.start])
            rows = cursor.fetchall()
        return _with_towns(rows)


def _with_towns(rows):
    reports = _titles().in_bulk([row[0] for row in rows])
    towns = Municipality.objects.in_bulk([row[1] for row in rows])
    for pk, town, later in rows:
        reports[pk].town, reports[pk].later = towns[town], later
    return [reports[row[0]] for row in rows]


def _titles():
    return Article.objects.only(
        "pk", "kicker", "headline", "working_title", "is_removed", "slug", "publish_at"
    )
