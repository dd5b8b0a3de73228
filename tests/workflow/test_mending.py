"""Correcting live text while a colleague's change waits, and bringing hers on top of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import workflow
from articles.models import Article, Exposure, Mend
from articles.roles import Role
from tests.makers import NOON, make_released, make_user

HOUR = timedelta(hours=1)
TWO = "<p>Eins.</p><p>Zwei.</p>"
pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    """A public report, and a colleague's change to it that waits for its reader."""
    article, colleague = make_released(body=TWO, lead="Tipfehler"), make_user(Role.AUTHOR)
    changes = {"headline": "Ihre Änderung", "body": "<p>Eins.</p><p>Zwei, ihres.</p>"}
    workflow.save(article, changes, by=colleague, now=NOON + HOUR)
    workflow.submit(article, by=colleague, now=NOON + HOUR)
    return article


def mended_and_released(article, at=NOON + 2 * HOUR, **changes):
    """Somebody mends the live text and submits it, somebody else releases it."""
    author = make_user(Role.AUTHOR)
    workflow.mend(article, changes, by=author, now=at)
    with workflow.on_live_text(article, by=author, now=at):
        workflow.submit(article, by=author, now=at)
    editor = make_user()
    with workflow.on_live_text(article, by=editor, now=at):
        workflow.release(article, by=editor, now=at)


def test_a_mend_stands_beside_the_pending_change_and_readers_see_neither(waiting):
    pending = waiting.pending_revision

    mend = workflow.mend(waiting, {"lead": "Tippfehler"}, by=make_user(), now=NOON + HOUR)

    assert (waiting.lead, waiting.pending_revision) == ("Tipfehler", pending)
    assert (mend.content["lead"], mend.content["headline"]) == ("Tippfehler", waiting.headline)


def test_readers_get_the_mend_and_the_pending_change_comes_on_top_of_it(waiting):
    mended_and_released(waiting, lead="Tippfehler", body="<p>Eins, verbessert.</p><p>Zwei.</p>")

    pending = waiting.pending_revision.content
    assert (waiting.lead, waiting.headline) == ("Tippfehler", "Rathaus wird digital")
    assert (pending["lead"], pending["headline"]) == ("Tippfehler", "Ihre Änderung")
    assert pending["body"] == "<p>Eins, verbessert.</p><p>Zwei, ihres.</p>"
    assert not Mend.objects.exists()
    assert Exposure.objects.filter(article=waiting).count() == 2


def test_a_mend_needs_two_people_like_everything(waiting):
    author, editor = make_user(Role.AUTHOR), make_user()
    workflow.mend(waiting, {"lead": "Tippfehler"}, by=editor, now=NOON + HOUR)

    with pytest.raises(PermissionDenied), workflow.on_live_text(waiting, by=author):
        workflow.release(waiting, by=author, now=NOON + HOUR)
    with workflow.on_live_text(waiting, by=editor):
        workflow.submit(waiting, by=editor, now=NOON + HOUR)
    with pytest.raises(ValidationError), workflow.on_live_text(waiting, by=editor):
        workflow.release(waiting, by=editor, now=NOON + HOUR)

    assert waiting.__class__.objects.get(pk=waiting.pk).lead == "Tipfehler"


def test_submitting_the_mend_leaves_the_submission_of_the_pending_change(waiting):
    before = (waiting.submitted_by, waiting.submitted_revision_id)
    author = make_user(Role.AUTHOR)
    workflow.mend(waiting, {"lead": "Tippfehler"}, by=author, now=NOON + HOUR)

    with workflow.on_live_text(waiting, by=author):
        workflow.submit(waiting, by=author, now=NOON + HOUR)

    assert (waiting.submitted_by, waiting.submitted_revision_id) == before


def test_a_clash_is_left_to_a_person_and_holds_the_pending_change(waiting):
    live = waiting.current_revision
    mended_and_released(waiting, headline="Verbesserte Überschrift")

    assert waiting.pending_revision.content["headline"] == "Ihre Änderung"
    assert waiting.merge_base == live
    with pytest.raises(ValidationError, match="korrigiert"):
        workflow.release(waiting, by=make_user(), now=NOON + 3 * HOUR)

    author = make_user(Role.AUTHOR)
    workflow.save(waiting, {"headline": "Beides"}, by=author, is_merged=True, now=NOON + 3 * HOUR)
    workflow.submit(waiting, by=author, now=NOON + 3 * HOUR)
    workflow.release(waiting, by=make_user(), now=NOON + 3 * HOUR)
    assert (waiting.headline, waiting.merge_base) == ("Beides", None)


def test_a_pending_change_that_says_the_same_as_the_mend_no_longer_waits():
    article, editor = make_released(lead="Tipfehler"), make_user()
    workflow.save(article, {"lead": "Tippfehler"}, by=editor, now=NOON + HOUR)

    mended_and_released(article, lead="Tippfehler")

    assert (article.lead, article.pending_revision) == ("Tippfehler", None)


def test_when_the_pending_change_goes_first_the_mend_comes_on_top_of_it(waiting):
    workflow.mend(waiting, {"lead": "Tippfehler"}, by=make_user(), now=NOON + HOUR)

    workflow.release(waiting, by=make_user(), now=NOON + 2 * HOUR)

    pending = waiting.pending_revision.content
    assert waiting.headline == "Ihre Änderung"
    assert (pending["headline"], pending["lead"]) == ("Ihre Änderung", "Tippfehler")


def test_the_trail_names_the_revision_that_went_live_and_not_the_mend_that_follows(waiting):
    pending = waiting.pending_revision
    workflow.mend(waiting, {"lead": "Tippfehler"}, by=make_user(), now=NOON + HOUR)

    workflow.release(waiting, by=make_user(), now=NOON + 2 * HOUR)

    assert waiting.status_changes.first().revision_id == pending.pk
    assert waiting.pending_revision_id not in (None, pending.pk)


def test_a_mend_on_an_older_base_is_refused(waiting):
    base = waiting.current_revision_id
    workflow.mend(waiting, {"lead": "Erst"}, by=make_user(), base=base, now=NOON)

    with pytest.raises(workflow.Stale):
        workflow.mend(waiting, {"lead": "Dann"}, by=make_user(), base=base, now=NOON)


def test_a_mend_taken_back_by_hand_is_gone(waiting):
    workflow.mend(waiting, {"lead": "Tippfehler"}, by=make_user(), now=NOON)

    workflow.mend(waiting, {"lead": "Tipfehler"}, by=make_user(), now=NOON)

    assert not Mend.objects.exists()


def test_a_later_edit_of_the_pending_change_does_not_void_the_submitted_mend(waiting):
    author, editor = make_user(Role.AUTHOR), make_user()
    workflow.mend(waiting, {"lead": "Tippfehler"}, by=author, now=NOON + HOUR)
    with workflow.on_live_text(waiting, by=author):
        workflow.submit(waiting, by=author, now=NOON + HOUR)
    workflow.save(waiting, {"kicker": "Anderes"}, by=make_user(), now=NOON + HOUR)
    workflow.mend(waiting, {"lead": "Tippfehler."}, by=editor, now=NOON + HOUR)

    with workflow.on_live_text(waiting, by=editor):
        workflow.release(waiting, by=editor, now=NOON + 2 * HOUR)

    assert waiting.lead == "Tippfehler."


# --- A change to a planned report ----------------------------------------------------------------


@pytest.fixture
def planned():
    """A report released for two hours later, and a change to it that waits."""
    article, author = make_released(at=NOON + 2 * HOUR, headline="Geplant"), make_user(Role.AUTHOR)
    workflow.save(article, {"headline": "Neu"}, by=author, now=NOON)
    article.author = author
    return article


def test_a_change_to_a_planned_report_is_asked_about_and_alarmed(planned):
    assert workflow.asks_for_hour(planned, NOON)
    assert planned in Article.objects.with_change_left_behind(NOON)
    assert planned not in Article.objects.with_change_left_behind(NOON + 2 * HOUR)


def test_a_change_meant_for_the_hour_goes_through_approval_for_that_hour(planned):
    workflow.decide(planned, by=planned.author, is_for_hour=True, now=NOON)
    assert planned.submitted_by == planned.author.pk

    workflow.release(planned, by=make_user(), now=NOON + HOUR)

    assert (planned.headline, planned.publish_at) == ("Neu", NOON + 2 * HOUR)
    assert planned not in Article.objects.with_change_left_behind(NOON + HOUR)


def test_a_change_meant_for_later_stays_pending_and_is_still_named(planned):
    workflow.decide(planned, by=planned.author, is_for_hour=False, now=NOON)

    assert not workflow.asks_for_hour(planned, NOON)
    assert planned.submitted_by is None
    assert Article.objects.with_change_left_behind(NOON).get().pending_is_for_hour is False


def test_another_change_is_asked_about_again(planned):
    workflow.decide(planned, by=planned.author, is_for_hour=False, now=NOON)

    workflow.save(planned, {"headline": "Noch neuer"}, by=planned.author, now=NOON)

    assert workflow.asks_for_hour(planned, NOON)


def test_after_the_hour_nothing_can_be_meant_for_it(planned):
    with pytest.raises(ValidationError):
        workflow.decide(planned, by=planned.author, is_for_hour=True, now=NOON + 3 * HOUR)
