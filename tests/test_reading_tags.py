"""What the readers' templates ask for: words looked up once, headings, lists of things."""

import re
from datetime import date
from html import unescape
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template import Context, Template
from django.template.base import TextNode

from articles.read_model import Thing

KICKER = '<span class="kicker">%s<span class="unseen">:</span></span>'


def rendered(source, **context):
    return Template("{% load i18n reading %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('{% translate "Tags" %}', "Stichwörter"),
        ('{% translate "Newer" context "report in the section" %}', "Neuer"),
        ("{% translate word %}", "Orte"),
        ('{% translate "Tags" as title %}<{{ title }}>', "<Stichwörter>"),
    ],
)
def test_words_are_german_however_they_are_named(source, shown):
    assert rendered(source, word="Places") == shown


def test_a_constant_word_is_looked_up_when_the_template_is_read():
    [_, node] = Template('{% load i18n reading %}{% translate "Tags" %}').nodelist

    assert isinstance(node, TextNode)


@pytest.mark.parametrize(
    ("kicker", "shown"),
    [
        ("", "Was &lt;b&gt; heißt"),
        ("Köln & Bonn", f"{KICKER % 'Köln &amp; Bonn'} Was &lt;b&gt; heißt"),
    ],
)
def test_a_heading_has_its_kicker_and_no_foreign_markup(kicker, shown):
    report = SimpleNamespace(kicker=kicker, headline="Was <b> heißt")

    assert rendered("{{ report|heading }}", report=report) == shown


def test_things_stand_under_their_title_with_their_notes():
    kinds = dict.fromkeys(("tags", "places", "awards", "people"), ())
    houses = [Thing("A & B", "/a/", note="AB"), Thing("C", "/c/")]

    shown = rendered("{{ report|about }}", report=SimpleNamespace(**kinds, institutions=houses))

    assert shown == (
        '<section class="things"><h2 class="label">Institutionen</h2><ul>'
        '<li><a href="/a/">A &amp; B (AB)</a></li><li><a href="/c/">C</a></li></ul></section>'
    )


def test_the_kinds_of_things_stand_in_one_order():
    names = ("people", "awards", "institutions", "places", "tags")
    things = {name: [Thing(name, "/")] for name in names}

    shown = rendered("{{ report|about }}", report=SimpleNamespace(**things))

    words = ["Stichwörter", "Orte", "Institutionen", "Preise", "Autorinnen und Autoren"]
    assert re.findall(r"label\">(.*?)<", shown) == words
    assert re.findall(r'href="/">(.*?)<', shown) == [*reversed(names)]


def test_a_report_is_passed_on_with_its_title_and_address(settings):
    settings.SITE_URL = "https://amt.example"
    report = SimpleNamespace(kicker="Ulm", headline="A & „B“?", url="/meldungen/1-a/")

    links = re.findall('href="(.*?)"', rendered("{{ report|ways_to_share }}", report=report))

    mail, linkedin, whatsapp = map(unescape, links)
    assert parse_qs(urlsplit(mail).query) == {
        "subject": ["Ulm: A & „B“?"],
        "body": ["Ulm: A & „B“?\nhttps://amt.example/meldungen/1-a/"],
    }
    assert parse_qs(urlsplit(linkedin).query) == {"url": ["https://amt.example/meldungen/1-a/"]}
    assert parse_qs(urlsplit(whatsapp).query)["text"] == parse_qs(urlsplit(mail).query)["body"]


def test_a_report_describes_itself_without_foreign_markup(settings):
    settings.SITE_NAME, settings.SITE_URL = "Amt & Netz", "https://amt.example"
    report = SimpleNamespace(headline='Das "<b>"', lead="A & B", url="/meldungen/1-a/")

    shown = rendered("{% described report %}", report=report)

    said = dict(re.findall(r'<meta property="og:(.*?)" content="(.*?)">', shown))
    assert said["title"] == "Das &quot;&lt;b&gt;&quot;"
    assert (said["description"], said["site_name"]) == ("A &amp; B", "Amt &amp; Netz")
    assert said["url"] == "https://amt.example/meldungen/1-a/"
    assert said["image"] == f"{said['url']}karte.png"


def test_the_day_of_a_report_is_written_out_in_german():
    shown = rendered("{{ day|weekday }}, {{ day|long_day }}", day=date(2019, 1, 18))

    assert shown == "Freitag, 18. Januar 2019"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ name|more_on }}", "Mehr aus A &amp; B"),
        ("{{ name|more_in }}", "Mehr in der Rubrik A &amp; B"),
    ],
)
def test_where_to_read_on_is_said_in_german(source, shown):
    assert rendered(source, name="A & B") == shown
