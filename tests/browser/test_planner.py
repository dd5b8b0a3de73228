"""The planner in a real browser: a release is moved by mouse and by keyboard."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from articles.roles import Role
from tests.makers import make_released, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A Monday far ahead, so that the test needs no clock of its own: 08:15 in Berlin.
MONDAY = datetime(2031, 3, 3, 7, 15, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = "/admin/planung/?ansicht=woche&tag=2031-03-03"


@pytest.fixture
def planned(page, log_in):
    """A release in the planner's week, before the eyes of an editor."""
    log_in(page, make_user(Role.EDITOR))
    article = make_released(at=MONDAY, headline="Wandert")
    page.goto(WEEK)
    return article


def entry(page):
    return page.locator(".planner-grid .plan-entry", has_text="Wandert")


def dialog(page):
    return page.get_by_role("dialog")


def hour_of(article):
    article.refresh_from_db()
    return article.publish_at


def test_a_release_is_dragged_to_another_hour(planned, page):
    cell = page.locator('td[data-start^="2031-03-05T14:00"]')

    entry(page).drag_to(cell)
    expect(dialog(page)).to_contain_text("Mo., 03.03.2031, 08:15 Uhr MEZ")
    expect(dialog(page)).to_contain_text("Mi., 05.03.2031, 14:15 Uhr MEZ")
    assert hour_of(planned) == MONDAY

    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("05.03.2031, 14:15 Uhr MEZ")
    expect(cell).to_contain_text("Wandert")
    assert hour_of(planned) == MONDAY + 2 * DAY + 6 * HOUR


def test_a_release_is_moved_by_keys_alone(planned, page):
    make_released(at=MONDAY - HOUR, headline="Davor")
    page.goto(WEEK)
    page.locator(".planner-grid .plan-entry", has_text="Davor").focus()

    page.keyboard.press("ArrowDown")
    expect(entry(page)).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    expect(dialog(page)).to_contain_text("Di., 04.03.2031, 08:15 Uhr MEZ")
    page.keyboard.press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("04.03.2031, 08:15 Uhr MEZ")
    assert hour_of(planned) == MONDAY + DAY


def test_escape_leaves_everything_as_it_was(planned, page):
    entry(page).focus()
    page.keyboard.press("Enter")
    expect(dialog(page).locator("input[type=datetime-local]")).to_be_focused()

    page.keyboard.press("Escape")

    expect(dialog(page)).to_have_count(0)
    expect(entry(page)).to_be_focused()
    assert hour_of(planned) == MONDAY


def test_the_odd_nights_are_known_while_somebody_types(planned, page):
    entry(page).click()
    hour = dialog(page).locator("input[type=datetime-local]")

    hour.fill("2031-10-26T02:30")
    expect(dialog(page)).to_contain_text("gibt es in jener Nacht zweimal")
    dialog(page).locator("select").select_option("1")
    expect(dialog(page)).to_contain_text("So., 26.10.2031, 02:30 Uhr MEZ")

    hour.fill("2031-03-30T02:30")
    dialog(page).get_by_role("button", name="30.03.2031, 03:30 MESZ").click()
    expect(dialog(page)).to_contain_text("So., 30.03.2031, 03:30 Uhr MESZ")
    dialog(page).get_by_role("button", name="Verschieben").click()

    expect(page.locator(".messagelist")).to_contain_text("30.03.2031, 03:30 Uhr MESZ")
    assert hour_of(planned) == datetime(2031, 3, 30, 1, 30, tzinfo=UTC)


def test_a_phone_shows_the_week_as_a_list(planned, page):
    page.set_viewport_size({"width": 390, "height": 800})

    expect(page.locator(".planner-grid")).to_be_hidden()
    page.locator(".planner-list .plan-entry", has_text="Wandert").click()

    expect(dialog(page)).to_contain_text("Verschieben")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
