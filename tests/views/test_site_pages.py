"""Pages beside the reports, and the plain texts for machines."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from articles.models import SitePage
from articles.roles import Role
from tests.makers import NOON, make_user, reference

pytestmark = pytest.mark.django_db
CHANGE = "/admin/articles/sitepage/{0.pk}/change/"


@pytest.fixture
def imprint():
    return SitePage.objects.get(slug="impressum")


@pytest.fixture
def chief():
    client = Client()
    client.force_login(make_user(Role.CHIEF))
    return client


@pytest.mark.parametrize("slug", ["impressum", "datenschutz", "ueber-uns", "mediadaten"])
def test_the_pages_are_there_from_the_first_day(client, slug):
    assert client.get(f"/{slug}/").status_code == 200


def test_a_page_without_a_text_is_not_there(client, imprint):
    imprint.body = ""
    imprint.save()

    assert client.get("/impressum/").status_code == 404


def test_the_chief_writes_a_page_and_every_wording_is_kept(client, chief, imprint):
    before = imprint.history.count()

    answer = chief.post(
        CHANGE.format(imprint),
        {"title": "Impressum", "body": "<p>Neu<script>alert(1)</script> <em>hier</em></p>"},
    )

    assert answer.status_code == 302
    text = client.get("/impressum/").content.decode()
    assert ("<p>Neu <em>hier</em></p>" in text, "alert" in text) == (True, False)
    assert imprint.history.count() == before + 1


def test_a_page_that_stays_refers_to_no_report(chief, imprint):
    answer = chief.post(CHANGE.format(imprint), {"title": "x", "body": f"<p>{reference()}</p>"})

    assert answer.status_code == 200
    assert "kann nicht auf Meldungen verweisen" in answer.content.decode()


def test_crawlers_are_told_what_is_no_page_and_where_the_maps_are(client, settings):
    settings.SITE_URL = "https://amt.example"

    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/" in text
    assert "Disallow: /suche/?*&" in text
    assert "Sitemap: https://amt.example/sitemap.xml\n" in text
    assert "Sitemap: https://amt.example/news-sitemap.xml\n" in text


def test_whom_to_tell_about_a_hole_is_said_for_less_than_a_year(client, settings, time_machine):
    time_machine.move_to(NOON, tick=False)
    settings.SECURITY_CONTACT = "mailto:loch@amt.example"

    answer = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert fields["Contact"] == "mailto:loch@amt.example"
    assert timedelta(0) < expires - NOON < timedelta(days=365)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
