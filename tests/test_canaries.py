"""
Nothing hidden is ever told, and what is public is found wherever it belongs.

Every address of the URL configuration is fetched as anybody may fetch it, while the
clock steps over every hour at which a report appears or ends (see ``aviary``, ``routes``).
"""

import re
from contextlib import contextmanager

import pytest
import time_machine as clock
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.test import Client

from articles import counts
from articles.models import Article
from articles.vocabulary import CountedBy
from tests.aviary import AGO, EARLY, HOUR, LATER, NOON, SECOND, SPANS, build, word_of
from tests.routes import (
    DESK,
    RULES,
    addresses,
    desk_addresses,
    places_of,
    routes_of_readers,
    routes_of_the_desk,
)

COMING, ENDING = ("planned", "embargoed"), ("ending",)
NEVER_PUBLIC = [kind for kind, span in SPANS.items() if span is None or span[0] > NOON]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once, for nothing here writes; taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.travel(NOON, tick=False):
            built = build()
        yield built
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def stranger(world):
    """One client for all, whose cookies are thrown away; our own faults are answers too."""
    return Client(raise_request_exception=False)


@pytest.fixture(scope="module")
def known():
    """What was answered already: the same question at the same moment is asked once."""
    return {}


@pytest.fixture
def get(time_machine, stranger, known):
    """Ask at noon unless told otherwise; the answer and all its bytes."""

    def fetch(path, at=NOON, method="get", headers=()):
        question = (path, at, method, headers)
        if question not in known:
            time_machine.move_to(at, tick=False)
            answer = getattr(stranger, method)(path, headers=dict(headers))
            known[question] = (answer, everything_of(answer))
            stranger.cookies.clear()
        return known[question]

    return fetch


def everything_of(answer):
    """Status, headers, cookies and body as one text."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cookies = answer.cookies.output()
    head = f"{answer.status_code} {answer.reason_phrase} {dict(answer.headers)} {cookies}"
    return f"{head}\n{body.decode('utf-8', 'replace')}"


def is_missing(marks, answer, text):
    """Why this is no surface for a report with these marks; empty when it is one."""
    if answer.status_code not in (200, 301):
        return [f"status {answer.status_code}"]
    return [mark for mark in marks if mark not in text]


@contextmanager
def nothing_written():
    """What readers ask must change nothing: no worker, no new date, no row."""

    def refuse(execute, sql, *rest):
        assert not re.match(r"\s*(insert|update|delete)\b", sql, re.IGNORECASE), sql
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


# --- The table -----------------------------------------------------------------------------


def test_every_route_for_readers_has_a_rule():
    without = [route for route in routes_of_readers() if route not in RULES]

    assert without == []


def test_every_parameter_of_a_route_of_the_desk_has_a_value():
    without = [
        route for route in routes_of_the_desk() if set(re.findall(r"<(\w+)>", route)) - set(DESK)
    ]

    assert without == []


# --- Never leaking -------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head"])
def test_no_answer_to_a_stranger_tells_of_a_hidden_report(world, get, method):
    leaks, odd = {}, {}
    copies = world.copies.values() if method == "get" else world.hidden(NOON)
    with nothing_written():
        for path, route in addresses(world, copies).items():
            answer, text = get(path, method=method)
            leaks |= {path: told} if (told := world.told(text, NOON)) else {}
            is_odd = answer.status_code not in (200, 301, 404, 410) or "set-cookie" in text.lower()
            odd |= {path: text} if is_odd and route != "status/bereit/" else {}

    assert (leaks, odd) == ({}, {})


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_the_doors_of_the_desk_tell_strangers_nothing(world, get, method):
    leaks, odd = {}, {}
    for path in desk_addresses(world):
        answer, text = get(path, method=method)
        # Whom we send to the log-in finds there the address that he asked for himself.
        told = {kind for kind, how in world.told(text, NOON) if how != "number"}
        leaks |= {path: told} if told else {}
        if answer.status_code >= 500 or (path.startswith("/admin/") and answer.status_code == 200):
            odd[path] = answer.status_code

    assert (leaks, odd) == ({}, {})


def pairs_of(world, copy):
    """Addresses of what is hidden, each with its like for what never was."""
    never, number = word_of("what never was").lower(), str(copy.article.pk)
    for _route, path, _marks in places_of(world, copy):
        free = path.replace(copy.word.lower(), never).replace(number, str(int(number) + 1))
        free = re.sub(r"[0-9a-f]{8}(?=(-\d+)?\.(jpg|pdf)$)", "00000000", free)
        if free != path:
            yield path, free


ASKED = [
    ("get", ()),
    ("head", ()),
    ("options", ()),
    ("post", ()),
    (
        "get",
        (
            ("range", "bytes=0-9"),
            ("accept-encoding", "gzip"),
            ("if-none-match", "*"),
            ("if-modified-since", "Mon, 02 Mar 2026 01:00:00 GMT"),
        ),
    ),
]


@pytest.mark.parametrize("kind", NEVER_PUBLIC)
def test_what_is_hidden_answers_as_what_never_was(world, get, kind):
    copy, differences = world.copies[kind], []
    pairs = [pair for pair in pairs_of(world, copy) if not _is_of_a_live_report(kind, pair)]
    for path, free in pairs:
        for method, headers in ASKED:
            if get(path, NOON, method, headers)[1] != get(free, NOON, method, headers)[1]:
                differences.append((method, path, free))

    assert len(pairs) >= 15
    assert differences == []


def _is_of_a_live_report(kind, pair):
    # A change has things of its own, but no address: those of its report are another copy's.
    return kind == "pending" and pair[0].startswith(("/meldungen/", "/alt/"))


def test_numbers_count_public_reports_only(world, get):
    wrong = {}
    for at in (EARLY, AGO - SECOND, NOON, LATER):
        public = Article.objects.published(at)
        for name, kind in COUNTED.items():
            thing = world.shared[name]
            expected = public.filter(**{counts.KEYS[kind]: thing}).count()
            _answer, text = get(thing.get_absolute_url(), at)
            shown = re.findall(r'<section class="reports">\s*<h2 class="label">(\d*)', text)
            if shown != [str(expected) if expected > 1 else ""]:
                wrong[(at, name)] = (shown, expected)
        _answer, text = get("/archiv/", at)
        if re.findall(r'class="number">(\d+)', text) != [str(public.count())]:
            wrong[(at, "archive")] = text

    assert wrong == {}


COUNTED = {
    "section": CountedBy.SECTION,
    "tag": CountedBy.TAG,
    "person": CountedBy.PERSON,
    "ministry": CountedBy.INSTITUTION,
    "award": CountedBy.AWARD,
    "town": CountedBy.MUNICIPALITY,
    "district": CountedBy.DISTRICT,
    "land": CountedBy.FEDERAL_STATE,
}


def test_a_town_that_only_a_hidden_report_is_about_looks_like_any_other(world, get):
    hidden = [c.things for c in world.copies.values() if c.kind in NEVER_PUBLIC]
    pages = set()
    for name in ("town", "district", "land"):
        for things in hidden:
            number = things["land"].key
            body = get(things[name].get_absolute_url())[0].content.decode()
            pages.add((name, re.sub(rf"\b{number}(777(001)?)?\b", "#", body)))

    assert sorted(name for name, _page in pages) == ["district", "land", "town"]


# --- Found where it belongs ----------------------------------------------------------------


def test_what_is_public_is_found_on_every_surface_where_it_belongs(world, get):
    missing = {}
    for copy in world.public(NOON):
        for _route, path, marks in places_of(world, copy):
            if lost := is_missing(marks, *get(path)):
                missing[(copy.kind, path)] = lost

    assert missing == {}


def test_every_hidden_copy_has_a_public_twin(world):
    public = {copy.kind for copy in world.public(NOON)}

    assert {f"{kind} twin" for kind in SPANS if kind not in ("live", *CHANGED)} <= public
    assert "live" in public


CHANGED = ("pending", "pending of embargoed")


# --- The clock -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*COMING, *ENDING])
def test_the_second_alone_brings_and_takes_a_report(world, get, kind):
    copy = world.copies[kind]
    hour = copy.span[0] if kind in COMING else copy.span[1]
    absent, present = (hour - SECOND, hour) if kind in COMING else (hour, hour - SECOND)
    leaks, missing = {}, {}
    with nothing_written():
        for _route, path, marks in places_of(world, copy):
            leaks |= {path: told} if (told := world.told(get(path, absent)[1], absent)) else {}
            answer, text = get(path, present)
            if lost := is_missing(marks, answer, text) or world.told(text, present):
                missing[path] = lost

    assert (leaks, missing) == ({}, {})


@pytest.mark.parametrize("kind", [*COMING, *ENDING])
def test_a_reference_wakes_and_sleeps_without_a_change_to_who_cites(world, get, kind):
    copy, address = world.copies[kind], world.citer.get_absolute_url()
    hour = copy.span[0] if kind in COMING else copy.span[1]
    absent, present = (hour - SECOND, hour) if kind in COMING else (hour, hour - SECOND)

    asleep, awake = get(address, absent)[1], get(address, present)[1]

    assert (copy.link in asleep, copy.link in awake) == (False, True)
    assert re.search(rf"\bVerweis {copy.word_at_the_citer}\b(?!</a>)", asleep)
    assert dates_of(asleep) == dates_of(awake) != []
    assert "data-reference" not in asleep + awake


def dates_of(text):
    """All that a page says of when it was published and changed, not of when what it cites was."""
    own = re.sub(r'"citation":\[[^\[\]]*\]', "", text)
    return re.findall(r"(?i)[\w:-]*(?:modified|published)[^,>]*", own)


def test_references_are_links_exactly_while_their_reports_are_public(world, get):
    for at in (EARLY - SECOND, EARLY, AGO, NOON, NOON + HOUR, LATER):
        _answer, text = get(world.citer.get_absolute_url(), at)
        linked = {int(pk) for pk in re.findall(r'class="reference" href="/meldungen/(\d+)-', text)}

        is_read = at >= AGO
        assert linked == ({copy.article.pk for copy in world.public(at)} if is_read else set())


# --- Never dead ----------------------------------------------------------------------------


def test_every_link_within_the_site_leads_somewhere(world, get, settings):
    links, waiting = {}, [*addresses(world, world.copies.values())]
    asked = set(waiting)
    while waiting:
        path = waiting.pop()
        new = dict.fromkeys(links_in(get(path), path, settings), path)
        waiting += [link for link in new if link not in asked]
        asked |= set(new)
        links = new | links

    assert dead_of(links, get, NOON) == {}
    assert len(links) > 300


@pytest.mark.parametrize("kind", [*COMING, *ENDING])
def test_no_link_dies_when_a_report_comes_or_goes(world, get, settings, kind):
    copies = [world.copies[kind], world.copies[f"{kind} twin"]]
    links = {}
    for path in addresses(world, copies):
        links |= dict.fromkeys(links_in(get(path, LATER), path, settings), path)

    assert dead_of(links, get, LATER) == {}


def dead_of(links, get, at):
    """Those of the links that end nowhere, or only after a second redirect."""
    dead = {}
    for link, origin in links.items():
        if link.startswith("/static/"):
            status = 200 if finders.find(link.removeprefix("/static/")) else 404
        else:
            answer, _text = get(link, at)
            moved = answer.status_code == 301
            status = get(answer["Location"], at)[0].status_code if moved else answer.status_code
        dead |= {} if status == 200 else {link: (status, origin)}
    return dead


def links_in(answered, path, settings):
    """The addresses of our own site to which an answer leads."""
    answer, text = answered
    if answer.status_code == 301:
        return [answer["Location"]]
    if path.startswith(("/static/", "/medien/")):
        return []
    found = re.findall(r'(?:href|src)=(?:"|&quot;)([^"#&]+)', text)
    found += re.findall(r"<(?:link|loc)>([^<#]+)", text)
    own = {link.removeprefix(settings.SITE_URL) for link in found}
    here = path.partition("?")[0]
    return [
        here + link if link.startswith("?") else link
        for link in own
        if re.match(r"\?|/(?!/)", link)
    ]
