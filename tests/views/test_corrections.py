"""Corrections as readers meet them: on the report, on their own page, in the feed."""

from datetime import timedelta

import feedparser
import pytest
import time_machine

from articles import workflow
from articles.moments import BERLIN
from articles.roles import Role
from articles.vocabulary import CorrectionKind, ReleaseKind
from tests.makers import NOON, make_adopted, make_user

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client):
    """The text of a page as it is two hours after noon."""

    def _get(path, **query):
        with time_machine.travel(NOON + 2 * HOUR, tick=False):
            return client.get(path, query).content.decode()

    return _get


def note_on(article, kind=CorrectionKind.CORRECTION, text="Es waren drei.", at=NOON + HOUR):
    note = workflow.propose(article, kind, text, by=make_user(Role.AUTHOR), now=at)
    workflow.publish(note, by=make_user(), now=at)
    return note


def test_a_report_shows_its_correction_with_its_day(get):
    article = make_adopted()
    note_on(article)

    html = get(article.get_absolute_url())

    assert "Es waren drei." in html
    assert f'<time datetime="{(NOON + HOUR).astimezone(BERLIN).isoformat()}">' in html
    assert "article:modified_time" in html


def test_an_update_is_told_by_its_hour(get):
    article, author = make_adopted(), make_user(Role.AUTHOR)
    workflow.save(article, {"lead": "Neuer Stand."}, by=author, now=NOON)
    workflow.submit(article, by=author, now=NOON)

    workflow.release(article, by=make_user(), kind=ReleaseKind.UPDATE, now=NOON + HOUR)

    assert f"Update, {(NOON + HOUR).astimezone(BERLIN):%H:%M} Uhr" in get(
        article.get_absolute_url()
    )


def test_the_page_of_corrections_says_when_there_is_none(get):
    assert "Bisher gab es nichts zu korrigieren." in get("/korrekturen/")


def test_the_page_of_corrections_leads_to_the_reports_newest_first(get):
    first, second = make_adopted(headline="Eins"), make_adopted(headline="Zwei")
    note_on(first, text="Zuerst gesagt.")
    note_on(second, text="Danach gesagt.", at=NOON + HOUR * 1.5)

    html = get("/korrekturen/")

    assert html.index("Danach gesagt.") < html.index("Zuerst gesagt.")
    assert first.get_absolute_url() in html


def test_the_page_of_corrections_goes_on_where_it_ended(get):
    article = make_adopted()
    for number in range(31):
        note_on(article, text=f"Hinweis Nummer {number:02}.", at=NOON + HOUR)

    first = get("/korrekturen/")
    cursor = first.split("?vor=")[1].split('"')[0]

    assert "Nummer 00." not in first
    assert "Nummer 00." in get("/korrekturen/", vor=cursor)


def test_the_page_of_corrections_takes_two_queries(get, django_assert_num_queries):
    for number in range(5):
        note_on(make_adopted(headline=f"Nr. {number}"))
    get("/korrekturen/")

    with django_assert_num_queries(2):
        get("/korrekturen/")


def test_a_counterstatement_stays_where_its_report_was(client):
    article = make_adopted()
    note_on(article, CorrectionKind.COUNTERSTATEMENT, "Ich war es nicht.")
    workflow.withdraw(article, by=make_user(), public_note="Zurückgezogen.", now=NOON + HOUR)

    with time_machine.travel(NOON + 2 * HOUR, tick=False):
        response = client.get(article.get_absolute_url())

    assert response.status_code == 410
    assert "Ich war es nicht." in response.content.decode()


def test_a_corrected_report_keeps_its_id_in_the_feed_and_has_a_newer_update(get):
    article = make_adopted()
    [before] = feedparser.parse(get("/feeds/rss.xml")).entries

    note_on(article, text="Es waren drei.")

    [after] = feedparser.parse(get("/feeds/rss.xml")).entries
    assert after.id == before.id
    assert after.updated_parsed > before.updated_parsed
    assert "Es waren drei." in after.content[0].value
