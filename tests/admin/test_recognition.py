"""What the form is told that its text speaks of."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from articles.admin import recognition
from articles.models import Article, InstitutionName
from articles.roles import Role
from articles.statuses import Status
from tests.makers import (
    NOON,
    make_award,
    make_district,
    make_federal_state,
    make_institution,
    make_municipality,
    make_user,
)

URL = reverse("admin:articles_article_recognised")
LATE = datetime(2019, 1, 18, 23, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def registers():
    """A district with a town, two more of one name, a house with two names, and a prize."""
    make_municipality(name="Musterhausen", population=120_000, is_town=True)
    far = make_district(
        key="06001",
        name="Fernkreis",
        kind="Kreis",
        federal_state=make_federal_state(key="06", name="Fernland", abbreviation="FL"),
    )
    make_municipality(ags="05001901", name="Doppelstadt", population=9_000)
    make_municipality(ags="06001901", name="Doppelstadt", population=9_100, district=far)
    house = make_institution(
        key="bund-muster", name="Bundesministerium für Muster", short_name="BMMX", scope="federal"
    )
    house.names.all().delete()
    for name, short, start, end in (
        ("Bundesministerium für Vorbilder", "BMVX", None, date(2021, 12, 8)),
        ("Bundesministerium für Muster", "BMMX", date(2021, 12, 8), None),
    ):
        InstitutionName.objects.create(
            institution=house, name=name, abbreviation=short, valid_from=start, valid_to=end
        )
    make_award(key="musterpreis", name="Musterpreis", short_name="")
    return house


@pytest.fixture
def author(client):
    client.force_login(make_user(Role.AUTHOR))
    return client


def ask(client, **asked):
    complete = {"kicker": "", "headline": "", "lead": "", "body": "", "day": "2026-03-03"}
    return client.post(URL, complete | asked, content_type="application/json")


def entities(client, **asked):
    return ask(client, **asked).json()["entities"]


def test_places_houses_and_prizes_are_told_with_the_field_that_would_hold_them(author, registers):
    found = entities(
        author,
        kicker="Musterhausen",
        body="<p>Das BMMX verleiht den Musterpreis an die Stadt Musterhausen.</p>",
    )

    assert {(e["field"], e["choices"][0]["label"], e["sure"]) for e in found} == {
        ("municipalities", "Musterhausen", True),
        ("institutions", "BMMX", True),
        ("awards", "Musterpreis", True),
    }


def test_each_place_of_the_words_is_told_so_that_the_editor_finds_it_again(author, registers):
    (town,) = entities(
        author,
        headline="Musterhausen baut",
        body="<h2>Aus&nbsp;Musterhausen</h2><p>Die Stadt <b>Muster</b>hausen baut.</p>",
    )

    assert town["places"] == [
        {"field": "headline", "start": 0, "words": "Musterhausen", "nth": 0},
        {"field": "body", "start": 4, "words": "Musterhausen", "nth": 0},
        {"field": "body", "start": 27, "words": "Musterhausen", "nth": 1},
    ]


@pytest.mark.parametrize(
    ("texts", "sure"),
    [
        ({"kicker": "Fernland"}, True),
        ({"headline": "Fernlands Kommunen sparen"}, False),
        ({"lead": "Auch in Fernland wird gespart."}, False),
        ({"headline": "Nieder-Fernland spart"}, None),
        ({"headline": "Fernländer sparen"}, None),
        ({"body": "<p>In Fernland.</p>"}, None),
    ],
)
def test_a_land_is_sure_as_the_kicker_and_offered_from_the_top(author, registers, texts, sure):
    found = [entity for entity in entities(author, **texts) if entity["kind"] == "land"]

    assert [entity["sure"] for entity in found] == ([] if sure is None else [sure])


def test_of_homonyms_a_choice_is_offered_with_land_district_and_population(author, registers):
    (place,) = entities(author, body="<p>Die Gemeinde Doppelstadt plant.</p>")

    assert place["sure"] is False
    assert {choice["detail"] for choice in place["choices"]} == {
        "Musterland, Musterkreis, 9.000 Einwohner",
        "Fernland, Fernkreis, 9.100 Einwohner",
    }


def test_the_land_named_beside_it_orders_the_choice(author, registers):
    text = "<p>Die Gemeinde Doppelstadt im Kreis Musterkreis plant.</p>"
    place = next(e for e in entities(author, body=text) if e["field"] == "municipalities")

    assert place["choices"][0]["detail"].startswith("Musterland")


def test_the_same_homonym_is_asked_about_once(author, registers):
    text = "<p>Die Gemeinde Doppelstadt plant.</p><p>Der Rat der Gemeinde Doppelstadt tagt.</p>"
    (place,) = entities(author, headline="In Doppelstadt", body=text)

    assert len(place["places"]) == 3
    assert len(place["choices"]) == 2


@pytest.mark.parametrize(
    ("day", "label"),
    [("2021-12-07", "BMVX"), ("2021-12-08", "BMMX"), ("", "BMMX")],
)
def test_a_house_bears_its_name_of_the_day(author, registers, day, label):
    (house,) = entities(author, body=f"<p>Das {label} zahlt.</p>", day=day or None)

    assert house["choices"][0]["label"] == label
    assert house["choices"][0]["id"] == registers.pk


@pytest.mark.parametrize(
    ("body", "hints"),
    [
        ("<p>Das BMVX zahlt.</p>", [("„BMVX“ hieß am 08.12.2021 „BMMX“.", "BMMX")]),
        ("<p>Das BMMX zahlt.</p>", []),
        ("<p>Das damalige BMVX zahlte.</p>", []),
    ],
)
def test_a_name_of_another_day_is_hinted_at_with_the_right_one(author, registers, body, hints):
    found = ask(author, body=body, day="2021-12-08").json()["hints"]

    names = [hint for hint in found if hint["code"] == "outdated_name"]
    assert [(hint["message"], hint["right"]) for hint in names] == hints


def test_an_empty_form_is_told_nothing(author, registers):
    assert entities(author) == []


def test_sure_ones_come_first(author, registers):
    found = entities(author, body="<p>Doppelstadt und Musterhausen kooperieren.</p>")

    assert [e["sure"] for e in found] == sorted((e["sure"] for e in found), reverse=True)


def test_nothing_is_stored(author, registers):
    ask(author, body="<p>Musterhausen baut.</p>")

    assert not Article.objects.exists()


def test_one_question_takes_few_queries_however_long_the_text(
    author, registers, django_assert_max_num_queries
):
    text = "<p>Das BMMX verleiht den Musterpreis an Musterhausen und Doppelstadt.</p>"
    ask(author, body=text)

    with django_assert_max_num_queries(20):
        ask(author, body=text * 200)


@pytest.mark.parametrize(
    "body",
    ["[]", "nicht JSON", '{"day": "gestern"}', '{"body": "' + "<ul><li>" * 40 + '"}'],
)
def test_what_can_not_be_read_is_answered_without_an_error(author, body):
    assert author.post(URL, body, content_type="application/json").status_code == 400


def test_who_may_not_write_is_told_nothing(client, registers):
    client.force_login(make_user(Role.TECHNICIAN))

    assert ask(client, body="<p>Musterhausen</p>").status_code == 403


@pytest.mark.parametrize(
    ("columns", "day"),
    [
        ({"original_on": date(2019, 1, 18)}, "2019-01-18"),
        ({"publish_at": LATE, "status": Status.RELEASED}, "2019-01-19"),
        ({"publish_at": LATE, "status": Status.REVIEW}, "2026-03-03"),
        ({"publish_at": NOON + timedelta(days=3), "status": Status.REVIEW}, "2026-03-06"),
        ({}, "2026-03-03"),
    ],
)
def test_the_day_is_that_of_the_hour_or_of_the_source_or_today(columns, day, time_machine):
    time_machine.move_to(NOON)

    assert recognition.panel(Article(**columns))["day"] == day


def test_the_form_tells_the_chips_where_to_ask(author):
    page = author.get(reverse("admin:articles_article_add")).content.decode()

    assert f'data-url="{URL}"' in page
    assert "Im Text erkannt" in page
