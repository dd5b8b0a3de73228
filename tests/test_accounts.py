"""The log-in wears the design of the house, speaks German, and lets nobody sign up."""

import re

import pytest
from django.test import Client

from articles.roles import Role
from articles.views import errors
from tests.makers import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "Ein-langes-Passwort-7"


@pytest.fixture
def editor():
    user = make_user(Role.EDITOR, username="redaktion")
    user.set_password(PASSWORD)
    user.save()
    return user


def test_an_editor_logs_in_and_comes_to_the_desk(client, editor):
    answer = client.post("/konto/login/", {"login": "redaktion", "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_a_wrong_password_is_refused_without_saying_which_half_is_wrong(client, editor):
    errors = []
    for name in ("redaktion", "niemand"):
        answer = client.post("/konto/login/", {"login": name, "password": "falsch"})
        errors.append(re.search(r'<ul class="errorlist.*?</ul>', answer.content.decode()))

    assert errors[0][0] == errors[1][0]
    assert "Anmeldename" in errors[0][0]


@pytest.mark.parametrize(
    "path", ["/konto/login/", "/konto/signup/", "/konto/password/reset/", "/konto/2fa/"]
)
def test_the_pages_of_the_accounts_are_in_the_design_and_not_for_machines(client, editor, path):
    if path == "/konto/2fa/":
        client.force_login(editor)

    page = client.get(path, follow=True).content.decode()

    assert 'href="#inhalt"' in page
    assert '<meta name="robots" content="noindex">' in page


def test_nobody_signs_up(client):
    answer = client.post("/konto/signup/", {"username": "x", "password1": PASSWORD})

    assert "geschlossen" in answer.content.decode()


def test_the_admin_asks_for_the_log_in_of_the_house(client):
    answer = client.get("/admin/")

    assert answer.status_code == 302
    assert (
        client.get(answer["Location"], follow=True)
        .redirect_chain[-1][0]
        .startswith("/konto/login/")
    )


@pytest.mark.parametrize(
    ("handler", "words"),
    [("bad_request", "keinen Sinn"), ("forbidden", "Diese Tür ist zu"), ("broken", "kaputt")],
)
def test_every_error_has_a_german_page_that_tells_nothing(rf, handler, words):
    answer = getattr(errors, handler)(rf.get("/geheim/"))

    assert (words in answer.content.decode(), b"geheim" in answer.content) == (True, False)


def test_a_form_without_its_token_meets_a_page_of_the_house():
    answer = Client(enforce_csrf_checks=True).post("/konto/login/", {"login": "x"})

    assert (answer.status_code, "Diese Tür ist zu" in answer.content.decode()) == (403, True)
