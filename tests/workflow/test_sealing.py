"""
What was removed on legal grounds is nowhere but in its seal.

The words of a removed report, or of a removed passage, are looked for in every text of
every table, and on the pages of readers and desk.
"""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from articles import workflow
from articles.integrity import differences
from articles.models import Article, Complaint, FormerAddress, Reminder, WorkingCopy
from articles.obstacles import obstacles
from articles.read_model import corrections, report
from articles.roles import Role
from articles.statuses import Act, Status
from articles.terms import store as profiles
from articles.vocabulary import CorrectionKind, PlacementKind, SealKind
from articles.workflow.sealing import BESIDE, DROPPED
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_released,
    make_user,
    reference,
)

CANARY = "Kanarienbürgermeister"
PASSAGE = f"Der {CANARY} hat die Bücher der Stadt jahrelang gefälscht."
OLDER = f"Der {CANARY} hat die Bücher der Stadt wohl jahrelang gefälscht."
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def tables_that_tell(word=CANARY):
    """Every table with a row that holds the word in any form in which it might be kept."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            forms = [word, word.lower(), "kanarienbuergermeister", "kanarienburgermeist"]
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS it WHERE it::text ILIKE ANY(%s)',
                [[f"%{form}%" for form in forms]],
            )
            if cursor.fetchone()[0]:
                found.add(table)
    return found


@pytest.fixture
def chief():
    return make_user(Role.CHIEF)


@pytest.fixture
def article():
    """A public report whose passage has got into everything that a report can have."""
    author, editor = make_user(Role.AUTHOR), make_user()
    article = make_released(
        headline="Prüfer finden Lücken",
        lead=f"Erst hieß es: {OLDER}",
        body=f"<p>Anfang. {OLDER} Ende.</p>",
        now=NOON,
    )
    body = f"<p>Anfang.</p><p>Der <strong>{CANARY}</strong> hat die Bücher der Stadt "
    body += f"jahrelang gefälscht ({reference('none', 'r1', CANARY)}).</p><p>Ende.</p>"
    content = {
        "lead": PASSAGE,
        "body": body,
        "links": [{"label": PASSAGE, "address": "https://e.org/"}],
    }
    workflow.save(article, content, by=author, now=NOON)
    workflow.submit(article, by=author, note=PASSAGE, now=NOON)
    workflow.release(article, by=editor, now=NOON)
    workflow.save(article, {"headline": "Neu", "infobox": PASSAGE}, by=author, now=NOON)
    workflow.submit(article, by=author, now=NOON)
    workflow.prepare(article, {"source_text": PASSAGE, "working_title": CANARY}, by=author)
    kind = CorrectionKind.CORRECTION
    note = workflow.propose(article, kind, f"Falsch: {PASSAGE}", by=author, now=NOON)
    workflow.publish(note, by=editor, now=NOON)
    workflow.propose(article, kind, PASSAGE, by=author, now=NOON)
    workflow.share(
        article.pending_revision, recipient="Amt", until=NOON + 9 * HOUR, by=editor, now=NOON
    )
    beside(article, author)
    profiles.count()
    return article


def beside(article, user):
    Complaint.objects.create(article=article, text=PASSAGE, received_at=NOON)
    Reminder.objects.create(
        article=article, due_on=NOON, words=CANARY, sentence=PASSAGE, made_at=NOON
    )
    WorkingCopy.objects.create(
        token="0" * 32, user=user, article=article, values={"body": PASSAGE}, kept_at=NOON
    )
    FormerAddress.objects.create(path=f"/alt/{CANARY.lower()}.html", article=article)
    article.notes.create(
        passage=CANARY, text=PASSAGE, by_number=user.pk, by_mark="aa", made_at=NOON
    )
    article.settled_names.create(words=CANARY)
    article.source_material.create(file="sourcematerial/ab/x.pdf", title=PASSAGE)
    LogEntry.objects.log_actions(user.pk, [article], CHANGE, single_object=True)
    LogEntry.objects.update(object_repr=PASSAGE)


# --- A passage -----------------------------------------------------------------------------


def test_a_removed_passage_is_in_no_table_but_its_seal(article, chief):
    assert len(tables_that_tell()) > 8

    workflow.redact(article, f"{CANARY}", reason="Klage", by=chief, now=NOON + HOUR)

    assert tables_that_tell() == {"articles_seal"}


def test_readers_see_an_omission_at_once(article, chief):
    passage = f"Der {CANARY} hat die Bücher der Stadt jahrelang gefälscht"

    workflow.redact(article, passage, reason="Klage", by=chief, now=NOON + HOUR)

    page = report(article.pk, NOON + HOUR)
    assert page.lead == "[…]."
    assert "<p>Anfang.</p><p>[…] (" in page.body
    assert "<p>Ende.</p>" in page.body
    assert page.headline == "Prüfer finden Lücken"


def test_an_older_wording_goes_with_the_passage(article, chief):
    workflow.redact(article, PASSAGE, reason="Klage", by=chief, now=NOON + HOUR)

    first = article.revisions.order_by("pk").first()

    assert CANARY not in str(first.content)
    assert first.content["body"].startswith("<p>Anfang.")


def test_a_pending_change_keeps_its_submission_and_loses_the_passage(article, chief):
    workflow.redact(article, PASSAGE, reason="Klage", by=chief, now=NOON + HOUR)

    article.refresh_from_db()
    assert article.pending_revision.content["headline"] == "Neu"
    assert CANARY not in article.pending_revision.content["infobox"]
    assert article.submitted_revision == article.pending_revision


def test_a_form_that_was_open_can_not_bring_the_passage_back_unseen(article, chief):
    base, author = article.working_revision_id, make_user(Role.AUTHOR)
    workflow.redact(article, PASSAGE, reason="Klage", by=chief, now=NOON + HOUR)

    with pytest.raises(workflow.Stale):
        workflow.save(article, {"lead": PASSAGE}, by=author, base=base)
    workflow.save(article, {"lead": PASSAGE}, by=author)
    workflow.submit(article, by=author)

    codes = {o.code for o in obstacles(article, at=NOON + HOUR, by=chief)}
    assert "sealed" in codes


def test_the_obstacle_does_not_repeat_the_passage(article, chief):
    workflow.redact(article, PASSAGE, reason="Klage", by=chief, now=NOON + HOUR)
    workflow.save(article, {"lead": PASSAGE}, by=make_user())

    [obstacle] = [o for o in obstacles(article, at=NOON, by=chief) if o.code == "sealed"]

    assert CANARY not in f"{obstacle.message}{obstacle.detail}"


def test_the_trail_says_that_and_not_what(article, chief):
    workflow.redact(article, PASSAGE, reason="Wegen des Klagewegs", by=chief, now=NOON + HOUR)

    step = article.status_changes.first()

    assert (step.act, step.by_mark, step.note) == (Act.REDACT, chief.mark, "")


def test_the_seal_keeps_what_stood_there(article, chief):
    seal = workflow.redact(article, PASSAGE, reason="Klage", by=chief, now=NOON + HOUR)

    assert (seal.kind, seal.passage, seal.reason) == (SealKind.PASSAGE, PASSAGE, "Klage")
    assert any(PASSAGE in str(kept["value"]) for kept in seal.kept)


@pytest.mark.parametrize("passage", ["", "  ", "ab", "Davon steht dort nichts"])
def test_a_passage_that_stands_nowhere_changes_nothing(article, chief, passage):
    before = article.revisions.count()

    with pytest.raises(ValidationError):
        workflow.redact(article, passage, reason="Klage", by=chief, now=NOON)

    assert (article.revisions.count(), article.seals.count()) == (before, 0)


def test_what_others_say_as_well_is_still_found_by_search(chief):
    mine = make_adopted(body="<p>Das Alleinwort und das Gemeinwort.</p>")
    make_adopted(body="<p>Auch hier: Gemeinwort.</p>")

    workflow.redact(mine, "Alleinwort und das Gemeinwort", reason="Klage", by=chief, now=NOON)

    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM articles_searchword WHERE word LIKE '%%wort'")
        assert [word for (word,) in cursor.fetchall()] == ["gemeinwort"]


# --- The whole report ----------------------------------------------------------------------


def test_a_removed_report_is_in_no_table_but_its_seal(article, chief):
    workflow.remove(article, reason="Urteil", by=chief, now=NOON + HOUR)

    assert tables_that_tell() == {"articles_seal"}
    assert tables_that_tell("Prüfer finden") == {"articles_seal"}


def test_its_address_answers_bare(article, chief, client):
    path = article.get_absolute_url()
    workflow.remove(article, reason="Urteil", by=chief, now=NOON + HOUR)

    with time_machine.travel(NOON + 2 * HOUR, tick=False):
        response = client.get(path)

    html = response.content.decode()
    assert response.status_code == 410
    assert "Nicht verfügbar" in html
    assert not {"Prüfer", "Urteil", "offline", "rechtlich"} & set(html.split())


def test_nothing_can_be_done_to_it_any_more(article, chief):
    workflow.remove(article, reason="Urteil", by=chief, now=NOON + HOUR)
    article.refresh_from_db()

    acts = [act for act in Act if workflow.can(article, act)]

    assert (article.status, acts) == (Status.WITHDRAWN, [Act.CORRECT])
    with pytest.raises(ValidationError):
        workflow.restore(article, by=chief)
    with pytest.raises(ValidationError):
        workflow.save(article, {"headline": "Zurück"}, by=chief)


def test_citing_reports_keep_their_words_without_a_link(article, chief):
    citer = make_adopted(body=f"<p>Neu ({reference(article.pk)}).</p>")

    workflow.remove(article, reason="Urteil", by=chief, now=NOON + HOUR)

    page = report(citer.pk, NOON + HOUR)
    assert page.earlier == ()
    assert "wir berichteten" in page.body


def test_the_thread_goes_on_around_it_without_its_name(chief, client, time_machine):
    earlier = make_adopted(at=NOON - HOUR)
    telling = {"headline": CANARY, "body": f"<p>{CANARY} ({reference(earlier.pk)}).</p>"}
    removed = make_adopted(at=NOON, **telling)
    both = f"<p>Neu ({reference(removed.pk)}), alt ({reference(earlier.pk, 'r2')}).</p>"
    citer = make_adopted(at=NOON + HOUR / 2, body=both)

    workflow.remove(removed, reason="Urteil", by=chief, now=NOON + HOUR)
    time_machine.move_to(NOON + HOUR, tick=False)
    page = client.get(citer.get_absolute_url())
    thread = client.get(f"{citer.get_absolute_url()}chronik/")
    client.force_login(make_user(Role.AUTHOR))
    overview = client.get("/admin/verweise/")

    assert f"/{removed.pk}-" not in page.content.decode() + thread.content.decode()
    assert f"/{earlier.pk}-" in thread.content.decode()
    assert [row.target_id for row in overview.context["withdrawn"]] == [removed.pk]
    for answer in (page, thread, overview):
        assert CANARY.lower() not in answer.content.decode().lower()
    assert list(differences(NOON + HOUR)) == []


def test_a_counterstatement_survives_without_a_word_about_the_report(article, chief):
    note = workflow.propose(
        article, CorrectionKind.COUNTERSTATEMENT, "Ich war es nicht.", by=make_user(), now=NOON
    )
    workflow.publish(note, by=chief, now=NOON)

    workflow.remove(article, reason="Urteil", by=chief, now=NOON + HOUR)

    [left] = corrections(NOON + HOUR, None, 10)
    assert (left.text, left.report) == ("Ich war es nicht.", None)


def test_preview_links_open_nothing_and_the_front_page_forgets(article, chief):
    workflow.place(article, PlacementKind.PIN, by=make_user(), now=NOON)
    link = article.pending_revision.preview_links.get()

    workflow.remove(article, reason="Urteil", by=chief, now=NOON + HOUR)

    assert workflow.linked(workflow.token_of(link), NOON + HOUR) is None
    assert not Article.objects.filter(placement__isnull=False).exists()


def test_only_the_chief_removes(article):
    for role in (Role.AUTHOR, Role.EDITOR, Role.TECHNICIAN):
        with pytest.raises(PermissionDenied):
            workflow.remove(article, reason="Urteil", by=make_user(role))
        with pytest.raises(PermissionDenied):
            workflow.redact(article, PASSAGE, reason="Klage", by=make_user(role))


@pytest.mark.parametrize("make", [make_article, lambda: make_released(at=NOON + 9 * HOUR)])
def test_what_was_never_public_is_not_removed_this_way(make, chief):
    with pytest.raises(ValidationError):
        workflow.remove(make(), reason="Urteil", by=chief, now=NOON)


def test_what_is_derived_agrees_afterwards(article, chief):
    workflow.redact(article, PASSAGE, reason="Klage", by=chief, now=NOON + HOUR)
    assert list(differences(NOON + HOUR)) == []

    workflow.remove(article, reason="Urteil", by=chief, now=NOON + 2 * HOUR)

    assert list(differences(NOON + 2 * HOUR)) == []


def test_every_table_that_hangs_on_a_report_is_searched():
    """A new table with texts about a report must say here that it holds none of its words."""
    elsewhere = {
        *("Revision", "CrossReference", "Exposure", "ReportProfile", "SignatureTerm"),
        *("Seal", "Placement", "Presence", "Mend", "Tagging", "AwardWin", "Rereading"),
    }
    hanging = {
        relation.related_model.__name__
        for relation in Article._meta.related_objects
        if not relation.many_to_many
    }

    assert hanging - elsewhere - {model.__name__ for model in (*BESIDE, *DROPPED)} == set()


# --- The desk's page -----------------------------------------------------------------------


def page_of(article):
    return reverse("admin:articles_article_removal", args=[article.pk])


def test_the_chief_looks_first_and_then_removes_a_passage(article, chief, client):
    client.force_login(chief)
    fields = {"passage-passage": PASSAGE, "passage-reason": "Klage"}

    looked = client.post(page_of(article), fields | {"do": "look"})

    assert dict(looked.context["places"])["Fassungen"] >= 2
    assert not article.seals.exists()
    client.post(page_of(article), fields | {"do": "redact"})
    assert article.seals.get().passage == PASSAGE


def test_a_wrong_number_removes_nothing(article, chief, client):
    client.force_login(chief)

    answer = client.post(
        page_of(article), {"do": "remove", "report-number": 1, "report-reason": "Urteil"}
    )

    assert answer.context["report"].errors["number"]
    assert not article.seals.exists()


def test_the_chief_alone_opens_the_seal(article, chief, client):
    workflow.remove(article, reason="Urteil", by=chief, now=NOON + HOUR)
    client.force_login(chief)

    assert CANARY in client.get(page_of(article)).content.decode()
    client.force_login(make_user(Role.EDITOR))
    assert client.get(page_of(article)).status_code == 403


@pytest.mark.parametrize("act", ["redact", "remove"])
def test_no_page_of_the_desk_repeats_it(article, chief, client, act):
    if act == "redact":
        workflow.redact(article, CANARY, reason="Klage", by=chief, now=NOON + HOUR)
    else:
        workflow.remove(article, reason="Urteil", by=chief, now=NOON + HOUR)
    client.force_login(make_user(Role.EDITOR))
    names = ("change", "history", "after", "preview", "preview_page")
    paths = [reverse(f"admin:articles_article_{name}", args=[article.pk]) for name in names]
    paths += [reverse("admin:articles_article_changelist"), reverse("admin:index"), "/"]
    revisions = article.revisions.values_list("pk", flat=True)
    paths += [f"{paths[4]}?fassung={pk}" for pk in revisions]

    told = [path for path in paths if CANARY.lower() in client.get(path).content.decode().lower()]

    assert told == []
