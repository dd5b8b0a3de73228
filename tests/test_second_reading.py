"""What goes out without a second reader: only as an exception, and never out of sight."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from articles import second_reading, workflow
from articles.checks import two_people
from articles.models import Article, Rereading, SoloDuty
from articles.roles import Role
from articles.statuses import Act, Status
from articles.vocabulary import WithoutReader
from tests.makers import NOON, make_article, make_section, make_submitted, make_user

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def on_duty(begins_at=NOON - HOUR, ends_at=NOON + HOUR):
    """An editor on solo duty, set by the chief two days before."""
    editor, chief = make_user(), make_user(Role.CHIEF)
    workflow.set_duty(editor, begins_at, ends_at, by=chief, now=NOON - 2 * DAY)
    return editor


def urgent_text(**fields):
    lines = {"kicker": "Eilt", "headline": "Netz fällt aus", "lead": "Um 11 Uhr fiel es aus."}
    return lines | {"body": "<p>Die Stadt prüft.</p>", "section": make_section()} | fields


def make_urgent(by, now=NOON):
    return workflow.release_urgent(urgent_text(), by=by, now=now)


# --- Solo duty ----------------------------------------------------------------------------------


def test_on_solo_duty_an_own_report_goes_out_and_onto_the_list():
    editor = on_duty()
    article = make_article(by=editor)

    workflow.release_alone(article, by=editor, now=NOON)

    row = second_reading.to_be_read().get()
    assert Article.objects.published(NOON).contains(article)
    assert (row.article, row.reason, row.released_by_number) == (article, "solo", editor.pk)
    assert row.content_hash == article.current_revision.content_hash
    assert article.status_changes.first().act == Act.ALONE


@pytest.mark.parametrize(
    "now", [NOON - HOUR - MINUTE, NOON + HOUR, NOON + DAY], ids=["before", "at the end", "after"]
)
def test_outside_the_span_somebody_else_must_read(now):
    editor = on_duty()
    article = make_article(by=editor, now=NOON - DAY)

    with pytest.raises(ValidationError):
        workflow.release_alone(article, by=editor, now=now)

    assert article.status == Status.DRAFT


def test_the_hour_of_a_report_lies_in_the_span_too():
    editor = on_duty()
    article = make_article(by=editor)

    with pytest.raises(ValidationError):
        workflow.release_alone(article, by=editor, at=NOON + 2 * HOUR, now=NOON)
    workflow.release_alone(article, by=editor, at=NOON + HOUR - MINUTE, now=NOON)

    assert article.publish_at == NOON + HOUR - MINUTE


def test_the_duty_of_one_opens_no_door_for_another():
    on_duty()
    superuser = make_user(Role.CHIEF, is_superuser=True)

    with pytest.raises(ValidationError):
        workflow.release_alone(make_article(by=superuser), by=superuser, now=NOON)


def test_everything_else_that_is_missing_still_blocks_on_solo_duty():
    editor = on_duty()

    with pytest.raises(ValidationError):
        workflow.release_alone(make_article(by=editor, lead=""), by=editor, now=NOON)


@pytest.mark.parametrize(
    ("ahead", "is_own", "is_set"),
    [
        (MINUTE, False, True),
        (timedelta(0), False, False),
        (-HOUR, False, False),
        (DAY, True, False),
        (DAY + MINUTE, True, True),
    ],
)
def test_a_duty_is_set_beforehand(ahead, is_own, is_set):
    chief = make_user(Role.CHIEF)
    person = chief if is_own else make_user()

    with suppress(ValidationError):
        workflow.set_duty(person, NOON + ahead, NOON + 3 * DAY, by=chief, now=NOON)

    assert SoloDuty.objects.exists() is is_set


def test_the_database_refuses_a_duty_written_afterwards():
    duty = {"person": make_user(), "set_by_number": 1, "set_by_mark": "cc", "set_at": NOON}

    with pytest.raises(IntegrityError), transaction.atomic():
        SoloDuty.objects.create(begins_at=NOON - HOUR, ends_at=NOON + HOUR, **duty)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR, Role.TECHNICIAN])
def test_only_the_chief_sets_a_duty(role):
    with pytest.raises(PermissionDenied):
        workflow.set_duty(make_user(), NOON + HOUR, NOON + DAY, by=make_user(role), now=NOON)


def test_nobody_is_on_duty_who_may_not_release():
    with pytest.raises(ValidationError):
        workflow.set_duty(
            make_user(Role.AUTHOR), NOON + HOUR, NOON + DAY, by=make_user(Role.CHIEF), now=NOON
        )


# --- Breaking news ------------------------------------------------------------------------------


def test_breaking_news_is_online_at_once_and_on_the_list():
    article = make_urgent(make_user())

    assert Article.objects.published(NOON).contains(article)
    assert second_reading.to_be_read().get().reason == WithoutReader.URGENT


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.TECHNICIAN])
def test_who_may_not_release_sends_no_breaking_news(role):
    with pytest.raises(PermissionDenied):
        make_urgent(make_user(role))

    assert not Article.objects.exists()


def test_an_update_stands_at_the_end_of_the_same_report_with_its_hour():
    editor = make_user()
    article = make_urgent(editor)

    workflow.release_update(article, "Es läuft <b>wieder</b>.", by=editor, now=NOON + 42 * MINUTE)

    paragraph = "<p><strong>Update, 12:42 Uhr:</strong> Es läuft &lt;b&gt;wieder&lt;/b&gt;.</p>"
    assert article.body.endswith(paragraph)
    assert second_reading.to_be_read().count() == 2
    assert article.publish_at == NOON


def test_only_breaking_news_is_updated_alone():
    editor = on_duty()
    article = make_article(by=editor)
    workflow.release_alone(article, by=editor, now=NOON)

    with pytest.raises(ValidationError):
        workflow.release_update(article, "Und noch etwas.", by=editor, now=NOON + MINUTE)


def test_a_colleague_s_waiting_change_does_not_go_out_with_an_update():
    editor = make_user()
    article = make_urgent(editor)
    workflow.save(article, {"headline": "Halb fertig"}, by=make_user(), now=NOON + MINUTE)

    with pytest.raises(ValidationError):
        workflow.release_update(article, "Neues.", by=editor, now=NOON + HOUR)

    assert article.headline == "Netz fällt aus"


# --- Reading afterwards -------------------------------------------------------------------------


def test_somebody_else_ticks_the_wording_off():
    article, reader = make_urgent(make_user()), make_user()
    row = Rereading.objects.get()

    workflow.tick_off(row, row.content_hash, by=reader, now=NOON + HOUR)

    row.refresh_from_db()
    assert (row.read_at, row.read_by_number) == (NOON + HOUR, reader.pk)
    assert not second_reading.to_be_read().exists()
    assert article.status == Status.RELEASED


def test_whoever_released_it_can_not_tick_it_off():
    superuser = make_user(Role.CHIEF, is_superuser=True)
    make_urgent(superuser)
    row = Rereading.objects.get()

    with pytest.raises(ValidationError):
        workflow.tick_off(row, row.content_hash, by=superuser, now=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rereading.objects.update(read_at=NOON, read_by_number=superuser.pk)


def test_another_wording_than_that_of_the_row_is_not_ticked_off():
    make_urgent(make_user())

    with pytest.raises(ValidationError):
        workflow.tick_off(Rereading.objects.get(), "0" * 64, by=make_user(), now=NOON)


def test_a_change_after_the_tick_opens_it_again():
    editor = make_user()
    article = make_urgent(editor)
    row = Rereading.objects.get()
    workflow.tick_off(row, row.content_hash, by=make_user(), now=NOON)

    workflow.release_update(article, "Neues.", by=editor, now=NOON + HOUR)

    assert second_reading.to_be_read().get().content_hash == article.current_revision.content_hash


def test_what_was_removed_on_legal_grounds_is_read_by_nobody():
    article = make_urgent(make_user())
    workflow.remove(article, reason="Gericht", by=make_user(Role.CHIEF), now=NOON + HOUR)

    assert not second_reading.to_be_read().exists()


def test_an_author_ticks_nothing_off():
    make_urgent(make_user())
    row = Rereading.objects.get()

    with pytest.raises(PermissionDenied):
        workflow.tick_off(row, row.content_hash, by=make_user(Role.AUTHOR), now=NOON)


# --- A desk of one ------------------------------------------------------------------------------


def test_a_desk_of_one_switches_the_rule_off_in_sight(client, settings):
    settings.DESK_OF_ONE = True
    editor = make_user()
    article = make_article(by=editor)
    client.force_login(editor)

    workflow.release_alone(article, by=editor, now=NOON)

    assert "DESK_OF_ONE" in client.get("/admin/").content.decode()
    assert article.status_changes.first().note == "Redaktion aus einer Person"
    assert [info.id for info in two_people(None)] == ["articles.I001"]
    assert Rereading.objects.get().reason == WithoutReader.DESK_OF_ONE
    assert not second_reading.to_be_read().exists()


def test_with_two_people_nothing_is_said_and_nothing_goes_out_alone(client):
    editor = make_user()
    client.force_login(editor)

    with pytest.raises(ValidationError):
        workflow.release_alone(make_article(by=editor), by=editor, now=NOON)

    assert "DESK_OF_ONE" not in client.get("/admin/").content.decode()
    assert two_people(None) == []


# --- On the desk --------------------------------------------------------------------------------


def test_the_short_form_puts_breaking_news_online(client):
    client.force_login(make_user())
    lines = {"kicker": "Eilt", "headline": "Netz aus", "lead": "Es fiel aus.", "body": "<b>Man</b>"}

    client.post("/admin/eilmeldung/", lines | {"section": make_section().pk})

    article = Article.objects.get()
    assert (article.status, article.body) == (Status.RELEASED, "<p>&lt;b&gt;Man&lt;/b&gt;</p>")


def test_a_short_form_with_something_missing_keeps_what_was_typed(client):
    client.force_login(make_user())

    page = client.post("/admin/eilmeldung/", {"headline": "Netz aus"}).content.decode()

    assert 'value="Netz aus"' in page
    assert not Article.objects.exists()


def test_the_list_is_read_and_ticked_off_in_a_row(client):
    make_urgent(make_user())
    client.force_login(make_user())
    row = Rereading.objects.get()
    assert "Die Stadt prüft." in client.get("/admin/nachlesen/").content.decode()

    client.post("/admin/nachlesen/", {"rereading": row.pk, "hash": row.content_hash})

    assert not second_reading.to_be_read().exists()


@pytest.mark.parametrize("is_on_duty", [True, False])
def test_the_button_is_there_for_who_is_on_duty(client, is_on_duty):
    editor, chief = make_user(), make_user(Role.CHIEF)
    article = make_article(by=editor)
    if is_on_duty:
        SoloDuty.objects.create(
            person=editor,
            begins_at=NOON,
            ends_at=NOON + 9999 * DAY,
            set_at=NOON - DAY,
            set_by_number=chief.pk,
            set_by_mark="cc",
        )
    client.force_login(editor)

    page = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()

    assert ('value="alone"' in page) is is_on_duty
    assert ("nicht zum Gegenlesen gegeben" in page) is not is_on_duty


def test_a_returned_report_mails_its_author_the_reason():
    author = make_user(Role.AUTHOR, email="aa@example.org")
    article = make_submitted(by=author)

    workflow.return_to_author(article, by=make_user(initials="rr"), note="Kürzer.", now=NOON)

    letter = article.effects.get(kind="mail").payload
    assert letter["to"] == author.pk
    assert letter["lines"] == ["rr schreibt: Kürzer."]


@pytest.mark.parametrize(
    ("mended", "lines"),
    [
        ({}, None),
        (
            {"headline": "Kürzer", "lead": "Auch das."},
            "rr hat geändert: Überschrift, Vorspann.",
        ),
    ],
)
def test_the_author_is_told_what_the_approver_mended(mended, lines):
    author = make_user(Role.AUTHOR, email="aa@example.org")
    reader = make_user(initials="rr", email="rr@example.org")
    article = make_submitted(by=author)
    workflow.save(article, mended, by=reader, now=NOON)

    workflow.release(article, by=reader, now=NOON)

    told = [letter.payload for letter in article.effects.filter(kind="mail")]
    assert [(one["to"], one["lines"][0]) for one in told] == ([(author.pk, lines)] if lines else [])


def test_the_author_sees_what_the_approver_mended_in_a_click(client):
    author, reader = make_user(Role.AUTHOR), make_user()
    article = make_submitted(by=author)
    workflow.save(article, {"headline": "Digitales Rathaus"}, by=reader, now=NOON)
    workflow.release(article, by=reader, now=NOON)
    client.force_login(author)

    form = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    [link] = re.findall(r'href="([^"]+)">Was hat die Redaktion geändert', form)
    shown = client.get(link.replace("&amp;", "&")).content.decode()

    assert "<mark>" in shown
    assert "Digitales" in shown
