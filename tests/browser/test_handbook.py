"""
The pictures of the handbook, made from the running system: ``make handbook`` writes them.

Each is a step that the handbook describes, so that a picture can't be made of what is no longer
there; without ``HANDBOOK_PICTURES=1`` the steps are walked and nothing is written.
"""

import os
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from playwright.sync_api import expect

from articles import workflow
from articles.models import SavedFilter
from articles.moments import start_of_day
from articles.roles import Role
from tests.makers import (
    make_adopted,
    make_article,
    make_municipality,
    make_released,
    make_section,
    make_submitted,
    make_user,
    reference,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOCS = settings.BASE_DIR / "newsroom" / "docs"
FOLDER = DOCS / "handbuch"
#: A Tuesday morning, at which every picture is taken.
MORNING = datetime(2026, 12, 1, 7, 40, tzinfo=UTC)
TODAY = date(2026, 12, 1)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LEAD = (
    "Die Stadt stellt ihre Bauanträge auf ein neues Verfahren um, das auch auf dem Telefon läuft."
)
BODY = (
    "<p>Seit heute nimmt das Bauamt Anträge nur noch elektronisch an. Das Vorhaben gehört zu einem "
    "Programm des Landes, an dem sich neun Kommunen beteiligen ({}).</p>"
    "<h2>Was sich ändert</h2><p>Pläne werden hochgeladen statt ausgedruckt, und wer baut, sieht "
    "jederzeit, wo sein Antrag liegt.</p>"
)
SOURCE = (
    "Pressemitteilung der Stadt Musterhausen vom 30. November 2026\n\nAb dem 1. Dezember nimmt das "
    "Bauamt Anträge ausschließlich elektronisch entgegen. Bürgermeisterin Ott: „Wir sparen jedem "
    "Bauherrn drei Wege ins Rathaus.“\n\nRückfragen: Pressestelle, Tel. 0123 456-78"
)


def at(hour, minute=0, day=TODAY):
    return start_of_day(day) + timedelta(hours=hour, minutes=minute)


@pytest.fixture
def desk(page, log_in):
    """A newsroom on a Tuesday morning, seen by its editor."""
    with time_machine.travel(MORNING, tick=True):
        yield _desk(page, log_in)


def _desk(page, log_in):
    page.set_viewport_size({"width": 1280, "height": 820})
    editor = make_user(Role.EDITOR, first_name="Rolf", last_name="Redakteur", initials="rr")
    author = make_user(Role.AUTHOR, first_name="Anna", last_name="Autorin", initials="aa")
    things = _reports(editor, author)
    log_in(page, editor)
    return things | {"editor": editor, "author": author}


def _reports(editor, author):
    politics, building = make_section("Politik"), make_section("E-Government")
    town = make_municipality(name="Musterhausen")
    common = {"lead": LEAD, "section": building, "municipalities": [town], "initials": "aa"}
    earlier = make_adopted(
        at=MORNING - 90 * DAY, kicker="Land", headline="Neun Kommunen machen mit", **common
    )
    for number, (kicker, headline) in enumerate(
        [
            ("Bad Musterbach", "Antrag ohne Aktenwagen"),
            ("Landkreis Beispiel", "Glasfaser für den Bauhof"),
            ("Studie", "Cloud kommt in Kreisen an"),
        ]
    ):
        make_adopted(
            at=MORNING - (number + 1) * DAY, kicker=kicker, headline=headline, section=politics
        )
    planned = [
        (at(9), "Altdorf", "Breitband bis Ostern"),
        (at(9, 2), "Neustadt", "Preis für das Bürgeramt"),
        (at(14), "Küstenkreis", "Warnung per App"),
        (at(8, day=TODAY + DAY), "Hannover", "OZG-Werkstatt lädt ein"),
        (at(11, 30, day=TODAY + DAY), "Ruhrgebiet", "Drei Städte, ein Portal"),
        (at(10, day=TODAY + 2 * DAY), "Dataport", "Neue Leitung im Rechenzentrum"),
    ]
    released = [
        make_released(now=MORNING, at=hour, kicker=kicker, headline=headline, section=politics)
        for hour, kicker, headline in planned
    ]
    workflow.reschedule(released[2], by=editor, until=at(18, day=TODAY + 3 * DAY))
    words = reference(words="wir berichteten")
    draft = make_article(
        by=author,
        kicker="Musterhausen",
        headline="Bauantrag aus der Hosentasche",
        body=BODY.format(words),
        **common,
    )
    workflow.prepare(draft, {"due_on": TODAY, "source_text": SOURCE}, by=author)
    waiting = make_submitted(
        by=author, kicker="Essen", headline="Bürgeramt ohne Termin", now=MORNING, **common
    )
    return {"earlier": earlier, "draft": draft, "waiting": waiting, "released": released} | _more(
        editor, author
    )


def _more(editor, author):
    late = make_article(by=editor, kicker="Land", headline="Interview mit der neuen CIO")
    workflow.prepare(late, {"due_on": TODAY - DAY}, by=editor)
    idea = make_article(by=author, headline="", kicker="", body="", lead="")
    values = {"working_title": "Haushalt der Kreise: was bleibt für IT?", "due_on": TODAY}
    workflow.prepare(idea, values | {"source_text": "Landkreistag, Zahlen 2026"}, by=author)
    held = make_article(by=author, kicker="Studie", headline="Wie digital sind Kreise?")
    embargo = {"embargo_until": at(10, day=TODAY + DAY), "embargo_source": "Bitkom"}
    workflow.prepare(held, embargo | {"due_on": TODAY + DAY}, by=author)
    return {"held": held}


def picture(page, name, of=None):
    """Keep what the page shows (or one part of it) under the name that the handbook says."""
    taken = (of or page).screenshot(animations="disabled", caret="hide")
    if os.environ.get("HANDBOOK_PICTURES"):
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(taken)


def open_form(page, article):
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    expect(page.locator(".ProseMirror[contenteditable=true]")).to_be_visible()


def test_the_start_page(desk, page):
    page.goto("/admin/")
    expect(page.locator("#late")).to_contain_text("Interview mit der neuen CIO")
    expect(page.locator("#waiting")).to_contain_text("Bürgeramt ohne Termin")
    picture(page, "startseite")


def test_a_report_is_written_with_its_source_beside_it(desk, page):
    open_form(page, desk["draft"])
    expect(page.locator(".source-text")).to_contain_text("Bürgermeisterin Ott")
    expect(page.locator(".obstacles")).to_contain_text("Verweis ohne Ziel")
    page.wait_for_timeout(1500)
    picture(page, "schreiben")


def test_a_reference_is_bound(desk, page):
    open_form(page, desk["draft"])
    page.locator(".ProseMirror").click()
    page.keyboard.press("Alt+r")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.type("neun kommunen")
    expect(dialog.get_by_role("option").first).to_contain_text("Neun Kommunen machen mit")
    picture(page, "verweis")


def test_the_topics_of_a_day(desk, page):
    page.goto("/admin/themenliste/")
    expect(page.locator(".topics")).to_contain_text("Haushalt der Kreise")
    picture(page, "themenliste")


def test_a_release_is_given_its_hour(desk, page):
    open_form(page, desk["waiting"])
    page.get_by_label("Online ab").fill("2026-12-01T11:00")
    expect(page.locator(".act-field .instant-words").first).to_contain_text("11:00 Uhr MEZ, in")
    picture(page, "freigabe", of=page.locator(".beside"))


def test_the_week_in_the_planner(desk, page):
    page.goto("/admin/planung/")
    expect(page.locator(".plan-entry.is-collision:visible")).to_have_count(2)
    page.mouse.wheel(0, 140)
    page.wait_for_timeout(300)
    picture(page, "planung")


def test_a_move_asks_back(desk, page):
    page.goto("/admin/planung/")
    page.locator(".planner-grid .plan-entry", has_text="Neustadt").focus()
    page.keyboard.press("Shift+ArrowDown")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("10:02 Uhr MEZ")
    picture(page, "verschieben", of=dialog)


def test_the_list_with_a_kept_filter(desk, page):
    SavedFilter.objects.create(user=desk["editor"], name="Meine offenen", query="verweise=open")
    page.goto("/admin/articles/article/?verweise=open")
    expect(page.locator(".kept-filters")).to_contain_text("Meine offenen")
    expect(page.locator("#result_list")).to_contain_text("Bauantrag aus der Hosentasche")
    picture(page, "liste")


def test_an_embargo_and_its_source(desk, page):
    open_form(page, desk["held"])
    field = page.locator("#id_embargo_source")
    page.locator("details", has=field).locator("summary").click()
    expect(field).to_have_value("Bitkom")
    field.scroll_into_view_if_needed()
    picture(page, "sperrfrist", of=page.locator("fieldset", has=field))


def test_a_correction_is_proposed(desk, page):
    page.goto(f"/admin/articles/article/{desk['earlier'].pk}/danach/")
    text = "In einer früheren Fassung war von acht Kommunen die Rede. Es sind neun."
    page.locator("#id_text").fill(text)
    expect(page.get_by_role("button", name="Vorschlagen")).to_be_visible()
    picture(page, "korrektur")


def test_two_who_saved_choose_field_by_field(desk, page):
    open_form(page, desk["draft"])
    page.locator("#id_headline").fill("Bauen per Telefon")
    workflow.save(desk["draft"], {"headline": "Antrag aus der Tasche"}, by=desk["author"])
    page.keyboard.press("Control+s")
    page.wait_for_url("**/zusammenfuehren/**")
    expect(page.locator(".conflict")).to_contain_text("Antrag aus der Tasche")
    picture(page, "konflikt")


def test_a_preview_as_the_page_will_be_read_on_a_phone(desk, page):
    revision, until = desk["waiting"].current_revision, MORNING + DAY
    workflow.share(revision, recipient="Pressestelle der Stadt", until=until, by=desk["editor"])
    page.goto(f"/admin/articles/article/{desk['waiting'].pk}/vorschau/?breite=390")
    expect(page.frame_locator("iframe").locator("h1")).to_contain_text("Bürgeramt ohne Termin")
    picture(page, "vorschau")


def test_breaking_news_in_two_sentences(desk, page):
    page.goto("/admin/eilmeldung/")
    page.locator("#id_kicker").fill("Musterhausen")
    page.locator("#id_headline").fill("Rathaus nach Angriff vom Netz")
    page.locator("#id_lead").fill("Die Stadt hat heute Morgen alle Verfahren abgeschaltet.")
    picture(page, "eilmeldung")


def test_what_was_announced_comes_up_again(desk, page):
    report, editor = desk["waiting"], desk["editor"]
    body = "<p>Im Frühjahr 2027 soll das Kfz-Wesen folgen, Ende 2027 die Bauakte.</p>"
    workflow.save(report, {"body": body}, by=desk["author"])
    day = date(2027, 1, 15)
    workflow.remind(report, day, "Zahlen des ersten Monats", by=editor, assignee=editor)
    page.goto(f"/admin/articles/article/{report.pk}/danach/")
    section = page.locator("#wiedervorlage")
    expect(section).to_contain_text("Im Frühjahr 2027")
    picture(page, "wiedervorlage", of=section)


def test_the_handbook_shows_the_pictures_there_are():
    shown = set(re.findall(r"\(handbuch/(\w+\.png)\)", (DOCS / "handbuch.md").read_text()))

    assert shown == {path.name for path in FOLDER.glob("*.png")}
