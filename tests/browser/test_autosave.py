"""Nothing typed is lost in a browser: a tab that dies, a session that ends, a net that fails."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles import workflow
from articles.models import Article, WorkingCopy
from articles.revisions import working_copy
from articles.roles import Role
from tests.browser.patience import REFUSED
from tests.full_disks import no_room_in
from tests.makers import make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOX = ".ProseMirror[contenteditable=true]"
KEEP = "**/arbeitsstand/"


@pytest.fixture
def author(page, log_in):
    user = make_user(Role.AUTHOR, password="ein-langes-kennwort")
    log_in(page, user)
    return user


def open_form(page, article, query=""):
    page.goto(f"/admin/articles/article/{article.pk}/change/{query}")
    expect(page.locator(BOX)).to_be_visible()


def write(page, words):
    page.locator("#id_headline").fill(words)


def expect_kept(page):
    expect(page.locator(".keeping-state[data-state=kept]")).to_be_visible()


def restore(page):
    page.locator(".kept").get_by_role("link", name="Wiederherstellen").click()
    expect(page.locator(BOX)).to_be_visible()


def save(page):
    page.get_by_role("button", name="Sichern und weiter bearbeiten").click()
    expect(page.locator(".messagelist, .conflict")).to_be_visible()


def test_what_was_typed_before_the_tab_died_is_offered_and_restored(page, context, author):
    article = make_article(headline="Alt")
    open_form(page, article)
    write(page, "Vor dem Absturz getippt")
    page.locator(BOX).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Ein neuer Satz.")
    page.close(run_before_unload=False)
    again = context.new_page()

    open_form(again, article)
    restore(again)

    expect(again.locator("#id_headline")).to_have_value("Vor dem Absturz getippt")
    expect(again.locator(BOX)).to_contain_text("Ein neuer Satz.")
    save(again)
    content = working_copy(Article.objects.get(pk=article.pk))
    assert "Ein neuer Satz." in content["body"]
    expect(again.locator(".kept")).to_have_count(0)


def test_the_desk_keeps_what_is_typed_a_second_after_the_last_key(page, author):
    article = make_article(headline="Alt")
    open_form(page, article)

    write(page, "Getippt und nicht gespeichert")
    expect_kept(page)

    assert WorkingCopy.objects.get().values["headline"] == ["Getippt und nicht gespeichert"]
    assert article.revisions.count() == 1


def test_a_form_that_nobody_touched_keeps_nothing_and_saves_nothing(page, author):
    article = make_article(body="<p>Eins</p><ul><li><p>Zwei</p></li></ul>")
    open_form(page, article)

    page.wait_for_timeout(1500)
    save(page)

    assert not WorkingCopy.objects.exclude(values={}).exists()
    assert article.revisions.count() == 1


def test_who_was_logged_out_logs_in_beside_the_form_and_goes_on(page, context, author):
    page.expected = [REFUSED]  # what is asked for while logged out
    article = make_article(headline="Alt")
    open_form(page, article)
    Session.objects.all().delete()
    write(page, "Nach dem Abmelden getippt")
    page.get_by_role("button", name="Sichern und weiter bearbeiten").click()
    expect(page.locator(".keeping-trouble")).to_contain_text("abgemeldet")

    with context.expect_page() as opened:
        page.get_by_role("button", name="Wieder anmelden").click()
    window = opened.value
    window.locator("[name=login]").fill(author.username)
    window.locator("[name=password]").fill("ein-langes-kennwort")
    window.keyboard.press("Enter")
    expect_kept(page)

    expect(page.locator("#id_headline")).to_have_value("Nach dem Abmelden getippt")
    save(page)
    assert Article.objects.get(pk=article.pk).headline == "Nach dem Abmelden getippt"


def test_without_a_net_the_text_stays_and_is_kept_when_it_is_back(page, context, author):
    page.expected = [REFUSED]
    article = make_article(headline="Alt")
    open_form(page, article)
    page.route(KEEP, lambda route: route.abort())
    write(page, "Im Funkloch getippt")
    page.get_by_role("button", name="Sichern und weiter bearbeiten").click()
    expect(page.locator(".keeping-trouble")).to_contain_text("Keine Verbindung")

    page.unroute(KEEP)
    page.get_by_role("button", name="Erneut versuchen").click()
    expect_kept(page)

    assert WorkingCopy.objects.get().values["headline"] == ["Im Funkloch getippt"]


def test_a_server_that_can_not_store_is_told_and_loses_nothing(page, author):
    page.expected = [REFUSED]
    article = make_article(headline="Alt")
    open_form(page, article)
    page.route(KEEP, lambda route: route.fulfill(status=500, body="No space left on device"))

    write(page, "Auf voller Platte getippt")

    expect(page.locator(".keeping-trouble")).to_contain_text("in diesem Browser")
    page.unroute(KEEP)
    page.reload()
    expect(page.locator(".kept")).to_contain_text("Auf voller Platte getippt")


@pytest.mark.parametrize("table", ["articles_revision", "articles_workingcopy"])
def test_on_a_full_disk_the_text_stays_in_the_browser_and_is_offered(page, author, table):
    page.expected = [REFUSED]
    article = make_article(headline="Alt")
    open_form(page, article)
    with no_room_in(table):
        write(page, "Auf voller Platte getippt")
        page.get_by_role("button", name="Sichern und weiter bearbeiten").click()
        said = page.locator(".keeping-trouble, .apology")
        expect(said).to_contain_text("in diesem Browser")
        there = page.evaluate("JSON.stringify(localStorage)")

    page.goto(f"/admin/articles/article/{article.pk}/change/")
    expect(page.locator(".kept")).to_contain_text("Auf voller Platte getippt")
    restore(page)
    save(page)

    assert "Auf voller Platte getippt" in there
    assert Article.objects.get(pk=article.pk).headline == "Auf voller Platte getippt"


def test_a_token_that_was_rotated_in_another_tab_is_renewed(page, context, author, log_in):
    page.expected = ["status of 403"]
    article = make_article(headline="Alt")
    open_form(page, article)
    cookies = [c for c in context.cookies() if c["name"] == "csrftoken"]
    context.clear_cookies(name="csrftoken")
    other = context.new_page()
    other.goto("/admin/articles/article/add/")

    write(page, "Mit altem Schein getippt")
    expect_kept(page)

    assert cookies
    save(page)
    assert Article.objects.get(pk=article.pk).headline == "Mit altem Schein getippt"


def test_a_new_report_that_was_never_saved_is_offered(page, context, author):
    page.goto("/admin/articles/article/add/")
    expect(page.locator(BOX)).to_be_visible()
    write(page, "Nie gespeichert")
    page.close(run_before_unload=False)
    again = context.new_page()

    again.goto("/admin/articles/article/add/")
    restore(again)

    expect(again.locator("#id_headline")).to_have_value("Nie gespeichert")


def test_two_texts_are_shown_side_by_side_and_merged(page, author):
    article = make_article(headline="Alt", lead="Vorspann")
    open_form(page, article)
    write(page, "Meine Überschrift")
    workflow.save(article, {"headline": "Ihre Überschrift", "lead": "Ihr Vorspann"}, by=make_user())

    save(page)
    page.get_by_role("group", name="Überschrift").get_by_label("Zusammengeführt").first.check()
    page.locator("[name=text-headline]").fill("Unsere Überschrift")
    page.get_by_role("button", name="So speichern").click()
    expect(page.locator(".messagelist")).to_contain_text("zusammengeführt")

    article.refresh_from_db()
    assert (article.headline, article.lead) == ("Unsere Überschrift", "Ihr Vorspann")


def test_a_double_click_makes_one_report(page, author):
    page.goto("/admin/articles/article/add/")
    expect(page.locator(BOX)).to_be_visible()
    write(page, "Doppelt geklickt")

    page.get_by_role("button", name="Sichern und weiter bearbeiten").dblclick()
    expect(page.locator(".messagelist")).to_be_visible()

    assert Article.objects.count() == 1


def test_logging_out_leaves_nothing_in_the_browser(page, author):
    article = make_article()
    open_form(page, article)
    write(page, "Auf fremdem Rechner getippt")
    expect_kept(page)
    assert page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('arbeitsstand')).length"
    )

    with page.expect_navigation():
        page.locator("#logout-form button").click()

    keys = page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('arbeitsstand'))")
    assert keys == []
