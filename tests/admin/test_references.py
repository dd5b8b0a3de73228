"""What the picker is offered: every report of the newsroom, for those who may see the desk."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.roles import Role
from tests.makers import make_adopted, make_article, make_released, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """Ask the picker's address as an author: ``ask(q="…")`` gives the rows."""
    client.force_login(make_user(Role.AUTHOR))

    def _ask(**query):
        response = client.get(reverse("admin:articles_article_targets"), query)
        assert response.status_code == 200
        return response.json()["results"]

    return _ask


def headlines(rows):
    return [row["headline"] for row in rows]


def test_a_row_says_what_the_desk_needs_to_tell_reports_apart(ask):
    at = datetime(2019, 1, 17, 23, 30, tzinfo=UTC)
    article = make_adopted(at=at, kicker="Musterdorf", headline="Amt im Netz")
    assert ask(q="netz") == [
        {
            "id": article.pk,
            "kicker": "Musterdorf",
            "headline": "Amt im Netz",
            "date": "18.01.2019",
            "status": "Online",
        }
    ]


def test_without_words_the_newest_ten_are_offered_drafts_included(ask):
    for number in range(11):
        make_adopted(headline=f"Nummer {number}")
    make_article(headline="Entwurf einer Kollegin")
    rows = ask()
    assert headlines(rows)[:2] == ["Entwurf einer Kollegin", "Nummer 10"]
    assert rows[0]["status"] == "Entwurf"
    assert len(rows) == 10


def test_a_planned_report_says_its_hour(ask):
    make_released(at=datetime(2099, 5, 5, 9, tzinfo=UTC), headline="Kommt noch")
    assert ask(q="kommt")[0]["status"].startswith("Geplant")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rathäuser", True),
        ("RATHÄU", True),
        ("rathäuser muster", True),
        ("muster rathäuser bürger", True),
        ("ein", True),
        ("eingeweiht", True),
        ("nirgends", False),
        ("rathäuser nirgends", False),
        ("03.03.2026", True),
        ("3.3.2026 rathäuser", True),
        ("04.03.2026", False),
        ("31.02.2026", False),
        ("01.01.0001", False),
    ],
)
def test_words_beginnings_and_days_find_a_report(ask, words, found):
    make_adopted(kicker="Musterstadt", headline="Rathäuser werden eingeweiht")
    make_adopted(at=datetime(2020, 1, 1, 12, tzinfo=UTC), headline="Anderes", body="", lead="")
    assert ("Rathäuser werden eingeweiht" in headlines(ask(q=words))) is found
    assert "Anderes" not in headlines(ask(q=words))


def test_a_number_finds_the_report_with_that_number(ask):
    article = make_adopted(headline="Gesucht")
    make_adopted(headline="Nicht gesucht")
    assert headlines(ask(q=str(article.pk))) == ["Gesucht"]


def test_words_in_the_headline_come_before_words_in_the_text(ask):
    make_adopted(headline="Glasfaser für alle", body="<p>Netz.</p>")
    make_adopted(headline="Anderes Thema", body="<p>Auch Glasfaser im Netz.</p>")
    assert headlines(ask(q="glasfaser netz")) == ["Glasfaser für alle", "Anderes Thema"]


def test_the_report_itself_is_left_out(ask):
    article = make_adopted(headline="Ich selbst")
    assert ask(q="selbst", ohne=article.pk) == []
    assert ask(ohne=article.pk) == []


def test_labels_of_bound_reports_come_by_number(ask):
    first, second = make_adopted(headline="Eins"), make_article(headline="Zwei")
    rows = ask(ids=f"{first.pk},{second.pk},999999")
    assert {row["id"]: row["headline"] for row in rows} == {first.pk: "Eins", second.pk: "Zwei"}


@pytest.mark.parametrize(
    "words",
    ["'", "\\", "a:*", ":* & |", "!!!", "(((", "-" * 33 + "a", "x " * 20_000, "\x00", "a\x00b",
     "<->", "%", "' OR 1=1 --", "🙂", "ـ", "1" * 400, "9" * 18, "&|!():*<>'\"\\"],
    ids=repr,
)  # fmt: skip
def test_whatever_is_typed_is_answered(ask, words):
    make_adopted(headline="Da")
    assert isinstance(ask(q=words), list)
    assert isinstance(ask(ids=words, ohne=words[:30]), list)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.AUTHOR, 200), (Role.EDITOR, 200), (Role.CHIEF, 200), (Role.TECHNICIAN, 200), ("", 403)],
)
def test_the_desk_alone_is_answered(client, role, status):
    user = make_user(role, is_staff=True)
    client.force_login(user)
    assert client.get(reverse("admin:articles_article_targets")).status_code == status


def test_a_stranger_is_sent_to_the_log_in_and_nothing_is_written(client):
    address = reverse("admin:articles_article_targets")
    assert client.get(address).status_code == 302
    client.force_login(make_user(Role.AUTHOR))
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("words", ["", "rathaus", "rathaus digital", "nirgends"])
def test_a_list_costs_a_fixed_number_of_queries(ask, words):
    for number in range(12):
        make_adopted(headline=f"Rathaus {number}")
    with CaptureQueriesContext(connection) as captured:
        ask(q=words)
    reports = [query for query in captured if 'FROM "articles_article"' in query["sql"]]
    # The newest number, its neighbours, the index, the rows.
    assert len(reports) <= 4
