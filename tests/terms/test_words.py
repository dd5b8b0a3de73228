"""Tests of German words as terms."""

import pytest

from articles.terms.ideas import ideas
from articles.terms.words import term, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bewerbung", "bewerben"),
        ("ausgezeichnet", "Auszeichnung"),
        ("eingeführt", "Einführung"),
        ("begonnen", "Beginn"),
        ("beschlossen", "beschlossene"),
        ("Haushalts", "Haushalt"),
        ("Kölner", "Köln"),
        ("Straße", "Strasse"),
        ("4.300", "4300"),
    ],
)
def test_forms_of_a_word_are_one_term(one, other):
    assert term(one) == term(other) != ""


@pytest.mark.parametrize("word", ["und", "Jahre", "berichteten", "2019", "7", "-"])
def test_words_without_a_topic_are_no_terms(word):
    assert term(word) == ""


def test_a_hyphenated_word_gives_its_parts_and_the_whole():
    assert terms("Park-Leitsystem") == ["parkleitsystem", "park", "leitsystem"]


def test_a_full_name_and_its_abbreviation_meet():
    full, short = set(terms("Amt für das Data Science Center")), set(terms("die DSC"))

    assert full & short == {"=dsc"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Probelauf", "Test"), ("Tablet", "Laptop"), ("Förderbescheid", "Zuschuss")],
)
def test_different_words_can_carry_the_same_idea(one, other):
    assert set(ideas(term(one))) & set(ideas(term(other)))


def test_a_short_beginning_must_be_the_whole_word():
    assert "§chatbot" in ideas("bot")
    assert "§chatbot" not in ideas("botanik")
