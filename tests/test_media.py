"""Files are served while a public report uses them, to the desk always, and to nobody else."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from articles import workflow
from articles.models import Picture
from articles.roles import Role
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_attachment,
    make_person,
    make_picture,
    make_released,
    make_user,
    shown_name,
)

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client, time_machine):
    def fetch(thing, at=NOON, user=None):
        time_machine.move_to(at, tick=False)
        if user:
            client.force_login(user)
        return client.get(thing if isinstance(thing, str) else f"/medien/{name_of(thing)}")

    return fetch


def name_of(thing):
    return shown_name(thing) if isinstance(thing, Picture) else thing.file.name


def released_with(thing, field):
    value = thing if field in ("picture", "second_picture") else [thing]
    if field == "people":
        value = [make_person(portrait=thing)]
    return make_released(at=NOON, until=NOON + HOUR, now=NOON - HOUR, **{field: value})


@pytest.mark.parametrize("field", ["picture", "second_picture", "people", "attachments"])
@pytest.mark.parametrize(
    ("at", "status"),
    [(NOON - SECOND, 404), (NOON, 200), (NOON + HOUR - SECOND, 200), (NOON + HOUR, 404)],
)
def test_a_file_is_there_exactly_as_long_as_its_report(get, field, at, status):
    thing = make_attachment() if field == "attachments" else make_picture()
    released_with(thing, field)

    assert get(thing, at).status_code == status


def test_a_file_that_another_public_report_uses_stays(get):
    picture = make_picture()
    article = make_adopted(picture=picture, at=NOON - DAY)
    make_adopted(second_picture=picture, at=NOON - DAY)
    workflow.withdraw(article, by=make_user(Role.CHIEF), now=NOON)

    assert get(picture, NOON + SECOND).status_code == 200


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"is_blocked": True}, 404),
        ({"licence_ends_on": NOON.date()}, 200),
        ({"licence_ends_on": NOON.date() - DAY}, 404),
    ],
)
def test_a_picture_that_may_not_be_shown_is_not_served(get, fields, status):
    picture = make_picture(**fields)
    make_adopted(picture=picture)

    assert get(picture).status_code == status


def test_a_picture_of_a_pending_change_is_not_served(get):
    picture, article = make_picture(), make_adopted()
    workflow.save(article, {"picture": picture}, by=make_user(), now=NOON)

    assert get(picture).status_code == 404


@pytest.mark.parametrize("make", [make_picture, make_attachment])
def test_a_hidden_file_answers_as_one_that_never_was(get, make):
    thing = make()
    make_article(**{"picture" if make is make_picture else "attachments": thing_or_list(thing)})
    name = name_of(thing)
    free = name.replace(name[14:20], "000000")

    taken, never = get(thing), get(f"/medien/{free}")

    assert (taken.status_code, taken.content, dict(taken.headers)) == (
        never.status_code,
        never.content,
        dict(never.headers),
    )


def thing_or_list(thing):
    return thing if thing._meta.model_name == "picture" else [thing]


@pytest.mark.parametrize(("role", "status"), [*((role, 200) for role in Role), ("", 404)])
def test_the_desk_sees_its_files_before_readers_do(get, role, status):
    answer = get(make_picture(), user=make_user(role))

    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("ending", ["docx", "html", "PDF", "ohne-endung"])
@pytest.mark.parametrize(("role", "status"), [(Role.AUTHOR, 200), ("", 404)])
def test_source_material_is_for_the_desk_alone(get, ending, role, status):
    article = make_adopted()
    file = ContentFile(b"<script>alert(1)</script>", name=f"Mitteilung.{ending}")
    source = article.source_material.create(file=file)

    assert get(source).status_code == 404
    answer = get(source, user=make_user(role))
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("make", "field", "type_", "disposition"),
    [
        (make_picture, "picture", "image/jpeg", "inline"),
        (make_attachment, "attachments", "application/pdf", 'filename="der-masterplan.pdf"'),
    ],
)
def test_a_file_can_do_no_harm_in_a_browser(get, make, field, type_, disposition):
    thing = make()
    make_adopted(**{field: thing_or_list(thing)})

    answer = get(thing)

    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (type_, "nosniff")
    assert disposition in answer["Content-Disposition"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-cache"


def test_the_web_server_sends_the_bytes_where_it_can(get, settings):
    settings.MEDIA_ACCEL_PREFIX = "/geschuetzt/"
    picture, hidden = make_picture(), make_picture()
    make_adopted(picture=picture)

    answer = get(picture)

    assert (answer["X-Accel-Redirect"], answer.content) == (
        f"/geschuetzt/{shown_name(picture)}",
        b"",
    )
    assert "X-Accel-Redirect" not in get(hidden).headers


@pytest.mark.parametrize(
    "path",
    [
        "/medien/",
        "/medien/../secret_key",
        "/medien/picture/aa/x.svg",
        "/medien/%2e%2e/x",
        "/medien/\x00",
    ],
)
def test_nothing_else_is_to_be_had_there(get, path):
    assert get(f"/medien/{path}", user=make_user(Role.CHIEF)).status_code == 404
