"""After publication, in a browser: from complaint to feed, a removal, a link for an outsider."""

import re
from datetime import timedelta

import feedparser
import pytest

from articles import workflow
from articles.roles import Role
from articles.views import hints
from tests.makers import make_adopted, make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CANARY = "Kanarienbürgermeister"


def go(page, path, article):
    page.goto(f"/admin/articles/article/{article.pk}/{path}/")


def act(page, name, within="#content-main"):
    with page.expect_navigation():
        page.locator(within).get_by_role("button", name=name, exact=True).first.click()


def test_a_mistake_goes_from_its_finder_to_the_feed(page, log_in, live_server, monkeypatch):
    monkeypatch.setattr(hints, "SHORTEST", timedelta(0))  # this reader types like a machine
    article = make_adopted(lead="Es sind zwei Ämter.")
    author, editor = make_user(Role.AUTHOR), make_user()

    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Fehler gefunden?").click()
    page.get_by_label("Was ist falsch?").fill("Es sind drei Ämter, nicht zwei.")
    page.get_by_role("button", name="An die Redaktion senden").click()
    page.get_by_role("heading", name="Danke").wait_for()

    log_in(page, author)
    go(page, "danach", article)
    page.get_by_label("Wortlaut").fill("Es sind drei Ämter, nicht zwei.")
    act(page, "Vorschlagen")
    log_in(page, editor)
    page.goto("/admin/hinweise/")
    with page.expect_navigation():
        page.locator("#content-main tbody a").first.click()
    act(page, "Jetzt veröffentlichen", "#korrekturen")
    act(page, "Abschließen: korrigiert", "#hinweise")

    page.goto(article.get_absolute_url())
    note = page.locator("#korrekturen")
    assert "Korrektur" in note.inner_text()
    assert "Es sind drei Ämter, nicht zwei." in note.inner_text()
    feed = page.request.get(f"{live_server.url}/feeds/rss.xml").text()
    assert "Es sind drei Ämter, nicht zwei." in feedparser.parse(feed).entries[0].content[0].value
    assert article.complaints.get().outcome == "corrected"


def test_a_removed_passage_is_on_no_page_of_readers_or_desk(page, log_in, live_server):
    passage = f"Der {CANARY} hat gelogen."
    article = make_adopted(body=f"<p>Anfang.</p><p>{passage}</p><p>Ende.</p>", headline="Rat tagt")
    log_in(page, make_user(Role.CHIEF))

    go(page, "entfernen", article)
    page.get_by_label("Passage", exact=False).first.fill(passage)
    page.get_by_label(re.compile("Grund")).first.fill("Klage")
    act(page, "Nachsehen, wo sie steht")
    act(page, "Passage entfernen")

    page.goto(article.get_absolute_url())
    assert "[…]" in page.locator("article.report").inner_text()
    log_in(page, make_user(Role.EDITOR))
    paths = [article.get_absolute_url(), "/", "/feeds/rss.xml", "/suche/?q=gelogen", "/admin/"]
    paths += ["/archiv/", "/korrekturen/", f"{article.get_absolute_url()}chronik/"]
    number = f"/admin/articles/article/{article.pk}/"
    paths += [f"{number}{end}/" for end in ("change", "history", "danach", "vorschau")]
    told = [
        p for p in paths if CANARY in page.request.get(live_server.url + p).text().split("q=")[0]
    ]
    assert told == []


def test_somebody_outside_sees_the_revision_until_the_link_is_withdrawn(
    page, log_in, browser, live_server
):
    article = make_article(headline="Noch nicht öffentlich")
    log_in(page, make_user())
    go(page, "vorschau", article)
    page.get_by_label("für wen").fill("Frau Amt")
    act(page, "Link anlegen")
    frame = page.frame_locator("iframe").get_by_role("heading", level=1)
    assert "Noch nicht öffentlich" in frame.inner_text()
    address = page.get_by_label("Link zum Kopieren").input_value()
    path = address[address.index("/vorschau/") :]
    workflow.save(article, {"headline": "Später geändert"}, by=make_user())

    outside = browser.new_context(base_url=live_server.url).new_page()
    seen = outside.goto(path)

    assert "Noch nicht öffentlich" in outside.get_by_role("heading", level=1).inner_text()
    assert "Frau Amt" in outside.locator(".preview-notice").inner_text()
    assert seen.header_value("cache-control") == "no-store"
    assert not outside.context.cookies()
    act(page, "Zurückziehen")
    assert outside.goto(path).status == 404
    outside.context.close()
