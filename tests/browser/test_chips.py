"""The chips under the editor: what the text speaks of, attached by a press and never by itself."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from articles.models import Article
from articles.roles import Role
from tests.browser.patience import settle
from tests.makers import (
    make_article,
    make_award,
    make_district,
    make_institution,
    make_municipality,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOX = ".ProseMirror[contenteditable=true]"
CHANGE = date(2021, 12, 8)
BODY = "<p>Das BMMX verleiht den Musterpreis.</p><p>Der Preis geht nach Musterhausen.</p>"


@pytest.fixture
def form(page, log_in, make_draft):
    """Open the form of a draft with the given content: ``form(body=…)``."""

    def _form(**content):
        article = make_draft(**content)
        log_in(page, make_user(Role.AUTHOR))
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        expect(page.locator("#recognised")).to_be_visible()
        return article

    return _form


@pytest.fixture
def make_draft():
    """A draft in a newsroom whose registers know a town, a homonym, a house and a prize."""

    def _make_draft(**content):
        make_municipality(name="Musterhausen", population=120_000, is_town=True)
        make_municipality(name="Doppelstadt", population=9_000)
        far = make_district(key="05002", name="Fernkreis", kind="Kreis")
        make_municipality(name="Doppelstadt", population=9_100, district=far)
        house = make_institution(
            name="Bundesministerium für Muster", short_name="BMMX", scope="federal"
        )
        house.names.update(valid_from=CHANGE)
        house.names.create(
            name="Bundesministerium für Vorbilder", abbreviation="BMVX", valid_to=CHANGE
        )
        make_award(name="Musterpreis", short_name="")
        empty = {"kicker": "", "headline": "", "lead": "", "body": BODY, "tags": []}
        return make_article(**(empty | content))

    return _make_draft


def chip(page, label):
    return page.locator("#recognised .chip-name", has_text=label)


def chosen(page, name):
    """What the field of the form holds."""
    return page.locator(f"#id_{name} option:checked").all_inner_texts()


def status(page):
    return page.locator("#recognised").get_by_role("status")


def selected_words(page):
    return page.evaluate("getSelection().toString()")


def test_on_opening_the_chips_tell_what_the_text_speaks_of_and_attach_nothing(page, form):
    form()

    for label in ("BMMX", "Musterpreis", "Musterhausen"):
        expect(chip(page, label)).to_have_attribute("aria-pressed", "false")
    expect(status(page)).to_have_text("Im Text erkannt: 3 sicher, 0 zur Auswahl.")
    assert chosen(page, "municipalities") == []


def test_a_press_on_a_chip_attaches_and_another_one_takes_it_off(page, form):
    article = form()

    chip(page, "Musterhausen").click()
    expect(chip(page, "Musterhausen")).to_have_attribute("aria-pressed", "true")
    assert chosen(page, "municipalities") == ["Musterhausen"]
    chip(page, "BMMX").click()
    chip(page, "BMMX").click()
    assert chosen(page, "institutions") == []
    # The form is kept first, so that the post goes out a moment after the press.
    with page.expect_navigation():
        page.locator("[name=_continue]").click()

    stored = Article.objects.get(pk=article.pk)
    assert [town.name for town in stored.municipalities.all()] == ["Musterhausen"]
    expect(chip(page, "Musterhausen")).to_have_attribute("aria-pressed", "true")


def test_one_key_attaches_all_sure_ones_and_leaves_the_homonym(page, form):
    form(body=BODY + "<p>Auch die Gemeinde Doppelstadt ist dabei.</p>")
    page.locator(BOX).click()

    expect(page.locator(".recognised-all")).to_contain_text("Alle sicheren übernehmen (3)")
    page.keyboard.press("Alt+e")

    expect(status(page)).to_have_text("Übernommen: BMMX, Musterpreis, Musterhausen")
    expect(page.locator(".recognised-all")).to_be_hidden()
    assert chosen(page, "municipalities") == ["Musterhausen"]
    assert len(chosen(page, "institutions")) == len(chosen(page, "awards")) == 1
    expect(page.locator("#id_body")).to_have_value(re.compile("Doppelstadt ist dabei"))


def test_of_homonyms_one_is_chosen_by_keyboard(page, form):
    form(body="<p>Die Gemeinde Doppelstadt plant.</p>")

    chip(page, "Doppelstadt").press("Enter")
    choice = page.get_by_role("button", name="Fernkreis")
    expect(choice).to_contain_text("9.100 Einwohner")
    choice.press("Enter")

    expect(chip(page, "Doppelstadt")).to_have_attribute("aria-pressed", "true")
    expect(chip(page, "Doppelstadt")).to_be_focused()
    assert len(chosen(page, "municipalities")) == 1


def test_escape_closes_the_choice_and_leaves_the_cursor_at_the_chip(page, form):
    form(body="<p>Die Gemeinde Doppelstadt plant.</p>")

    chip(page, "Doppelstadt").press("Enter")
    expect(page.locator(".chip-choice").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator(".chip-choice")).to_have_count(0)
    expect(chip(page, "Doppelstadt")).to_be_focused()


def test_a_pause_after_typing_brings_a_new_chip(page, form):
    form(body="<p>Ein Text.</p>")
    expect(status(page)).to_have_text("Im Text noch nichts erkannt.")

    page.locator(BOX).click()
    page.keyboard.press("Control+End")
    settle(page)
    page.keyboard.type(" Er handelt von Musterhausen.")

    expect(chip(page, "Musterhausen")).to_be_visible()
    expect(page.locator(BOX)).to_be_focused()


def test_where_goes_through_the_places_of_the_words(page, form):
    form(
        headline="Musterhausen baut",
        body="<h2>Anfang</h2><p>Aus Musterhausen kommt <strong>Muster</strong>hausen.</p>",
    )
    where = page.get_by_role("button", name="Zeigen, wo „Musterhausen“ im Text steht")

    where.click()
    expect(page.locator("#id_headline")).to_be_focused()
    expect(status(page)).to_have_text("„Musterhausen“, Stelle 1 von 3")
    where.click()
    expect(page.locator(BOX)).to_be_focused()
    assert selected_words(page) == "Musterhausen"
    where.click()
    expect(status(page)).to_have_text("„Musterhausen“, Stelle 3 von 3")
    assert selected_words(page) == "Musterhausen"


def test_what_is_attached_by_hand_is_shown_as_such_too(page, form):
    form(body="<p>In Musterhausen.</p>")

    page.locator(".field-municipalities .select2-search__field").click()
    page.keyboard.type("Musterh")
    page.locator(".select2-results__option", has_text="Musterhausen").click()

    expect(chip(page, "Musterhausen")).to_have_attribute("aria-pressed", "true")


def test_kicker_and_tag_follow_from_what_is_attached_by_one_press_each(page, form):
    form(body="<p>In Musterhausen.</p>")
    expect(page.locator(".chip-proposal")).to_have_count(0)

    chip(page, "Musterhausen").click()
    assert page.locator("#id_kicker").input_value() == ""
    page.get_by_role("button", name="Dachzeile: „Musterhausen“ übernehmen").click()
    page.get_by_role("button", name="Stichwort: „Musterhausen“ hinzufügen").click()

    expect(page.locator(".chip-proposal")).to_have_count(0)
    assert page.locator("#id_kicker").input_value() == "Musterhausen"
    assert chosen(page, "tags") == ["Musterhausen"]


def test_a_kicker_that_is_written_is_left_alone(page, form):
    form(kicker="Interview", body="<p>In Musterhausen.</p>")

    chip(page, "Musterhausen").click()

    expect(page.locator(".chip-proposal")).to_have_text(["Stichwort: „Musterhausen“ hinzufügen"])


def test_a_new_report_has_chips_as_well(page, log_in, make_draft):
    make_draft()
    log_in(page, make_user(Role.AUTHOR))

    page.goto("/admin/articles/article/add/")
    page.locator("#id_kicker").fill("Musterhausen")

    expect(chip(page, "Musterhausen")).to_be_visible()


def test_a_name_of_another_day_is_replaced_by_one_press_that_can_be_undone(page, form):
    form(
        headline="BMVX zahlt",
        body="<blockquote><p>Das BMVX zahlt.</p></blockquote><p>So das <em>BMVX</em> heute.</p>",
    )
    hints = page.locator(".recognised-hints li", has_text="„BMVX“ hieß am")
    expect(hints).to_have_count(2)

    hints.last.get_by_role("button", name="Durch „BMMX“ ersetzen").click()
    expect(hints).to_have_count(1)
    body = page.locator("#id_body")
    expect(body).to_have_value(re.compile("<p>So das <em>BMMX</em> heute.</p>"))
    expect(body).to_have_value(re.compile("Das BMVX zahlt"))
    page.keyboard.press("Control+z")
    expect(body).to_have_value(re.compile("<em>BMVX</em>"))

    hints.first.get_by_role("button", name="Durch „BMMX“ ersetzen").click()
    expect(page.locator("#id_headline")).to_have_value("BMMX zahlt")
