"""Feeds: full text, ids that stay, own addresses, well-formed whatever the desk types."""

from datetime import timedelta

import feedparser
import pytest

from tests.makers import (
    NOON,
    make_adopted,
    make_institution,
    make_municipality,
    make_released,
    make_section,
    make_tag,
    reference,
)

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, time_machine):
    def fetch(path="/feeds/rss.xml", at=NOON, **how):
        time_machine.move_to(at, tick=False)
        answer = client.get(path, **how)
        return feedparser.parse(answer.content), answer

    return fetch


def test_the_feed_brings_the_whole_report(read, settings):
    settings.SITE_URL = "https://amt.example"
    earlier = make_adopted(at=NOON - HOUR)
    article = make_adopted(
        kicker="Köln",
        headline="Ämter & Netze <b>",
        lead="Der Vorspann.",
        body=f"<p>Der Text ({reference(earlier.pk)}).</p>",
        tags=[make_tag("Open Data")],
    )

    feed, answer = read()

    entry = feed.entries[0]
    assert (feed.bozo, answer["Content-Type"]) == (False, "application/rss+xml; charset=utf-8")
    assert entry.link == f"https://amt.example{article.get_absolute_url()}"
    assert entry.id == f"https://amt.example/meldungen/{article.pk}/"
    assert entry.summary == "Der Vorspann."
    assert f'href="https://amt.example{earlier.get_absolute_url()}"' in entry.content[0].value
    assert (entry.tags[0].term, entry.published_parsed[:4]) == ("Open Data", (2026, 3, 3, 11))


def test_typed_markup_in_a_headline_stays_text(read):
    make_adopted(kicker="", headline="Ein <script> im Titel")

    _feed, answer = read()

    assert "<title>Ein &lt;script&gt; im Titel</title>" in answer.content.decode()


@pytest.mark.parametrize(("at", "number"), [(NOON - SECOND, 0), (NOON, 1), (NOON + HOUR, 0)])
def test_a_report_is_in_the_feed_from_its_second_to_its_end(read, at, number):
    make_released(at=NOON, until=NOON + HOUR, now=NOON - HOUR)

    feed, _answer = read(at=at)

    assert len(feed.entries) == number


def test_the_id_stays_when_the_headline_changes(read):
    make_adopted(headline="Erst")
    article = make_adopted(headline="Dann")

    feed, _answer = read()

    assert feed.entries[0].id.endswith(f"/meldungen/{article.pk}/")


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("tags", make_tag),
        ("municipalities", make_municipality),
        ("institutions", make_institution),
    ],
)
def test_a_thing_has_a_feed_of_its_own_reports_only(read, field, make):
    thing = make()
    make_adopted(headline="Fremd")
    make_adopted(headline="Eigen", **{field: [thing]})

    feed, _answer = read(f"{thing.get_absolute_url()}feed.xml")

    assert ["Eigen" in entry.title for entry in feed.entries] == [True]


@pytest.mark.parametrize("number", [1, 6])
def test_a_feed_takes_two_queries_however_many_reports_it_has(
    read, number, django_assert_max_num_queries
):
    section = make_section("Netz")
    for hour in range(number):
        make_adopted(at=NOON - hour * HOUR, section=section)

    with django_assert_max_num_queries(2):
        feed, _answer = read("/rubriken/netz/feed.xml")

    assert len(feed.entries) == number


def test_the_feed_names_its_own_address_whoever_asks(read, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://amt.example", ["*"]
    make_adopted()

    _feed, answer = read(headers={"host": "evil.example", "x-forwarded-host": "evil.example"})

    assert ("evil.example" in answer.content.decode(), answer.cookies) == (False, {})
