"""The reader's pages in a real browser: no barrier, no stranger, nothing stored, no jumps."""

from datetime import timedelta
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Route

from articles import workflow
from articles.moments import berlin_day, now
from articles.roles import Role
from articles.vocabulary import CorrectionKind
from tests.makers import (
    make_adopted,
    make_award,
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

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
#: The layout shift that a page has had so far.
SHIFT = """() => new Promise((done) => {
  let shift = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += entry.value
  }).observe({ type: "layout-shift", buffered: true })
  setTimeout(() => done(shift), 100)
})"""


@pytest.fixture
def broken(context):
    """The addresses of pages that only something broken shows."""
    for status in BROKEN:
        html = render_to_string(f"articles/{status}.html")
        answer = partial(Route.fulfill, body=html, content_type="text/html; charset=utf-8")
        context.route(f"**/fehlerseite-{status}/", answer)
    return {status: f"/fehlerseite-{status}/" for status in BROKEN}


@pytest.fixture
def site(broken):
    """A small newsroom with something on every kind of page; returns the addresses of each."""
    hour = now().replace(microsecond=0)
    town = make_municipality(name="Musterstadt")
    things = {
        "section": make_section("Smart City"),
        "tags": [make_tag("Sensorik")],
        "people": [make_person("Rieke Tiedemann", portrait=make_picture())],
        "municipalities": [town],
        "institutions": [make_institution()],
        "awards": [make_award()],
    }
    first = make_adopted(at=hour - timedelta(days=400), headline="Der Anfang", **things)
    body = f"<p>„Gut“, sagt sie ({reference(first.pk)}).</p><blockquote>„Sehr gut.“</blockquote>"
    told = make_adopted(
        at=hour - timedelta(days=2),
        headline="Die Mitte",
        body=body,
        picture=make_picture(),
        **things,
    )
    body = f"<p>Es geht weiter ({reference(told.pk)}).</p>"
    last = make_adopted(at=hour - timedelta(hours=3), body=body, picture=make_picture(), **things)
    day = berlin_day(last.publish_at)
    gone = make_released(at=hour - timedelta(hours=1), now=hour - timedelta(hours=2))
    workflow.withdraw(gone, by=make_user(Role.CHIEF), now=hour, note="Der Termin war falsch.")
    text = "Das Rathaus ist grün."
    note = workflow.propose(told, CorrectionKind.CORRECTION, text, by=make_user(Role.AUTHOR))
    workflow.publish(note, by=make_user())
    land, district = town.federal_state, town.district
    subjects = [things["section"], *(things[name][0] for name in list(things)[1:]), land, district]
    return {
        "home": "/",
        "report": told.get_absolute_url(),
        "newest": last.get_absolute_url(),
        "story": f"{told.get_absolute_url()}chronik/",
        "gone": gone.get_absolute_url(),
        "nothing": "/gibt-es-nicht/",
        **{thing._meta.model_name: thing.get_absolute_url() for thing in subjects},
        **{path: f"/{path}/" for path in LISTS},
        "year": f"/archiv/{day.year}/",
        "month": f"/archiv/{day:%Y/%m}/",
        "search": "/suche/?q=Mitte",
        "log-in": "/konto/login/",
        "hint": f"{told.get_absolute_url()}fehler/",
        "map of a Land": f"/kommunen/karte/{land.slug}/",
        **broken,
    }


#: What the browser says itself of a page that is not there or has gone.
ABSENT = ["status of 404", "status of 410"]
BROKEN = ["400", "403", "413", "500", "503"]
LISTS = [
    "kommunen",
    "laender",
    "ministerien",
    "institutionen",
    "preise",
    "archiv",
    "barrierefreiheit",
    "kommunen/karte",
    "korrekturen",
    "ueber-uns",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier(page, site, scheme):
    page.expected = ABSENT
    page.emulate_media(color_scheme=scheme)
    barriers = {}

    for name, path in site.items():
        page.goto(path)
        found = Axe().run(page, options=RULES).response["violations"]
        if found:
            barriers[name] = [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found]

    assert barriers == {}


def test_reading_leaves_nothing_behind_and_asks_nobody_else(page, site):
    page.expected = ABSENT
    for path in site.values():
        page.goto(path)
        kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
        assert kept == [0, 0, ""], path

    names = [cookie["name"] for cookie in page.context.cookies()]
    # The form of the log-in has its token; no page for readers has one.
    assert set(names) <= {"csrftoken"}


def test_no_page_is_wider_than_a_phone_or_jumps(page, site):
    page.expected = ABSENT
    wide, jumpy = [], []

    for width in (360, 820, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        for name, path in site.items():
            page.goto(path)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((name, width))
            if page.evaluate(SHIFT) > 0.01:
                jumpy.append((name, width))

    assert (wide, jumpy) == ([], [])


def test_a_report_is_read_without_any_script(browser, live_server, site):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()

    page.goto(site["report"])

    assert page.locator(".text").is_visible()
    assert not page.locator(".scheme").is_visible()
    assert not page.locator(".copy").is_visible()
    context.close()


def test_the_switch_remembers_the_choice_and_forgets_it_again(page, site):
    page.emulate_media(color_scheme="light")
    page.goto(site["report"])
    switch = page.locator(".scheme")
    paper = "getComputedStyle(document.body).backgroundColor"
    by_day = page.evaluate(paper)

    switch.click()
    assert page.evaluate("localStorage.farben") == "light"
    switch.click()
    assert page.evaluate(paper) != by_day
    page.goto(site["home"])
    assert page.evaluate(paper) != by_day
    page.locator(".scheme").click()

    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate(paper) == by_day


def test_the_address_of_a_report_is_copied(page, site, context, settings):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site["report"])

    page.locator(".copy").click()
    page.get_by_text("Adresse kopiert").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{settings.SITE_URL}{site['report']}"


def test_everything_is_reached_by_keyboard_in_the_order_of_the_page(page, site):
    page.goto(site["report"])
    links = page.locator("a[href], button").count()
    tops, seen = [], 0

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    while page.evaluate("document.activeElement !== document.body") and seen <= links:
        seen += 1
        tops.append(page.evaluate(RINGED))
        page.keyboard.press("Tab")

    assert seen == links
    assert all(tops), "somewhere the focus can't be seen"


#: Whether who tabs through the page sees where the focus is.
RINGED = """() => {
  const style = getComputedStyle(document.activeElement)
  const box = document.activeElement.getBoundingClientRect()
  return style.outlineStyle !== "none" && box.width > 0 && box.height > 0
}"""


def test_the_skip_link_leads_to_the_content(page, site):
    page.goto(site["report"])

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "inhalt"


@pytest.mark.parametrize("name", ["home", "report", "story", "nothing"])
def test_the_policy_of_a_page_allows_nothing_unsafe(page, site, name):
    page.expected = ABSENT
    answer = page.goto(site[name])

    policy = answer.header_value("content-security-policy")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
