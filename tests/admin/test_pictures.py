"""Pictures on the desk: several at once, described before they can be saved, blocked at once."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Picture
from articles.roles import Role
from articles.uploads import clean_upload
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_person,
    make_picture,
    make_user,
    shown_name,
)
from tests.press_pictures import iptc, press_picture

UPLOAD = "/admin/articles/picture/hochladen/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make_user(Role.AUTHOR))
    return client


def file(content=None, name="rathaus_ulm.jpg"):
    return SimpleUploadedFile(name, content or press_picture(), "image/jpeg")


def form_of(picture, **changes):
    names = ("title", "alternative_text", "caption", "credit", "licence", "focus_x", "focus_y")
    return {name: getattr(picture, name) for name in names} | changes


def test_one_that_is_no_good_keeps_no_other_from_coming_in(desk):
    files = [file(), file(b"%PDF-1.4", "plan.pdf"), file(iptc(credit="Stadt Ulm"), "b.jpg")]

    page = desk.post(UPLOAD, {"files": files}).content.decode()

    assert sorted(Picture.objects.values_list("title", "credit")) == [
        ("b", "Stadt Ulm"),
        ("rathaus ulm", ""),
    ]
    assert "plan.pdf" in page
    assert "Das ist kein lesbares Bild" in page
    assert page.count("Fehlt noch") == 2


def test_the_same_file_is_taken_in_once_and_shown_again(desk):
    desk.post(UPLOAD, {"files": [file()]})

    again = desk.post(UPLOAD, {"files": [file(name="anders.jpg"), file(iptc(credit="A"))]})

    assert Picture.objects.count() == 2
    assert again.content.decode().count("Schon da: Dieselbe Datei") == 1


def test_the_form_says_that_a_file_came_before_and_saves_it_all_the_same(desk):
    desk.post(UPLOAD, {"files": [file()]})
    first = Picture.objects.get()
    new = form_of(first, title="Noch einmal", credit="Stadt Ulm", alternative_text="Ein Haus")

    page = desk.post("/admin/articles/picture/add/", new | {"file": file()}, follow=True)

    assert Picture.objects.count() == 2
    told = page.content.decode()
    assert f'zuvor hochgeladen: <a href="/admin/articles/picture/{first.pk}/change/">' in told


def test_the_form_of_a_report_gets_what_it_has_to_know(desk):
    make_picture(digest=clean_upload(io.BytesIO(press_picture()), 1).digest, title="Schon da")
    files = [file(), file(iptc(credit="Stadt Ulm"), "ulm.jpg"), file(b"%PDF", "plan.pdf")]

    answer = desk.post(UPLOAD, {"files": files}, headers={"accept": "application/json"}).json()

    there, new, refused = answer["outcomes"]
    assert (there["words"], there["missing"]) == ("Schon da: „Schon da“.", "")
    assert (new["title"], new["words"]) == ("ulm", "Aufgenommen: „ulm“.")
    assert new["missing"].startswith("Fehlt noch")
    assert set(refused) == {"error"}


def test_the_script_of_the_page_gets_a_line_for_each(desk):
    answer = desk.post(UPLOAD, {"files": [file()]}, headers={"accept": "fragment/html"})

    assert answer.content.decode().strip().startswith("<li")


def test_what_a_file_says_of_itself_is_proposed(desk):
    content = iptc(caption="Das Bürgerbüro", creator="P. Müller", credit="Stadt Ulm")

    desk.post(UPLOAD, {"files": [file(content)]})

    picture = Picture.objects.get()
    assert (picture.caption, picture.credit) == ("Das Bürgerbüro", "Stadt Ulm/P. Müller")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"credit": ""}, "credit"),
        ({"alternative_text": ""}, "alternative_text"),
        ({"alternative_text": "", "is_decorative": "on"}, None),
        ({"focus_x": "1.5"}, "focus_x"),
        ({"file": file(b"GIF89a")}, "file"),
    ],
)
def test_nobody_saves_a_picture_without_saying_whose_it_is_and_what_it_shows(desk, changes, field):
    picture = make_picture()

    answer = desk.post(f"/admin/articles/picture/{picture.pk}/change/", form_of(picture, **changes))

    errors = answer.context["adminform"].form.errors if answer.context else {}
    assert list(errors) == ([field] if field else [])


def test_a_picture_is_blocked_on_every_page_with_one_click(desk, time_machine):
    picture = make_picture()
    report = make_adopted(picture=picture)
    time_machine.move_to(NOON, tick=False)

    desk.post(f"/admin/articles/picture/{picture.pk}/sperren/")
    desk.logout()

    assert shown_name(picture) not in desk.get(report.get_absolute_url()).content.decode()
    assert desk.get(f"/medien/{shown_name(picture)}").status_code == 404


def test_a_blocked_picture_can_be_let_back(desk):
    picture = make_picture(is_blocked=True)

    desk.post(f"/admin/articles/picture/{picture.pk}/sperren/")

    picture.refresh_from_db()
    assert not picture.is_blocked


def test_the_form_says_where_a_picture_is_used(desk):
    picture = make_picture()
    make_adopted(picture=picture, headline="Vorn")
    make_article(second_picture=picture, headline="Hinten")
    make_person("Petra", portrait=picture)
    make_adopted(headline="Nirgends")

    page = desk.get(f"/admin/articles/picture/{picture.pk}/change/").content.decode()

    assert [word in page for word in ("Vorn", "Hinten", "Petra", "Nirgends")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_new_file_takes_the_place_of_the_old_one(desk, django_capture_on_commit_callbacks):
    picture = make_picture()
    old = picture.file.name
    path = f"/admin/articles/picture/{picture.pk}/change/"

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(path, form_of(picture, file=file()))

    picture.refresh_from_db()
    assert picture.file.name != old
    assert not picture.file.storage.exists(old)


@pytest.mark.parametrize(
    ("days", "found"), [(-1, False), (0, True), (30, True), (31, False), (None, False)]
)
def test_the_desk_is_reminded_before_a_licence_ends(days, found):
    today = NOON.date()
    ends_on = None if days is None else today.fromordinal(today.toordinal() + days)
    picture = make_picture(licence_ends_on=ends_on)

    assert Picture.objects.ending_within(30, today).contains(picture) is found


def test_only_what_is_used_needs_a_reminder():
    used, portrait, unused = make_picture(), make_picture(), make_picture()
    make_article(picture=used)
    make_article(second_picture=used)
    make_person(portrait=portrait)

    assert set(Picture.objects.in_use()) == {used, portrait}
    assert unused.pk


def test_the_list_shows_pictures_that_lack_something(desk):
    make_picture(credit="", title="Ohne Quelle")
    make_picture(title="Vollständig")

    page = desk.get("/admin/articles/picture/?zustand=unvollstaendig").content.decode()

    assert ("Ohne Quelle" in page, "Vollständig" in page) == (True, False)
