"""What the desk is offered for an open reference, asked with the text as it stands in the form."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles.models import Article
from articles.moments import now
from articles.roles import Role
from articles.terms import store
from tests.makers import make_adopted, make_article, make_released, make_user, reference

URL = reverse("admin:articles_article_offers")
TEXT = f"<p>Die Stadt Musterhausen gewann den Preis für ihr Serviceportal ({reference()}).</p>"
pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    at = now() - timedelta(days=100)
    right = make_adopted(
        at=at,
        kicker="Musterhausen",
        headline="Serviceportal ausgezeichnet",
        lead="Musterhausen hat einen Preis für sein Serviceportal gewonnen.",
    )
    for number in range(8):
        make_adopted(
            at=at, kicker=f"Ort {number}", headline="Glasfaser kommt", lead="Bagger rollen."
        )
    store.rebuild(Article.objects.all())
    return right


def ask(client, **asked):
    complete = {"article": None, "kicker": "Musterhausen", "body": TEXT, "tags": []}
    return client.post(URL, complete | asked, content_type="application/json")


def test_the_right_earlier_report_comes_first_with_its_reasons(client, archive):
    client.force_login(make_user(Role.AUTHOR))

    (place,) = ask(client).json()["places"]

    assert place["key"] == "r1"
    assert place["offers"][0]["id"] == archive.pk
    assert "gleiche Dachzeile" in place["offers"][0]["reasons"]


def test_a_bound_reference_is_offered_nothing(client, archive):
    client.force_login(make_user(Role.AUTHOR))

    answer = ask(client, body=TEXT.replace("open", str(archive.pk))).json()

    assert answer["places"] == []


def test_a_new_report_is_told_what_was_reported_or_is_being_written_about_the_same(client, archive):
    draft = make_article(kicker="Musterhausen", headline="Serviceportal bekommt Preis")
    store.rebuild(Article.objects.all())
    client.force_login(make_user(Role.AUTHOR))

    known = ask(client, headline="Preis für Serviceportal", body="").json()["known"]

    assert {row["id"]: row["is_public"] for row in known} == {archive.pk: True, draft.pk: False}


def test_a_new_report_about_something_else_is_told_nothing(client, archive):
    client.force_login(make_user(Role.AUTHOR))

    answer = ask(client, kicker="Anderswo", headline="Bibliothek verleiht Werkzeug", body="")

    assert answer.json()["known"] == []


def test_what_is_hidden_or_the_report_itself_is_never_offered(client, archive):
    same = {"kicker": "Musterhausen", "headline": "Serviceportal ausgezeichnet: Preis gewonnen"}
    own = make_article(**same)
    make_released(now=now(), at=now() + timedelta(days=1), **same)
    store.rebuild(Article.objects.all())
    client.force_login(make_user(Role.AUTHOR))

    (place,) = ask(client, article=own.pk).json()["places"]

    assert archive.pk in {offer["id"] for offer in place["offers"]}
    assert {offer["headline"] for offer in place["offers"]}.isdisjoint({same["headline"]})


@pytest.mark.parametrize("body", ["[]", "nicht JSON", '{"body": "' + "<ul><li>" * 40 + '"}'])
def test_what_can_not_be_read_is_answered_without_an_error(client, body):
    client.force_login(make_user(Role.AUTHOR))

    response = client.post(URL, body, content_type="application/json")

    assert response.status_code == 400


def test_who_may_not_write_is_offered_nothing(client, archive):
    client.force_login(make_user(Role.TECHNICIAN))

    assert ask(client).status_code == 403
