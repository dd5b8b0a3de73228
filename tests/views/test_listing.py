"""Lists page by hour and id: nothing twice, nothing left out, nothing hidden counted."""

from datetime import timedelta

import pytest

from articles import workflow
from articles.models import Article
from articles.moments import now
from articles.views.listing import LENGTH, cursor_of, listing
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_award,
    make_district,
    make_federal_state,
    make_institution,
    make_municipality,
    make_person,
    make_released,
    make_section,
    make_tag,
    make_user,
)

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db
MANY = LENGTH + 5


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def archive():
    """Copies of one report, three at the same second each: the quickest archive."""
    first = make_adopted()
    for number in range(1, MANY):
        hour = NOON - number // 3 * DAY
        first.pk = None
        first.publish_at = first.released_at = first.first_public_at = hour
        first.save(force_insert=True)


def test_turning_pages_shows_every_report_once_and_in_order(rf, archive):
    seen, cursor = [], ""
    for _page in range(10):
        request = rf.get("/", {"vor": cursor} if cursor else {})
        page = listing(request, Article.objects.published(now()), length=7)
        seen += [teaser.pk for teaser in page.teasers]
        cursor = page.older
        if not cursor:
            break

    everything = Article.objects.published(now()).newest_first().values_list("pk", flat=True)
    assert seen == list(everything)


def test_a_report_that_goes_does_not_disturb_the_page_that_begins_after_it(rf, archive):
    first, second, *_rest = Article.objects.published(now()).newest_first()
    page = listing(rf.get("/"), Article.objects.published(now()), length=1)
    workflow.withdraw(first, by=make_user("chief"), now=NOON)

    following = listing(rf.get("/", {"vor": page.older}), Article.objects.published(now()))

    assert following.teasers[0].pk == second.pk


@pytest.mark.parametrize(
    "cursor",
    ["x", "1", "-", "zz-", "0-0", "zzzzzzzzzzz-1", "1-1-1", "ÄÖ-1", "1\x00-1", "'--", "9" * 400],
)
def test_a_cursor_of_no_list_is_not_found(client, cursor):
    make_adopted(tags=[make_tag("Netz")])

    assert client.get("/themen/netz/", {"vor": cursor}).status_code == 404


def test_the_cursor_beyond_the_end_shows_an_empty_page(client):
    tag = make_tag("Netz")
    article = make_adopted(tags=[tag])
    page = listing_teaser(article)

    answer = client.get("/themen/netz/", {"vor": cursor_of(page)})

    assert (answer.status_code, "Rathaus wird digital" in answer.content.decode()) == (200, False)


def listing_teaser(article):
    article.published_at = article.publish_at
    return article


def things():
    """One of each kind of thing with a page of its own, as content of a report."""
    return {
        "section": make_section("Eigene Rubrik"),
        "tags": [make_tag("Eigenes Stichwort")],
        "people": [make_person("Eigene Person")],
        "municipalities": [make_municipality(name="Eigenstadt")],
        "districts": [make_district()],
        "federal_states": [make_federal_state()],
        "institutions": [make_institution(name="Eigenes Haus")],
        "awards": [make_award(name="Eigener Preis")],
    }


def pages_of(content):
    return [
        (thing[0] if isinstance(thing, list) else thing).get_absolute_url()
        for thing in content.values()
    ]


def test_every_list_counts_public_reports_only(client):
    content = things()
    make_adopted(at=NOON - HOUR, **content)
    make_adopted(at=NOON - 400 * DAY, **content)
    make_article(**content)
    make_released(at=NOON + HOUR, now=NOON - DAY, **content)
    make_released(at=NOON - 2 * HOUR, until=NOON, now=NOON - DAY, **content)

    texts = [client.get(path).content.decode() for path in pages_of(content)]

    assert ["2 Meldungen" in text for text in texts] == [True] * len(texts)


def test_every_list_takes_four_queries_at_most_however_long_it_is(
    client, archive, django_assert_max_num_queries
):
    content = things()
    for article in Article.objects.all():
        article.section = content["section"]
        article.save()
        for name, thing in content.items():
            if name != "section":
                getattr(article, name).set(thing)

    for path in [*pages_of(content), "/", "/archiv/", "/archiv/2026/", "/archiv/2026/03/"]:
        with django_assert_max_num_queries(4):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("reports", [0, 3])
def test_lists_of_things_take_four_queries_at_most(client, reports, django_assert_max_num_queries):
    for number in range(reports):
        make_adopted(at=NOON - number * HOUR, institutions=[make_institution()])
    for path in ["/kommunen/", "/laender/", "/ministerien/", "/institutionen/", "/preise/", "/"]:
        with django_assert_max_num_queries(4):
            assert client.get(path).status_code == 200
