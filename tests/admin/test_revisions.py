"""The revisions of a report in the admin: listed, compared, restored, asked what readers saw."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from articles import workflow
from articles.models import Article
from articles.moments import BERLIN, now
from articles.roles import Role
from tests.admin.test_working_copies import change, sent, words
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_municipality,
    make_person,
    make_picture,
    make_released,
    make_tag,
    make_user,
    reference,
)

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def address(name, article, *more):
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


@pytest.fixture
def author(client):
    user = make_user(Role.AUTHOR)
    client.force_login(user)
    return user


def compared(client, article):
    old, new = article.revisions.order_by("pk")[:2]
    page = client.get(address("compare", article), {"alt": new.pk, "neu": old.pk})
    return {str(d["label"]) for d in page.context["differences"]}, page.content.decode()


def test_every_save_is_listed_with_its_author_and_what_readers_saw(client, author):
    article = make_released(headline="Erst")
    workflow.save(article, {"headline": "Dann"}, by=make_user(initials="xy"), now=NOON + HOUR)

    rows = client.get(address("revisions", article)).context["rows"]

    assert rows[0]["by"] == "xy"
    assert "noch nicht online" in rows[0]["marks"][0]
    assert rows[1]["shown"]
    assert len(rows[0]["hash"]) == 8


def test_two_revisions_are_compared_field_by_field_things_included(client, author):
    target = make_adopted(headline="Das Ziel")
    article = make_article(body="<p>Alt</p>")
    things = {
        "headline": "<script>Neu</script>",
        "body": f"<p>Neu ({reference(target.pk)})</p>",
        "tags": [make_tag("Ein Stichwort")],
        "municipalities": [make_municipality(name="Neustadt")],
        "people": [make_person("Vera Ernst")],
        "picture": make_picture(title="Ein Bild"),
    }
    workflow.save(article, things, by=author)

    labels, page = compared(client, article)

    assert len(labels) == len(things)
    for shown in ("Ein Stichwort", "Neustadt", "Vera Ernst", "Ein Bild", "→ Das Ziel"):
        assert shown in page
    assert "&lt;script&gt;" in page
    assert "<script>Neu" not in page


def test_restoring_makes_a_new_revision_and_takes_none_away(client, author):
    article = make_article(headline="Erst")
    first = article.current_revision
    workflow.save(article, {"headline": "Dann"}, by=author)
    base = {"base": article.working_revision_id}

    client.post(address("restore_revision", article, first.pk), base)

    article.refresh_from_db()
    assert (article.headline, article.revisions.count()) == ("Erst", 3)


def test_restoring_leaves_out_what_was_deleted_and_says_so(client, author):
    target, tag, picture = make_article(), make_tag("Weg"), make_picture(title="Altes Bild")
    content = {"body": f"<p>Neu ({reference(target.pk)})</p>", "tags": [tag], "picture": picture}
    article = make_article(**content)
    first = article.current_revision
    workflow.save(article, {"body": "<p>Neu</p>", "tags": [], "picture": None}, by=author)
    for thing in (target, tag, picture):
        Article.objects.filter(pk=thing.pk).delete() if thing is target else thing.delete()
    base = {"base": article.working_revision_id}

    page = client.post(address("restore_revision", article, first.pk), base, follow=True)

    article.refresh_from_db()
    assert page.status_code == 200
    assert article.references_out.get().end == "open"
    assert all(name in words(page)[1] for name in ("Weg", "Altes Bild", "wir berichteten"))


def test_restoring_on_an_older_base_restores_nothing(client, author):
    article = make_article(headline="Erst")
    first = article.current_revision
    workflow.save(article, {"headline": "Dann"}, by=author)

    client.post(address("restore_revision", article, first.pk), {"base": first.pk})

    article.refresh_from_db()
    assert article.headline == "Dann"


def test_a_restored_wording_of_a_public_report_waits_for_two_people(client, author):
    article = make_released(headline="Erst")
    first = article.current_revision
    workflow.save(article, {"headline": "Dann"}, by=author, now=NOON)
    workflow.submit(article, by=author, now=NOON)
    workflow.release(article, by=make_user(), now=NOON + HOUR)
    base = {"base": article.working_revision_id}

    client.post(address("restore_revision", article, first.pk), base)

    article.refresh_from_db()
    assert (article.headline, article.pending_revision.content["headline"]) == ("Dann", "Erst")


@pytest.mark.parametrize(
    ("after", "seen"), [(-1, None), (0, "Erst"), (59, "Erst"), (60, "Dann"), (61, "Dann")]
)
def test_what_readers_saw_at_any_minute_can_be_asked(client, author, after, seen):
    article = make_released(headline="Erst")
    workflow.save(article, {"headline": "Dann"}, by=author, now=NOON)
    workflow.submit(article, by=author, now=NOON)
    workflow.release(article, by=make_user(), now=NOON + HOUR)
    asked = (NOON + timedelta(minutes=after)).astimezone(BERLIN)

    page = client.get(address("revisions", article), {"at": f"{asked:%Y-%m-%dT%H:%M}"})

    revision = page.context["seen"]["revision"]
    assert (revision and revision.content["headline"]) == seen


@pytest.mark.parametrize("at", ["", "gestern", "9999-01-01T00:00", "\x00"])
def test_an_hour_that_makes_no_sense_is_said_at_the_field(client, author, at):
    page = client.get(address("revisions", make_article()), {"at": at})

    assert (page.status_code, page.context["seen"]) == (200, None)


def test_a_revision_of_another_report_is_not_there(client, author):
    article, other = make_article(), make_article()
    number = other.current_revision_id

    pages = [
        client.get(address("revision", article, number)),
        client.get(address("compare", article), {"alt": number, "neu": number}),
        client.post(address("restore_revision", article, number), {"base": 0}),
    ]

    assert [page.status_code for page in pages] == [404, 404, 404]


# --- Others, and branches ------------------------------------------------------------------------


def here(client, article, token, **more):
    return client.post(address("here", article), {"form_token": token, "base": "0"} | more).json()


def test_who_else_is_in_the_report_is_told_with_time_and_field(client, author):
    article = make_article()
    here(client, article, "00000000-0000-4000-8000-000000000001", field="lead")
    client.force_login(make_user(first_name="Rolf", last_name="Redakteur"))

    others = here(client, article, "00000000-0000-4000-8000-000000000002")["others"]

    assert len(others) == 1
    assert "seit" in others[0]
    assert "Vorspann" in others[0]


def test_who_leaves_or_falls_silent_is_no_longer_there(client, author):
    article, token = make_article(), "00000000-0000-4000-8000-000000000001"
    other = make_user()
    here(client, article, token)
    client.force_login(other)
    with time_machine.travel(now() + timedelta(seconds=16), tick=False):
        assert here(client, article, token[:-1] + "2")["others"] == []
    client.force_login(author)
    here(client, article, token, gone="1")
    client.force_login(other)

    assert here(client, article, token[:-1] + "2")["others"] == []


def test_the_form_of_a_correction_shows_and_stores_the_live_text(client, author):
    article = make_released(headline="Online", lead="Tipfehler")
    workflow.save(article, {"headline": "Wartet"}, by=make_user(), now=NOON)
    page = client.get(change(article), {"korrektur": 1})
    form = page.context["adminform"].form
    post = sent(article) | {"headline": "Online", "lead": "Tippfehler"}
    post |= {"base": form["base"].value(), "_continue": ""}

    answer = client.post(change(article) + "?korrektur=1", post)

    article.refresh_from_db()
    assert form["headline"].value() == "Online"
    assert article.mend.revision.content["lead"] == "Tippfehler"
    assert article.pending_revision.content["headline"] == "Wartet"
    assert "korrektur=1" in answer["Location"]
    client.post(
        change(article) + "?korrektur=1",
        post | {"base": article.mend.revision_id, "form_token": "", "_act": "submit"},
    )
    client.force_login(make_user())
    post |= {"base": article.mend.revision_id, "form_token": "", "_act": "change"}
    client.post(change(article) + "?korrektur=1", post | {"act-kind": "typo"})
    article.refresh_from_db()
    assert (article.lead, article.headline) == ("Tippfehler", "Online")
    assert article.pending_revision.content["lead"] == "Tippfehler"


def test_a_change_and_a_correction_that_clash_are_put_side_by_side(client, author):
    article, editor = make_released(headline="Online"), make_user()
    workflow.save(article, {"headline": "Wartet", "kicker": "Neu"}, by=author, now=NOON)
    other = make_user(Role.AUTHOR)
    workflow.mend(article, {"headline": "Korrigiert"}, by=other, now=NOON)
    with workflow.on_live_text(article, by=other):
        workflow.submit(article, by=other, now=NOON)
    with workflow.on_live_text(article, by=editor):
        workflow.release(article, by=editor, now=NOON)

    page = client.post(address("merge_pending", article), follow=True)
    (clash,) = [choice for choice in page.context["choices"] if choice.is_clash]
    post = {"theirs": page.context["newest"].pk, "on": page.context["on"], "_save": ""}
    post |= {"choice-headline": "merged", "text-headline": "Beides"}
    client.post(page.redirect_chain[-1][0], post)

    article.refresh_from_db()
    assert clash.name == "headline"
    assert article.merge_base is None
    assert article.pending_revision.content["headline"] == "Beides"
    assert article.pending_revision.content["kicker"] == "Neu"


def test_saving_a_change_to_a_planned_report_asks_whether_it_is_for_its_hour(client, author):
    article = make_released(now=NOON, at=NOON + timedelta(days=900), headline="Geplant")

    page = client.post(change(article), sent(article, headline="Neu"), follow=True)
    buttons = [button.name for button in page.context["beside"]["buttons"]]
    client.post(change(article), sent(Article.objects.get(pk=article.pk), _act="for_hour"))

    article.refresh_from_db()
    assert {"for_hour", "for_later"} <= set(buttons)
    assert (article.headline, article.submitted_by) == ("Geplant", author.pk)
    assert article.pending_is_for_hour is True
