"""Which pages are measured, and what of the archive they show."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, OuterRef
from django.test import Client

from articles.models import Article, CrossReference, Municipality, Section, Tag, User
from articles.moments import berlin_day, now
from articles.read_model import teasers
from articles.roles import Role
from articles.sitemaps import CHUNK
from articles.views.listing import cursor_of
from articles.vocabulary import Copy, ReferenceEnd
from tests.bench.models import prepare_page

EMPTY, ONE_QUERY = "empty view", "one query and a template"
KEPT = "article, kept in memory"
REFERENCES = 3


@dataclass(frozen=True)
class Page:
    """A page by its name in the table, with the cookie that it is asked with."""

    name: str
    address: str
    cookie: str = ""


def pages(only: str = "") -> list[Page]:
    """The yardsticks first, then the reader's pages, then the desk's; of these those named so."""
    article = _rich_article()
    found = [*_reader_pages(article), *_desk_pages(article)]
    return [*_yardsticks(article), *(page for page in found if only in page.name)]


def _yardsticks(article):
    prepared = prepare_page(article)
    return [
        Page(EMPTY, "/bench/bare/empty/"),
        Page(ONE_QUERY, f"/bench/bare/one-query/{prepared.pk}/"),
        Page("empty, our middleware", "/bench/empty/"),
    ]


def _reader_pages(article):
    """
    Of sections, tags and places the one with most reports; the month in the archive's middle.

    “Far down” begins after nine tenths of the section's reports.
    """
    section, tag = _busiest(Section, "articles"), _busiest(Tag, "taggings")
    town = _busiest(Municipality, "articles")
    public = Article.objects.published(now()).order_by("publish_at", "pk")
    month = berlin_day(public[public.count() // 2].publish_at)
    newest = teasers(public.filter(section=section).newest_first())
    deep = cursor_of(newest[len(newest) * 9 // 10])
    common, rare = _words()
    path = f"/meldungen/{article.pk}-{article.slug}/"
    return [
        Page("article", path),
        Page(KEPT, f"/bench/kept{path}"),
        Page("home", "/"),
        Page("section", f"/rubriken/{section.slug}/"),
        Page("section, far down", f"/rubriken/{section.slug}/?vor={deep}"),
        Page("tag", f"/themen/{tag.slug}/"),
        Page("municipality", f"/kommunen/{town.ags}-{town.slug}/"),
        Page("archive, a month", f"/archiv/{month:%Y/%m}/"),
        Page("search, a common word", f"/suche/?q={common}"),
        Page("search, a rare word", f"/suche/?q={rare}"),
        Page("suggestions", f"/suche/vorschlag.json?q={common[:5]}"),
        Page("RSS", "/feeds/rss.xml"),
        Page("sitemap, the index", "/sitemap.xml"),
        Page("sitemap, 5,000 reports", f"/sitemap-meldungen-{article.pk // CHUNK}.xml"),
    ]


def words_of(order, number=1):
    """Words of public reports that stand in the searched statistics, the commonest first."""
    with connection.cursor() as cursor:
        cursor.execute(_COMMON if order == "common" else _RARE, [number])
        return [word for (word,) in cursor.fetchall()]


_COMMON = """
    SELECT word FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs)
        AS known (word, share)
    WHERE tablename = 'articles_article' AND attname = 'search_vector' AND word ~ '^[a-z]{6,}$'
    ORDER BY abs(share - 0.09), word LIMIT %s
"""
_RARE = """
    SELECT word FROM articles_searchword WHERE word ~ '^[a-z]{8,14}$' ORDER BY md5(word) LIMIT %s
"""


def _words():
    return words_of("common")[0], words_of("rare")[0]


def _desk_pages(article):
    """The admin's list and form, for a chief editor."""
    user, _ = User.objects.get_or_create(username="bench", defaults={"role": Role.CHIEF})
    client = Client()
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    cookie = f"{name}={client.cookies[name].value}"
    listed = "/admin/articles/article/"
    return [
        Page("desk: list", listed, cookie),
        Page("desk: form", f"{listed}{article.pk}/change/", cookie),
    ]


def _rich_article():
    """The first report with three live references, two tags, a place, and a later report."""
    reports = Article.objects.published(now())
    live = CrossReference.objects.filter(copy=Copy.LIVE)
    rich = (
        live.filter(end=ReferenceEnd.REPORT, source__in=reports)
        .values("source")
        .annotate(references=Count("pk", distinct=True), tags=Count("source__tags", distinct=True))
        .filter(Exists(live.filter(target=OuterRef("source"))))
        .filter(Exists(Article.municipalities.through.objects.filter(article=OuterRef("source"))))
        .filter(references__gte=REFERENCES, tags__gte=2)
        .order_by("source")
        .values_list("source", flat=True)
        .first()
    )
    if rich is None:
        raise SystemExit("No report of the archive has all that the article page can show.")
    return Article.objects.select_related("section").get(pk=rich)


def _busiest(model, reports):
    return model.objects.annotate(reports=Count(reports)).order_by("-reports", "pk").first()
