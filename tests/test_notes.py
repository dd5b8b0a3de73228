"""Notes to colleagues: anchored, answered, settled; in the way or only worth a look."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import workflow
from articles.models import Note
from articles.obstacles import obstacles, warnings
from articles.roles import Role
from tests.makers import NOON, make_article, make_submitted, make_user

pytestmark = pytest.mark.django_db


def codes(found):
    return [one.code for one in found]


def note_on(article, text="Stimmt das?", by=None, **fields):
    return workflow.write_note(article, text, by=by or make_user(), now=NOON, **fields)


def written_to(article):
    letters = article.effects.filter(kind="mail")
    return sorted(effect.payload["to"] for effect in letters)


@pytest.mark.parametrize("blocks", [True, False])
def test_an_open_note_is_an_obstacle_or_a_warning_as_its_writer_marked_it(blocks):
    article, editor = make_submitted(), make_user()
    note = note_on(article, blocks=blocks, field="lead")

    assert ("note" in codes(obstacles(article, at=NOON, by=editor))) is blocks
    assert ("note" in codes(warnings(article, at=NOON))) is not blocks
    workflow.settle_note(note, by=editor, now=NOON)

    assert "note" not in codes(obstacles(article, at=NOON, by=editor))
    assert "note" not in codes(warnings(article, at=NOON))


def test_a_blocking_note_keeps_everybody_from_releasing_until_it_is_settled():
    article, chief = make_submitted(), make_user(Role.CHIEF, is_superuser=True)
    note = note_on(article, blocks=True)

    with pytest.raises(ValidationError):
        workflow.release(article, by=chief, now=NOON)
    workflow.settle_note(note, by=chief, now=NOON)
    workflow.release(article, by=chief, now=NOON)

    assert article.status == "released"


def test_a_note_settled_too_early_is_opened_again():
    article = make_article()
    note = note_on(article, blocks=True)
    workflow.settle_note(note, by=make_user(), now=NOON)

    workflow.reopen_note(note, by=make_user())

    assert list(Note.objects.open()) == [note]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("@rr bitte prüfen", True),
        ("Frag mal @RR.", True),
        ("@redaktion-7, ja?", True),
        ("rr@example.org ist die Adresse", False),
        ("@rrr gibt es nicht", False),
        ("Siehe oben", False),
    ],
)
def test_whoever_is_mentioned_gets_a_mail(text, is_told):
    reader = make_user(username="redaktion-7", initials="rr", email="rr@example.org")
    article = make_article()

    note_on(article, text)

    assert written_to(article) == ([reader.pk] if is_told else [])


def test_the_assignee_and_whoever_took_part_are_told_once_each():
    asker, answerer, third = (make_user(email=f"{n}@example.org") for n in range(3))
    article = make_article()
    note = note_on(article, by=asker, assignee=answerer)
    article.effects.all().delete()

    note_on(article, "@" + third.initials, by=answerer, answers=note)

    assert written_to(article) == sorted([asker.pk, third.pk])


def test_a_mail_quotes_nothing_of_what_is_under_embargo():
    article = make_article()
    desk = {"embargo_until": NOON + timedelta(hours=1), "embargo_source": "BMI"}
    workflow.prepare(article, desk, by=make_user(), now=NOON)
    reader = make_user(email="rr@example.org")

    note_on(article, "Geheim!", assignee=reader, passage="Die Ministerin tritt zurück")

    payload = article.effects.get(kind="mail").payload
    assert "Geheim" not in str(payload)
    assert "Ministerin" not in str(payload)


def test_notes_wait_for_whom_they_are_for_or_whose_report_it_is():
    author, editor = make_user(Role.AUTHOR), make_user()
    article = make_article(by=author)
    general, named = note_on(article), note_on(article, assignee=editor)

    assert list(Note.objects.waiting_for(author)) == [general]
    assert list(Note.objects.waiting_for(editor)) == [named]


def test_a_technician_leaves_no_note():
    with pytest.raises(PermissionDenied):
        note_on(make_article(), by=make_user(Role.TECHNICIAN))


# --- Beside the form --------------------------------------------------------------------------


def page(article):
    return f"/admin/articles/article/{article.pk}/notizen/"


def test_a_note_is_written_answered_and_settled_from_the_form(client):
    article, editor = make_article(), make_user()
    client.force_login(editor)
    sent = {
        "act": "write",
        "text": "Wer sagt das?",
        "field": "lead",
        "passage": "um",
        "blocks": "on",
    }

    shown = client.post(page(article), sent | {"blocks": "on"}).content.decode()
    note = Note.objects.get()
    client.post(page(article), {"act": "answer", "note": note.pk, "text": "Die <b>Stadt</b>."})
    last = client.post(page(article), {"act": "settle", "note": note.pk}).content.decode()

    assert "Wer sagt das?" in shown
    assert "Vorspann: „um“" in shown
    assert "Die &lt;b&gt;Stadt&lt;/b&gt;." in last
    assert (note.blocks, Note.objects.open().exists()) == (True, False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"act": "write", "text": "  "},
        {"act": "write", "text": "x", "field": "status"},
        {"act": "write", "text": "x", "assignee": "999999"},
        {"act": "write", "text": "x" * 2001},
        {"act": "vanish", "text": "x"},
        {"text": "x"},
    ],
    ids=["empty", "no field", "nobody", "too long", "no act", "no button"],
)
def test_a_note_that_is_none_is_refused_with_a_word(client, wrong):
    article = make_article()
    client.force_login(make_user())

    answer = client.post(page(article), wrong)

    assert (answer.status_code, Note.objects.exists()) == (400, False)
    assert 'role="alert"' in answer.content.decode()


def test_a_note_of_another_report_is_not_touched(client):
    note, mine = note_on(make_article()), make_article()
    client.force_login(make_user())

    answer = client.post(page(mine), {"act": "settle", "note": note.pk})

    note.refresh_from_db()
    assert (answer.status_code, note.resolved_at) == (404, None)


def test_an_unknown_button_settles_nothing(client):
    article = make_article()
    note = note_on(article)
    client.force_login(make_user())

    answer = client.post(page(article), {"act": "vanish", "note": note.pk})

    note.refresh_from_db()
    assert (answer.status_code, note.resolved_at) == (400, None)
