"""The main job, end to end, by keyboard: write, bind, submit, release for an hour, read."""

import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from playwright.sync_api import expect

from articles.management.report_import import import_reports
from articles.models import Article
from articles.roles import Role
from tests.makers import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HOUR = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
REPORT = "Akteure vor Ort unterstützen"
#: What an editor types to find the three earlier reports, and what she finds.
SEARCHES = {
    "bundeskonferenz": "Neuer Name, neuer Auftrag",
    "allianz memorandum": "Bündnis besiegelt",
    "digitalste stadt dortmund": "Spitze neben Wien",
}
PASSWORD = "ein-langes-kennwort"


@pytest.fixture
def newsroom():
    """The demo's reports, and somebody who writes and somebody who reads what was written."""
    # Before the morning of the test, whatever today is: the list shows the lately changed first.
    with time_machine.travel(MORNING - timedelta(hours=1), tick=True):
        import_reports(settings.SAMPLES_DIR, adopt=True)
    for name, role in (("anna", Role.AUTHOR), ("rolf", Role.EDITOR)):
        user = make_user(role, username=name)
        user.set_password(PASSWORD)
        user.save()


def log_in(page, name):
    page.goto("/admin/articles/article/")
    page.locator("[name=login]").focus()
    page.keyboard.type(name)
    page.locator("[name=password]").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/articles/article/")


def open_report(page):
    page.get_by_role("link", name=REPORT).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror[contenteditable=true]")).to_be_visible()


def bind(page, words, headline):
    """Alt+R jumps to the next reference without a target and asks where it leads."""
    page.keyboard.press("Alt+r")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.type(words)
    expect(dialog.get_by_role("listbox")).to_have_attribute("aria-busy", "false")
    chosen = dialog.get_by_role("option", selected=True)
    for _row in range(10):
        if headline in chosen.inner_text():
            break
        page.keyboard.press("ArrowDown")
    expect(chosen).to_contain_text(headline)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def press(page, name):
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def anonymous(url):
    """Status and text of a page as a stranger gets it."""
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_three_references_are_bound_with_two_keys_each(newsroom, page):
    log_in(page, "anna")
    open_report(page)
    page.locator(".ProseMirror[contenteditable=true]").focus()
    keys = 0
    for number in range(1, 4):
        for key in ("Alt+r", "Enter"):
            page.keyboard.press(key)
            keys += 1
            expect(page.get_by_role("dialog")).to_have_count(1 if key == "Alt+r" else 0)
        expect(page.locator(".reference-report")).to_have_count(number)
    press(page, "Sichern und weiter bearbeiten")
    expect(page.locator(".messagelist")).to_be_visible()
    expect(page.locator(".reference-report")).to_have_count(3)

    article = Article.objects.get(headline=REPORT)
    found = [r.target.headline for r in article.references_out.order_by("position")]
    assert (keys, found) == (6, list(SEARCHES.values()))


def test_write_bind_release_and_read(newsroom, page, context, browser, live_server):
    with time_machine.travel(MORNING, tick=True):
        log_in(page, "anna")
        open_report(page)
        page.locator(".ProseMirror[contenteditable=true]").focus()
        page.keyboard.press("Control+Home")
        for words, headline in SEARCHES.items():
            bind(page, words, headline)
        expect(page.locator(".reference-report")).to_have_count(3)
        page.locator("#id_section").focus()
        page.keyboard.type("Smart")
        press(page, "Zum Gegenlesen geben")
        expect(page.locator(".standing")).to_contain_text("Zum Gegenlesen")

        page.goto("about:blank")  # nothing of the author's page may still ask for anything
        context.clear_cookies()
        log_in(page, "rolf")
        open_report(page)
        # The order of day and month in this input is the browser's: so no single keys here.
        page.get_by_label("Online ab").fill("2026-11-24T11:00")
        press(page, "Zu diesem Zeitpunkt veröffentlichen")
        expect(page.locator(".messagelist")).to_contain_text("ist eingeplant.")
        expect(page.locator(".standing")).to_contain_text("Geplant (heute, 11:00)")

    article = Article.objects.get(headline=REPORT)
    url = live_server.url + article.get_absolute_url()
    targets = [r.target for r in article.references_out.order_by("position")]
    assert [target.headline for target in targets] == list(SEARCHES.values())
    with time_machine.travel(HOUR - SECOND, tick=False):
        assert anonymous(url)[0] == 404
        assert REPORT not in anonymous(live_server.url)[1]
        assert REPORT not in anonymous(live_server.url + targets[0].get_absolute_url())[1]
    with time_machine.travel(HOUR, tick=False):
        status, text = anonymous(url)
        assert status == 200
        assert "[24.11.2026]" in text
        assert all(target.get_absolute_url() in text for target in targets)
        assert REPORT in anonymous(live_server.url)[1]
        assert REPORT in anonymous(live_server.url + targets[0].get_absolute_url())[1]
