"""Feeds: full text, ids that stay, own addresses, well-formed whatever the desk types."""

from datetime import timedelta

import feedparser
import pytest

from articles import workflow
from articles.feeds import LENGTH
from articles.moments import BERLIN
from tests.makers import (
    NOON,
    make_adopted,
    make_award,
    make_district,
    make_federal_state,
    make_institution,
    make_municipality,
    make_person,
    make_picture,
    make_released,
    make_section,
    make_tag,
    make_user,
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


@pytest.mark.parametrize("path", ["/feeds/{}", "/rubriken/netz/{}"])
@pytest.mark.parametrize(("days", "is_back"), [(0, True), (6, True), (8, False)])
def test_a_corrected_report_comes_back_however_old_it_is(read, days, is_back, path, settings):
    section, day = make_section("Netz"), timedelta(days=1)
    old = make_adopted(headline="Alt", at=NOON - 900 * day, section=section)
    for minutes in range(LENGTH):
        make_adopted(at=NOON - minutes * SECOND, section=section)
    note = workflow.propose(old, "correction", "Drei.", by=make_user(), now=NOON)
    workflow.publish(note, by=make_user(), now=NOON)

    feed, _answer = read(path.format("atom.xml"), at=NOON + days * day)

    back = [entry for entry in feed.entries if entry.id.endswith(f"/{old.pk}/")]
    assert len(feed.entries) == LENGTH + is_back
    assert [entry.updated[:16] for entry in back] == [
        f"{NOON.astimezone(BERLIN):%Y-%m-%dT%H:%M}"
    ] * is_back


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


FILES = ["feed.xml", "atom.xml", "feed.json"]


def entries_of(answer):
    """What a feed says of its reports, whatever its format: id, address, title, text, change."""
    if answer["Content-Type"].startswith("application/feed+json"):
        names = ("id", "url", "title", "content_html", "date_modified")
        return [tuple(item[name] for name in names) for item in answer.json()["items"]]
    feed = feedparser.parse(answer.content)
    assert feed.bozo is False
    return [
        (e.id, e.link, e.title, e.content[0].value, e.get("updated", e.published))
        for e in feed.entries
    ]


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/feeds/rss.xml", "application/rss+xml"),
        ("/feeds/atom.xml", "application/atom+xml"),
        ("/feeds/feed.json", "application/feed+json"),
    ],
)
def test_each_format_brings_the_whole_report_under_the_same_id(read, settings, path, type_):
    settings.SITE_URL = "https://amt.example"
    body = "<p>Der <em>ganze</em> Text.</p>"
    article = make_adopted(kicker="Köln", headline="A & <b>", body=body)

    _feed, answer = read(path)

    ((id_, url, title, text, _changed),) = entries_of(answer)
    assert answer["Content-Type"] == f"{type_}; charset=utf-8"
    assert (id_, title) == (f"https://amt.example/meldungen/{article.pk}/", "Köln: A & <b>")
    assert (url, text) == (f"https://amt.example{article.get_absolute_url()}", body)


def things_with_feeds():
    house = make_institution(kind="authority")
    return {
        "section": make_section("Netz"),
        "tags": [make_tag()],
        "people": [make_person()],
        "municipalities": [make_municipality()],
        "districts": [make_district()],
        "federal_states": [make_federal_state()],
        "institutions": [make_institution(), house],
        "awards": [make_award()],
    }


def test_everything_that_has_a_page_has_a_feed_in_each_format(read):
    content = things_with_feeds()
    article = make_adopted(headline="Eigen", **content)
    make_adopted(headline="Fremd")

    for things in content.values():
        for thing in things if isinstance(things, list) else [things]:
            for file in FILES:
                _feed, answer = read(f"{thing.get_absolute_url()}{file}")

                assert [e[0].split("/")[-2] for e in entries_of(answer)] == [str(article.pk)]


@pytest.mark.parametrize("path", ["/feeds/rss.xml", "/feeds/atom.xml", "/feeds/feed.json"])
def test_a_hub_is_named_where_there_is_one(read, settings, path):
    make_adopted()
    plain = read(path)[1].content.decode()

    settings.WEBSUB_HUB = "https://hub.example/"
    named = read(path)[1].content.decode()

    assert ("hub.example" in plain, "https://hub.example/" in named) == (False, True)


def test_an_empty_feed_is_valid(read):
    for path in ("/feeds/rss.xml", "/feeds/atom.xml"):
        feed, answer = read(path)

        assert (answer.status_code, feed.bozo, feed.entries) == (200, False, [])


def test_the_feed_is_as_new_as_its_newest_report(read):
    make_adopted(at=NOON - 2 * HOUR)
    make_adopted(at=NOON - HOUR)

    feed, _answer = read("/feeds/atom.xml")

    assert feed.feed.updated == (NOON - HOUR).astimezone(BERLIN).isoformat()


def test_a_json_feed_says_what_version_1_1_wants(read):
    make_adopted(tags=[make_tag("Open Data")], initials="ve", people=[])

    _feed, answer = read("/feeds/feed.json")

    content = answer.json()
    assert content["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url", "language", "authors", "items"} <= set(content)
    (item,) = content["items"]
    assert (item["tags"], item["authors"]) == (["Open Data"], [{"name": "ve"}])


def test_the_picture_comes_with_its_credit(read, settings):
    settings.SITE_URL = "https://amt.example"
    make_adopted(picture=make_picture(caption="Das <Amt>", credit="Foto: Ein Haus"))

    _feed, answer = read("/feeds/feed.json")

    text = answer.json()["items"][0]["content_html"]
    assert text.startswith('<figure><img src="https://amt.example/medien/')
    assert "<figcaption>Das &lt;Amt&gt; (Foto: Ein Haus)</figcaption>" in text
