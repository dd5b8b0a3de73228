"""
What search engines are told to look at.

Reports come in chunks by their numbers, so that a chunk costs the same in an archive of
any size and keeps its address; other pages in one chunk for each kind. Nothing is loaded
but what is printed.
"""

from datetime import timedelta
from html import escape

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Greatest
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import counts
from articles.models import (
    Article,
    Award,
    Correction,
    District,
    FederalState,
    Institution,
    Municipality,
    Person,
    Section,
    Tag,
)
from articles.moments import now
from articles.views.pages import kept
from articles.vocabulary import CountedBy

#: So many numbers make a chunk.
CHUNK = 5000
NEWS_LAST, MOST_NEWS = timedelta(hours=48), 1000
#: Of each kind: its chunk, and what its pages are made of.
KINDS = {
    "rubriken": (CountedBy.SECTION, Section),
    "themen": (CountedBy.TAG, Tag),
    "kommunen": (CountedBy.MUNICIPALITY, Municipality),
    "kreise": (CountedBy.DISTRICT, District),
    "laender": (CountedBy.FEDERAL_STATE, FederalState),
    "institutionen": (CountedBy.INSTITUTION, Institution),
    "preise": (CountedBy.AWARD, Award),
    "autoren": (CountedBy.PERSON, Person),
}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OF = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_CHUNKS = """
    WITH RECURSIVE step (first) AS (
        (SELECT id FROM ({published}) AS report ORDER BY id LIMIT 1)
        UNION ALL
        SELECT (
            SELECT id FROM ({published}) AS report
            WHERE id >= (step.first / {size} + 1) * {size} ORDER BY id LIMIT 1
        ) FROM step WHERE step.first IS NOT NULL
    )
    SELECT first / {size} FROM step WHERE first IS NOT NULL
"""


@require_safe
def index(request):
    """All chunks that have something in them."""
    at = now()
    chunks = [f"meldungen-{number}" for number in _chunks_of_reports(at)]
    chunks += [name for name, (kind, _model) in KINDS.items() if counts.has_any(kind, at)]
    rows = (f"<sitemap><loc>{_address_of(name)}</loc></sitemap>" for name in chunks)
    return _xml(f'<sitemapindex xmlns="{_OF}">', rows, "</sitemapindex>")


@require_safe
def reports(request, number):
    """The public reports whose numbers lie in a chunk, with their last public change."""
    numbers = (number * CHUNK, (number + 1) * CHUNK - 1)
    at = now()
    published = Article.objects.published(at).filter(pk__range=numbers, is_noindex=False)
    notes = Correction.objects.filter(article=OuterRef("pk"), published_at__lte=at)
    corrected = notes.order_by("-published_at").values("published_at")[:1]
    changed = Greatest("publish_at", "updated_at", Subquery(corrected))
    found = published.order_by("pk").values_list("pk", "slug", changed)
    rows = [
        f"<url><loc>{settings.SITE_URL}/meldungen/{pk}-{slug}/</loc>"
        f"<lastmod>{moment:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>"
        for pk, slug, moment in found
    ]
    return _chunk(rows)


@require_safe
def pages(request, kind):
    """The pages of one kind that have a public report."""
    counted_by, model = KINDS[kind]
    things = model.objects.filter(pk__in=counts.known_keys(counted_by, now())).order_by("pk")
    paths = (thing.get_absolute_url() for thing in things)
    return _chunk([f"<url><loc>{settings.SITE_URL}{escape(path)}</loc></url>" for path in paths])


@require_safe
def news(request):
    """What appeared within the last 48 hours; advertisements are no news."""
    since, at = now() - NEWS_LAST, now()
    published = Article.objects.published(at).editorial().filter(is_noindex=False)
    fresh = published.filter(publish_at__gte=since, first_public_at__gte=since).newest_first()
    found = fresh.values_list("pk", "slug", "kicker", "headline", "publish_at")[:MOST_NEWS]
    rows = [_news_of(*row) for row in found]
    return _xml(f'<urlset xmlns="{_OF}" xmlns:news="{_NEWS}">', rows, "</urlset>")


def _chunks_of_reports(at):
    """The chunks that hold a public report, each found by one step in the index."""
    published, params = Article.objects.published(at).values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_CHUNKS.format(published=published, size=CHUNK), [*params, *params])
        return [chunk for (chunk,) in cursor.fetchall()]


def _address_of(name):
    return f"{settings.SITE_URL}{reverse('articles:sitemap').removesuffix('.xml')}-{name}.xml"


def _news_of(pk, slug, kicker, headline, moment):
    title = f"{kicker}: {headline}" if kicker else headline
    return (
        f"<url><loc>{settings.SITE_URL}/meldungen/{pk}-{slug}/</loc><news:news>"
        f"<news:publication><news:name>{escape(settings.SITE_NAME)}</news:name>"
        f"<news:language>de</news:language></news:publication>"
        f"<news:publication_date>{moment:%Y-%m-%dT%H:%M:%SZ}</news:publication_date>"
        f"<news:title>{escape(title)}</news:title></news:news></url>"
    )


def _chunk(rows):
    if not rows:
        raise Http404
    return _xml(f'<urlset xmlns="{_OF}">', rows, "</urlset>")


def _xml(head, rows, end):
    text = "\n".join([f"{_HEAD}{head}", *rows, f"{end}\n"])
    return kept(HttpResponse(text, content_type="application/xml; charset=utf-8"))
