"""What somebody has paid for is named so, and is no news: not in feeds, not in references."""

from datetime import timedelta

import pytest

from articles import revisions, workflow
from articles.obstacles import obstacles
from tests.makers import NOON, make_adopted, make_article, make_submitted, make_user, reference

HOUR = timedelta(hours=1)
PAID = "Der beste Drucker"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def paid():
    return make_adopted(at=NOON - HOUR, headline=PAID, is_advertisement=True)


def test_an_advertisement_is_called_one_on_its_page_and_in_lists(client, paid):
    for path in (paid.get_absolute_url(), paid.section.get_absolute_url(), "/"):
        page = client.get(path).content.decode()

        assert (PAID in page, "Anzeige" in page) == (True, True)


def test_a_report_is_not_called_an_advertisement(client):
    report = make_adopted()

    assert "Anzeige" not in client.get(report.get_absolute_url()).content.decode()


def test_no_feed_brings_an_advertisement(client, paid):
    make_adopted()

    for path in ("/feeds/rss.xml", f"{paid.section.get_absolute_url()}feed.xml"):
        assert PAID not in client.get(path).content.decode()


def test_no_report_is_released_that_refers_to_an_advertisement(paid):
    report = make_submitted(body=f"<p>Neues ({reference(paid.pk)}).</p>")

    (found,) = obstacles(report, at=NOON, by=make_user())

    assert (found.code, found.field) == ("advertisement", "body")


def test_what_becomes_an_advertisement_is_no_link_any_more(client, paid):
    citing = make_adopted(body=f"<p>Neues ({reference(paid.pk)}).</p>")

    page = client.get(citing.get_absolute_url()).content.decode()

    assert paid.get_absolute_url() not in page


def test_an_advertisement_is_not_how_it_went_on(client):
    report = make_adopted(at=NOON - HOUR)
    paid = make_adopted(
        headline=PAID, body=f"<p>Neues ({reference(report.pk)}).</p>", is_advertisement=True
    )

    page = client.get(report.get_absolute_url()).content.decode()

    assert PAID not in page
    assert report.get_absolute_url() in client.get(paid.get_absolute_url()).content.decode()


def test_whether_it_is_paid_for_is_part_of_what_two_people_read():
    report = make_article()
    plain = revisions.working_copy(report)
    paid = revisions.merged(plain, {"is_advertisement": True})

    assert revisions.content_hash(paid) != revisions.content_hash(plain)
    assert revisions.merged(paid, {"is_advertisement": False}) == plain


def test_an_open_and_save_of_an_older_revision_makes_no_new_one():
    report = make_article()
    known = report.current_revision_id

    workflow.save(report, {"is_advertisement": False}, by=None, now=NOON)

    assert report.current_revision_id == known
