"""Files without a row go after a day; everything that a row names stays."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from articles.leftovers import leftovers, sweep
from articles.models import Attachment, SourceMaterial
from articles.moments import now
from articles.renditions import make_all
from tests.makers import make_article, make_picture

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GONE = "picture/ab/" + "ab" * 16
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    on_disk["OPTIONS"] = {"location": tmp_path}
    settings.STORAGES = settings.STORAGES | {"default": on_disk}
    return tmp_path


def stored(name, age=2 * DAY):
    default_storage.save(name, ContentFile(b"x"))
    written_at = (now() - age).timestamp()
    os.utime(default_storage.path(name), (written_at, written_at))
    return name


def all_files(media):
    return sorted(str(file.relative_to(media)) for file in media.rglob("*") if file.is_file())


def test_what_a_row_names_and_what_is_made_of_it_stays(media):
    make_all(make_picture())
    report = make_article()
    for model, rest in ((Attachment, {}), (SourceMaterial, {"article": report})):
        model.objects.create(title="Plan", file=ContentFile(b"%PDF", name="plan.pdf"), **rest)
    there = all_files(media)

    swept = sweep(now() + 3 * DAY)

    assert (swept, all_files(media)) == ([], there)
    assert len(there) > 6


@pytest.mark.parametrize(
    ("name", "age", "is_swept"),
    [
        (f"{GONE}.jpg", 2 * DAY, True),
        (f"{GONE}-50x50-480.avif", 2 * DAY, True),
        ("picture/ab/tmp8x3k_q", 2 * DAY, True),  # of a worker that was killed while it wrote
        ("sourcematerial/cd/cdcd.eml", 2 * DAY, True),
        ("attachment/ef/efef.pdf", 2 * DAY, True),
        (f"{GONE}.jpg", DAY + HOUR, True),
        (f"{GONE}.jpg", DAY - HOUR, False),
        ("other/ab/abab.jpg", 2 * DAY, False),  # no folder of ours
        ("logo.svg", 2 * DAY, False),
    ],
)
def test_files_without_a_row_go_after_a_day(media, name, age, is_swept):
    stored(name, age)

    swept = sweep(now())

    assert swept == ([name] if is_swept else [])
    assert (name in all_files(media)) is not is_swept
    assert list(leftovers(now())) == []


def test_source_files_of_a_deleted_report_are_swept(media):
    report = make_article()
    SourceMaterial.objects.create(article=report, file=ContentFile(b"x", name="mail.eml"))
    report.delete()

    assert len(sweep(now() + 2 * DAY)) == 1
    assert all_files(media) == []


def test_the_command_can_look_first(media, capsys):
    name = stored(f"{GONE}.jpg")

    call_command("sweep_media", "--dry-run")
    looked = capsys.readouterr().out
    call_command("sweep_media")

    assert looked.splitlines() == [name, "1 Datei übrig"]
    assert all_files(media) == []
