"""The addresses of the site, in the order of ``design.md`` §4."""

from django.urls import path, register_converter

from articles import feeds, media
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
    maps,
    places,
    previews,
    reports,
    searching,
    story,
    subjects,
)
from articles.vocabulary import CountedBy


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


for name, converter in {"number": Number, "key": OfficialKey, "yyyy": Year, "mm": Month}.items():
    register_converter(converter, name)


def feed(route, counted_by):
    """The feed beside the page of one thing; named for what is counted."""
    kind = {"counted_by": counted_by}
    return path(f"{route}feed.xml", feeds.of, kind, name=f"{counted_by}_feed")


app_name = "articles"
urlpatterns = [
    path("", home.home, name="home"),
    path("meldungen/<number:pk>-<str:slug>/", reports.article, name="article"),
    path("meldungen/<number:pk>/", reports.article, name="article_by_number"),
    path("meldungen/<number:pk>-<str:slug>/karte.png", reports.card, name="card"),
    path("meldungen/<number:pk>-<str:slug>/chronik/", story.story, name="story"),
    path("meldungen/<number:pk>-<str:slug>/fehler/", hints.hint, name="hint"),
    path("rubriken/<slug:slug>/", subjects.section, name="section"),
    feed("rubriken/<slug:key>/", CountedBy.SECTION),
    path("kommunen/", places.municipalities, name="municipalities"),
    path("kommunen/karte/", maps.coverage, name="coverage"),
    path("kommunen/karte/<slug:slug>/", maps.coverage_of_land, name="coverage_of_land"),
    path("kommunen/<key:key>-<str:slug>/", places.place, name="municipality"),
    path("kommunen/<key:key>/", places.place, name="municipality_by_key"),
    path("kommunen/<key:key>-<str:slug>/feed.xml", feeds.of_place, name="municipality_feed"),
    path("laender/", places.federal_states, name="federal_states"),
    path("laender/<slug:slug>/", places.federal_state, name="federal_state"),
    feed("laender/<slug:key>/", CountedBy.FEDERAL_STATE),
    path("ministerien/", institutions.ministries, name="ministries"),
    path("ministerien/<slug:key>/", institutions.institution, name="ministry"),
    path(
        "ministerien/<slug:key>/feed.xml",
        feeds.of,
        {"counted_by": CountedBy.INSTITUTION},
        name="ministry_feed",
    ),
    path("institutionen/", institutions.institutions, name="institutions"),
    path("institutionen/<slug:key>/", institutions.institution, name="institution"),
    feed("institutionen/<slug:key>/", CountedBy.INSTITUTION),
    path("preise/", awards.awards, name="awards"),
    path("preise/<slug:key>/", awards.award, name="award"),
    feed("preise/<slug:key>/", CountedBy.AWARD),
    path("autoren/<slug:slug>/", subjects.person, name="person"),
    feed("autoren/<slug:key>/", CountedBy.PERSON),
    path("themen/<slug:slug>/", subjects.tag, name="tag"),
    feed("themen/<slug:key>/", CountedBy.TAG),
    path("archiv/", archive.archive, name="archive"),
    path("archiv/<yyyy:year>/", archive.year, name="archive_year"),
    path("archiv/<yyyy:year>/<mm:month>/", archive.month, name="archive_month"),
    path("suche/", searching.search, name="search"),
    path("suche/vorschlag.json", searching.suggest, name="suggest"),
    path("korrekturen/", corrections.corrections, name="corrections"),
    path("feeds/rss.xml", feeds.newest, name="rss"),
    path("medien/<path:name>", media.media, name="media"),
    path("barrierefreiheit/", look.accessibility, name="accessibility"),
    path("farben-<slug:key>.css", look.colours, name="colours"),
    path("<slug:key>.txt", keys.indexnow, name="indexnow_key"),
    path("vorschau/<str:token>/", previews.shared, name="preview"),
    path("vorschau/<str:token>/<path:name>", media.of_preview, name="preview_file"),
    path("status/", health.alive, name="alive"),
    path("status/bereit/", health.ready, name="ready"),
]
