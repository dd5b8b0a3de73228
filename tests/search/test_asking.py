"""What was typed is taken apart the same way, whatever it is."""

import pytest

from articles.search.asking import LONGEST, MOST_TERMS, Term, asked


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("  Rathaus ", (Term("Rathaus"),)),
        ("Rathaus digital", (Term("Rathaus"), Term("digital"))),
        ("“Smart City” Köln", (Term("Köln"), Term("Smart City", is_phrase=True))),
        ("„Smart City“", (Term("Smart City", is_phrase=True),)),
        ("»Smart City«", (Term("Smart City", is_phrase=True),)),
        ('"Smart City', (Term("Smart City", is_phrase=True),)),
        ('"Rathaus"', (Term("Rathaus"),)),
        ("Köln -Bonn", (Term("Köln"), Term("Bonn", is_unwanted=True))),
        ("Online-Bauantrag", (Term("Online-Bauantrag"),)),
        ("- -- ---", ()),
        ('""""', ()),
        ("a:*&!(b", (Term("a b"),)),
        ("Ko\u0308ln", (Term("Köln"),)),
        ("Rat\x00haus\ud800", (Term("Rathaus"),)),
    ],
)
def test_words_phrases_and_unwanted_words_are_told_apart(typed, terms):
    assert asked(typed).terms == terms


def test_what_goes_too_far_is_cut_off():
    question = asked("wort " * 20_000)

    assert (len(question.text) <= LONGEST, len(question.terms)) == (True, MOST_TERMS)
