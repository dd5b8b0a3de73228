"""“Fehler gefunden?”: a reader writes, the desk closes the case, and the words are forgotten."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from articles import workflow
from articles.models import Complaint
from articles.roles import Role
from articles.statuses import Act
from articles.views.hints import FROM_ONE, LONGEST
from articles.vocabulary import ComplaintOutcome, CorrectionKind
from tests.makers import NOON, make_adopted, make_article, make_released, make_user

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
CORRECTED, NO_ERROR = ComplaintOutcome.CORRECTED, ComplaintOutcome.NO_ERROR
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    """A browser that never had a cookie of ours, with every check on."""
    return Client(enforce_csrf_checks=True)


def form_of(reader, article, at=NOON):
    with time_machine.travel(at, tick=False):
        html = reader.get(f"{article.get_absolute_url()}fehler/").content.decode()
    return {"token": re.search(r'name="token" value="([^"]+)"', html)[1]}


def send(reader, article, fields, at=NOON + MINUTE):
    with time_machine.travel(at, tick=False):
        return reader.post(f"{article.get_absolute_url()}fehler/", fields)


def written(reader, article, at=NOON + MINUTE, **fields):
    token = form_of(reader, article, at - MINUTE)
    return send(reader, article, token | {"text": "Es waren drei."} | fields, at)


def case_of(article, at=NOON):
    return workflow.receive(article, text="Es waren drei.", contact="a@b.example", now=at)


def test_a_report_asks_for_mistakes(client):
    article = make_adopted()

    with time_machine.travel(NOON, tick=False):
        html = client.get(article.get_absolute_url()).content.decode()

    assert f'href="{article.get_absolute_url()}fehler/"' in html


def test_a_hint_arrives_with_its_report_and_nothing_about_the_reader(reader):
    article = make_adopted()

    answer = written(reader, article, contact="leserin@example.org")

    case = Complaint.objects.get()
    assert answer.status_code == 302
    assert (case.article, case.text, case.contact) == (
        article,
        "Es waren drei.",
        "leserin@example.org",
    )
    assert case.received_at == NOON + MINUTE


def test_a_reader_is_given_no_cookie_and_nothing_is_kept(reader):
    article = make_adopted()

    with time_machine.travel(NOON, tick=False):
        answers = [reader.get(f"{article.get_absolute_url()}fehler/")]
    answers.append(written(reader, article))

    assert not reader.cookies
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}


def test_a_hint_without_words_is_asked_for_them_and_keeps_the_contact(reader):
    answer = written(reader, make_adopted(), text=" ", contact="0151 123")

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Bitte schreiben, was falsch ist." in html
    assert "0151 123" in html


def test_what_fills_in_the_hidden_field_is_thanked_and_thrown_away(reader):
    answer = written(reader, make_adopted(), website="https://spam.example")

    assert answer.status_code == 302
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("wait", [timedelta(0), SECOND, LONGEST + SECOND])
def test_a_form_that_comes_back_too_quickly_or_too_late_is_sent_again(reader, wait):
    article = make_adopted()
    token = form_of(reader, article)

    answer = send(reader, article, token | {"text": "Es waren drei."}, NOON + wait)

    assert answer.status_code == 422
    assert "Es waren drei." in answer.content.decode()
    again = re.search(r'name="token" value="([^"]+)"', answer.content.decode())[1]
    fields = {"token": again, "text": "Es waren drei."}
    assert send(reader, article, fields, NOON + wait + MINUTE).status_code == 302


@pytest.mark.parametrize("fraction", [0, 1, 499_999, 500_001, 999_999])
def test_three_seconds_are_enough_whatever_the_fraction_of_the_second(reader, fraction):
    article = make_adopted()
    asked = NOON.replace(microsecond=fraction)
    token = form_of(reader, article, asked)

    answer = send(reader, article, token | {"text": "Es waren drei."}, asked + 3 * SECOND)

    assert answer.status_code == 302


@pytest.mark.parametrize("token", ["", "1", "x:y", "1-1:forged"])
def test_a_forged_form_is_refused(reader, token):
    answer = send(reader, make_adopted(), {"token": token, "text": "Es waren drei."})

    assert (answer.status_code, Complaint.objects.count()) == (422, 0)


def test_a_form_is_good_for_its_own_report_only(reader):
    one, other = make_adopted(headline="Eins"), make_adopted(headline="Zwei")
    token = form_of(reader, one)

    answer = send(reader, other, token | {"text": "Es waren drei."})

    assert (answer.status_code, Complaint.objects.count()) == (422, 0)


def test_who_may_close_a_hint_gets_one_mail_an_hour_without_the_readers_words():
    article = make_adopted(headline="Rathaus wird digital")
    editor, _author = (
        make_user(email="rr@desk.example"),
        make_user("author", email="a@desk.example"),
    )

    for minutes in (0, 5, 70):
        case_of(article, at=NOON + minutes * MINUTE)

    letters = [row.payload for row in article.effects.filter(kind="mail")]
    assert [letter["to"] for letter in letters] == [editor.pk] * 2
    assert letters[0]["subject"] == "Fehlerhinweis zu „Rathaus wird digital“"
    assert f"Nr. {article.pk}" in letters[0]["lines"][0]
    assert "Es waren drei." not in str(letters)


def test_nobody_floods_the_desk(reader):
    article = make_adopted()

    answers = [written(reader, article).status_code for _ in range(FROM_ONE + 1)]

    assert answers == [302] * FROM_ONE + [429]
    assert written(reader, article, at=NOON + 2 * HOUR).status_code == 302


@pytest.mark.parametrize("make", [make_article, lambda: make_released(at=NOON + 9 * HOUR)])
def test_of_a_hidden_report_nothing_can_be_asked(reader, make):
    article = make()

    with time_machine.travel(NOON, tick=False):
        assert reader.get(f"/meldungen/{article.pk}-{article.slug}/fehler/").status_code == 404
        assert reader.post(f"/meldungen/{article.pk}-x/fehler/").status_code == 404


# --- Closing -------------------------------------------------------------------------------


def test_a_case_is_closed_as_no_error_and_the_trail_says_so():
    case = case_of(make_adopted())

    workflow.close(case, NO_ERROR, by=make_user(), now=NOON + HOUR)

    step = case.article.status_changes.first()
    assert (case.outcome, case.closed_at) == (NO_ERROR, NOON + HOUR)
    assert (step.act, step.note) == (Act.CLOSE, f"Hinweis {case.pk}: Kein Fehler")


def test_a_case_is_not_closed_as_corrected_before_anything_was():
    case = case_of(make_adopted())

    with pytest.raises(ValidationError, match="nichts geändert"):
        workflow.close(case, CORRECTED, by=make_user(), now=NOON + HOUR)


def test_a_case_knows_the_note_that_answered_it():
    case = case_of(make_adopted())
    kind, author = CorrectionKind.CORRECTION, make_user(Role.AUTHOR)
    note = workflow.propose(case.article, kind, "Drei.", by=author, now=NOON + HOUR)
    workflow.publish(note, by=make_user(), now=NOON + HOUR)

    workflow.close(case, CORRECTED, by=make_user(), now=NOON + HOUR)

    assert (case.outcome, case.correction) == (CORRECTED, note)


def test_a_case_is_closed_once():
    case = case_of(make_adopted())
    workflow.close(case, NO_ERROR, by=make_user(), now=NOON)

    with pytest.raises(ValidationError, match="schon abgeschlossen"):
        workflow.close(case, NO_ERROR, by=make_user(), now=NOON)


def test_authors_close_no_cases():
    with pytest.raises(PermissionDenied):
        workflow.close(case_of(make_adopted()), NO_ERROR, by=make_user(Role.AUTHOR))


@pytest.mark.parametrize(("days", "left"), [(89, 1), (90, 0), (400, 0)])
def test_ninety_days_after_it_was_closed_a_case_is_forgotten(days, left):
    case = case_of(make_adopted())
    workflow.close(case, NO_ERROR, by=make_user(), now=NOON)

    workflow.forget(NOON + days * DAY)

    assert Complaint.objects.count() == left


def test_an_open_case_is_never_forgotten():
    case_of(make_adopted())

    workflow.forget(NOON + 4000 * DAY)

    assert Complaint.objects.count() == 1


# --- The desk's pages ----------------------------------------------------------------------


def test_the_desk_finds_open_cases_and_closes_them_on_the_report(client):
    case = case_of(make_adopted())
    client.force_login(make_user())
    after = reverse("admin:articles_article_after", args=[case.article_id])

    html = client.get(reverse("complaints")).content.decode()

    assert f"{after}#hinweise" in html
    client.post(after, {"do": "no_error", "case": case.pk})
    case.refresh_from_db()
    assert case.outcome == NO_ERROR


def test_authors_read_neither_the_list_nor_the_contact(client):
    case = case_of(make_adopted())
    client.force_login(make_user(Role.AUTHOR))

    after = client.get(reverse("admin:articles_article_after", args=[case.article_id]))

    assert client.get(reverse("complaints")).status_code == 403
    assert "a@b.example" not in after.content.decode()
