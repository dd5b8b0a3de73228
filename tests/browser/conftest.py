"""A real Chromium for the tests marked ``browser``: headless, German, without a net."""

import os
import shutil
import threading
import time
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import sync_playwright

from tests.browser.patience import PATIENCE

# Playwright's event loop runs in this thread; Django refuses queries there unless told.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

WATCH = """
window.cspViolations = []
document.addEventListener("securitypolicyviolation", (event) =>
  window.cspViolations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
"""


def pytest_collection_modifyitems(items):
    """
    Let what failed in the browser try once more: it shares two cores with all other tests.

    What fails twice fails. The summary lists each second try: a test found there is a fault to
    look for, in the test or in the page, for readers have slow machines too.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole run."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=arguments, timeout=2 * PATIENCE
        )
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser, live_server):
    """A fresh German browser profile on the live server."""
    context = browser.new_context(
        locale="de-DE",
        timezone_id="Europe/Berlin",
        base_url=live_server.url,
        viewport={"width": 1440, "height": 900},
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    yield context
    context.close()
    _wait_for_server(live_server)


def _wait_for_server(server):
    """Let the answers that are under way end before the database is emptied."""
    # Who comes in last is served last: whatever the browser asked for has its thread by now.
    urlopen(f"{server.url}/status/").close()
    end = time.monotonic() + 60
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=max(0, end - time.monotonic()))


@pytest.fixture
def page(context, live_server):
    """
    A page that is watched: no violation of the CSP, no error, no foreign request.

    What it saw lies in ``page.seen``, of which nothing may be left at the end of each test but
    what contains one of the words in ``page.expected``.
    """
    page = context.new_page()
    page.seen, page.expected = [], []
    page.on("console", lambda m: page.seen.append(m.text) if m.type in ("error", "warning") else 0)
    page.on("pageerror", lambda error: page.seen.append(str(error)))
    page.on("request", lambda request: _watch_request(page, request, live_server.url))
    yield page
    if not page.is_closed() and page.url.startswith("http"):
        page.wait_for_load_state()
        page.seen += page.evaluate("window.cspViolations || []")
    assert [text for text in page.seen if not any(word in text for word in page.expected)] == []


def _watch_request(page, request, home):
    if not request.url.startswith((home, "data:", "blob:")):
        page.seen.append(f"foreign request: {request.url}")


@pytest.fixture
def log_in(context, live_server):
    """``log_in(page, user)``: a session without the log-in form."""

    def _log_in(page, user):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}
        page.context.add_cookies([cookie | {"url": live_server.url}])

    return _log_in
