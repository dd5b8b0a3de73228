"""Corrections: two people, dated, in the open; and what readers are told of a change."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import workflow
from articles.models import Article, Rereading, SoloDuty
from articles.read_model import corrections, counterstatements, notes_html, report, reports
from articles.roles import Role
from articles.second_reading import to_be_read
from articles.statuses import Act
from articles.vocabulary import CorrectionKind, ReleaseKind, WithoutReader
from tests.makers import NOON, make_adopted, make_article, make_released, make_user

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
LATER = NOON + HOUR
pytestmark = pytest.mark.django_db


def note_on(article, kind=CorrectionKind.CORRECTION, text="Es waren drei.", at=LATER):
    """A note, proposed by an author and published by an editor."""
    note = workflow.propose(article, kind, text, by=make_user(Role.AUTHOR), now=at)
    workflow.publish(note, by=make_user(), now=at)
    return note


def pending_change(article, at=LATER, **content):
    author = make_user(Role.AUTHOR)
    workflow.save(article, content or {"lead": "Es sind drei."}, by=author, now=at)
    workflow.submit(article, by=author, now=at)
    return article


# --- Notes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CorrectionKind)
def test_a_note_is_seen_from_the_moment_somebody_else_publishes_it(kind):
    article = make_adopted()
    note = note_on(article, kind)

    before, after = report(article.pk, LATER - MINUTE), report(article.pk, LATER)

    assert before.corrections == ()
    [shown] = after.corrections
    assert (shown.kind, shown.text, shown.published_at) == (kind, note.text, LATER)


def test_a_proposed_note_is_nobodys_but_the_desks():
    article = make_adopted()
    workflow.propose(article, CorrectionKind.RETRACTION, "Alles falsch.", by=make_user(), now=NOON)

    assert report(article.pk, LATER).corrections == ()
    assert corrections(LATER, None, 10) == []


def test_nobody_publishes_their_own_note_not_even_a_superuser():
    article, chief = make_adopted(), make_user(Role.CHIEF, is_superuser=True)
    note = workflow.propose(article, CorrectionKind.CORRECTION, "Drei.", by=chief, now=NOON)

    with pytest.raises(ValidationError, match="Jemand anderes"):
        workflow.publish(note, by=chief, now=LATER)


@pytest.mark.parametrize("is_on_duty", [True, False])
def test_on_solo_duty_a_note_goes_out_alone_onto_the_list(is_on_duty):
    editor = make_user()
    if is_on_duty:
        SoloDuty.objects.create(
            person=editor,
            begins_at=LATER,
            ends_at=LATER + HOUR,
            set_at=LATER - 48 * HOUR,
            set_by_number=1,
            set_by_mark="cc",
        )
    note = workflow.propose(make_adopted(), CorrectionKind.CORRECTION, "Drei.", by=editor)

    with nullcontext() if is_on_duty else pytest.raises(ValidationError):
        workflow.publish(note, by=editor, now=LATER)

    assert [row.correction for row in to_be_read()] == [note] * is_on_duty


def test_a_note_that_went_out_alone_is_read_and_ticked_off(client, settings):
    writer = make_user()
    settings.DESK_OF_ONE = True
    note = workflow.propose(make_adopted(), CorrectionKind.CORRECTION, "Drei.", by=writer)
    workflow.publish(note, by=writer)
    Rereading.objects.update(reason=WithoutReader.SOLO)
    client.force_login(make_user())
    row = Rereading.objects.get()
    assert "Drei." in client.get("/admin/nachlesen/").content.decode()

    client.post("/admin/nachlesen/", {"rereading": row.pk, "hash": row.content_hash})

    assert not to_be_read().exists()


def test_an_author_proposes_and_does_not_publish():
    article, author = make_adopted(), make_user(Role.AUTHOR)
    note = workflow.propose(article, CorrectionKind.CORRECTION, "Drei.", by=make_user(), now=NOON)

    with pytest.raises(PermissionDenied):
        workflow.publish(note, by=author, now=LATER)


def test_a_note_is_published_once():
    note = note_on(make_adopted())

    with pytest.raises(ValidationError, match="schon veröffentlicht"):
        workflow.publish(note, by=make_user(), now=LATER + HOUR)


def test_a_published_note_is_not_dropped():
    note = note_on(make_adopted())

    workflow.discard(note, by=make_user(Role.CHIEF))

    note.refresh_from_db()
    assert note.published_at == LATER


@pytest.mark.parametrize("make", [make_article, lambda: make_released(at=NOON + 2 * HOUR)])
def test_what_readers_have_not_seen_needs_no_note(make):
    article = make()

    with pytest.raises(ValidationError, match="noch nicht öffentlich"):
        workflow.propose(article, CorrectionKind.CORRECTION, "Drei.", by=make_user(), now=LATER)


def test_a_note_needs_words():
    with pytest.raises(ValidationError, match="was falsch war"):
        workflow.propose(
            make_adopted(), CorrectionKind.CORRECTION, "  \n", by=make_user(), now=LATER
        )


def test_publishing_a_note_leaves_a_row_in_the_trail_without_its_words():
    article = make_adopted()
    note_on(article, CorrectionKind.RETRACTION, "Geheimwort")

    step = article.status_changes.first()

    assert (step.act, step.note) == (Act.CORRECT, "Widerruf")


def test_subscribers_are_told_of_a_note():
    article = make_adopted()

    note_on(article)

    assert article.effects.filter(kind="update", due_at=LATER).count() == 1


# --- Counter-statements --------------------------------------------------------------------

STATEMENT = (
    "Sie schreiben: „Die Stadt zahlte nichts.“\n\nDas ist falsch.  Die Stadt zahlte <3 Euro>."
)


def test_a_counterstatement_stands_word_for_word():
    article = make_adopted()

    note_on(article, CorrectionKind.COUNTERSTATEMENT, STATEMENT)

    assert report(article.pk, LATER).corrections[0].text == STATEMENT


def test_a_counterstatement_outlives_its_report_and_other_notes_do_not():
    article = make_adopted()
    note_on(article, CorrectionKind.COUNTERSTATEMENT, STATEMENT)
    note_on(article, CorrectionKind.CORRECTION, "Es waren drei.")
    workflow.withdraw(article, by=make_user(), now=LATER + HOUR)

    [left] = corrections(LATER + HOUR, None, 10)

    assert (left.text, left.report) == (STATEMENT, None)
    assert [note.text for note in counterstatements(article.pk, LATER + HOUR)] == [STATEMENT]


def test_a_counterstatement_may_come_after_its_report_has_gone():
    article = make_adopted()
    workflow.withdraw(article, by=make_user(), now=LATER)

    note_on(article, CorrectionKind.COUNTERSTATEMENT, STATEMENT, at=LATER + HOUR)

    assert [note.text for note in corrections(LATER + HOUR, None, 10)] == [STATEMENT]


# --- Kinds of change -----------------------------------------------------------------------


def test_a_typing_error_is_mended_without_a_word():
    article = pending_change(make_adopted())

    workflow.release(article, by=make_user(), kind=ReleaseKind.TYPO, now=LATER)

    page = report(article.pk, LATER)
    assert (page.lead, page.updated_at, page.corrections) == ("Es sind drei.", None, ())
    assert page.modified_at == page.published_at


def test_an_update_tells_its_hour():
    article = pending_change(make_adopted())

    workflow.release(article, by=make_user(), kind=ReleaseKind.UPDATE, now=LATER)

    page = report(article.pk, LATER)
    assert (page.updated_at, page.modified_at, page.corrections) == (LATER, LATER, ())


@pytest.mark.parametrize(("days", "is_on_its_day"), [(0, True), (1, False), (365, False)])
def test_an_update_on_the_day_of_the_report_needs_no_date(days, is_on_its_day):
    at = LATER + timedelta(days=days)
    article = pending_change(make_adopted(), at=at)

    workflow.release(article, by=make_user(), kind=ReleaseKind.UPDATE, now=at)

    assert report(article.pk, at).is_updated_on_its_day is is_on_its_day


def test_a_correction_goes_live_with_its_note():
    article = pending_change(make_adopted())

    workflow.release(
        article, by=make_user(), kind=ReleaseKind.CORRECTION, correction="Drei.", now=LATER
    )

    page = report(article.pk, LATER)
    assert [(n.kind, n.text, n.published_at) for n in page.corrections] == [
        (CorrectionKind.CORRECTION, "Drei.", LATER)
    ]
    assert article.corrections.get().revision_id == article.current_revision_id


def test_a_correction_without_a_note_changes_nothing():
    article = pending_change(make_adopted())

    with pytest.raises(ValidationError):
        workflow.release(article, by=make_user(), kind=ReleaseKind.CORRECTION, now=LATER)

    assert report(article.pk, LATER).lead == "Die Stadt stellt ihre Anträge um."


def test_the_trail_knows_the_kind_of_a_change():
    article = pending_change(make_adopted())

    workflow.release(article, by=make_user(), kind=ReleaseKind.UPDATE, now=LATER)

    assert article.status_changes.first().kind == ReleaseKind.UPDATE


def test_feeds_carry_the_notes_before_the_text():
    article = make_adopted()
    note_on(article, CorrectionKind.CORRECTION, "<Drei> & nicht zwei.")

    [page] = reports(Article.objects.published(LATER), LATER)

    html = notes_html(page)
    assert "Korrektur (" in html
    assert "&lt;Drei&gt; &amp; nicht zwei." in html
