"""
Every address of the reader's side, walked from the URLconf: nothing hidden is ever told.

Each report that is not public carries a word of its own, its canary; a public twin
carries one that must appear on every surface where it belongs.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest
from django.urls import get_resolver, reverse

from articles import workflow
from articles.models import AwardWin
from articles.roles import Role
from articles.sitemaps import CHUNK, KINDS
from articles.vocabulary import WinnerKind
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_attachment,
    make_award,
    make_district,
    make_edition,
    make_federal_state,
    make_institution,
    make_municipality,
    make_person,
    make_picture,
    make_released,
    make_section,
    make_submitted,
    make_tag,
    make_user,
    reference,
    shown_name,
)

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TWIN = "Zwilling"
CANARIES = {
    "draft": "Zaunkoenig",
    "in review": "Rotkehlchen",
    "planned": "Goldammer",
    "embargoed": "Bachstelze",
    "withdrawn": "Kernbeisser",
    "ended": "Wiedehopf",
    "taken back": "Eisvogel",
    "pending": "Dompfaff",
    "submitted": "Seidenschwanz",
}
#: Whose pages are not for readers: they answer with the log-in, or are covered elsewhere.
OTHER_HOUSES = ("admin", "konto")
pytestmark = pytest.mark.django_db


@dataclass
class World:
    """What stands in the newsroom at noon: reports by kind, and the town all are about."""

    reports: dict
    things: dict
    town: object
    district: object
    land: object

    def each(self, name):
        """The addresses of all things of one kind, of hidden reports too."""
        return [things[name].get_absolute_url() for things in self.things.values()]


def things_of(word):
    """Things of its own for a report, each named by its word."""
    person = make_person(f"Pia {word}", function=f"Amt für {word}")
    person.portrait = make_picture(title=word)
    person.save()
    return {
        "section": make_section(f"Rubrik {word}"),
        "tag": make_tag(f"Stichwort {word}"),
        "person": person,
        "institution": make_institution(key=f"haus-{word.lower()}", name=f"Haus {word}"),
        "award": make_award(key=f"preis-{word.lower()}", name=f"Preis {word}"),
        "picture": make_picture(title=word, alternative_text=word, caption=word, credit=word),
        "attachment": make_attachment(f"Plan {word}"),
    }


def content_of(word, things, places):
    return {
        "kicker": f"Dach {word}",
        "headline": f"Titel {word}",
        "lead": f"Vorspann {word}",
        "body": f"<p>Text {word}</p>",
        "initials": word[:3].lower(),
        "infobox": f"Kasten {word}",
        "links": [{"label": f"Link {word}", "address": f"https://{word.lower()}.example/"}],
        "picture_caption": f"Bild {word}",
        "section": things["section"],
        "tags": [things["tag"]],
        "people": [things["person"]],
        "institutions": [things["institution"]],
        "awards": [things["award"]],
        "picture": things["picture"],
        "attachments": [things["attachment"]],
        **places,
    }


EARLY = NOON - 2 * DAY


def make_embargoed(**content):
    at = NOON + HOUR
    return make_released(
        at=at, desk={"embargo_until": at, "embargo_source": "Das Haus"}, now=EARLY, **content
    )


def make_withdrawn(at, **content):
    article = make_released(at=at, now=EARLY, **content)
    chief, note = make_user(Role.CHIEF), content["headline"]
    workflow.withdraw(article, by=chief, now=NOON - HOUR, note=note)
    return article


def make_changed(*acts, **content):
    article, chief = make_released(at=EARLY, now=EARLY, headline="Bleibt"), make_user(Role.CHIEF)
    workflow.save(article, content, by=chief, now=NOON - HOUR)
    for act in acts:
        act(article, by=chief, now=NOON - HOUR)
    return article


MAKERS = {
    "draft": partial(make_article, now=EARLY),
    "in review": partial(make_submitted, now=EARLY),
    "planned": partial(make_released, at=NOON + HOUR, now=EARLY),
    "embargoed": make_embargoed,
    "ended": partial(make_released, at=EARLY, until=NOON - HOUR, now=EARLY),
    "withdrawn": partial(make_withdrawn, EARLY),
    "taken back": partial(make_withdrawn, NOON + HOUR),
    "pending": make_changed,
    "submitted": partial(make_changed, workflow.submit),
}


@pytest.fixture
def world(time_machine):
    """The reports, each with things of its own; a public one refers to all the others."""
    time_machine.move_to(NOON, tick=False)
    town, district, land = make_municipality(), make_district(), make_federal_state()
    places = {"municipalities": [town], "districts": [district], "federal_states": [land]}
    reports, things = {}, {}
    for kind, word in CANARIES.items():
        things[kind] = things_of(word)
        content = content_of(word, things[kind], places)
        reports[kind] = MAKERS[kind](**content)
        win = {"winner_name": town.name, "winner_kind": WinnerKind.MUNICIPALITY}
        edition = make_edition(award=things[kind]["award"])
        AwardWin.objects.create(edition=edition, municipality=town, **win)
    nodes = [reference(r.pk, f"k{n}") for n, r in enumerate(reports.values())]
    things["twin"] = things_of(TWIN)
    content = content_of(TWIN, things["twin"], places)
    content["body"] = f"<p>Text {TWIN}: {', '.join(nodes)}.</p>"
    reports["twin"] = make_adopted(at=NOON - HOUR, **content)
    return World(reports, things, town, district, land)


def media_of(world):
    """All files: those that readers may get, and the kept ones that only the desk gets."""
    kept = [
        picture.file.name for things in world.things.values() for picture in pictures_of(things)
    ]
    return [path for things in world.things.values() for path in shown_of(things)] + [
        reverse("articles:media", args=[name]) for name in kept
    ]


def shown_of(things):
    """The addresses of what a report offers: its attachment, and its pictures in a size."""
    names = [things["attachment"].file.name, *map(shown_name, pictures_of(things))]
    return [reverse("articles:media", args=[name]) for name in names]


def pictures_of(things):
    return [things["picture"], things["person"].portrait]


FED = (
    *("section", "tag", "person", "ministry", "institution", "award"),
    *("municipality", "federal_state"),
)


def _feeds_of(world, name, file):
    """The same feeds as the RSS ones in another format."""
    return [path.replace("feed.xml", file) for path in RULES[f"{name}_feed"](world)]


#: By name of a pattern: all addresses worth trying.
RULES = {
    "home": lambda w: ["/", "/?vor=1", "/?p=1", "/?status=draft&order=asc"],
    "article": lambda w: [a.get_absolute_url() for a in w.reports.values()],
    "article_by_number": lambda w: [f"/meldungen/{a.pk}/" for a in w.reports.values()],
    "card": lambda w: [f"{a.get_absolute_url()}karte.png" for a in w.reports.values()],
    "story": lambda w: [f"{a.get_absolute_url()}chronik/" for a in w.reports.values()],
    "hint": lambda w: [f"{a.get_absolute_url()}fehler/" for a in w.reports.values()],
    "section": lambda w: w.each("section"),
    "section_feed": lambda w: [f"{page}feed.xml" for page in w.each("section")],
    "tag": lambda w: w.each("tag"),
    "tag_feed": lambda w: [f"{page}feed.xml" for page in w.each("tag")],
    "person": lambda w: w.each("person"),
    "person_feed": lambda w: [f"{page}feed.xml" for page in w.each("person")],
    "ministry": lambda w: w.each("institution"),
    "ministry_feed": lambda w: [f"{page}feed.xml" for page in w.each("institution")],
    "institution": lambda w: [
        i.replace("ministerien", "institutionen") for i in w.each("institution")
    ],
    "institution_feed": lambda w: [
        f"{i.replace('ministerien', 'institutionen')}feed.xml" for i in w.each("institution")
    ],
    "award": lambda w: w.each("award"),
    "award_feed": lambda w: [f"{page}feed.xml" for page in w.each("award")],
    "municipality": lambda w: [w.town.get_absolute_url(), w.district.get_absolute_url()],
    "municipality_by_key": lambda w: [f"/kommunen/{w.town.ags}/"],
    "municipality_feed": lambda w: [
        f"{w.town.get_absolute_url()}feed.xml",
        f"{w.district.get_absolute_url()}feed.xml",
    ],
    "federal_state": lambda w: [w.land.get_absolute_url()],
    "federal_state_feed": lambda w: [f"{w.land.get_absolute_url()}feed.xml"],
    "municipalities": lambda w: ["/kommunen/"],
    "federal_states": lambda w: ["/laender/"],
    "ministries": lambda w: ["/ministerien/"],
    "institutions": lambda w: ["/institutionen/"],
    "awards": lambda w: ["/preise/"],
    "archive": lambda w: ["/archiv/"],
    "archive_year": lambda w: ["/archiv/2026/"],
    "archive_month": lambda w: ["/archiv/2026/03/"],
    "search": lambda w: ["/suche/?q=Titel", *(f"/suche/?q={w[1:]}" for w in CANARIES.values())],
    "suggest": lambda w: [f"/suche/vorschlag.json?q={w[:5]}" for w in (*CANARIES.values(), TWIN)],
    **{
        f"{name}_{kind}": partial(_feeds_of, name=name, file=file)
        for name in FED
        for kind, file in (("atom", "atom.xml"), ("json", "feed.json"))
    },
    "atom": lambda w: ["/feeds/atom.xml"],
    "json_feed": lambda w: ["/feeds/feed.json"],
    "sitemap": lambda w: ["/sitemap.xml"],
    "sitemap_of_reports": lambda w: [
        f"/sitemap-meldungen-{a.pk // CHUNK}.xml" for a in w.reports.values()
    ],
    "sitemap_of_pages": lambda w: [f"/sitemap-{kind}.xml" for kind in KINDS],
    "news_sitemap": lambda w: ["/news-sitemap.xml"],
    "robots": lambda w: ["/robots.txt"],
    "security": lambda w: ["/.well-known/security.txt"],
    "site_page": lambda w: ["/impressum/", "/datenschutz/"],
    "rss": lambda w: ["/feeds/rss.xml"],
    "corrections": lambda w: ["/korrekturen/"],
    "preview": lambda w: ["/vorschau/1-1/", "/vorschau/1-1:abc/"],
    "preview_file": lambda w: [f"/vorschau/1-1:abc/{m.split('/medien/')[1]}" for m in media_of(w)],
    "coverage": lambda w: ["/kommunen/karte/"],
    "coverage_of_land": lambda w: [f"/kommunen/karte/{w.land.slug}/"],
    "indexnow_key": lambda w: ["/abcdefgh.txt"],
    "media": media_of,
    "accessibility": lambda w: ["/barrierefreiheit/"],
    "colours": lambda w: ["/farben-abc.css"],
    "alive": lambda w: ["/status/"],
    "ready": lambda w: ["/status/bereit/"],
}
#: Where the public twin must be found at noon.
SURFACES = [
    "home",
    "article",
    "story",
    "section",
    "section_feed",
    "tag",
    "tag_feed",
    "person",
    "person_feed",
    "ministry",
    "ministry_feed",
    "institution_feed",
    "award",
    "award_feed",
    "municipality",
    "municipality_feed",
    "federal_state",
    "federal_state_feed",
    "archive_month",
    "ministries",
    "awards",
    "rss",
    "atom",
    "json_feed",
    "section_atom",
    "municipality_json",
    "search",
]


def patterns(urls=None, before=""):
    """Every pattern of the URLconf: its name, and the address as it is written there."""
    for entry in urls if urls is not None else get_resolver().url_patterns:
        route = f"{before}{entry.pattern}"
        if hasattr(entry, "url_patterns"):
            yield from patterns(entry.url_patterns, route)
        else:
            yield entry.name, route


def everything_of(answer):
    """All bytes of an answer, headers included."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace") + repr(dict(answer.headers))


def told(text):
    """The kinds of hidden reports that a text gives away."""
    return {kind for kind, word in CANARIES.items() if word.lower() in text.lower()}


def test_every_pattern_for_readers_has_a_rule():
    public = {name for name, route in patterns() if not route.startswith(OTHER_HOUSES)}

    assert public == set(RULES)


def test_no_answer_to_anybody_tells_of_a_hidden_report(client, world):
    leaks = {}
    for name, rule in RULES.items():
        for path in rule(world):
            for text in (everything_of(client.get(path)), everything_of(client.head(path))):
                leaks |= {(name, path): told(text)} if told(text) else {}

    assert leaks == {}


def test_the_public_twin_is_found_wherever_it_belongs(client, world):
    missing = set()
    for name in SURFACES:
        texts = [everything_of(client.get(path)) for path in RULES[name](world)]
        missing |= set() if any(TWIN in text for text in texts) else {name}

    assert missing == set()


def test_files_are_served_for_the_twin_only(client, world):
    files = {path: client.get(path).status_code for path in media_of(world)}

    of_twin = set(shown_of(world.things["twin"]))
    assert {path for path, status in files.items() if status == 200} == of_twin


def test_hidden_reports_that_a_public_one_refers_to_leave_no_trace(client, world):
    page = everything_of(client.get(world.reports["twin"].get_absolute_url()))

    linked = {int(pk) for pk in re.findall(r"/meldungen/(\d+)-", page)}
    own, visible = world.reports["twin"].pk, {"pending", "submitted"}
    assert linked == {own} | {world.reports[kind].pk for kind in visible}
    assert page.count(">wir berichteten</a>") == len(visible)
    assert "data-reference" not in page


@pytest.mark.parametrize(
    ("at", "kinds"),
    [
        (NOON - 3 * DAY, set()),
        (NOON - 2 * DAY, {"ended", "withdrawn"}),
        (NOON + HOUR - timedelta(microseconds=1), set()),
        (NOON + HOUR, {"planned", "embargoed"}),
    ],
)
def test_the_clock_alone_brings_and_takes_reports(client, world, time_machine, at, kinds):
    time_machine.move_to(at, tick=False)
    expected = kinds - ({"withdrawn"} if at < NOON else set())
    seen = set()
    for name in SURFACES:
        for path in RULES[name](world):
            seen |= told(everything_of(client.get(path)))

    assert seen == expected


def test_every_link_within_the_site_leads_somewhere(client, world):
    waiting, seen = ["/", "/archiv/", "/kommunen/", "/ministerien/", "/preise/"], {}
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith("/static/"):
            continue
        answer = client.get(path)
        seen[path] = answer.status_code
        if answer.status_code == 301:
            waiting.append(answer["Location"])
        elif answer["Content-Type"].startswith("text/html"):
            waiting += re.findall(r'(?:href|src)="(/[^"#?]*)', answer.content.decode())

    assert {path: status for path, status in seen.items() if status not in (200, 301)} == {}
    assert world.reports["twin"].get_absolute_url() in seen


def test_readers_are_given_no_cookie(client, world):
    for rule in RULES.values():
        for path in rule(world):
            client.get(path)

    assert client.cookies == {}
