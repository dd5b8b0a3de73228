"""Pages kept for readers: for everybody or for nobody, and never past the next hour."""

import gzip
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from articles import workflow
from articles.exposures import next_change
from articles.recall import recalled
from articles.vocabulary import CorrectionKind
from newsroom.reader_cache import ReaderCache
from tests.makers import NOON, make_adopted, make_released, make_user

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
pytestmark = pytest.mark.django_db


class Asked:
    """What was answered: status, headers by name, and the bytes as sent."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = int(status[:3]), dict(headers), body

    @property
    def text(self):
        zipped = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if zipped else self.body).decode()


@pytest.fixture
def cache(time_machine, settings, tmp_path):
    """A cache in front of the site, which remembers what the site behind it was asked."""
    settings.ALLOWED_HOSTS = ["testserver", "amt.example"]
    settings.STATE_DIR = tmp_path
    time_machine.move_to(NOON, tick=False)
    site, asked = WSGIHandler(), []

    def counting(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return site(environ, start_response)

    made = ReaderCache(counting, next_change, recalled, megabytes=4)
    made.asked = asked
    # The transaction of the test is the connection's, as in Django's own client.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield made
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def get(cache):
    def ask(path="/", method="GET", **headers):
        said_by_reader = {"host": "testserver"} | headers
        environ = RequestFactory().generic(method, path, headers=said_by_reader).environ
        said = []
        chunks = cache(environ, lambda status, headers, *error: said.append((status, headers)))
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        return Asked(*said[-1], body)

    return ask


# --- What is kept, for whom ----------------------------------------------------------------


def test_a_page_is_made_once_for_many_readers(get, cache):
    first, second = get("/"), get("/")

    assert (first.status, second.status, first.text) == (200, 200, second.text)
    assert cache.asked == ["/"]


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "a=b; sessionid="},
        {"authorization": "Basic abc"},
        {"range": "bytes=0-10"},
    ],
)
def test_whoever_is_somebody_is_answered_by_the_site(get, cache, headers):
    get("/")

    get("/", **headers)
    get("/", **headers)

    assert cache.asked == ["/", "/", "/"]


def test_whoever_has_a_session_gets_nothing_that_others_may_keep(get):
    assert "s-maxage" in get("/").headers["Cache-Control"]
    assert "s-maxage" not in get("/", cookie="sessionid=abc").headers["Cache-Control"]


def test_a_foreign_cookie_makes_no_difference(get, cache):
    get("/")

    assert get("/", cookie="consent=1").status == 200
    assert cache.asked == ["/"]


@pytest.mark.parametrize("path", ["/konto/login/", "/admin/", "/status/", "/meldungen/1-x/", "/x"])
def test_log_ins_health_and_what_is_not_there_are_never_kept(get, cache, path):
    get(path)
    get(path)

    assert cache.asked == [path, path]


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:99x"])
def test_a_foreign_host_is_refused_whatever_is_kept(get, host):
    get("/")

    assert get("/", host=host).status == 400
    assert get("/").status == 200


@pytest.mark.parametrize(
    "headers", [{"x-forwarded-host": "evil.example"}, {"x-original-url": "/evil.example"}]
)
def test_what_a_stranger_says_about_the_way_here_is_in_no_page(get, headers):
    get("/", **headers)

    assert "evil.example" not in get("/").text


# --- Addresses -----------------------------------------------------------------------------


def test_unknown_parameters_make_no_difference_and_are_not_shown(get, cache):
    get("/")

    answer = get("/?utm_source=brief&fbclid=1&_=%3Cscript%3E")

    assert (answer.status, cache.asked) == (200, ["/"])


def test_known_parameters_make_a_page_of_their_own_and_the_last_one_counts(get, cache):
    make_adopted(headline="Rathaus")
    make_adopted(headline="Netz")

    town = get("/suche/?q=Netz&q=Rathaus&x=1").text
    net = get("/suche/?q=Rathaus&q=Netz").text

    assert ("<mark>Rathaus</mark>" in town, "<mark>Netz</mark>" in net) == (True, True)
    assert get("/suche/?x=2&q=Rathaus").text == town
    assert len(cache.asked) == 2


def test_a_former_address_with_parameters_still_leads_on(get):
    article = make_adopted()
    article.former_addresses.create(path="/?p=17")
    article.former_addresses.create(path="/alt.php?id=5")

    for path in ("/?p=17", "/alt.php?id=5"):
        answer = get(path)

        assert (answer.status, answer.headers.get("Location")) == (301, article.get_absolute_url())


# --- How long ------------------------------------------------------------------------------


def left(answer):
    return int(answer.headers["Cache-Control"].rpartition("s-maxage=")[2])


def test_a_page_is_kept_for_less_than_a_minute_and_says_how_long(get, cache, time_machine):
    assert left(get("/")) == 55
    time_machine.move_to(NOON + 20 * SECOND, tick=False)
    assert left(get("/")) == 35
    time_machine.move_to(NOON + 55 * SECOND, tick=False)
    get("/")

    assert cache.asked == ["/", "/"]


@pytest.mark.parametrize("waits", [10, 40, 54])
def test_a_report_appears_and_ends_on_the_second(get, time_machine, waits):
    hour = NOON + HOUR
    make_released(at=hour, until=hour + MINUTE, headline="Zur Stunde", now=NOON)

    for moment, is_there in ((hour, True), (hour + MINUTE, False)):
        time_machine.move_to(moment - waits * SECOND, tick=False)
        get("/")
        time_machine.move_to(moment - SECOND, tick=False)
        assert ("Zur Stunde" in get("/").text) is not is_there
        time_machine.move_to(moment, tick=False)
        assert ("Zur Stunde" in get("/").text) is is_there


@pytest.mark.parametrize("looked_up", [1, 2, 5, 6])
def test_an_hour_set_a_minute_ahead_is_kept_on_the_second(get, time_machine, looked_up):
    get("/")
    time_machine.move_to(NOON + SECOND, tick=False)
    make_released(at=NOON + 61 * SECOND, headline="Gleich", now=NOON + SECOND)
    time_machine.move_to(NOON + looked_up * SECOND, tick=False)
    get("/feeds/rss.xml")

    time_machine.move_to(NOON + 61 * SECOND, tick=False)

    assert "Gleich" in get("/feeds/rss.xml").text


def test_the_own_page_of_a_report_is_there_at_once(get):
    article = make_released(at=NOON + HOUR, now=NOON)
    path = article.get_absolute_url()
    assert get(path).status == 404

    workflow.reschedule(article, by=make_user(), at=NOON, now=NOON)

    assert get(path).status == 200


def change(article, by):
    workflow.save(article, {"headline": "Geändert"}, by=make_user())
    workflow.submit(article, by=make_user())
    workflow.release(article, by=by)


def correct(article, by):
    note = workflow.propose(article, CorrectionKind.CORRECTION, "Anders.", by=make_user())
    workflow.publish(note, by=by)


#: What is said again, differently or not at all: nobody reads the old wording from then on.
CALLS_BACK = {
    "withdraw": lambda article, by: workflow.withdraw(article, by=by),
    "remove": lambda article, by: workflow.remove(article, by=by, reason="Beschluss"),
    "redact": lambda article, by: workflow.redact(article, "Rathaus", by=by, reason="Beschluss"),
    "change": change,
    "correct": correct,
}


@pytest.mark.parametrize("act", CALLS_BACK)
def test_what_was_kept_is_called_back_at_once(get, cache, act, django_capture_on_commit_callbacks):
    article = make_adopted(at=NOON - HOUR, headline="Rathaus wird digital")
    paths = [article.get_absolute_url(), "/feeds/rss.xml"]
    before = [get(path).text for path in paths]

    with django_capture_on_commit_callbacks(execute=True):
        CALLS_BACK[act](article, make_user("chief"))

    assert [get(path).text == old for path, old in zip(paths, before, strict=True)] == [False] * 2
    assert len(cache.pages) <= len(paths)


def test_a_page_that_was_being_made_while_others_were_called_back_is_not_kept(
    get, cache, django_capture_on_commit_callbacks
):
    article = make_adopted(at=NOON - HOUR)
    path, site = article.get_absolute_url(), cache.application

    def slow(environ, start_response):
        answer = site(environ, start_response)
        with django_capture_on_commit_callbacks(execute=True):
            workflow.withdraw(article, by=make_user(), now=NOON)
        get("/")
        return answer

    cache.application = lambda *asked: (slow if asked[0]["PATH_INFO"] == path else site)(*asked)
    assert get(path).status == 200
    cache.application = site

    assert get(path).status == 410


# --- Conditions, variants, memory ----------------------------------------------------------


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_browsers_ask_again_and_get_304(get, cache, encoding):
    first = get("/", **{"accept-encoding": encoding})

    again = get("/", **{"accept-encoding": encoding, "if-none-match": first.headers["ETag"]})

    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"].removeprefix("W/") == first.headers["ETag"].removeprefix("W/")
    assert "max-age=0, must-revalidate" in again.headers["Cache-Control"]
    assert get("/", **{"if-none-match": '"anders"'}).status == 200
    assert cache.asked == ["/"]


def test_head_and_compressed_answers_say_the_same_as_the_plain_one(get):
    plain = get("/")
    zipped, head = get("/", **{"accept-encoding": "br, gzip"}), get("/", method="HEAD")

    assert (zipped.text, len(zipped.body) < len(plain.body)) == (plain.text, True)
    assert (head.body, head.headers["Content-Length"]) == (b"", plain.headers["Content-Length"])
    assert {answer.headers["Vary"] for answer in (plain, zipped, head)} == {"Accept-Encoding"}
    same = set(plain.headers) - {"Content-Length", "ETag", "Content-Encoding"}
    assert [n for n in same if plain.headers[n] != zipped.headers[n]] == []


def test_an_answer_that_is_not_kept_can_be_304_as_well(get, cache):
    cache.room = 0
    first = get("/")

    assert get("/", **{"if-none-match": first.headers["ETag"]}).status == 304


def test_memory_is_bounded_however_many_addresses_are_asked(get, cache):
    cache.room = 40_000

    for number in range(30):
        assert get(f"/suche/?q=wort{number}").status == 200

    assert cache.bytes <= cache.room
    assert 0 < len(cache.pages) < 30


def test_posts_are_passed_on(get, cache):
    assert get("/", method="POST").status == 403
    assert get("/", method="POST").status == 403
    assert cache.asked == ["/", "/"]
