"""The acts of the desk: who may do what from where, and what each leaves behind."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError

from articles import workflow
from articles.models import Article, CrossReference, Effect, Exposure, SearchWord
from articles.roles import Role
from articles.statuses import Act, Status
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_released,
    make_submitted,
    make_user,
    reference,
)

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def codes(refusal):
    return {error.code for error in refusal.value.error_list}


def exposed(article):
    """Start, end and headline of what readers saw, in order."""
    rows = Exposure.objects.filter(article=article).select_related("revision").order_by("during")
    return [(e.during.lower, e.during.upper, e.revision.content["headline"]) for e in rows]


def text(to="open"):
    return f"<p>Das Projekt ({reference(to)}) geht weiter.</p>"


# --- Saving --------------------------------------------------------------------------------


def test_saving_a_draft_makes_a_revision_and_changes_the_columns():
    article = make_article(headline="Erst")

    revision = workflow.save(article, {"headline": "Dann"}, by=make_user(), now=NOON)

    assert (article.headline, article.current_revision) == ("Dann", revision)


def test_saving_what_is_there_already_makes_no_revision():
    article = make_article(headline="Erst")

    workflow.save(article, {"headline": "Erst"}, by=make_user(), now=NOON)

    assert article.revisions.count() == 1


def test_saving_a_released_report_leaves_what_readers_see():
    article = make_released(headline="Online")

    workflow.save(article, {"headline": "Neu"}, by=make_user(), now=NOON + HOUR)

    assert article.headline == "Online"
    assert article.pending_revision.content["headline"] == "Neu"


def test_a_save_on_an_older_revision_is_refused():
    article = make_article()
    base = article.working_revision_id
    workflow.save(article, {"headline": "Ihre"}, by=make_user(), base=base, now=NOON)

    with pytest.raises(workflow.Stale):
        workflow.save(article, {"headline": "Meine"}, by=make_user(), base=base, now=NOON)

    assert article.headline == "Ihre"


def test_references_become_rows_in_the_order_of_the_text():
    target = make_adopted()
    body = f"<p>Eins ({reference(target.pk, 'b')}), zwei ({reference('open', 'a')}).</p>"

    article = make_article(body=body)

    rows = article.references_out.order_by("position").values_list("key", "end", "target")
    assert list(rows) == [("b", "report", target.pk), ("a", "open", None)]


def test_a_reference_that_stayed_keeps_its_row():
    article = make_article(body=text())
    row = article.references_out.get()
    target = make_adopted()

    workflow.save(article, {"body": text(target.pk)}, by=make_user(), now=NOON)

    assert article.references_out.get().pk == row.pk
    assert article.references_out.get().target == target


@pytest.mark.parametrize("to", ["self", "999999"])
def test_a_reference_to_itself_or_to_nothing_is_refused(to):
    article = make_article()
    to = article.pk if to == "self" else to

    with pytest.raises(ValidationError):
        workflow.save(article, {"body": text(to)}, by=make_user(), now=NOON)


def test_a_change_taken_back_by_hand_no_longer_waits():
    article, editor = make_released(headline="Online", body=text("none")), make_user()
    workflow.save(article, {"headline": "Neu"}, by=editor, now=NOON)

    workflow.save(article, {"headline": "Online"}, by=editor, now=NOON)

    assert article.pending_revision is None
    assert not article.references_out.filter(copy="pending").exists()


def test_who_may_only_read_stores_nothing():
    article = make_article(headline="Erst")

    with pytest.raises(PermissionDenied):
        workflow.save(article, {"headline": "Dann"}, by=make_user(Role.TECHNICIAN), now=NOON)


# --- Two people ----------------------------------------------------------------------------


def test_who_submitted_can_not_release_whatever_the_role():
    chief = make_user(Role.CHIEF, is_superuser=True)
    article = make_submitted(by=chief)

    with pytest.raises(ValidationError):
        workflow.release(article, by=chief, now=NOON)

    assert article.status == Status.REVIEW


def test_release_by_somebody_else_is_the_approval():
    article = make_submitted()

    workflow.release(article, by=make_user(), now=NOON)

    assert Article.objects.published(NOON).contains(article)


def test_what_the_approver_mends_is_part_of_the_approval():
    article, editor = make_submitted(), make_user()
    workflow.save(article, {"headline": "Gemendet"}, by=editor, now=NOON)

    workflow.release(article, by=editor, now=NOON)

    assert article.headline == "Gemendet"


def test_a_change_by_a_third_person_voids_the_submission():
    article = make_submitted()
    workflow.save(article, {"headline": "Geändert"}, by=make_user(Role.AUTHOR), now=NOON)

    with pytest.raises(ValidationError):
        workflow.release(article, by=make_user(), now=NOON)


def test_the_submitter_s_own_later_change_is_part_of_the_submission():
    author = make_user(Role.AUTHOR)
    article = make_submitted(by=author)
    workflow.save(article, {"headline": "Verbessert"}, by=author, now=NOON)

    workflow.release(article, by=make_user(), now=NOON)

    assert article.headline == "Verbessert"


@pytest.mark.parametrize("released", [False, True], ids=["draft", "pending change"])
def test_who_submitted_hands_nobody_else_s_change_over_by_writing_on(released):
    author = make_user(Role.AUTHOR)
    article = make_released() if released else make_article()
    workflow.save(article, {"headline": "Meins"}, by=author, now=NOON)
    workflow.submit(article, by=author, now=NOON)
    workflow.save(article, {"headline": "Fremdes"}, by=make_user(Role.AUTHOR), now=NOON)
    workflow.save(article, {"lead": "Weiter."}, by=author, now=NOON)

    with pytest.raises(ValidationError, match="noch einmal"):
        workflow.release(article, by=make_user(), now=NOON)
    workflow.submit(article, by=author, now=NOON)
    workflow.release(article, by=make_user(), now=NOON)

    assert article.headline == "Fremdes"


def test_a_report_is_handed_over_again_only_when_somebody_wrote_in_it():
    article = make_submitted()

    with pytest.raises(ValidationError):
        workflow.submit(article, by=make_user(), now=NOON)
    workflow.save(article, {"headline": "Geändert"}, by=make_user(), now=NOON)
    other = make_user(Role.AUTHOR)
    workflow.submit(article, by=other, now=NOON)

    assert (article.status, article.submitted_by) == (Status.REVIEW, other.pk)


def test_a_pending_change_needs_two_people_of_its_own():
    editor = make_user()
    article = make_released(by=editor)
    workflow.save(article, {"headline": "Neu"}, by=editor, now=NOON)

    with pytest.raises(ValidationError):
        workflow.release(article, by=editor, now=NOON)
    workflow.submit(article, by=editor, now=NOON)
    with pytest.raises(ValidationError):
        workflow.release(article, by=editor, now=NOON)
    workflow.release(article, by=make_user(), now=NOON)

    assert article.headline == "Neu"


# --- Roles ---------------------------------------------------------------------------------

ACTS = {
    Act.SUBMIT: lambda by: workflow.submit(make_article(), by=by, now=NOON),
    Act.RETURN: lambda by: workflow.return_to_author(
        make_submitted(), by=by, note="Kürzer", now=NOON
    ),
    Act.RELEASE: lambda by: workflow.release(make_submitted(), by=by, now=NOON),
    Act.RESCHEDULE: lambda by: workflow.reschedule(
        make_released(at=NOON + HOUR), by=by, at=NOON + 2 * HOUR, now=NOON
    ),
    Act.WITHDRAW: lambda by: workflow.withdraw(make_released(), by=by, now=NOON + HOUR),
    Act.RESTORE: lambda by: workflow.restore(withdrawn(), by=by, now=NOON + 2 * HOUR),
    Act.ARCHIVE: lambda by: workflow.archive(with_original_date(), by=by, now=NOON),
}


def withdrawn():
    article = make_released()
    workflow.withdraw(article, by=make_user(), now=NOON + HOUR)
    return article


def with_original_date():
    article = make_submitted()
    day = (NOON - timedelta(days=400)).date()
    workflow.prepare(article, {"original_on": day}, by=make_user())
    return article


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.AUTHOR, {Act.SUBMIT}),
        (
            Role.EDITOR,
            {Act.SUBMIT, Act.RETURN, Act.RELEASE, Act.RESCHEDULE, Act.WITHDRAW},
        ),
        (Role.CHIEF, set(ACTS)),
        (Role.TECHNICIAN, set()),
        ("", set()),
    ],
)
@pytest.mark.parametrize("act", ACTS)
def test_each_role_does_what_the_table_says(role, allowed, act):
    by = make_user(role)

    if act in allowed:
        ACTS[act](by)
    else:
        with pytest.raises(PermissionDenied):
            ACTS[act](by)


@pytest.mark.parametrize(
    ("act", "make"),
    [
        (workflow.submit, make_submitted),
        (workflow.release, make_article),
        (workflow.withdraw, make_article),
        (workflow.restore, make_released),
        (workflow.archive, make_released),
    ],
)
def test_an_act_from_the_wrong_station_is_refused(act, make):
    article = make()

    with pytest.raises(ValidationError):
        act(article, by=make_user(Role.CHIEF), now=NOON)


# --- Hours ---------------------------------------------------------------------------------


def test_a_planned_report_is_exposed_from_its_hour():
    article = make_released(at=NOON + HOUR, headline="Später")

    assert exposed(article) == [(NOON + HOUR, None, "Später")]


def test_moving_the_hour_moves_the_exposure_and_the_announcement():
    article = make_released(at=NOON + HOUR, headline="Später")

    workflow.reschedule(article, by=make_user(), at=NOON + 3 * HOUR, now=NOON)

    assert exposed(article) == [(NOON + 3 * HOUR, None, "Später")]
    assert [e.due_at for e in Effect.objects.filter(article=article)] == [NOON + 3 * HOUR]


def test_the_hour_of_a_public_report_is_history():
    article = make_released()

    with pytest.raises(ValidationError):
        workflow.reschedule(article, by=make_user(), at=NOON + HOUR, now=NOON + MINUTE)


def test_an_end_can_be_set_and_lifted_on_a_public_report():
    article, editor = make_released(headline="Da"), make_user()

    workflow.reschedule(article, by=editor, until=NOON + 2 * HOUR, now=NOON + MINUTE)
    assert exposed(article)[-1][1] == NOON + 2 * HOUR
    workflow.reschedule(article, by=editor, until=None, now=NOON + HOUR)

    assert exposed(article)[-1][1] is None


@pytest.mark.parametrize("until", [NOON - HOUR, NOON + MINUTE])
def test_an_end_that_has_passed_is_refused(until):
    article = make_released()

    with pytest.raises(ValidationError):
        workflow.reschedule(article, by=make_user(), until=until, now=NOON + MINUTE)


def test_an_hour_that_has_passed_means_now():
    article = make_submitted()

    workflow.release(article, by=make_user(), at=NOON - HOUR, now=NOON)

    assert article.publish_at == NOON


def test_an_embargo_holds_the_report_until_it_ends():
    article, editor = make_submitted(), make_user()
    workflow.prepare(article, {"embargo_until": NOON + HOUR, "embargo_source": "BMI"}, by=editor)

    with pytest.raises(ValidationError):
        workflow.release(article, by=editor, at=NOON + HOUR - MINUTE, now=NOON)
    workflow.release(article, by=editor, at=NOON + HOUR, now=NOON)

    assert not Article.objects.published(NOON + HOUR - MINUTE).contains(article)
    assert Article.objects.published(NOON + HOUR).contains(article)


def test_an_embargo_without_an_hour_holds_the_report_for_good():
    article, chief = make_submitted(), make_user(Role.CHIEF, is_superuser=True)
    workflow.prepare(article, {"embargo_is_open_ended": True}, by=chief)

    with pytest.raises(ValidationError):
        workflow.release(article, by=chief, at=NOON + 999 * HOUR, now=NOON)


def test_the_embargo_of_a_released_report_stays():
    article = make_released(at=NOON + HOUR)

    workflow.prepare(article, {"embargo_until": NOON + 9 * HOUR}, by=make_user())

    assert article.embargo_until is None


# --- Taking back, withdrawing, restoring -----------------------------------------------------


def test_a_release_taken_back_before_its_hour_is_a_draft_again():
    article = make_released(at=NOON + HOUR)
    workflow.save(article, {"headline": "Weitergeschrieben"}, by=make_user(), now=NOON)

    workflow.withdraw(article, by=make_user(), now=NOON + MINUTE)

    assert (article.status, article.headline) == (Status.DRAFT, "Weitergeschrieben")
    assert exposed(article) == []
    assert not article.effects.exists()


def test_a_withdrawn_report_was_seen_until_that_moment():
    article = make_released(headline="Kurz da")

    workflow.withdraw(article, by=make_user(), now=NOON + HOUR)

    assert article.status == Status.WITHDRAWN
    assert exposed(article) == [(NOON, NOON + HOUR, "Kurz da")]


def test_a_restored_report_is_seen_again_as_it_was():
    article = make_released(headline="Wieder da")
    workflow.withdraw(article, by=make_user(), now=NOON + HOUR)

    workflow.restore(article, by=make_user(Role.CHIEF), now=NOON + 2 * HOUR)

    assert Article.objects.published(NOON + 2 * HOUR).contains(article)
    assert exposed(article)[-1] == (NOON + 2 * HOUR, None, "Wieder da")
    assert article.first_public_at == NOON


def test_a_released_change_is_seen_from_its_release_on():
    article, author = make_released(headline="Eins"), make_user(Role.AUTHOR)
    workflow.save(article, {"headline": "Zwei"}, by=author, now=NOON + MINUTE)
    workflow.submit(article, by=author, now=NOON + MINUTE)

    workflow.release(article, by=make_user(), now=NOON + HOUR)

    assert exposed(article) == [(NOON, NOON + HOUR, "Eins"), (NOON + HOUR, None, "Zwei")]
    assert article.publish_at == NOON


def test_the_rows_of_a_pending_change_replace_the_live_ones_at_its_release():
    target, author = make_adopted(), make_user(Role.AUTHOR)
    article = make_released(body=text("none"))
    workflow.save(article, {"body": text(target.pk)}, by=author, now=NOON)
    copies = CrossReference.objects.filter(source=article).values_list("copy", "end")
    assert set(copies) == {("live", "none"), ("pending", "report")}

    workflow.submit(article, by=author, now=NOON)
    workflow.release(article, by=make_user(), now=NOON)

    assert set(copies.all()) == {("live", "report")}


@pytest.mark.parametrize("note", ["", "  "])
def test_returning_to_the_author_needs_a_reason(note):
    with pytest.raises(ValidationError):
        workflow.return_to_author(make_submitted(), by=make_user(), note=note, now=NOON)


# --- Archive and adoption --------------------------------------------------------------------


def test_the_archive_takes_a_report_at_its_original_date_and_tells_nobody():
    article = with_original_date()

    workflow.archive(article, by=make_user(Role.CHIEF), now=NOON)

    assert article.publish_at.date() == article.original_on
    assert Article.objects.published(NOON).contains(article)
    assert not article.effects.exists()


def test_the_archive_needs_two_people_too():
    chief = make_user(Role.CHIEF)
    article = make_submitted(by=chief)
    workflow.prepare(article, {"original_on": NOON.date()}, by=chief)

    with pytest.raises(ValidationError):
        workflow.archive(article, by=chief, now=NOON + HOUR)


def test_an_adopted_report_is_public_since_its_source_published_it():
    article = make_adopted(at=NOON - 1000 * HOUR, body=text("open"))

    assert article.first_public_at == NOON - 1000 * HOUR
    assert Article.objects.published(NOON).contains(article)
    assert not article.effects.exists()


def test_what_was_adopted_with_a_fault_may_be_released_again_with_it():
    article, author = make_adopted(body=text("open"), lead=""), make_user(Role.AUTHOR)
    workflow.save(article, {"headline": "Gemendet"}, by=author, now=NOON)
    workflow.submit(article, by=author, now=NOON)

    workflow.release(article, by=make_user(), now=NOON)

    assert article.headline == "Gemendet"


# --- What is left behind ---------------------------------------------------------------------


def test_every_act_leaves_a_row_in_the_trail():
    author, editor = make_user(Role.AUTHOR), make_user()
    article = make_article(by=author)
    workflow.submit(article, by=author, now=NOON)
    workflow.return_to_author(article, by=editor, note="Kürzer bitte", now=NOON)
    workflow.submit(article, by=author, now=NOON)
    workflow.release(article, by=editor, now=NOON)

    trail = article.status_changes.order_by("pk").values_list("act", "by_mark", "note")
    assert list(trail) == [
        ("submit", author.mark, ""),
        ("return", editor.mark, "Kürzer bitte"),
        ("submit", author.mark, ""),
        ("release", editor.mark, ""),
    ]


def test_a_refused_act_leaves_no_row():
    article = make_submitted(body=text("open"))

    with pytest.raises(ValidationError):
        workflow.release(article, by=make_user(), now=NOON)

    assert article.status_changes.count() == 1


def test_what_was_ever_public_can_not_be_deleted():
    article = withdrawn()

    with pytest.raises(ProtectedError):
        article.delete()


def test_a_draft_that_others_refer_to_can_not_be_deleted():
    draft = make_article()
    make_article(body=text(draft.pk))

    with pytest.raises(ProtectedError):
        draft.delete()


def test_a_draft_with_revisions_can_be_deleted():
    article = make_article()
    workflow.save(article, {"headline": "Zwei"}, by=make_user(), now=NOON)

    article.delete()

    assert not Article.objects.exists()


def test_words_are_known_from_the_first_public_moment():
    make_released(at=NOON + HOUR, headline="Quastenflosser")

    assert SearchWord.objects.get(word="quastenflosser").since == NOON + HOUR


def test_words_of_an_hour_given_up_are_forgotten():
    article = make_released(at=NOON + HOUR, headline="Quastenflosser gemeinsam")
    make_released(at=NOON + HOUR, headline="Anderes gemeinsam")

    workflow.withdraw(article, by=make_user(), now=NOON + MINUTE)

    known = set(SearchWord.objects.values_list("word", flat=True))
    assert "quastenflosser" not in known
    assert {"anderes", "gemeinsam"} <= known
