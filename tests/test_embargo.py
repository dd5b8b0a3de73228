"""An embargo has a source, only grows, is opened by hand, and is lifted with a second factor."""

import time
from contextlib import suppress
from datetime import timedelta

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.exceptions import PermissionDenied, ValidationError

from articles import workflow
from articles.models import Article
from articles.obstacles import obstacles
from articles.roles import Role
from articles.statuses import Act
from tests.makers import NOON, make_article, make_submitted, make_user

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def embargo(article, by, now=NOON, **fields):
    known = {"embargo_until": NOON + 6 * HOUR, "embargo_source": "BMI"}
    workflow.prepare(article, known | fields, by=by, now=now)


def codes(article):
    return {o.code for o in obstacles(article, at=NOON + 9 * HOUR, by=None)}


@pytest.mark.parametrize(
    "fields",
    [{"embargo_until": NOON + HOUR}, {"embargo_until": None, "embargo_is_open_ended": True}],
)
def test_an_embargo_has_a_source(fields):
    article = make_submitted()

    embargo(article, make_user(), embargo_source="", **fields)
    assert "embargo_source" in codes(article)
    embargo(article, make_user(), **fields)

    assert "embargo_source" not in codes(article)


def test_an_embargo_without_an_hour_is_opened_by_hand_and_the_report_released():
    article, editor = make_submitted(), make_user()
    open_ended = {"embargo_until": None, "embargo_is_open_ended": True}
    embargo(article, editor, embargo_source="Rede der Ministerin", **open_ended)
    with pytest.raises(ValidationError):
        workflow.release(article, by=editor, at=NOON + 999 * HOUR, now=NOON)

    workflow.open_embargo(article, by=editor, now=NOON + HOUR)
    workflow.release(article, by=editor, now=NOON + HOUR)

    assert Article.objects.published(NOON + HOUR).contains(article)
    assert article.embargo_source == "Rede der Ministerin"
    acts = [change.act for change in article.status_changes.all()]
    assert acts == [Act.RELEASE, Act.OPEN, Act.EMBARGO, Act.SUBMIT]


@pytest.mark.parametrize(
    ("fields", "is_kept"),
    [
        ({"embargo_until": NOON + 5 * HOUR}, False),
        ({"embargo_until": None}, False),
        ({"embargo_until": NOON + 7 * HOUR}, True),
        ({"embargo_until": None, "embargo_is_open_ended": True}, True),
        ({"embargo_source": "BMI, Pressestelle"}, True),
    ],
)
def test_nobody_shortens_an_embargo_in_the_form(fields, is_kept):
    article = make_submitted()
    embargo(article, make_user())

    with suppress(ValidationError):
        embargo(article, make_user(Role.CHIEF, is_superuser=True), **fields)

    article.refresh_from_db()
    is_changed = any(getattr(article, name) == value for name, value in fields.items())
    assert is_changed is is_kept


def test_who_set_it_mends_it_until_the_report_is_handed_over():
    author = make_user(Role.AUTHOR)
    article = make_article(by=author)
    embargo(article, author)

    embargo(article, author, embargo_until=NOON + HOUR)
    workflow.submit(article, by=author, now=NOON)
    with pytest.raises(ValidationError):
        embargo(article, author, embargo_until=NOON + MINUTE)

    article.refresh_from_db()
    assert article.embargo_until == NOON + HOUR


def test_an_embargo_that_is_over_may_be_cleared():
    article = make_submitted()
    embargo(article, make_user())

    embargo(article, make_user(), now=NOON + 7 * HOUR, embargo_until=None, embargo_source="")

    assert article.embargo_until is None


def test_the_form_says_so_at_the_field(client):
    article = make_submitted()
    embargo(article, make_user(), embargo_until=NOON + 99999 * HOUR)
    client.force_login(make_user(Role.CHIEF, is_superuser=True))
    data = {"headline": "Gemendet", "base": article.working_revision_id, "genre": "news"}
    data |= {f"source_material-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}

    path = f"/admin/articles/article/{article.pk}/change/"
    page = client.post(path, data, follow=True).content.decode()

    article.refresh_from_db()
    at_the_field = page.partition('id="id_embargo_until_error"')[2].partition("</ul>")[0]
    assert "Eine Sperrfrist wird hier nicht verkürzt" in at_the_field
    assert article.embargo_until == NOON + 99999 * HOUR


# --- Lifting ------------------------------------------------------------------------------------


def test_the_chief_lifts_what_others_broke_and_every_chief_is_told():
    article, chief = make_submitted(), make_user(Role.CHIEF, email="cc@example.org")
    embargo(article, make_user())

    workflow.lift_embargo(article, by=chief, note="dpa, 11:20 Uhr", now=NOON + MINUTE)
    workflow.release(article, by=chief, now=NOON + MINUTE)

    assert Article.objects.published(NOON + MINUTE).contains(article)
    assert "dpa, 11:20 Uhr" in article.effects.get(kind="mail").payload["lines"][0]
    assert article.status_changes.filter(act=Act.LIFT, note="dpa, 11:20 Uhr").exists()


def test_a_planned_report_keeps_its_hour_until_it_is_moved():
    article, chief = make_submitted(), make_user(Role.CHIEF)
    embargo(article, make_user())
    workflow.release(article, by=chief, at=NOON + 6 * HOUR, now=NOON)

    workflow.lift_embargo(article, by=chief, note="dpa", now=NOON + HOUR)
    assert not Article.objects.published(NOON + HOUR).contains(article)
    workflow.reschedule(article, by=chief, at=NOON + HOUR, now=NOON + HOUR)

    assert Article.objects.published(NOON + HOUR).contains(article)


@pytest.mark.parametrize("note", ["", "   "])
def test_lifting_needs_a_reason(note):
    article = make_submitted()
    embargo(article, make_user())

    with pytest.raises(ValidationError):
        workflow.lift_embargo(article, by=make_user(Role.CHIEF), note=note, now=NOON)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR, Role.TECHNICIAN])
def test_only_the_chief_lifts(role):
    article = make_submitted()
    embargo(article, make_user())

    with pytest.raises(PermissionDenied):
        workflow.lift_embargo(article, by=make_user(role), note="dpa", now=NOON)


def with_factor(user):
    """Set up an app for ``user``; returns a function that tells what the app shows."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return lambda: format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def lift_page(article):
    return f"/admin/sperrfrist/{article.pk}/"


def held():
    article = make_submitted()
    embargo(article, make_user(), embargo_until=NOON + 99999 * HOUR)
    return article


def is_held(article):
    article.refresh_from_db()
    return article.embargo_until == NOON + 99999 * HOUR


def test_without_a_second_factor_nothing_is_lifted(client):
    article = held()
    client.force_login(make_user(Role.CHIEF))

    page = client.post(lift_page(article), {"note": "dpa"}, follow=True).content.decode()

    assert is_held(article)
    assert "/konto/2fa/" in page


def test_the_factor_of_the_log_in_is_not_enough(client):
    article, chief = held(), make_user(Role.CHIEF)
    with_factor(chief)
    client.force_login(chief)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time() - 5}]
    session.save()

    answer = client.post(lift_page(article), {"note": "dpa"})
    client.get(lift_page(article))

    assert answer["Location"].startswith("/konto/2fa/reauthenticate/")
    assert is_held(article)


def test_reason_and_a_fresh_code_lift_it(client, time_machine):
    time_machine.move_to(NOON, tick=False)  # a code is good for half a minute of the clock
    article, chief = held(), make_user(Role.CHIEF)
    code = with_factor(chief)
    client.force_login(chief)
    asked = client.post(lift_page(article), {"note": "dpa, 11:20 Uhr"})

    answer = client.post(asked["Location"], {"code": code()})
    client.get(answer["Location"])

    assert not is_held(article)
    assert article.status_changes.filter(act=Act.LIFT, note="dpa, 11:20 Uhr").exists()


def test_a_wrong_code_lifts_nothing(client):
    article, chief = held(), make_user(Role.CHIEF)
    with_factor(chief)
    client.force_login(chief)
    asked = client.post(lift_page(article), {"note": "dpa"})

    client.post(asked["Location"], {"code": "000000"})
    client.get(lift_page(article))

    assert is_held(article)


# --- The duty to have a second factor -----------------------------------------------------------


@pytest.mark.parametrize(
    ("is_required", "has_factor", "status"),
    [(True, False, 302), (True, True, 200), (False, False, 200)],
)
def test_where_it_is_a_duty_the_desk_opens_with_a_second_factor_only(
    client, settings, is_required, has_factor, status
):
    settings.MFA_REQUIRED = is_required
    editor = make_user()
    if has_factor:
        with_factor(editor)
    client.force_login(editor)

    answer = client.get("/admin/")

    assert answer.status_code == status
    assert status == 200 or answer["Location"] == "/konto/2fa/"
