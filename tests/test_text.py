"""Text as it is stored: clean characters, slugs, sort keys, and the references in a body."""

import pytest

from articles.text import (
    normalised,
    plain_text,
    references_in,
    render_references,
    slugify,
    sort_key,
)
from articles.vocabulary import ReferenceEnd
from tests.makers import reference


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\u0308", "ä"),
        ("Titel\x0b mit\x00 Rest", "Titel mit Rest"),
        ("eins\r\nzwei\tdrei", "eins\nzwei\tdrei"),
        ("\ufeffBOM", "BOM"),
        ("einzeln \ud800 halb", "einzeln  halb"),
        ("„Wort“ – …", "„Wort“ – …"),
    ],
)
def test_stored_text_is_composed_and_without_control_characters(raw, clean):
    assert normalised(raw) == clean


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Straße in Köln", "strasse-in-koeln"),
        ("Ärger über Öl", "aerger-ueber-oel"),
        ("#dp25 – digital@bw", "dp25-digital-bw"),
        ("Café Zürich", "cafe-zuerich"),
        ("Mu\u0308nchen", "muenchen"),
        ("🎉", "ohne-titel"),
        ("", "ohne-titel"),
    ],
)
def test_slugs_are_german_and_never_empty(title, slug):
    assert slugify(title) == slug


def test_a_long_slug_is_cut_at_a_word():
    slug = slugify("Verwaltungsdigitalisierung " * 20)

    assert len(slug) <= 80
    assert slug.endswith("verwaltungsdigitalisierung")


def test_lists_are_sorted_as_germans_sort():
    names = ["Zwickau", "Ölde", "Aachen", "Ärzen", "Oldenburg", "Weißenfels", "Weissach"]

    assert sorted(names, key=sort_key) == [
        "Aachen",
        "Ärzen",
        "Ölde",
        "Oldenburg",
        "Weissach",
        "Weißenfels",
        "Zwickau",
    ]


def test_plain_text_keeps_words_apart_and_entities_readable():
    html = "<h2>Titel</h2><p>A &amp; B<br>neue Zeile</p><ul><li><p>Punkt</p></li></ul>"

    assert plain_text(html).split("\n")[:3] == ["Titel", "A & B", "neue Zeile"]


@pytest.mark.parametrize(
    ("to", "end", "target_id", "address"),
    [
        ("17", ReferenceEnd.REPORT, 17, ""),
        ("open", ReferenceEnd.OPEN, None, ""),
        ("none", ReferenceEnd.NONE, None, ""),
        ("https://a.de/?x=1&amp;y=2", ReferenceEnd.ADDRESS, None, "https://a.de/?x=1&y=2"),
    ],
)
def test_a_reference_leads_to_one_of_four_ends(to, end, target_id, address):
    found = references_in(f"<p>Text ({reference(to)}).</p>")[0]

    assert (found.end, found.target_id, found.address) == (end, target_id, address)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("Eins. Zwei ", ". Drei.", "Zwei wir berichteten."),
        ("Am 16. Januar ", " geht es los. Dann", "Am 16. Januar wir berichteten geht es los."),
        ("Der Rat. Dr. Weiß sagt ", " ja.", "Dr. Weiß sagt wir berichteten ja."),
        ("„Wir sind so weit.“ Das Amt ", "", "Das Amt wir berichteten"),
        ("Rund 2,5 Mio. Euro ", " fließen!", "Rund 2,5 Mio. Euro wir berichteten fließen!"),
    ],
)
def test_a_reference_knows_its_sentence(before, after, sentence):
    body = f"<p>Davor.</p><p>{before}{reference()}{after}</p><p>Danach.</p>"

    assert references_in(body)[0].sentence == sentence


def test_two_references_in_one_sentence_each_see_both():
    body = f"<p>In A ({reference(key='a')}) und B ({reference(key='b')}).</p>"

    sentences = {found.sentence for found in references_in(body)}

    assert sentences == {"In A (wir berichteten) und B (wir berichteten)."}


def test_rendering_replaces_the_node_and_nothing_else():
    body = f"<p>Das <em>Netz</em> ({reference('17', 'x7', 'siehe &amp; mehr')}).</p>"

    html = render_references(body, lambda to, key, words: f"[{to}|{key}|{words}]")

    assert html == "<p>Das <em>Netz</em> ([17|x7|siehe &amp; mehr]).</p>"
