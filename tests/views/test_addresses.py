"""Addresses of earlier systems lead on with one redirect, and only to what is public."""

from datetime import timedelta

import pytest

from articles.models import FormerAddress
from tests.makers import NOON, make_adopted, make_released

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.mark.parametrize(
    ("former", "asked"),
    [
        ("/alt/meldung_1.html", "/alt/meldung_1.html"),
        ("/alt/meldung_1.html", "/alt/meldung_1.html?utm_source=x"),
        ("/?p=123", "/?p=123"),
        ("/index.php?id=5", "/index.php?id=5"),
        ("/für/ämter", "/f%C3%BCr/%C3%A4mter"),
        ("/f%C3%BCr/alle", "/f%C3%BCr/alle"),
    ],
)
def test_a_former_address_leads_to_its_report(client, former, asked):
    article = make_adopted()
    FormerAddress.objects.create(path=former, article=article)

    answer = client.get(asked)

    assert (answer.status_code, answer["Location"]) == (301, article.get_absolute_url())


def test_an_address_with_its_query_string_comes_before_the_bare_one(client):
    right, wrong = make_adopted(headline="Richtig"), make_adopted(headline="Falsch")
    FormerAddress.objects.create(path="/index.php", article=wrong)
    FormerAddress.objects.create(path="/index.php?id=5", article=right)

    assert client.get("/index.php?id=5")["Location"] == right.get_absolute_url()


@pytest.mark.parametrize(("at", "status"), [(NOON + HOUR - SECOND, 404), (NOON + HOUR, 301)])
def test_a_former_address_of_a_hidden_report_is_as_if_it_were_free(
    client, time_machine, at, status
):
    article = make_released(at=NOON + HOUR, now=NOON)
    FormerAddress.objects.create(path="/alt/1.html", article=article)
    time_machine.move_to(at, tick=False)

    answer = client.get("/alt/1.html")

    assert (answer.status_code, "Location" in answer.headers) == (status, status == 301)
    if status == 404:
        assert answer.content == client.get("/alt/2.html").content


@pytest.mark.parametrize(("destination", "status"), [("/archiv/", 301), ("//evil.example/", 404)])
def test_a_former_address_leads_to_pages_of_this_site_only(client, destination, status):
    FormerAddress.objects.create(path="/heftarchiv/", destination=destination)

    assert client.get("/heftarchiv/").status_code == status


@pytest.mark.parametrize("path", ["/%00", "/%ff%fe", "/" + "a" * 3000, "/?p=%00", "/a?%F0%9F"])
def test_odd_addresses_are_plain_404(client, path):
    assert client.get(path).status_code == 404


def test_the_table_is_asked_only_once_and_only_when_nothing_else_was_there(
    client, django_assert_num_queries
):
    with django_assert_num_queries(1):
        client.get("/nirgends/")
    with django_assert_num_queries(0):
        client.get("/status/")
