"""The words that were found are marked, however they are written."""

import pytest

from articles.search.snippets import LENGTH, Marker


@pytest.mark.parametrize(
    ("stem", "text", "marked"),
    [
        ("amt", "Die Ämter", "Die <mark>Ämter</mark>"),
        ("offent", "ÖFFENTLICH", "<mark>ÖFFENTLICH</mark>"),
        ("ubung", "übungen, Kübungen", "<mark>übungen</mark>, Kübungen"),
        ("strass", "Die Straße", "Die <mark>Straße</mark>"),
        ("a", "a b", "<mark>a</mark> b"),
        ("ki-projekt", "KI-Projekt", "KI-Projekt"),
        ("5g", "5G.", "<mark>5G</mark>."),
        ("amt", "kein Wort <i>", "kein Wort &lt;i&gt;"),
    ],
)
def test_a_word_is_marked_by_its_stem_whatever_its_letters(stem, text, marked):
    assert Marker({stem}).marked(text) == (marked, "<mark>" in marked)


def test_nothing_is_marked_where_nothing_was_asked_for():
    assert Marker(()).marked("Ein Wort") == ("Ein Wort", False)


def test_a_snippet_is_cut_between_words_around_the_first_one_found():
    text = f"{'vorher ' * 40}Amt {'nachher ' * 60}"

    snippet = Marker({"amt"}).snippet(text)

    assert snippet.startswith("… vorher")
    assert snippet.endswith("nachher …")
    assert "<mark>Amt</mark>" in snippet
    assert len(snippet) <= LENGTH + len("… <mark></mark> …")
