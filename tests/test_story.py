"""The Chronik: the connected thread of public reports, in time, never telling of others."""

from datetime import timedelta

import pytest

from articles import story, workflow
from articles.models import Article, CrossReference
from articles.roles import Role
from tests.makers import NOON, make_adopted, make_article, make_released, make_user, reference

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def citing(*targets, at=NOON, **content):
    """A public report that refers to ``targets``."""
    nodes = [f"<p>Satz {n} ({reference(t.pk, f'k{n}')}).</p>" for n, t in enumerate(targets)]
    return make_adopted(at=at, body="".join(nodes), **content)


def numbers(article, at=NOON, **kw):
    return [pk for _, pk in story.thread(article.pk, at, **kw).places]


@pytest.fixture
def chain():
    """Three reports, each referring to the one before."""
    first = make_adopted(at=NOON - 3 * DAY, headline="Erste")
    second = citing(first, at=NOON - 2 * DAY, headline="Zweite")
    return [first, second, citing(second, at=NOON - DAY, headline="Dritte")]


@pytest.fixture
def get(client, time_machine):
    def fetch(path, at=NOON):
        time_machine.move_to(at, tick=False)
        return client.get(path)

    return fetch


def chronicle(article):
    return f"{article.get_absolute_url()}chronik/"


@pytest.mark.parametrize("seen_from", [0, 1, 2])
def test_the_thread_is_the_same_from_each_of_its_reports(chain, seen_from):
    make_adopted(at=NOON - DAY, headline="Fremd")

    assert numbers(chain[seen_from]) == [article.pk for article in chain]


def test_a_circle_of_references_names_each_report_once(chain):
    body = f"<p>{reference(chain[2].pk)}{reference(chain[2].pk, 'r2')}</p>"
    workflow.save(chain[0], {"body": body}, by=make_user(), now=NOON)
    workflow.submit(chain[0], by=make_user(), now=NOON)
    workflow.release(chain[0], by=make_user(), now=NOON)

    assert numbers(chain[0]) == [article.pk for article in chain]


def test_a_pending_change_connects_nothing(chain):
    alone = make_adopted(at=NOON - DAY)
    body = f"<p>{reference(chain[0].pk)}</p>"
    workflow.save(alone, {"body": body}, by=make_user(), now=NOON)

    assert numbers(alone) == [alone.pk]


@pytest.mark.parametrize(("at", "seen"), [(NOON + HOUR - SECOND, 1), (NOON + HOUR, 2)])
def test_a_later_report_joins_the_thread_at_its_second(at, seen):
    first = make_adopted(at=NOON - DAY)
    body = f"<p>Text ({reference(first.pk)}).</p>"
    make_released(at=NOON + HOUR, now=NOON, body=body)

    assert len(numbers(first, at)) == seen


@pytest.mark.parametrize(("at", "seen"), [(NOON + HOUR - SECOND, 2), (NOON + HOUR, 1)])
def test_a_report_leaves_the_thread_at_its_end(at, seen):
    first = make_adopted(at=NOON - DAY)
    body = f"<p>Text ({reference(first.pk)}).</p>"
    make_released(at=NOON, until=NOON + HOUR, now=NOON, body=body)

    assert len(numbers(first, at)) == seen


def test_what_hung_on_a_withdrawn_report_only_falls_off(chain):
    workflow.withdraw(chain[1], by=make_user(Role.CHIEF), now=NOON)

    assert numbers(chain[0], NOON + SECOND) == [chain[0].pk]
    assert story.thread(chain[1].pk, NOON + SECOND) is None


def test_a_giant_thread_is_cut_to_the_nearest_reports(chain):
    cut = story.thread(chain[0].pk, NOON, most=2)

    assert ([pk for _, pk in cut.places], cut.is_whole) == ([chain[0].pk, chain[1].pk], False)
    assert story.thread(chain[0].pk, NOON, most=3).is_whole


def test_the_page_tells_past_and_future_with_the_words_of_the_references(get, chain):
    page = get(chronicle(chain[1])).content.decode()

    labels = ["Davor", "Erste", "Diese Meldung", "Zweite", "Danach", "Dritte"]
    start = page.index('<ol class="entries')
    places = [page.index(label, start) for label in labels]
    assert places == sorted(places)
    assert f'Satz 0 (<a class="reference" href="{chain[0].get_absolute_url()}">' in page
    assert '<svg class="timeline"' in page
    assert " style=" not in page


def test_a_sentence_is_shown_only_while_it_leads_somewhere(get, chain):
    hidden = make_article(headline="Geheimnis")
    more = citing(chain[0], hidden, at=NOON - HOUR)

    page = get(chronicle(more)).content.decode()

    assert ("Satz 0" in page, "Satz 1" in page, "eheimnis" in page) == (True, False, False)


def test_another_slug_leads_to_the_right_chronicle(get):
    article = make_adopted(headline="Das Amt für Grün")

    answer = get(f"/meldungen/{article.pk}-falsch/chronik/")

    wanted = f"/meldungen/{article.pk}-das-amt-fuer-gruen/chronik/"
    assert (answer.status_code, answer.headers["Location"]) == (301, wanted)


def test_a_report_that_is_not_public_has_no_chronicle(get, chain):
    draft = make_article(body=f"<p>{reference(chain[0].pk)}</p>")
    workflow.withdraw(chain[2], by=make_user(Role.CHIEF), now=NOON)

    answers = [get(chronicle(article), NOON + SECOND) for article in (draft, chain[2])]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_report_links_to_its_chronicle_only_where_there_is_one(get, chain):
    alone = make_adopted(at=NOON - DAY)

    assert chronicle(chain[0]) in get(chain[0].get_absolute_url()).content.decode()
    assert chronicle(alone) not in get(alone.get_absolute_url()).content.decode()


@pytest.mark.parametrize("length", [3, 300])
def test_a_chronicle_takes_two_queries_however_long(get, length, django_assert_num_queries):
    first = make_adopted(at=NOON - 400 * DAY)
    bulk(first, length)
    get(chronicle(first))

    with django_assert_num_queries(2):
        page = get(chronicle(first))

    assert page.content.decode().count('<li class="entry') == min(length, 50)


def bulk(first, length):
    """A chain of public reports that begins with ``first``; rows only, for speed."""
    hours = [first.publish_at + number * DAY for number in range(1, length)]
    made = Article.objects.bulk_create(
        Article(
            headline=f"Folge {n}",
            slug=f"folge-{n}",
            status=first.status,
            **dict.fromkeys(("publish_at", "released_at", "first_public_at"), hour),
        )
        for n, hour in enumerate(hours)
    )
    CrossReference.objects.bulk_create(
        CrossReference(
            source=later,
            target=earlier,
            copy="live",
            key="r",
            position=0,
            end="report",
            words="wir berichteten",
            sentence="Es geht weiter (wir berichteten).",
        )
        for earlier, later in zip([first, *made], made, strict=False)
    )


def test_the_pages_of_a_long_thread_hold_each_report_once(get):
    first = make_adopted(at=NOON - 400 * DAY)
    bulk(first, 120)
    path, found = "", []
    while path is not None:
        page = get(chronicle(first) + path).content.decode()
        listed = page[page.index('<ol class="entries') :]
        found += [int(pk) for pk in numbers_in(listed)]
        path = next_of(page)

    assert found == list(Article.objects.order_by("publish_at").values_list("pk", flat=True))


def numbers_in(page):
    return [part.split("-")[0] for part in page.split('<h2><a href="/meldungen/')[1:]]


def next_of(page):
    return "?nach=" + page.split("?nach=")[1].split('"')[0] if "?nach=" in page else None


@pytest.mark.parametrize("query", ["?vor=x", "?nach=", "?nach=!!", "?vor=1-1", "?nach=zzzzzzzzz-1"])
def test_odd_cursors_are_plain_404_or_the_first_page(get, chain, query):
    assert get(chronicle(chain[0]) + query).status_code == (200 if query == "?nach=" else 404)


def test_the_drawing_has_a_point_for_each_report_and_the_turns_of_the_years():
    first = make_adopted(at=NOON - 1000 * DAY)
    second = citing(first, at=NOON - 500 * DAY)
    citing(second)

    drawing = story.timeline(story.thread(second.pk, NOON))

    assert sorted(point.when for point in drawing.points) == ["future", "past", "this"]
    assert sorted(year for _, year in drawing.years) == [2024, 2025, 2026]
    assert (drawing.before, drawing.after) == (1, 1)
