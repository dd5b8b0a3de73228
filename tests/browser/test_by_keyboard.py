"""A new report by keys alone: written, saved, submitted, bound and released, without a mouse."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from articles.roles import Role
from articles.statuses import Status
from articles.vocabulary import ReferenceEnd
from tests.makers import make_adopted, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: More stops than any form has: who has not arrived by then walks in a circle.
MOST_STOPS = 120


@pytest.fixture
def keys(page):
    """The keyboard; whatever uses the mouse fails."""

    def no_mouse(*_arguments, **_options):
        raise AssertionError("The mouse was used.")

    for name in ("move", "click", "down", "up"):
        setattr(page.mouse, name, no_mouse)
    return page.keyboard


def tab_to(page, selector):
    """Walk to what a selector finds, as somebody does who sees where the focus is."""
    wanted = page.locator(selector).first
    for _stop in range(MOST_STOPS):
        if wanted.evaluate("element => element.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab.")


def test_the_whole_way_by_keyboard(page, keys, log_in, context):
    earlier = make_adopted(headline="Bauantrag geht online", kicker="Musterstadt")
    make_section("Verwaltung digital")
    log_in(page, make_user(Role.AUTHOR))

    # New, with the single key, from the list.
    page.goto("/admin/articles/article/")
    keys.press("n")
    page.wait_for_url("**/article/add/")
    for field, text in {
        "#id_kicker": "Musterstadt",
        "#id_headline": "Bauantrag kommt an",
        "#id_lead": "Die Stadt nimmt Bauanträge nur noch im Netz an.",
    }.items():
        tab_to(page, field)
        keys.type(text)
    tab_to(page, ".ProseMirror")
    keys.type("Seit Montag geht es (wir berichteten")
    expect(page.get_by_role("dialog")).to_have_count(0)
    keys.type(").")
    tab_to(page, "#id_section")
    keys.type("Verw")

    # Saved, and still in the form.
    keys.press("Control+s")
    page.wait_for_url("**/change/")
    article = Article.objects.get(headline="Bauantrag kommt an")
    assert article.section.name == "Verwaltung digital"

    # Bound: to the open reference, and to the report that is offered or searched for.
    expect(page.locator(".reference-open")).to_be_visible()
    keys.press("Alt+r")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.type("Bauantrag geht")
    chosen = page.get_by_role("dialog").get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Bauantrag geht online")
    keys.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)

    # Submitted: the key presses the button, which saves first.
    keys.press("Alt+g")
    expect(page.locator(".standing")).to_contain_text("Zum Gegenlesen")
    assert article.references_out.get().target == earlier

    # Read and released by somebody else, from the list.
    page.goto("about:blank")
    context.clear_cookies()
    log_in(page, make_user(Role.EDITOR))
    page.goto("/admin/articles/article/")
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url("**/change/")
    expect(page.locator(".ProseMirror[contenteditable=true]")).to_be_visible()
    keys.press("Alt+v")
    expect(page.locator('[name="_act"][value="release"]')).to_be_focused()
    keys.press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("ist online")
    article.refresh_from_db()
    assert article.status == Status.RELEASED
    assert article.references_out.get().end == ReferenceEnd.REPORT


def test_a_question_mark_shows_the_keys_and_leads_to_the_handbook(page, keys, log_in):
    log_in(page, make_user(Role.AUTHOR))
    page.goto("/admin/")

    keys.press("?")

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Neue Meldung")
    tab_to(page, "#desk-keys a")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Handbuch")
