"""Two editors in two real browsers, their answers delayed, doubled and dropped: nothing is lost."""

import random
import re

import pytest
from playwright.sync_api import Error, expect

from tests.desks import STEPS, everything_said
from tests.makers import make_submitted, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOX = ".ProseMirror[contenteditable=true]"
POSTED = re.compile(r"/admin/articles/article/(arbeitsstand/|\d+/change/|\d+/zusammenfuehren/)")
#: What may happen to a post on its way, and how often of a hundred times.
FATES = {"well": 40, "late": 20, "double": 20, "lost answer": 20}


class Desk:
    """One editor with a browser whose net is bad."""

    def __init__(self, browser, live_server, article, number, dice):
        self.context = browser.new_context(locale="de-DE", base_url=live_server.url)
        self.context.set_default_timeout(20_000)
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
        self.page.goto(f"/admin/articles/article/{self.article.pk}/change/")
        expect(self.page.locator(BOX)).to_be_visible()
        self.page.wait_for_timeout(600)
        offered = self.page.locator(".kept").get_by_role("link", name="Wiederherstellen")
        if offered.count():
            offered.first.click()
            expect(self.page.locator(BOX)).to_be_visible()

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
        try:
            button.first.click()
            self.page.wait_for_load_state()
            self.page.wait_for_timeout(2500)
        except Error:
            pass
        if self.page.url.startswith("chrome-error"):
            self.open()


@pytest.mark.parametrize("seed", range(10))
def test_two_people_in_two_browsers_lose_nothing(browser, live_server, log_in, seed):
    dice = random.Random(seed)
    article = make_submitted()
    desks = [Desk(browser, live_server, article, number, dice) for number in range(2)]
    for desk in desks:
        log_in(desk.page, desk.user)
    order = [0] * 4 + [1] * 4
    dice.shuffle(order)
    steps = [iter(STEPS), iter(STEPS)]

    for number in order:
        getattr(desks[number], next(steps[number]))()
    for desk in desks:
        desk.open()  # What only the browser had is handed over when the form is opened again.
        desk.page.wait_for_timeout(1500)

    said = everything_said(article)
    for desk in desks:
        desk.page.unroute_all(behavior="ignoreErrors")
        desk.context.close()
    assert [s for desk in desks for s in desk.sentences if s not in said] == []
