"""What the readers' templates ask for: words looked up once, headings, lists of things."""

from datetime import date
from types import SimpleNamespace

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
    found = [Thing("A & B", "/a/", note="AB"), Thing("C", "/c/")]

    shown = rendered('{{ found|things:_("Institutions") }}', found=found)

    assert shown == (
        '<section class="things"><h2 class="label">Institutionen</h2><ul>'
        '<li><a href="/a/">A &amp; B (AB)</a></li><li><a href="/c/">C</a></li></ul></section>'
    )
    assert rendered("{{ found|things:title }}", found=(), title="Tags") == ""


def test_the_day_of_a_report_is_written_out_in_german():
    shown = rendered("{{ day|weekday }}, {{ day|long_day }}", day=date(2019, 1, 18))

    assert shown == "Freitag, 18. Januar 2019"
