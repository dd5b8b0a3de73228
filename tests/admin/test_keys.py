"""One table of keys: the page listens to it, the help page prints it."""

import json
import re

import pytest
from django.urls import reverse

from articles.keys import KEYS, for_script, keys_of
from articles.roles import Role
from tests.makers import make_user

pytestmark = pytest.mark.django_db


def test_no_key_is_given_twice():
    single = [key.keys for _group, keys in KEYS for key in keys if key.keys != "Enter"]

    assert len(single) == len(set(single))
    assert not any(other.startswith(f"{key} ") for key in single for other in single)


@pytest.mark.parametrize(
    ("role", "missing"),
    [
        (Role.CHIEF, set()),
        (Role.EDITOR, set()),
        (Role.AUTHOR, {"Alt+V", "Alt+U"}),
        (Role.TECHNICIAN, {"n", "Alt+G", "Alt+V", "Alt+U"}),
    ],
)
def test_each_role_has_the_keys_of_what_it_may(role, missing):
    all_keys = {"?", "n", "Alt+G", "Alt+V", "Alt+U"}
    listened = {key["keys"] for key in for_script(make_user(role))}

    assert all_keys - listened == missing


def test_the_help_page_prints_what_the_page_listens_to(client):
    user = make_user(Role.EDITOR)
    client.force_login(user)

    page = client.get(reverse("keys")).content.decode()

    printed = re.findall(r"<kbd>([^<]+)</kbd>", page)
    assert printed == [key.keys for _group, keys in keys_of(user) for key in keys]
    carried = re.search(r'data-keys="([^"]+)"', page)[1].replace("&quot;", '"')
    assert json.loads(carried.replace("&amp;", "&").replace("&#x27;", "'")) == for_script(user)


def test_the_handbook_is_a_page_of_the_admin(client):
    client.force_login(make_user(Role.AUTHOR))

    page = client.get(reverse("handbook"))

    assert page.status_code == 200
    pictures = re.findall(r'<img src="([^"]+)"', page.content.decode())
    assert len(pictures) > 8
    for picture in pictures:
        assert client.get(f"{reverse('handbook')}{picture}").status_code == 200, picture
    assert client.get("/admin/hilfe/handbuch/gibt-es-nicht.png").status_code == 404
