"""Notes to colleagues beside the text: anchored, mentioned, answered, settled, never lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles import workflow
from articles.models import Article, Note
from articles.obstacles import obstacles
from tests.browser.patience import REFUSED, settle
from tests.makers import NOON, make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOX = ".ProseMirror[contenteditable=true]"


@pytest.fixture
def editor(page, log_in):
    user = make_user(initials="ee")
    log_in(page, user)
    return user


@pytest.fixture
def article(editor):
    return make_article(
        headline="Rathaus wird digital", body="<p>Bürger stellen Anträge im Netz.</p>"
    )


def open_form(page, article):
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    expect(page.locator(BOX)).to_be_visible()
    expect(page.get_by_role("button", name="Notiz schreiben")).to_be_visible()


def select_in_text(page, characters):
    """Select the first characters of the text by keyboard."""
    page.locator(BOX).click()
    page.keyboard.press("Control+Home")
    settle(page)
    for _ in range(characters):
        page.keyboard.press("Shift+ArrowRight")
    settle(page)


def note_box(page):
    return page.locator(".note-form [data-note-value=text]")


def test_notes_that_can_not_be_fetched_say_so(page, article):
    page.expected = [REFUSED]
    page.route("**/notizen/", lambda route: route.abort())

    page.goto(f"/admin/articles/article/{article.pk}/change/")

    expect(page.locator("[data-notes]").get_by_role("alert")).to_contain_text("nicht holen")


def test_a_note_on_selected_words_mentions_somebody_and_stands_in_the_way(page, article):
    make_user(username="anna", initials="aa", first_name="Anna", email="aa@example.org")
    open_form(page, article)
    select_in_text(page, len("Bürger"))

    page.get_by_role("button", name="Notiz schreiben").click()
    expect(page.locator(".note-passage")).to_have_text("„Bürger“")
    note_box(page).press_sequentially("Alle? @an")
    page.keyboard.press("Enter")
    page.locator("[data-note-value=blocks]").check()
    page.get_by_role("button", name="Abschicken").click()
    expect(page.locator(".note-anchor")).to_contain_text("„Bürger“")

    note = Note.objects.get()
    assert (note.field, note.passage, note.text) == ("body", "Bürger", "Alle? @aa")
    assert "note" in {one.code for one in obstacles(article, at=NOON, by=None)}
    assert article.effects.filter(kind="mail").count() == 1


def test_the_anchor_leads_to_the_words_or_says_that_they_are_gone(page, article, editor):
    workflow.write_note(article, "Wirklich?", by=editor, field="body", passage="Anträge im")
    workflow.write_note(article, "Wer?", by=editor, field="headline", passage="Rathaus")
    workflow.write_note(article, "Weg", by=editor, field="lead", passage="steht nicht da")
    open_form(page, article)
    anchors = page.locator("[data-note-field]")

    anchors.nth(0).click()
    assert page.evaluate("String(document.getSelection())") == "Anträge im"
    anchors.nth(1).click()
    chosen = page.locator("#id_headline").evaluate(
        "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    )
    anchors.nth(2).click()

    assert chosen == "Rathaus"
    expect(page.locator(".note-error")).to_contain_text("nicht mehr")


def test_a_note_is_answered_settled_and_opened_again(page, article):
    workflow.write_note(article, "Wirklich?", by=make_user(), blocks=True)
    open_form(page, article)

    page.get_by_role("button", name="Antworten").click()
    note_box(page).fill("Ja.")
    page.get_by_role("button", name="Abschicken").click()
    expect(page.locator(".note-answer")).to_contain_text("Ja.")
    page.get_by_role("button", name="Erledigt").click()
    page.get_by_role("button", name="Wieder öffnen").click()
    expect(page.get_by_role("button", name="Erledigt")).to_be_visible()

    assert Note.objects.open().filter(blocks=True).count() == 1


def test_settling_another_note_leaves_what_is_being_written(page, article):
    workflow.write_note(article, "Wirklich?", by=make_user())
    open_form(page, article)
    page.get_by_role("button", name="Notiz schreiben").click()
    note_box(page).fill("Noch nicht abschicken")

    page.get_by_role("button", name="Erledigt").click()
    expect(page.locator(".note.is-settled")).to_be_visible()

    expect(note_box(page)).to_have_value("Noch nicht abschicken")


def test_who_was_logged_out_keeps_the_note_and_is_told(page, article):
    page.expected = [REFUSED]
    open_form(page, article)
    page.get_by_role("button", name="Notiz schreiben").click()
    note_box(page).fill("Nach dem Abmelden")
    Session.objects.all().delete()

    page.get_by_role("button", name="Abschicken").click()

    expect(page.locator(".note-error")).to_contain_text("nicht abschicken")
    expect(note_box(page)).to_have_value("Nach dem Abmelden")
    assert not Note.objects.exists()


def test_a_note_is_no_part_of_the_report(page, article):
    open_form(page, article)
    page.get_by_role("button", name="Notiz schreiben").click()
    note_box(page).fill("Nur für die Redaktion")

    page.get_by_role("button", name="Sichern und weiter bearbeiten").click()
    expect(page.locator(".messagelist")).to_be_visible()

    stored = Article.objects.get(pk=article.pk)
    assert "Nur für" not in str(stored.current_revision.content)
