"""The editor in a real browser: typing, binding by keyboard, pasting, opening what is stored."""

import os
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.fields.body import clean_body
from articles.importers.reports import parse_report
from articles.models import Article
from articles.roles import Role
from articles.text import references_in
from tests.browser.patience import settle
from tests.fields.test_body import XSS
from tests.makers import NOON, make_adopted, make_article, make_user, reference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOX = ".ProseMirror[contenteditable=true]"
SHORTCUT = "Control+Shift+L"
WORDS = "wir berichteten"


@pytest.fixture
def desk(page, log_in):
    """Open the form of a report with the given body, as an author: ``desk(body)``."""

    def _desk(body="", **fields):
        log_in(page, make_user(Role.AUTHOR))
        article = make_article(body=body, **fields)
        open_form(page, article)
        return article

    return _desk


def open_form(page, article):
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    expect(page.locator(BOX)).to_be_visible()
    expect(page.locator(".prose-menubar")).to_be_visible()


def value(page):
    """What the form would send."""
    return page.locator("#id_body").input_value()


def expect_value(page, expected):
    """The form would send this, now or when the editor has written it."""
    expect(page.locator("#id_body")).to_have_value(expected)


def cursor_to_end(page):
    page.locator(BOX).click()
    page.keyboard.press("Control+End")
    settle(page)


def first_key(page):
    """The key of the first reference that the form would send, when there is one."""
    expect_value(page, re.compile("data-key="))
    return references_in(clean_body(value(page)))[0].key


def picker(page):
    return page.get_by_role("dialog")


def wait_for_rows(page, count):
    expect(picker(page).get_by_role("option")).to_have_count(count)


def test_typing_the_phrase_in_brackets_makes_an_open_reference(page, desk):
    desk()
    cursor_to_end(page)
    page.keyboard.type("Die Stadt gewann (wir berichteten), und das zählt.")
    node = reference("open", first_key(page))
    expect_value(page, f"<p>Die Stadt gewann ({node}), und das zählt.</p>")
    expect(page.locator(".reference-open")).to_have_text(WORDS)


def test_also_behind_an_abbreviation_in_brackets(page, desk):
    desk()
    cursor_to_end(page)
    page.keyboard.type("Der Rat (CIO, Wir berichteten) tagt.")
    node = reference("open", first_key(page), "Wir berichteten")
    expect_value(page, f"<p>Der Rat (CIO, {node}) tagt.</p>")


#: Every timer of the page comes a second late, as it may where much is going on.
LATE = """
const inTime = window.setTimeout.bind(window)
window.setTimeout = (act, pause = 0, ...more) => inTime(act, pause + 1000, ...more)
"""


def test_the_key_works_as_soon_as_the_reference_is_seen(page, desk):
    desk(f"<p>Wie gemeldet ({reference('open', 'a1')}).</p>")
    page.add_init_script(LATE)
    page.reload()
    expect(page.locator(".reference-open")).to_be_visible()

    page.keyboard.press("Alt+r")

    expect(picker(page)).to_be_visible()


def test_undo_gives_the_typed_words_back(page, desk):
    desk()
    cursor_to_end(page)
    page.keyboard.type("Sieg (wir berichteten)")
    page.keyboard.press("Control+z")
    expect_value(page, "<p>Sieg (wir berichteten)</p>")
    page.keyboard.press("Control+Shift+z")
    expect_value(page, re.compile("^<p>Sieg [(]<span data-reference[^<]*</span>[)]</p>$"))


def offered_pegel(desk):
    """The right report, and an editor in which the words around the place are written."""
    lead = "Der Kanuverein misst den Pegel am Wehr."
    target = make_adopted(kicker="Erlenau", headline="Pegel am Wehr", lead=lead)
    for number in range(6):
        make_adopted(headline=f"Taxi auf Zuruf {number}", lead="Das Taxi kommt nach Bedarf.")
    desk("<p>Am Wehr misst der Kanuverein den Pegel</p>")
    return target


def test_one_key_binds_what_was_just_typed(page, desk):
    target = offered_pegel(desk)
    cursor_to_end(page)
    page.keyboard.type(" am Wehr (wir berichteten)")
    chosen = page.locator(".typed-offers [role=option][aria-selected=true]")
    expect(chosen).to_contain_text("Erlenau: Pegel am Wehr")
    page.keyboard.press("Enter")
    expect(page.locator(".typed-offers")).to_have_count(0)
    page.keyboard.type(".")
    end = f"am Wehr ({reference(target.pk, first_key(page))}).</p>"
    expect_value(page, re.compile(f"{re.escape(end)}$"))


@pytest.mark.parametrize("key", ["Escape", "x", "ArrowLeft"])
def test_whoever_writes_on_is_not_held_up_by_what_fits(page, desk, key):
    offered_pegel(desk)
    cursor_to_end(page)
    page.keyboard.type(" am Wehr (wir berichteten)")
    expect(page.locator(".typed-offers")).to_be_visible()
    page.keyboard.press(key)
    expect(page.locator(".typed-offers")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".reference-open")).to_have_count(1)
    expect_value(page, re.compile("^<p>.*</p><p>.*</p>$"))


def test_the_picker_binds_by_keyboard_at_the_cursor(page, desk):
    target = make_adopted(headline="Ämter gehen ans Netz", kicker="Musterdorf")
    make_adopted(headline="Rathaus baut um", kicker="Beispielhausen")
    desk("<p>Text.</p>")
    cursor_to_end(page)
    page.keyboard.press(SHORTCUT)
    wait_for_rows(page, 2)
    page.keyboard.type("ämter mus")
    wait_for_rows(page, 1)
    row = picker(page).get_by_role("option")
    for part in ("Musterdorf", "Ämter gehen ans Netz", "03.03.2026", "Online"):
        expect(row).to_contain_text(part)
    page.keyboard.press("Enter")
    expect(picker(page)).to_have_count(0)
    page.keyboard.type(" Weiter.")
    node = reference(target.pk, first_key(page))
    expect_value(page, f"<p>Text.{node} Weiter.</p>")
    expect(page.locator(".reference-report")).to_have_attribute(
        "title", "Musterdorf: Ämter gehen ans Netz · 03.03.2026 · Online"
    )


def test_arrow_keys_choose_another_row(page, desk):
    older = make_adopted(headline="Älter")
    make_adopted(headline="Neuer")
    desk(f"<p>({reference()})</p>")
    page.locator(".reference-open").click()
    box = picker(page).get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type("musterstadt")
    wait_for_rows(page, 2)
    expect(box).to_have_attribute("aria-activedescendant", "picker-0")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "picker-1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(picker(page)).to_have_count(0)
    expect_value(page, f"<p>({reference(older.pk)})</p>")


def test_nothing_is_chosen_beforehand_where_nothing_is_likely(page, desk):
    make_adopted(headline="Ganz anders")
    desk(f"<p>({reference()})</p>")
    page.locator(".reference-open").click()
    wait_for_rows(page, 1)
    expect(picker(page).get_by_role("status")).to_contain_text("Nichts Passendes gefunden")
    page.keyboard.press("Enter")
    expect(picker(page)).to_be_visible()
    page.keyboard.press("Escape")


def test_a_reference_is_bound_from_the_panel_beside_the_text(page, desk):
    target = make_adopted(
        at=NOON,
        kicker="Musterhausen",
        headline="Serviceportal ausgezeichnet",
        lead="Musterhausen gewinnt den Preis für sein Serviceportal.",
    )
    text = f"<p>Musterhausen gewann den Preis für sein Serviceportal ({reference()}).</p>"
    desk(text, kicker="Musterhausen")
    page.locator("#offers .offer", has_text="Serviceportal ausgezeichnet").click()
    expect(page.locator(".reference-report")).to_have_count(1)
    expect(page.locator("#offers")).to_be_hidden()
    expect_value(page, re.compile("data-reference=.\\d"))
    assert references_in(value(page))[0].target_id == target.pk


def test_enter_pressed_before_the_answer_binds_what_was_typed(page, desk):
    make_adopted(headline="Ganz anders")
    target = make_adopted(headline="Genau gemeint")
    make_adopted(headline="Noch anders")
    desk(f"<p>({reference()})</p>")
    page.locator(".reference-open").click()
    wait_for_rows(page, 3)
    page.keyboard.insert_text("genau")
    page.keyboard.press("Enter")
    expect(picker(page)).to_have_count(0)
    expect_value(page, f"<p>({reference(target.pk)})</p>")


def test_escape_leaves_the_text_and_gives_the_cursor_back(page, desk):
    desk("<p>Vorher.</p>")
    cursor_to_end(page)
    page.keyboard.press(SHORTCUT)
    expect(picker(page)).to_be_visible()
    page.keyboard.type("irgendwas")
    page.keyboard.press("Escape")
    expect(picker(page)).to_have_count(0)
    expect(page.locator(BOX)).to_be_focused()
    expect_value(page, "<p>Vorher.</p>")
    page.keyboard.type(" Nachher.")
    expect_value(page, "<p>Vorher. Nachher.</p>")


def test_selected_words_become_the_words_of_the_reference(page, desk):
    target = make_adopted(headline="Ziel")
    desk("<p>Die Stadt siegte.</p>")
    cursor_to_end(page)
    page.keyboard.press("ArrowLeft")
    for _ in "siegte":
        page.keyboard.press("Shift+ArrowLeft")
    settle(page)
    page.get_by_role("button", name="Auf eine frühere Meldung verweisen").click()
    wait_for_rows(page, 1)
    page.keyboard.press("Enter")
    expect(picker(page)).to_have_count(0)
    node = reference(target.pk, first_key(page), "siegte")
    expect_value(page, f"<p>Die Stadt {node}.</p>")


def test_enter_on_a_selected_reference_opens_the_picker_again(page, desk):
    first, second = make_adopted(headline="Erste"), make_adopted(headline="Zweite")
    desk(f"<p>Am Ende {reference(first.pk)}</p>")
    cursor_to_end(page)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".reference.ProseMirror-selectednode")).to_have_count(1)
    page.keyboard.press("Enter")
    wait_for_rows(page, 2)
    page.keyboard.type("Zweite")
    wait_for_rows(page, 1)
    page.keyboard.press("Enter")
    expect(picker(page)).to_have_count(0)
    expect_value(page, f"<p>Am Ende {reference(second.pk)}</p>")


@pytest.mark.parametrize(
    ("button", "after"),
    [
        ("Bewusst ohne Link", reference("none")),
        ("Verknüpfung lösen", reference("open")),
        ("Nur Text, kein Verweis", WORDS),
        ("Abbrechen", None),
    ],
)
def test_a_bound_reference_can_be_freed_or_left_without_a_link(page, desk, button, after):
    target = make_adopted(headline="Ziel")
    desk(f"<p>({reference(target.pk)})</p>")
    page.locator(".reference-report").click()
    picker(page).get_by_role("button", name=button).click()
    expect(picker(page)).to_have_count(0)
    expect(page.locator(BOX)).to_be_focused()
    expect_value(page, f"<p>({after or reference(target.pk)})</p>")


def test_an_outside_address_is_typed_into_the_same_field(page, desk):
    desk(f"<p>({reference()})</p>")
    page.locator(".reference-open").click()
    page.keyboard.type("javascript:alert(1)")
    expect(picker(page).get_by_role("status")).to_contain_text("keine Adresse")
    page.keyboard.press("Enter")
    expect(picker(page)).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("https://schwester.example/meldung?a=1&b=2")
    wait_for_rows(page, 1)
    page.keyboard.press("Enter")
    expect(picker(page)).to_have_count(0)
    expect_value(page, f"<p>({reference('https://schwester.example/meldung?a=1&amp;b=2')})</p>")
    page.locator(".reference-address").click()
    expect(picker(page).get_by_role("combobox")).to_have_value(
        "https://schwester.example/meldung?a=1&b=2"
    )
    page.keyboard.press("Escape")


def test_what_is_bound_survives_saving_and_opening(page, desk):
    target = make_adopted(headline="Ziel")
    article = desk(f"<p>({reference()})</p>")
    page.locator(".reference-open").click()
    wait_for_rows(page, 1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    expect(page.locator(".reference-report")).to_have_text(WORDS)
    article.refresh_from_db()
    assert article.body == f"<p>({reference(target.pk)})</p>"
    expect_value(page, article.body)


def test_the_report_itself_is_not_offered(page, desk):
    desk(f"<p>({reference()})</p>", headline="Ich selbst")
    page.locator(".reference-open").click()
    expect(picker(page).get_by_role("status")).to_have_text("Nichts gefunden.")
    page.keyboard.press("Escape")


def test_a_copy_of_a_reference_gets_a_key_of_its_own(page, desk):
    desk(f"<p>({reference('open', 'r1')})</p>")
    page.locator(BOX).click()
    page.keyboard.press("Control+a")
    settle(page)
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+End")
    settle(page)
    page.keyboard.press("Control+v")
    expect_value(page, re.compile("data-key.*data-key"))
    keys = [found.key for found in references_in(clean_body(value(page)))]
    assert len(keys) == len(set(keys)) == 2
    assert keys[0] == "r1"


PASTED = {
    "word": (
        """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
        <style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=DE><!--StartFragment-->
        <h1 style='mso-margin-top-alt:auto'>Titel<o:p></o:p></h1>
        <p class=MsoNormal style='margin:0cm'><b style='mso-bidi-font-weight:normal'>Fett</b>
        und <i>kursiv</i> und <span style='font-family:Calibri;color:red'>bunt</span><o:p></o:p></p>
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
        style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Eins<o:p></o:p></p>
        <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span
        style='mso-list:Ignore'>o<span>&nbsp; </span></span>Tiefer<o:p></o:p></p>
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
        style='mso-list:Ignore'>·<span>&nbsp; </span></span>Zwei<o:p></o:p></p>
        <!--EndFragment--></body></html>""",
        (
            "<h2>Titel</h2><p><strong>Fett</strong> und <em>kursiv</em> und bunt</p>"
            "<ul><li><p>Eins</p><ul><li><p>Tiefer</p></li></ul></li><li><p>Zwei</p></li></ul>"
        ),
    ),
    "google docs": (
        """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1">
        <p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;">Ein
        </span><span style="font-weight:700;">fettes</span><span style="font-style:italic;">
        schräges</span> Wort</p><ul><li dir="ltr" style="list-style-type:disc;"><p dir="ltr">
        <span>Punkt</span></p></li></ul></b>""",
        "<p>Ein <strong>fettes</strong><em> schräges</em> Wort</p><ul><li><p>Punkt</p></li></ul>",
    ),
    "a web page": (
        """<div class=x><h4 onclick="alert(1)">Kopf</h4><p style="position:fixed">Mit
        <a href="https://x.example/" onclick="alert(1)" target=_top>Link</a>, <a
        href="javascript:alert(1)">Falle</a> und <img src="https://tracker.example/x.gif"
        onerror="window.ran=1"><script>window.ran=1</script>Bild</p><table><tr><td>Zelle</td>
        </tr></table></div>""",
        (
            '<h3>Kopf</h3><p>Mit <a href="https://x.example/" rel="noopener noreferrer">Link</a>, '
            "Falle und Bild</p><p>Zelle</p>"
        ),
    ),
    "a slice that claims a context": (
        """<p data-pm-slice='0 0 ["reference",{"reference":"javascript:alert(1)","key":"x",
        "words":["img",{"src":"x","onerror":"window.ran=1"}]}]'>Text</p>""",
        "<p>Text</p>",
    ),
    "the phrase": ("<p>Sieg (wir berichteten).</p>", None),
}


@pytest.mark.parametrize("source", PASTED)
def test_pasting_keeps_the_allowed_elements_only(page, desk, source):
    html, expected = PASTED[source]
    desk()
    page.locator(BOX).click()
    page.evaluate(
        """([selector, html]) => {
            const data = new DataTransfer()
            data.setData("text/html", html)
            data.setData("text/plain", "nur Text")
            const event = { clipboardData: data, bubbles: true, cancelable: true }
            document.querySelector(selector).dispatchEvent(new ClipboardEvent("paste", event))
        }""",
        [BOX, html],
    )
    if expected is None:
        expected = f"<p>Sieg ({reference('open', first_key(page))}).</p>"
    settle(page)
    assert clean_body(value(page)) == expected
    assert page.evaluate("window.ran") is None


def test_every_attribute_of_the_schema_has_a_validator(page, desk):
    desk()
    bare = page.evaluate(
        """(selector) => {
            const { schema } = document.querySelector(selector).editor
            const types = [...Object.values(schema.nodes), ...Object.values(schema.marks)]
            return types.flatMap((type) => Object.entries(type.spec.attrs || {})
                .filter(([, attribute]) => !attribute.validate)
                .map(([name]) => `${type.name}.${name}`))
        }""",
        BOX,
    )
    assert bare == []


EVERYTHING = (
    f"<h2>Zwischen<em>titel</em></h2><p>{reference('open', 'z', 'so&nbsp;&nbsp;und so')}</p>"
    "<p>„Zitat“ &amp; 10&nbsp;Mio. Euro &lt; \"so\" 'so'<br>neue "
    "Zeile <strong>fett<em> beides</em></strong><em> schräg</em> "
    '<a href="https://x.example/?a=1&amp;b" rel="noopener noreferrer">Link <strong>L</strong></a>'
    ".</p><h3>Klein</h3><ul><li><p>Eins</p><ol><li><p>Tief</p></li></ol></li><li><p>Zwei "
    f"{reference('open', 'a')}</p></li></ul><blockquote><p>Sie sagt <strong>"
    f"{reference('none', 'b', 'ja')}</strong></p><ul><li><p></p><ul><li><p>x</p></li></ul></li>"
    f"</ul></blockquote><p>{reference('https://x.example/?a&amp;b', 'c')}</p>"
)


def open_and_return(page, body):
    """What the editor gives back for ``body`` after a change that it takes back."""
    return page.evaluate(
        """([selector, body]) => {
            const { editor } = document.querySelector(selector)
            editor.commands.setContent(body)
            return editor.getHTML()
        }""",
        [BOX, str(body)],
    )


def test_opening_and_saving_changes_nothing(page, desk):
    body = clean_body(EVERYTHING)
    assert body == EVERYTHING
    article = desk(body)
    cursor_to_end(page)
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    settle(page)
    assert clean_body(value(page)) == body
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert Article.objects.get(pk=article.pk).body == body


PIECES = [
    "<p>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "<b>", "</b>", "<em>", "</em>", "<br>", " ",
    "&nbsp;", "Wort", "Satz. ", "<h2>", "<h3>", "</h3>", "<blockquote>", "</blockquote>", "&amp;",
    "<a href='https://x.example/?a=1&b=2'>", "</a>", "<span data-reference=none>ja</span>", "&lt;",
    "<span data-reference='https://x.example/?a&b'>dort </span>", "\u00ad", "\u200b", "'", '"', "ü",
]  # fmt: skip


def test_opening_and_saving_changes_nothing_whatever_was_written(page, desk):
    desk()
    chance = random.Random(20190118)
    for _ in range(300):
        body = clean_body("".join(chance.choices(PIECES, k=chance.randint(1, 25))))
        assert clean_body(open_and_return(page, body)) == body


def test_opening_and_saving_changes_no_report_of_a_collection(page, desk):
    folder = os.environ.get("REPORTS", "")
    reports = [*sorted(Path(folder).rglob("*.md")), *sorted(Path(folder).rglob("*.txt"))]
    if not folder or not reports:
        pytest.skip("Name a folder of reports in the environment: REPORTS=…")
    desk()
    for path in reports:
        body = parse_report(path.read_bytes(), name=path.name).body
        assert clean_body(body) == body, path.name
        assert clean_body(open_and_return(page, body)) == body, path.name


@pytest.mark.parametrize("vector", [*XSS, EVERYTHING])
def test_a_browser_reads_a_clean_text_as_it_is_written(bare_page, vector):
    clean = str(clean_body(f"<p>{vector}</p><ul><li>{vector}</ul>"))
    trips = bare_page.evaluate(
        """(html) => [1, 2, 3, 4].map(() => {
            const box = document.createElement("div")
            document.body.append(box)
            box.innerHTML = html
            return (html = box.innerHTML)
        })""",
        clean,
    )
    assert trips == [clean] * 4
    assert bare_page.alerts == []


@pytest.fixture(scope="module")
def bare_page(browser):
    """An empty page without a CSP that takes down what would have run."""
    page = browser.new_page()
    page.alerts = []
    page.on("dialog", lambda dialog: (page.alerts.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: page.alerts.append(request.url))
    yield page
    page.close()


def test_the_text_box_and_its_buttons_have_german_names(page, desk):
    desk()
    expect(page.get_by_role("textbox", name="Text der Meldung")).to_be_visible()
    names = page.locator(".prose-menubar button:visible").evaluate_all(
        "(buttons) => buttons.map((button) => button.getAttribute('aria-label'))"
    )
    assert "Zwischentitel (Strg+Alt+2)" in names
    assert all("(Strg+" in name for name in names), names


def test_a_link_to_another_site_is_set_and_removed_by_keyboard(page, desk):
    desk("<p>Amt</p>")
    page.locator(BOX).click()
    page.keyboard.press("Control+a")
    settle(page)
    page.keyboard.press("Control+k")
    page.keyboard.type("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(picker(page).get_by_role("alert")).not_to_be_empty()
    page.keyboard.press("Control+a")
    page.keyboard.type("https://amt.example/")
    page.keyboard.press("Enter")
    expect(picker(page)).to_have_count(0)
    linked = '<p><a href="https://amt.example/" rel="noopener noreferrer">Amt</a></p>'
    settle(page)
    assert clean_body(value(page)) == linked
    page.keyboard.press("Control+k")
    picker(page).get_by_role("button", name="Link entfernen").click()
    expect(picker(page)).to_have_count(0)
    expect_value(page, "<p>Amt</p>")
