"""Tests of the words around a place."""

import pytest

from articles.suggestions.places import places_in
from tests.suggestions.tales import TODAY, marked


def test_the_nearer_word_weighs_more():
    (place,) = places_in(marked("Am Wehr misst der Kanuverein den Pegel (##)."), TODAY)

    assert place.anchor["pegel"] > place.anchor["kanuverein"] > place.anchor["wehr"]


def test_a_noun_weighs_more_than_another_word():
    (place,) = places_in(marked("Endlich misst man am Wehr den breiten Fluss (##)."), TODAY)

    assert place.anchor["fluss"] > place.anchor["wehr"] > place.anchor["breit"]


def test_what_follows_the_place_weighs_less_than_what_precedes_it():
    (place,) = places_in(marked("Der Pegel (##) meldet jetzt Niedrigwasser."), TODAY)

    assert place.anchor["pegel"] > place.anchor["niedrigwass"]


def test_in_a_chain_each_place_looks_at_its_own_element():
    text = "Gelungen sind die Orgel in Erlenau (##) und die Mole in Quellheim (##)."

    organ, mole = places_in(marked(text), TODAY)

    assert organ.companions == mole.companions == 2
    assert organ.anchor["orgel"] > organ.anchor["mol"]
    assert mole.anchor["mol"] > mole.anchor["orgel"]
    assert "Orgel" not in mole.element


def test_the_paragraph_around_is_near_and_another_paragraph_is_not():
    body = marked("Die Fähre fährt. Das ist neu (##). Kapitän ist Jan Ehlert.") + "<p>Möwen.</p>"

    (place,) = places_in(body, TODAY)

    assert place.near["fahr"] > place.near["kapitan"]
    assert "mow" not in place.near


def test_a_time_in_its_own_element_goes_before_one_in_the_rest_of_the_sentence():
    text = "2019 kam die Orgel (##), 2022 die Mole (##)."

    organ, mole = places_in(marked(text), TODAY)

    assert organ.spans[0].first.year == 2019
    assert mole.spans[0].first.year == 2022


def test_a_body_without_references_has_no_places():
    assert places_in("<p>Nichts.</p>", TODAY) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("in Moers (##)", {"moers"}),
        ("Moers' und Neu-Ulms Grafik (##)", {"moers", "neu-ulm", "grafik"}),
        ("im Kreis Borken (##)", {"kreis", "borken", "kreis-borken"}),
        ("der große Rat (##)", {"rat"}),
        ("in Wesel (##), in Kleve (##)", {"wesel"}),
    ],
)
def test_what_an_element_names_may_be_the_kicker_or_a_tag_of_what_is_meant(text, named):
    place = places_in(marked(text), TODAY)[0]

    titles = {f"{kind}:{name}" for name in named for kind in ("kicker", "tag")}
    assert titles <= place.titles
    assert not any("grosse" in title or "kleve" in title for title in place.titles)
