"""Who may open which door of the admin: every address, every role, as ``tests/doors.py`` says."""

import re
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client

from articles import effects, workflow
from articles.models import Article, Association, Effect, FormerAddress, SitePage, User
from articles.moments import now
from articles.roles import Role
from articles.vocabulary import EffectKind
from tests.doors import DOORS, LOG_IN, NO_METHOD, NOT_THERE, OPEN, REFUSED, VIEWERS
from tests.makers import (
    content_of,
    make_adopted,
    make_article,
    make_attachment,
    make_award,
    make_district,
    make_edition,
    make_federal_state,
    make_institution,
    make_municipality,
    make_person,
    make_picture,
    make_section,
    make_submitted,
    make_tag,
    make_user,
)
from tests.routes import routes_of_the_desk

pytestmark = pytest.mark.django_db
MODEL = re.compile(r"^admin/articles/(\w+)/")


def addresses():
    """Every address of the admin but that which ends the session of the viewer."""
    desk = (route for route in routes_of_the_desk() if route.startswith("admin/"))
    return [route for route in desk if route != "admin/logout/"]


def make_association():
    parts = {"key": "050010001", "name": "Musteramt", "kind": "Amt", "district": make_district()}
    return Association.objects.create(**parts)


def make_former_address():
    return FormerAddress.objects.create(path="/alt.html", article=make_article())


def make_duty():
    hours = {"begins_at": now() + timedelta(hours=2), "ends_at": now() + timedelta(hours=3)}
    return workflow.set_duty(make_user(), by=make_user(Role.CHIEF), **hours)


def make_effect():
    effects.enqueue(EffectKind.UPDATE, make_article(), occasion="1", due_at=now())
    return Effect.objects.get()


def make_site_page():
    """One of those that there are, saved once so that it has a history."""
    page = SitePage.objects.get(slug="impressum")
    page.save()
    return page


#: One thing for each model of the admin; a model that is missing here is asked for number 1.
THINGS = {
    "association": make_association,
    "attachment": make_attachment,
    "award": make_award,
    "awardedition": make_edition,
    "district": make_district,
    "effect": make_effect,
    "federalstate": make_federal_state,
    "formeraddress": make_former_address,
    "institution": make_institution,
    "ministry": make_institution,
    "municipality": make_municipality,
    "person": make_person,
    "picture": make_picture,
    "section": make_section,
    "sitepage": make_site_page,
    "soloduty": make_duty,
    "tag": make_tag,
    "user": make_user,
}


def _make_viewer(name):
    superuser = {"is_superuser": True, "is_staff": True}
    roles = {
        "own author": lambda: make_user(Role.AUTHOR),
        "foreign author": lambda: make_user(Role.AUTHOR),
        "editor": lambda: make_user(Role.EDITOR),
        "chief": lambda: make_user(Role.CHIEF),
        "technician": lambda: make_user(Role.TECHNICIAN),
        "superuser": lambda: make_user("", **superuser),
    }
    return roles[name]() if name in roles else None


def _fill(route, things):
    """The route with a number for each parameter: of the model in its path, else of the report."""
    model = match[1] if (match := MODEL.match(route)) else "article"
    thing = things.get(model)
    own = {
        "app_label": "articles",
        "content_type_id": ContentType.objects.get_for_model(Article).pk,
        "url": "gibt/es/nicht",
        "revision_id": 0,
        "token": "00000000-0000-4000-8000-000000000000",
    }
    path = re.sub(
        "<any>/history/<any>",
        lambda m: f"{thing.pk}/history/{thing.history.first().history_id}",
        route,
    )
    return re.sub(r"<(\w+)>", lambda m: str(own.get(m[1], thing.pk if thing else 1)), path)


def _knock(client, method, path):
    """The letter of ``tests/doors.py`` for what stands behind a door; nothing stays changed."""
    with transaction.atomic():
        answer = getattr(client, method)(path)
        transaction.set_rollback(True)
    if answer.status_code == 302 and "/login/" in answer["Location"]:
        return LOG_IN
    letters = {403: REFUSED, 404: NOT_THERE, 405: NO_METHOD}
    assert answer.status_code in (200, 302, 400, 409, *letters), (path, answer.status_code)
    return letters.get(answer.status_code, OPEN)


def test_every_address_of_the_admin_has_a_row_and_every_row_an_address():
    known, there = set(DOORS), set(addresses())

    assert (there - known, known - there) == (set(), set())


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_door_is_open_to_those_in_the_table_only(viewer):
    user = _make_viewer(viewer)
    things = {name: make() for name, make in THINGS.items()}
    things["article"] = make_article(by=user if viewer == "own author" else None)
    client = Client()
    if user:
        client.force_login(user)

    wrong = {}
    for route in DOORS:
        wanted = tuple(letters[VIEWERS.index(viewer)] for letters in DOORS[route])
        path = f"/{_fill(route, things)}"
        found = tuple(_knock(client, method, path) for method in ("get", "post"))
        wrong |= {route: (found, wanted)} if found != wanted else {}

    assert wrong == {}


# --- Forged fields -------------------------------------------------------------------------


def rows(model, *left_out):
    """Every row of a model, apart from the fields that any save touches."""
    return [
        {name: value for name, value in row.items() if name not in left_out}
        for row in model.objects.order_by("pk").values()
    ]


@pytest.mark.parametrize(
    "forged",
    [
        {"is_superuser": "on"},
        {"is_staff": ""},
        {"user_permissions": "1"},
        {"groups": "1"},
        {"id": "999999"},
        {"last_login_0": "2020-01-01", "date_joined_0": "2020-01-01"},
    ],
    ids=str,
)
def test_forged_fields_of_an_account_change_nothing(client, forged):
    client.force_login(make_user(Role.TECHNICIAN))
    other = make_user(Role.AUTHOR, first_name="Anna")
    before = rows(User, "last_login")
    data = {"username": other.username, "initials": other.initials, "first_name": "Anna"}
    data |= {"role": other.role, "is_active": "on"}

    answer = client.post(f"/admin/articles/user/{other.pk}/change/", data | forged)

    assert (answer.status_code, rows(User, "last_login")) == (302, before)


@pytest.mark.parametrize(
    "forged",
    [
        {"status": "released"},
        {"publish_at": "2020-01-01 10:00", "released_at": "2020-01-01 10:00"},
        {"current_revision": "1", "pending_revision": "1"},
        {"submitted_by": "1", "submitted_revision": "1"},
        {"id": "999999", "legacy_id": "7", "collection": "fremd", "source_id": "1"},
        {"first_public_at": "2020-01-01 10:00", "withdrawal_note": "x", "created_at": "2020-01-01"},
    ],
    ids=str,
)
@pytest.mark.parametrize("make", [make_article, make_submitted, make_adopted])
def test_forged_fields_of_a_report_change_nothing(client, make, forged):
    article = make()
    client.force_login(make_user(Role.CHIEF, is_superuser=True))
    before = rows(Article, "changed_at")
    content = content_of(article)
    data = {name: value or "" for name, value in content.items() if isinstance(value, str)}
    data |= {"section": content["section"]["id"], "base": article.working_revision_id}
    data |= {"source_material-TOTAL_FORMS": "0", "source_material-INITIAL_FORMS": "0"}

    answer = client.post(f"/admin/articles/article/{article.pk}/change/", data | forged)

    assert (answer.status_code, rows(Article, "changed_at")) == (302, before)


def test_a_file_of_another_report_is_neither_taken_nor_deleted(client):
    client.force_login(make_user())
    mine, other = make_article(), make_article()
    file = other.source_material.create(file="quelle.pdf", title="Fremd")
    content = content_of(mine)
    data = {name: value or "" for name, value in content.items() if isinstance(value, str)}
    data |= {"section": content["section"]["id"], "base": mine.working_revision_id}
    row = {"id": file.pk, "article": mine.pk, "title": "Meins", "DELETE": "on"}
    data |= {f"source_material-0-{name}": value for name, value in row.items()}
    data |= {"source_material-TOTAL_FORMS": "1", "source_material-INITIAL_FORMS": "1"}

    client.post(f"/admin/articles/article/{mine.pk}/change/", data)

    assert list(other.source_material.values_list("pk", "title")) == [(file.pk, "Fremd")]
