"""The page of a report: there from its second to its end; before and after, other answers."""

from datetime import timedelta

import pytest

from articles import workflow
from articles.roles import Role
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_released,
    make_submitted,
    make_user,
    reference,
)

SECOND = timedelta(seconds=1)
MOMENT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client, time_machine):
    def fetch(path, at=NOON, method="get"):
        time_machine.move_to(at, tick=False)
        return getattr(client, method)(path)

    return fetch


def hidden(kind):
    """A report that no reader may know of at noon."""
    chief = make_user(Role.CHIEF)
    match kind:
        case "draft":
            return make_article()
        case "in review":
            return make_submitted()
        case "planned":
            return make_released(at=NOON + SECOND, now=NOON - HOUR)
        case "embargoed":
            at = NOON + HOUR
            held = {"embargo_until": at, "embargo_source": "Rathaus"}
            return make_released(at=at, desk=held, now=NOON - HOUR)
        case "taken back":
            article = make_released(at=NOON + HOUR, now=NOON - HOUR)
            workflow.withdraw(article, by=chief, now=NOON - MOMENT)
            return article


HIDDEN = ["draft", "in review", "planned", "embargoed", "taken back"]


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (NOON - MOMENT, 404),
        (NOON, 200),
        (NOON + DAY - MOMENT, 200),
        (NOON + DAY, 410),
        (NOON + 400 * DAY, 410),
    ],
)
def test_a_report_is_there_from_the_second_of_its_hour_until_its_end(get, at, status):
    article = make_released(at=NOON, until=NOON + DAY, now=NOON - HOUR)

    assert get(article.get_absolute_url(), at).status_code == status


@pytest.mark.parametrize("kind", HIDDEN)
@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
def test_a_hidden_number_answers_as_a_free_one(get, kind, method):
    article = hidden(kind)
    path = article.get_absolute_url()

    taken = get(path, method=method)
    free = get(path.replace(str(article.pk), str(article.pk + 1000)), method=method)

    assert taken.status_code == free.status_code in (404, 405)
    assert (taken.content, dict(taken.headers)) == (free.content, dict(free.headers))


@pytest.mark.parametrize("kind", HIDDEN)
def test_no_redirect_tells_the_slug_of_a_hidden_report(get, kind):
    article = hidden(kind)

    by_number = get(f"/meldungen/{article.pk}/")
    by_wrong_slug = get(f"/meldungen/{article.pk}-irgendwas/")

    assert (by_number.status_code, by_wrong_slug.status_code) == (404, 404)


@pytest.mark.parametrize("path", ["/meldungen/{}/", "/meldungen/{}-x/", "/meldungen/{}-Ämter/"])
def test_another_slug_leads_to_the_right_one(get, path):
    article = make_adopted(headline="Das Amt geht ins Netz")

    answer = get(path.format(article.pk))

    wanted = f"/meldungen/{article.pk}-das-amt-geht-ins-netz/"
    assert (answer.status_code, answer.headers["Location"]) == (301, wanted)
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("note", "words"),
    [("Bitte lesen Sie\n\nneu <b>", "<p>neu &lt;b&gt;</p>"), ("", "vom Netz genommen")],
)
def test_what_was_taken_offline_answers_with_the_desk_s_note_only(get, note, words):
    article = make_adopted(headline="Geheimnis", at=NOON - DAY)
    workflow.withdraw(article, by=make_user(Role.CHIEF), public_note=note, now=NOON)

    gone = get(article.get_absolute_url(), NOON + HOUR)

    page = gone.content.decode()
    assert (gone.status_code, words in page, "eheimnis" in page) == (410, True, False)


def test_what_is_put_back_online_is_there_again(get):
    article, chief = make_adopted(at=NOON - DAY), make_user(Role.CHIEF)
    workflow.withdraw(article, by=chief, now=NOON)
    workflow.restore(article, by=chief, now=NOON + HOUR)

    assert get(article.get_absolute_url(), NOON + HOUR).status_code == 200


def test_a_change_that_waits_is_not_shown(get):
    article = make_adopted(headline="Alt")
    workflow.save(article, {"headline": "Noch geheim"}, by=make_user(), now=NOON)

    page = get(article.get_absolute_url()).content.decode()

    assert ("Alt" in page, "geheim" in page) == (True, False)


def test_the_page_says_everything_in_the_order_of_print(get):
    earlier = make_adopted(at=NOON - DAY, headline="Davor")
    article = make_adopted(
        kicker="Dortmund",
        headline="Akteure stärken",
        lead="Ein Vorspann.",
        body=f"<p>Text ({reference(earlier.pk)}).</p><h2>Zwischentitel</h2>",
        initials="ve",
    )
    make_adopted(at=NOON, headline="Danach", body=f"<p>{reference(article.pk)}</p>")

    page = get(article.get_absolute_url()).content.decode()

    words = ["Dortmund", "Akteure stärken", "[03.03.2026]", "Ein Vorspann.", "wir berichteten"]
    words += ["<h2>Zwischentitel</h2>", "(ve)", "Davor", "Wie es weiterging", "Danach"]
    start = page.index("<main")
    places = [page.index(word, start) for word in words]
    assert places == sorted(places)


def test_an_article_page_takes_one_query_whatever_it_shows(get, django_assert_num_queries):
    article = make_adopted(at=NOON - DAY)
    for number in range(30):
        make_adopted(at=NOON - HOUR, body=f"<p>{reference(article.pk, f'k{number}')}</p>")

    with django_assert_num_queries(1):
        get(article.get_absolute_url())


def test_readers_get_no_cookie_and_an_unchanged_page_only_once(get, client):
    article = make_adopted()

    first = get(article.get_absolute_url())
    again = client.get(article.get_absolute_url(), headers={"if-none-match": first["ETag"]})

    assert (first.cookies, first.get("Vary"), first["Cache-Control"]) == ({}, None, "no-cache")
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("number", ["0", "999999999999999", "9" * 16, "9" * 5000])
def test_odd_numbers_are_plain_404(get, number):
    assert get(f"/meldungen/{number}-x/").status_code == 404
