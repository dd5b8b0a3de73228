"""The search page answers everybody, with or without JavaScript, whatever they type."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from articles.search import LENGTH
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_award,
    make_institution,
    make_municipality,
    make_section,
)

HOUR = timedelta(hours=1)
HOSTILE = [
    "-" * 33 + "a",
    '"' * 5000,
    "wort " * 20_000,
    "a:*&!(",
    "a" * 10_000,
    "'; DROP TABLE articles_article; --",
    "%",
    "\\",
    "'\\''",
    "<script>alert(1)</script>",
    "🙂 ﷽ \u202e",
    " ".join(f"w{n}" for n in range(300)),
    "(((((((((((((((((((((((((((((((((((((",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa -b",
]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def page(client, query):
    answer = client.get(f"/suche/?{query}")
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_questions_get_an_answer(client, typed):
    make_adopted(body="<p>a wort b</p>")

    for path in ("/suche/", "/suche/vorschlag.json"):
        answer = client.get(f"{path}?q={quote(typed)}")

        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["q=%00a%00", "q=%ED%A0%80", "q=%FF", "q=a&rubrik=%00", "q=a&q=b", "q=a;b&jahr=%ED"]
)
def test_broken_bytes_get_an_answer(client, query):
    assert page(client, query)[0] == 200
    assert client.get(f"/suche/vorschlag.json?{query}").status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "51", "1000000", "٣", "1.5", "x", ""])
def test_pages_that_there_are_not_are_not_found(client, number):
    assert page(client, f"q=wort&seite={number}")[0] == 404


def test_results_go_on_page_by_page_with_the_filters_kept(client):
    section = make_section("Breitband")
    for number in range(LENGTH + 1):
        make_adopted(headline=f"Wort {number}", section=section, at=NOON - number * HOUR)

    _status, first = page(client, "q=wort&rubrik=breitband&sortierung=datum")
    _status, second = page(client, "q=wort&rubrik=breitband&sortierung=datum&seite=2")

    assert f"{LENGTH + 1} Treffer" in first
    assert "?q=wort&amp;rubrik=breitband&amp;sortierung=datum&amp;seite=2" in first
    assert (first.count("<h3>"), second.count("<h3>")) == (LENGTH, 1)
    assert 'name="rubrik" value="breitband"' in first
    assert "Rubrik:</span> Breitband" in first


def make_things_of(article):
    """A town, a house and a prize that nobody else has, and the address that asks for each."""
    town, house, award = make_municipality(), make_institution(), make_award()
    article.municipalities.add(town)
    article.institutions.add(house)
    article.awards.add(award)
    land = town.federal_state
    article.federal_states.add(land)
    return [
        f"kommune={town.ags}",
        f"land={land.slug}",
        f"institution={house.key}",
        f"preis={award.key}",
    ]


def test_a_filter_of_a_hidden_report_is_dropped_like_one_that_never_was(client):
    make_adopted(headline="Ein Wort")
    hidden = make_article(headline="Ein Wort", section=make_section("Geheime Rubrik"))
    asked = ["rubrik=geheime-rubrik", *make_things_of(hidden), "jahr=1"]

    for question in ("q=wort", "q="):
        _status, plain = page(client, question)
        for chosen in asked:
            made_up = f"{chosen.partition('=')[0]}=nie-gewesen"
            assert page(client, f"{question}&{chosen}") == (200, plain)
            assert page(client, f"{question}&{made_up}") == (200, plain)


def test_a_misspelt_question_is_offered_again(client):
    make_adopted(headline="Der Glasfaserausbau")

    _status, text = page(client, "q=glasfaserausbua")

    assert "Meinten Sie" in text
    assert 'href="/suche/?q=glasfaserausbau"' in text


def test_what_was_typed_is_shown_again_as_text(client):
    _status, text = page(client, "q=%22%3E%3Cb%3E&rubrik=%22%3E%3Ci%3E")

    assert 'value="&quot;&gt;&lt;b&gt;"' in text
    assert ("<b>" in text, "<i>" in text) == (False, False)


def test_an_empty_search_shows_the_form_alone(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        status, text = page(client, "")

    assert (status, 'role="search"' in text) == (200, True)


def test_suggestions_are_json(client):
    make_adopted(headline="Der Glasfaserausbau")

    answer = client.get("/suche/vorschlag.json?q=glasf")

    assert answer.json() == {"suggestions": [{"text": "glasfaserausbau", "note": "", "url": ""}]}


def test_a_search_asks_few_questions(client, django_assert_max_num_queries):
    make_adopted(headline="Der Glasfaserausbau")
    page(client, "q=warm")

    with django_assert_max_num_queries(14):
        page(client, "q=glasfaserausbau")


def test_suggestions_ask_few_questions(client, django_assert_max_num_queries):
    make_adopted(headline="Der Glasfaserausbau", municipalities=[make_municipality()])
    client.get("/suche/vorschlag.json?q=warm")

    with django_assert_max_num_queries(7):
        client.get("/suche/vorschlag.json?q=glasf")


@pytest.mark.parametrize(
    ("query", "is_noindex"), [("q=Bauantrag", False), ("q=Bauantrag&jahr=2026", True)]
)
def test_no_results_compete_in_search_engines_with_what_they_find(
    client, settings, query, is_noindex
):
    make_adopted(at=NOON - HOUR, headline="Ein Bauantrag")

    page = client.get(f"/suche/?{query}").content.decode()

    assert f'<link rel="canonical" href="{settings.SITE_URL}/suche/">' in page
    assert ('content="noindex, follow"' in page) == is_noindex
    assert page.count('<meta name="description" content="') == 1
