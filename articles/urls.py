"""The addresses of the site, in the order of ``design.md`` §4."""

from django.urls import path, register_converter

from articles import feeds, media, sitemaps
from articles.views import (
    archive,
    awards,
    corrections,
    health,
    hints,
    home,
    institutions,
    keys,
    look,
    machines,
    maps,
    places,
    previews,
    reports,
    searching,
    site_pages,
    story,
    subjects,
)
from articles.vocabulary import SITE_PAGES, CountedBy


class Number:
    """The number of a report: digits, no more than the database can hold."""

    regex = "[0-9]{1,15}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class OfficialKey:
    """The key of a municipality (8 digits) or of a district (5)."""

    regex = "[0-9]{8}|[0-9]{5}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Year(Number):
    """Four digits."""

    regex = "[0-9]{4}"


class Month(Number):
    """Two digits, as in “07”."""

    regex = "[0-9]{2}"

    def to_url(self, value):
        return f"{value:02}"


class Sitemap:
    """A kind of pages that has a sitemap of its own."""

    regex = "|".join(sitemaps.KINDS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class SitePageSlug(Sitemap):
    """One of the pages that the desk writes beside the reports."""

    regex = "|".join(SITE_PAGES)


_CONVERTERS = {"number": Number, "key": OfficialKey, "yyyy": Year, "mm": Month}
_CONVERTERS |= {"chunk": Sitemap, "page": SitePageSlug}
for name, converter in _CONVERTERS.items():
    register_converter(converter, name)


def feed(route, counted_by, name=""):
    """The feeds beside the page of one thing; named for what is counted."""
    kinds = zip(feeds.FORMATS, ("feed", "atom", "json"), strict=True)
    for file, kind in kinds:
        how = {"counted_by": counted_by, "file": file}
        yield path(f"{route}{file}", feeds.of, how, name=f"{name or counted_by}_{kind}")


app_name = "articles"
urlpatterns = [
    path("", home.home, name="home"),
    path("meldungen/<number:pk>-<str:slug>/", reports.article, name="article"),
    path("meldungen/<number:pk>/", reports.article, name="article_by_number"),
    path("meldungen/<number:pk>-<str:slug>/karte.png", reports.card, name="card"),
    path("meldungen/<number:pk>-<str:slug>/chronik/", story.story, name="story"),
    path("meldungen/<number:pk>-<str:slug>/fehler/", hints.hint, name="hint"),
    path("rubriken/<slug:slug>/", subjects.section, name="section"),
    *feed("rubriken/<slug:key>/", CountedBy.SECTION),
    path("kommunen/", places.municipalities, name="municipalities"),
    path("kommunen/karte/", maps.coverage, name="coverage"),
    path("kommunen/karte/<slug:slug>/", maps.coverage_of_land, name="coverage_of_land"),
    path("kommunen/<key:key>-<str:slug>/", places.place, name="municipality"),
    path("kommunen/<key:key>/", places.place, name="municipality_by_key"),
    *(
        path(f"kommunen/<key:key>-<str:slug>/{file}", feeds.of_place, {"file": file}, name=name)
        for file, name in (
            ("feed.xml", "municipality_feed"),
            ("atom.xml", "municipality_atom"),
            ("feed.json", "municipality_json"),
        )
    ),
    path("laender/", places.federal_states, name="federal_states"),
    path("laender/<slug:slug>/", places.federal_state, name="federal_state"),
    *feed("laender/<slug:key>/", CountedBy.FEDERAL_STATE),
    path("ministerien/", institutions.ministries, name="ministries"),
    path("ministerien/<slug:key>/", institutions.institution, name="ministry"),
    *feed("ministerien/<slug:key>/", CountedBy.INSTITUTION, "ministry"),
    path("institutionen/", institutions.institutions, name="institutions"),
    path("institutionen/<slug:key>/", institutions.institution, name="institution"),
    *feed("institutionen/<slug:key>/", CountedBy.INSTITUTION),
    path("preise/", awards.awards, name="awards"),
    path("preise/<slug:key>/", awards.award, name="award"),
    *feed("preise/<slug:key>/", CountedBy.AWARD),
    path("autoren/<slug:slug>/", subjects.person, name="person"),
    *feed("autoren/<slug:key>/", CountedBy.PERSON),
    path("themen/<slug:slug>/", subjects.tag, name="tag"),
    *feed("themen/<slug:key>/", CountedBy.TAG),
    path("archiv/", archive.archive, name="archive"),
    path("archiv/<yyyy:year>/", archive.year, name="archive_year"),
    path("archiv/<yyyy:year>/<mm:month>/", archive.month, name="archive_month"),
    path("suche/", searching.search, name="search"),
    path("suche/vorschlag.json", searching.suggest, name="suggest"),
    path("korrekturen/", corrections.corrections, name="corrections"),
    path("feeds/rss.xml", feeds.newest, name="rss"),
    path("feeds/atom.xml", feeds.newest, {"file": "atom.xml"}, name="atom"),
    path("feeds/feed.json", feeds.newest, {"file": "feed.json"}, name="json_feed"),
    path("<page:slug>/", site_pages.site_page, name="site_page"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-meldungen-<number:number>.xml", sitemaps.reports, name="sitemap_of_reports"),
    path("sitemap-<chunk:kind>.xml", sitemaps.pages, name="sitemap_of_pages"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("medien/<path:name>", media.media, name="media"),
    path("barrierefreiheit/", look.accessibility, name="accessibility"),
    path("farben-<slug:key>.css", look.colours, name="colours"),
    path("<slug:key>.txt", keys.indexnow, name="indexnow_key"),
    path("vorschau/<str:token>/", previews.shared, name="preview"),
    path("vorschau/<str:token>/<path:name>", media.of_preview, name="preview_file"),
    path("status/", health.alive, name="alive"),
    path("status/bereit/", health.ready, name="ready"),
]
