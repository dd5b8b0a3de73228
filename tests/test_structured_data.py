"""What a page says to machines is what it says to people, and can't break out of its block."""

import json
import re
from datetime import timedelta

import pytest

from tests.makers import (
    NOON,
    make_adopted,
    make_award,
    make_institution,
    make_municipality,
    make_person,
    make_picture,
    make_released,
    make_section,
    make_tag,
    reference,
)

HOUR = timedelta(hours=1)
SITE = "https://amt.example"
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, time_machine, settings):
    settings.SITE_URL = SITE

    def fetch(path, at=NOON):
        time_machine.move_to(at, tick=False)
        text = client.get(path).content.decode()
        (block,) = _BLOCK.findall(text)
        return {thing["@type"]: thing for thing in json.loads(block)["@graph"]}, text

    return fetch


def test_a_report_says_who_when_and_what_about(read):
    town = make_municipality(ags="05913000", name="Dortmund")
    content = {
        "municipalities": [town],
        "institutions": [make_institution(name="Haus", short_name="H")],
        "awards": [make_award(name="Preis")],
        "people": [make_person("Vera Ernst")],
        "tags": [make_tag("Open Data")],
        "picture": make_picture(credit="Foto: Stadt", caption="Das Rathaus"),
        "section": make_section("Netz"),
    }
    article = make_adopted(kicker="Köln", headline="Ein Titel", lead="Der Vorspann.", **content)

    said, text = read(article.get_absolute_url())

    news = said["NewsArticle"]
    assert (news["headline"], "Ein Titel</h1>" in text) == ("Ein Titel", True)
    assert news["description"] == "Der Vorspann."
    assert news["datePublished"] == news["dateModified"] == "2026-03-03T12:00:00+01:00"
    assert f'datetime="{news["datePublished"]}"' in text
    assert news["url"] == news["mainEntityOfPage"] == f"{SITE}{article.get_absolute_url()}"
    assert [author["name"] for author in news["author"]] == ["Vera Ernst"]
    assert (news["articleSection"], news["keywords"]) == ("Netz", ["Open Data"])
    places = {thing["name"]: thing for thing in news["about"]}
    assert places["Dortmund"]["identifier"]["value"] == "05913000"
    assert places["Dortmund"]["url"] == f"{SITE}{town.get_absolute_url()}"
    assert (places["Haus"]["@type"], set(places)) == (
        "GovernmentOrganization",
        {"Dortmund", "Haus", "Preis"},
    )
    (picture,) = news["image"]
    assert (picture["creditText"], picture["caption"]) == ("Foto: Stadt", "Das Rathaus")
    assert picture["url"].startswith(f"{SITE}/medien/")
    assert said["NewsMediaOrganization"]["@id"] == news["publisher"]["@id"]
    trail = [step["item"] for step in said["BreadcrumbList"]["itemListElement"]]
    assert trail == [f"{SITE}/", f"{SITE}/rubriken/netz/", news["url"]]


def test_only_references_that_are_public_are_cited(read):
    public = make_adopted(at=NOON - HOUR, headline="Früher")
    hidden = make_released(at=NOON + HOUR, now=NOON, headline="Später")
    body = f"<p>{reference(public.pk)} und {reference(hidden.pk, 'k2')}.</p>"
    article = make_adopted(body=body)

    said, _text = read(article.get_absolute_url())

    assert [cited["headline"] for cited in said["NewsArticle"]["citation"]] == ["Früher"]


def test_an_advertisement_is_no_news(read):
    paid = make_adopted(is_advertisement=True)

    said, _text = read(paid.get_absolute_url())

    assert "NewsArticle" not in said
    assert said["AdvertiserContentArticle"]["headline"] == paid.headline


@pytest.mark.parametrize(
    "typed", ["</script><script>alert(1)</script>", "<!-- <script>", "\u2028", '"}]}', "&amp; &lt;"]
)
def test_nothing_typed_leaves_the_block(read, typed):
    article = make_adopted(headline=f"Titel {typed}", tags=[make_tag(f"Wort {typed}")])

    said, text = read(article.get_absolute_url())

    assert said["NewsArticle"]["headline"].split() == f"Titel {typed}".split()
    assert "<script>alert" not in text


def test_pages_of_things_say_where_they_are(read):
    article = make_adopted(section=make_section("Netz"))

    said, _text = read(article.section.get_absolute_url())

    names = [step["name"] for step in said["BreadcrumbList"]["itemListElement"]]
    assert names[1:] == ["Netz"]


def test_the_home_page_says_whose_it_is_and_how_it_is_searched(read):
    said, _text = read("/")

    assert said["WebSite"]["potentialAction"]["target"] == f"{SITE}/suche/?q={{search_term_string}}"


def test_a_shared_link_shows_title_and_card(read):
    article = make_adopted(headline="Ein Titel")

    _said, text = read(article.get_absolute_url())

    assert '<meta property="og:title" content="Ein Titel">' in text
    assert f'<link rel="canonical" href="{SITE}{article.get_absolute_url()}">' in text
    assert (
        f'<meta property="og:image" content="{SITE}{article.get_absolute_url()}karte.png">' in text
    )
