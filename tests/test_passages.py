"""A passage leaves text and HTML whole, whatever lies between its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.passages import MARK, without, without_anywhere, without_html
from tests.makers import reference


@pytest.mark.parametrize(
    ("text", "passage", "left"),
    [
        ("Er log. Sie nicht.", "Er log.", "[…] Sie nicht."),
        ("Er  LOG.\nSie nicht.", "er log. sie", "[…] nicht."),
        ("Er sagte: „Nein“.", 'sagte: "Nein"', "Er […]."),
        ("2019–2020 fehlte Geld", "2019-2020 fehlte", "[…] Geld"),
        ("Er log, er log.", "er log", "[…], […]."),
        ("Stra\u00adße gesperrt", "Straße", "[…] gesperrt"),
        ("Nichts davon.", "etwas", "Nichts davon."),
        ("ab", "ab", "ab"),  # too short to be a passage
        ("a<b> & c", "<b> &", "a[…] c"),
    ],
)
def test_a_passage_leaves_plain_text(text, passage, left):
    assert without(text, passage) == left


@pytest.mark.parametrize(
    ("html", "passage", "left"),
    [
        ("<p>Er <strong>log</strong> gern.</p>", "Er log", "<p>[…] gern.</p>"),
        ("<p>Erst.</p><p>Er log.</p><p>Dann.</p>", "Er log.", "<p>Erst.</p><p>[…]</p><p>Dann.</p>"),
        ("<p>Er log</p><p>und betrog.</p>", "log und betrog", "<p>Er […]</p><p>.</p>"),
        ("<p>A &amp; B log.</p>", "a & b", "<p>[…] log.</p>"),
        ('<p><a href="https://log.example/">hier</a></p>', "log.example", "<p>hier</p>"),
    ],
)
def test_a_passage_leaves_html_and_its_tags_still_match(html, passage, left):
    assert without_html(html, passage) == left


def test_a_reference_within_the_passage_goes_with_it():
    html = f"<p>Er log, {reference(17)}, seit Jahren.</p>"

    assert without_html(html, "Er log, wir berichteten, seit") == "<p>[…] Jahren.</p>"


def test_a_reference_whose_address_tells_it_keeps_its_words():
    html = f"<p>Neu ({reference('https://example.org/luegner-mueller')}).</p>"

    left = without_html(html, "luegner-mueller")

    assert "luegner" not in left
    assert "wir berichteten" in left


def test_older_wordings_lose_every_run_of_its_words():
    passage = "Bürgermeister Max Muster hat die Bücher der Stadt jahrelang gefälscht."
    older = "Wie es heißt, hat die Bücher der Gemeinde jahrelang gefälscht wohl niemand."
    oldest = "Max Muster hat die Bücher der Stadt seit 2019 jahrelang gefälscht, so der Rat."

    assert without(older, passage) == older
    assert "Bücher" not in without(oldest, passage, lenient=True)
    assert "so der Rat" in without(oldest, passage, lenient=True)
    assert "Bücher" not in without(older.replace("Gemeinde", "Stadt"), passage, lenient=True)


def test_a_short_passage_takes_no_single_words_along():
    assert without("Max ging. Muster blieb.", "Max Muster", lenient=True) == (
        "Max ging. Muster blieb."
    )


def test_json_of_any_depth_is_searched():
    value = {
        "body": "<p>Er <em>log</em>.</p>",
        "links": [{"label": "Er log", "address": "https://example.org/"}],
        "tags": [{"id": 3, "label": "er log"}],
        "picture": None,
    }

    left = without_anywhere(value, "er log")

    assert left == {
        "body": f"<p>{MARK}.</p>",
        "links": [{"label": MARK, "address": "https://example.org/"}],
        "tags": [{"id": 3, "label": MARK}],
        "picture": None,
    }


@given(before=st.text(max_size=30), after=st.text(max_size=30), lenient=st.booleans())
def test_whatever_stands_around_it_the_passage_is_gone(before, after, lenient):
    text = f"{before} Das Kanarienwort fiel heute früh im Rat. {after}"

    left = without(text, "Das Kanarienwort fiel heute früh im Rat.", lenient=lenient)

    assert "kanarienwort" not in left.casefold()
