"""Two editors in two real browsers, their answers delayed, doubled and dropped: nothing is lost."""

import random
import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.browser.patience import PATIENCE
from tests.desks import STEPS, everything_said
from tests.makers import make_submitted, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOX = ".ProseMirror[contenteditable=true]"
POSTED = re.compile(r"/admin/articles/article/(arbeitsstand/|\d+/change/|\d+/zusammenfuehren/)")
#: What may happen to a post on its way, and how often of a hundred times.
FATES = {"well": 40, "late": 20, "double": 20, "lost answer": 20}


PRESSED = """() => {
  window.isPressed = true
  delete document.querySelector(".keeping-trouble")?.dataset.trouble
}"""
#: Another page has come, or this one says why not.
ANSWERED = "() => !window.isPressed || document.querySelector('.keeping-trouble[data-trouble]')"
#: The desk has whatever only the browser had, of forms that are no longer open.
HANDED_OVER = """() => {
  const open = document.querySelector("[name=form_token]").value
  return !Object.keys(localStorage).some((key) => /^arbeitsstand:/.test(key) && !key.endsWith(open))
}"""


class Desk:
    """One editor with a browser whose net is bad."""

    def __init__(self, browser, live_server, article, number, dice):
        self.context = browser.new_context(locale="de-DE", base_url=live_server.url)
        self.context.set_default_timeout(PATIENCE)
        self.context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.article, self.number, self.dice = article, number, dice
        self.user, self.sentences = make_user(), []
        self.page.route(POSTED, self.on_its_way)

    def on_its_way(self, route):
        """Do to a post what a bad net does."""
        if route.request.method != "POST":
            return route.continue_()
        fate = self.dice.choices(list(FATES), FATES.values())[0]
        if fate == "late":
            self.page.wait_for_timeout(self.dice.randrange(100, 900))
        if fate in ("double", "lost answer"):
            route.fetch(max_redirects=0)
        return route.abort() if fate == "lost answer" else route.continue_()

    def open(self):
        """Open the form; what is on offer from before is restored."""
        self.go()
        expect(self.page.locator(BOX)).to_be_visible()
        self.page.wait_for_load_state("networkidle")
        offered = self.page.locator(".kept").get_by_role("link", name="Wiederherstellen")
        if offered.count():
            with self.page.expect_navigation():
                offered.first.click()
            expect(self.page.locator(BOX)).to_be_visible()

    def go(self):
        """Ask for the form; a form before it that is sent only now may lead elsewhere meanwhile."""
        address = f"/admin/articles/article/{self.article.pk}/change/"
        try:
            self.page.goto(address)
        except Error as error:
            if not re.search("interrupted by another navigation|ERR_ABORTED", str(error)):
                raise
            self.page.wait_for_load_state()
            self.page.goto(address)

    def autosave(self):
        sentence = f"Satz {self.number}.{len(self.sentences) + 1} steht hier."
        self.page.locator(BOX).click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.press("Enter")
        self.page.keyboard.type(sentence)
        self.sentences.append(sentence)
        self.page.wait_for_timeout(1600)

    def save(self):
        self.autosave()
        self.press("Sichern und weiter bearbeiten")

    def release(self):
        """Bring both texts together where they clash; then release what is there."""
        if self.page.locator(".conflict").count():
            self.press("So speichern")
        self.open()
        self.press("Jetzt veröffentlichen")

    def press(self, name):
        """Press a button, and again while the form is still there: an impatient editor."""
        button = self.page.get_by_role("button", name=name)
        if not button.count():
            return
        self.page.evaluate(PRESSED)
        with suppress(Error):
            button.first.click()
        self.page.wait_for_function(ANSWERED)
        self.page.wait_for_load_state()
        if self.page.url.startswith("chrome-error"):
            self.open()


@pytest.fixture
def desks(log_in):
    """A list of the desks of a test; each is closed at its end, however it ends."""
    desks = []
    yield desks
    for desk in desks:
        desk.context.close()


@pytest.mark.parametrize("seed", range(6))
def test_two_people_in_two_browsers_lose_nothing(browser, live_server, log_in, desks, seed):
    dice = random.Random(seed)
    article = make_submitted()
    for number in range(2):
        desks.append(Desk(browser, live_server, article, number, dice))
        log_in(desks[number].page, desks[number].user)
    order = [0] * 4 + [1] * 4
    dice.shuffle(order)
    steps = [iter(STEPS), iter(STEPS)]

    for number in order:
        getattr(desks[number], next(steps[number]))()
    for desk in desks:
        # What only the browser had is handed over when the form is opened with a good net.
        desk.page.unroute_all(behavior="wait")
        desk.open()
        desk.page.wait_for_function(HANDED_OVER)

    said = everything_said(article)
    assert [s for desk in desks for s in desk.sentences if s not in said] == []
