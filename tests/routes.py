"""
Every anonymous address of the site, walked from the URL configuration.

``RULES`` says for each route of the reader's side where a report is found there and
what of it; ``BESIDES`` adds addresses worth trying. A route that neither knows has no
rule, and so has a route of the desk whose parameters are not in ``DESK``.
"""

import re
from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from django.urls import get_resolver

from articles.models import Article, Picture
from articles.sitemaps import CHUNK
from articles.views.listing import cursor_of
from tests.makers import shown_name

DESK_PREFIXES = ("admin/", "konto/")
_PARAMETER = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>|(\(\[\^/\]\+\))")


def routes(urls=None, before=""):
    """Every route as the configuration writes it, without the types of its parameters."""
    for entry in get_resolver().url_patterns if urls is None else urls:
        route = f"{before}{entry.pattern}"
        if hasattr(entry, "url_patterns"):
            yield from routes(entry.url_patterns, route)
        else:
            yield _PARAMETER.sub(lambda m: f"<{m[1] or m[2] or 'any'}>", route).strip("^$")


def routes_of_readers():
    return [route for route in routes() if not route.startswith(DESK_PREFIXES)]


def routes_of_the_desk():
    return [route.replace("^", "") for route in routes() if route.startswith(DESK_PREFIXES)]


# --- Readers -------------------------------------------------------------------------------


def whole(copy):
    """Everything that the page of a report must say of it."""
    word, things = copy.word, copy.things
    parts = "Dach Titel Vorspann Absatz Kasten Inhalt Link Hier Stichwort Pia Haus Amt Preis Anlage"
    files = ("picture", "second_picture", "attachment")
    return [
        *(f"{part} {word}" for part in parts.split()),
        f"Berichtigt {word}",
        *(f"{part} zweitens {word}" for part in ("Zu sehen:", "Unterschrift", "Foto")),
        *(public_name(things[name]) for name in files),
        f"({word.lower()})",
        things["town"].name,
        things["district"].name,
        things["land"].name,
    ]


def page_of(name, of_shared=True, feed=False):
    """The page (or feed) of one thing of a report, and of that which all reports share."""

    def found(world, copy):
        owners = [copy.things, world.shared] if of_shared else [copy.things]
        end = {True: "feed.xml", False: ""}.get(feed, feed)
        marks = [copy.headline, f"Vorspann {copy.word}"]
        marks += [f"Absatz {copy.word}", f"Stichwort {copy.word}"] if feed else []
        return [(f"{owner[name].get_absolute_url()}{end}", marks) for owner in owners]

    return found


def several(*rules):
    return lambda world, copy: [pair for rule in rules for pair in rule(world, copy)]


def at(path, *texts):
    """One address on which every public report is found by these texts, with {} for its word."""
    return lambda world, copy: [(path, [text.format(copy.word) for text in texts])]


def nowhere(world, copy):
    """Not a place for reports."""
    return []


def of_section(feed):
    own = page_of("section", of_shared=False, feed=feed)

    def found(world, copy):
        if copy.is_in_common_section:
            return page_of("section", feed=feed)(world, copy)[1:]
        return own(world, copy)

    return found


def of_place(world, copy):
    """Towns and districts; the shared town names its prizes too, its heir only its reports."""
    won = [f"Preis {copy.word}", f"Projekt {copy.word}", f"Runde {copy.word}"]
    pages = several(page_of("town"), page_of("district"))(world, copy)
    pages += [(world.shared["town"].get_absolute_url(), won)]
    return [*pages, (world.shared["heir"].get_absolute_url(), [copy.headline])]


def of_award(world, copy):
    path, house = (copy.things[name].get_absolute_url() for name in ("award", "authority"))
    texts = [f"{text} {copy.word}" for text in ("Verein", "Projekt", "Runde")]
    return [*page_of("award")(world, copy), (path, [*texts, f'href="{house}">Verein'])]


def of_report(world, copy):
    return [
        (copy.url, whole(copy)),
        (world.origin.get_absolute_url(), [copy.headline, copy.url]),
        (world.citer.get_absolute_url(), [copy.link, copy.headline]),
    ]


def of_thread(world, copy):
    reports = (copy.article, world.origin, world.citer)
    return [(f"{report.get_absolute_url()}chronik/", [copy.headline]) for report in reports]


def of_files(world, copy):
    names = ("picture", "second_picture", "attachment")
    things = [*(copy.things[name] for name in names), copy.things["person"].portrait]
    return [(f"/medien/{public_name(thing)}", [copy.word]) for thing in things]


def public_name(thing):
    """The name under which readers get the file of a picture or an attachment."""
    return shown_name(thing) if isinstance(thing, Picture) else thing.file.name


def in_sitemaps(world, copy):
    """The own pages of a report's things."""
    kinds = {"themen": "tag", "kommunen": "town", "kreise": "district", "laender": "land"}
    kinds |= {"autoren": "person", "preise": "award", "institutionen": "authority"}
    return [
        (f"/sitemap-{kind}.xml", [copy.things[name].get_absolute_url()])
        for kind, name in kinds.items()
    ]


FEEDS = {
    "laender": "land",
    "ministerien": "ministry",
    "institutionen": "authority",
    "preise": "award",
    "autoren": "person",
    "themen": "tag",
}
ITEM = ("Titel {}", "Vorspann {}", "Absatz {}", "Stichwort {}")
RULES = {
    "": at("/", "Titel {}", "Vorspann {}"),
    "meldungen/<pk>-<slug>/": of_report,
    "meldungen/<pk>/": lambda w, c: [(f"/meldungen/{c.article.pk}/", [c.slug])],
    "meldungen/<pk>-<slug>/karte.png": lambda w, c: [(f"{c.url}karte.png", [c.headline])],
    "meldungen/<pk>-<slug>/chronik/": of_thread,
    "meldungen/<pk>-<slug>/fehler/": lambda w, c: [(f"{c.url}fehler/", [c.headline])],
    "rubriken/<slug>/": of_section(feed=False),
    "rubriken/<key>/feed.xml": of_section(feed=True),
    "kommunen/": nowhere,
    "kommunen/karte/": lambda w, c: [
        ("/kommunen/karte/", [c.things["district"].get_absolute_url()]),
        ("/kommunen/karte/?jahr=2026", [c.things["district"].get_absolute_url()]),
    ],
    "kommunen/karte/<slug>/": lambda w, c: [
        (f"/kommunen/karte/{c.things['land'].slug}/", [c.things["town"].get_absolute_url()])
    ],
    "kommunen/<key>-<slug>/": of_place,
    "kommunen/<key>/": nowhere,
    "kommunen/<key>-<slug>/feed.xml": several(
        page_of("town", feed=True), page_of("district", feed=True)
    ),
    "laender/": nowhere,
    "laender/<slug>/": page_of("land"),
    "laender/<key>/feed.xml": page_of("land", feed=True),
    "ministerien/": at("/ministerien/", "Haus {}"),
    "ministerien/<key>/": page_of("ministry"),
    "ministerien/<key>/feed.xml": page_of("ministry", feed=True),
    "institutionen/": at("/institutionen/", "Amt {}"),
    "institutionen/<key>/": page_of("authority"),
    "institutionen/<key>/feed.xml": page_of("authority", feed=True),
    "preise/": at("/preise/", "Preis {}", "Verein {}"),
    "preise/<key>/": of_award,
    "preise/<key>/feed.xml": page_of("award", feed=True),
    "autoren/<slug>/": page_of("person"),
    "autoren/<key>/feed.xml": page_of("person", feed=True),
    "themen/<slug>/": page_of("tag"),
    "themen/<key>/feed.xml": page_of("tag", feed=True),
    "archiv/": nowhere,
    "archiv/<year>/": nowhere,
    "archiv/<year>/<month>/": at("/archiv/2026/03/", "Titel {}", "Vorspann {}"),
    "suche/": several(
        # The stemmer takes a last “e” only where a vowel goes before: from a word, not from this.
        lambda w, c: [(f"/suche/?q={c.word.lower()[1:-1]}", [c.slug])],
        lambda w, c: [(f"/suche/?q=Titel&kommune={w.shared['town'].ags}", [c.slug])],
    ),
    "suche/vorschlag.json": lambda w, c: [
        (f"/suche/vorschlag.json?q={c.word[:6]}", [f'"{c.word.lower()}"'])
    ],
    "korrekturen/": at("/korrekturen/", "Titel {}", "Berichtigt {}"),
    **{
        f"{page}/<key>/{file}": page_of(thing, feed=file)
        for page, thing in FEEDS.items()
        for file in ("atom.xml", "feed.json")
    },
    "feeds/rss.xml": at("/feeds/rss.xml", *ITEM),
    "feeds/atom.xml": at("/feeds/atom.xml", *ITEM),
    "feeds/feed.json": at("/feeds/feed.json", *ITEM),
    "rubriken/<key>/atom.xml": of_section(feed="atom.xml"),
    "rubriken/<key>/feed.json": of_section(feed="feed.json"),
    "kommunen/<key>-<slug>/atom.xml": several(
        page_of("town", feed="atom.xml"), page_of("district", feed="atom.xml")
    ),
    "kommunen/<key>-<slug>/feed.json": several(
        page_of("town", feed="feed.json"), page_of("district", feed="feed.json")
    ),
    "sitemap.xml": lambda w, c: [
        ("/sitemap.xml", [f"/sitemap-meldungen-{c.article.pk // CHUNK}.xml"])
    ],
    "sitemap-meldungen-<number>.xml": lambda w, c: [
        (f"/sitemap-meldungen-{c.article.pk // CHUNK}.xml", [c.slug])
    ],
    "sitemap-<kind>.xml": in_sitemaps,
    ".well-known/security.txt": nowhere,
    "<slug>/": nowhere,
    "news-sitemap.xml": lambda w, c: [("/news-sitemap.xml", [c.slug])],
    "robots.txt": nowhere,
    "<key>.txt": nowhere,
    "medien/<name>": of_files,
    "barrierefreiheit/": nowhere,
    "farben-<key>.css": nowhere,
    "vorschau/<token>/": nowhere,
    "vorschau/<token>/<name>": nowhere,
    "status/": nowhere,
    "status/bereit/": nowhere,
}
#: Former addresses are no route: the middleware knows them.
FORMER = "a former address"
RULES[FORMER] = lambda w, c: [(f"/alt/{c.word.lower()}.html", [c.slug])]


def with_wrong_names(end=""):
    """Reports under other slugs, so that a redirect would tell the right one."""
    return lambda world, copies: [
        f"/meldungen/{copy.article.pk}-{slug}/{end}"
        for copy in copies
        for slug in ("falsch", copy.slug)
    ]


def with_cursors(page):
    """A list begun just before and after hidden reports, begun wrongly, and with extras."""

    def found(world, copies):
        path = page(world) if callable(page) else page
        for kind in ("planned", "withdrawn"):
            article = world.copies[kind].article
            for beside in (-1, 1):
                place = SimpleNamespace(published_at=article.publish_at, pk=article.pk + beside)
                yield f"{path}?vor={cursor_of(place)}"
        yield from (f"{path}?vor=1", f"{path}?vor=1-1&status=draft", f"{path}?p=1&static=1")

    return found


def list_of(name):
    return with_cursors(lambda world: world.shared[name].get_absolute_url())


def only(*paths):
    return lambda world, copies: paths


def of_each(text, name):
    """An address for the thing of each copy, by its key."""
    return lambda world, copies: [text.format(copy.things[name]) for copy in copies]


def questions(world, copies):
    """Words, parts, misspellings, filters and beginnings that hidden reports would answer."""
    for copy in copies:
        low, things = copy.word.lower(), copy.things
        wrong = f"{low[:4]}{low[5:]}"
        words = (wrong, low[:-1], low[1:], f"Absatz+{low[1:]}")
        yield from (f"/suche/?q={word}" for word in words)
        yield f"/suche/?q=Titel&rubrik={things['section'].slug}"
        yield f"/suche/?q=Titel&preis={things['award'].key}"
        yield f"/suche/?q=Titel&institution={things['authority'].key}&sortierung=datum"
        yield f"/suche/?q=Amt+{low[1:]}"


def beginnings(world, copies):
    for copy in copies:
        low = copy.word.lower()
        for text in (low[:3], f"Amt {low[:3]}", f"Preis {low[:4]}", f"Stichwort {low[:3]}"):
            yield f"/suche/vorschlag.json?q={text.replace(' ', '+')}"


BESIDES = {
    ".well-known/security.txt": only("/.well-known/security.txt"),
    "<slug>/": only("/impressum/", "/datenschutz/", "/ueber-uns/", "/mediadaten/"),
    "sitemap-<kind>.xml": only("/sitemap-rubriken.xml"),
    "suche/": questions,
    "suche/vorschlag.json": beginnings,
    "": with_cursors("/"),
    "meldungen/<pk>-<slug>/": with_wrong_names(),
    "meldungen/<pk>-<slug>/karte.png": with_wrong_names("karte.png"),
    "meldungen/<pk>-<slug>/chronik/": with_wrong_names("chronik/"),
    "meldungen/<pk>-<slug>/fehler/": with_wrong_names("fehler/"),
    "rubriken/<slug>/": list_of("section"),
    "kommunen/": only("/kommunen/", "/kommunen/?ab=m", "/kommunen/?ab=ort"),
    "kommunen/<key>-<slug>/": list_of("town"),
    "kommunen/<key>/": of_each("/kommunen/{0.ags}/", "town"),
    "laender/": only("/laender/"),
    "laender/<slug>/": list_of("land"),
    "ministerien/<key>/": of_each("/ministerien/{0.key}/", "authority"),
    "institutionen/<key>/": of_each("/institutionen/{0.key}/", "ministry"),
    "autoren/<slug>/": list_of("person"),
    "themen/<slug>/": list_of("tag"),
    "archiv/": only("/archiv/"),
    "archiv/<year>/": only("/archiv/2026/", "/archiv/2025/", "/archiv/2027/"),
    "archiv/<year>/<month>/": with_cursors("/archiv/2026/03/"),
    "robots.txt": only("/robots.txt"),
    "<key>.txt": only("/abc.txt"),
    "korrekturen/": with_cursors("/korrekturen/"),
    "medien/<name>": lambda world, copies: [
        f"/medien/{source.file.name}"
        for copy in copies
        for source in copy.article.source_material.all()
    ],
    "barrierefreiheit/": only("/barrierefreiheit/"),
    "farben-<key>.css": only("/farben-abc.css"),
    "status/": only("/status/"),
    "status/bereit/": only("/status/bereit/"),
}


def known_routes():
    """The routes there are that have a rule, and the former addresses."""
    return [route for route in routes_of_readers() if route in RULES] + [FORMER]


def places_of(world, copy):
    """Every address at which a report belongs, with what must be found there."""
    for route in known_routes():
        for path, marks in RULES[route](world, copy):
            yield route, path, marks


def addresses(world, copies):
    """Every address that is worth trying for these copies, each once, with its route."""
    places = (place for copy in copies for place in places_of(world, copy))
    found = {path: route for route, path, _marks in places}
    for route in known_routes():
        found |= dict.fromkeys(BESIDES.get(route, nowhere_beside)(world, copies), route)
    return found


def nowhere_beside(world, copies):
    """Nothing more to try."""
    return []


# --- The desk ------------------------------------------------------------------------------

#: By model of the admin: the thing of a report that stands for it.
_THINGS = {
    "section": "section",
    "tag": "tag",
    "person": "person",
    "picture": "picture",
    "attachment": "attachment",
    "federalstate": "land",
    "district": "district",
    "municipality": "town",
    "institution": "authority",
    "ministry": "ministry",
    "award": "award",
}
DESK = {
    "object_id": lambda copy, model: _number(copy, model),
    "id": lambda copy, model: 1,
    "pk": lambda copy, model: 1,
    "any": lambda copy, model: _number(copy, model),
    "content_type_id": lambda copy, model: ContentType.objects.get_for_model(Article).pk,
    "app_label": lambda copy, model: "articles",
    "url": lambda copy, model: f"articles/article/{copy.article.pk}/preview",
    "key": lambda copy, model: "abc",
    "secret": lambda copy, model: "abc",
    "name": lambda copy, model: "abc",
    "uidb36": lambda copy, model: "1",
    "revision_id": lambda copy, model: copy.article.current_revision_id,
    "token": lambda copy, model: "00000000-0000-4000-8000-000000000000",
}
_QUERY = "?q=Titel&term=Titel&app_label=articles&model_name=article&field_name=target&at=1"


def _number(copy, model):
    return copy.things[_THINGS[model]].pk if model in _THINGS else copy.article.pk


def desk_addresses(world):
    """Every address of admin and accounts, asked for a hidden report and for its things."""
    copy = world.copies["planned"]
    for route in routes_of_the_desk():
        model = next(iter(re.findall(r"^admin/articles/(\w+)/", route)), "")
        path = re.sub(r"<(\w+)>", lambda m, model=model: str(DESK[m[1]](copy, model)), route)
        yield f"/{path}{_QUERY}"
