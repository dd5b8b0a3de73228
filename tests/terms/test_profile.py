"""Tests of what a report is about."""

import pytest

from articles.terms.profile import MARK, marked_paragraphs, profile, sentences
from tests.makers import reference

BODY = (
    "<p>Die Mole bekommt Ampeln.</p><h2>Nebenbei</h2>"
    f"<p>Der Leuchtturm war schon saniert worden ({reference()}). Möwen nisten dort.</p>"
)


def test_terms_stand_where_they_say_the_most():
    found = profile(headline="Ampeln am Hafen", lead="Der Hafen wächst.", body=BODY)

    assert "haf" in found.head
    assert "haf" not in found.lead
    assert "mol" in found.opening
    assert "mow" in found.rest


def test_a_sentence_that_refers_to_an_earlier_report_is_only_an_echo():
    found = profile(headline="Ampeln am Hafen", body=BODY)

    assert "leuchtturm" in found.echo
    assert "mow" not in found.echo


def test_kicker_and_tags_are_keys_beside_the_things():
    found = profile(kicker="Erlenau", tags=["Smart City"], things=["award:7"])

    assert found.keys == {"kicker:erlenau", "tag:smart-city", "award:7"}


def test_each_reference_is_marked_in_the_text():
    assert marked_paragraphs(f"<p>Eins ({reference()}).</p><p>Zwei.</p>") == [
        f"Eins ({MARK}).",
        "Zwei.",
    ]


@pytest.mark.parametrize(
    ("paragraph", "number"),
    [
        ("Das kostet 3 Mio. Euro. Es lohnt sich.", 2),
        ("Am 3. März geht es los.", 1),
        ("„Das ist gut.“ So sagt man.", 2),
        ("Es läuft z. B. in Kiel.", 1),
        ("", 1),
    ],
)
def test_full_stops_inside_a_sentence_do_not_end_it(paragraph, number):
    assert len(sentences(paragraph)) == number
