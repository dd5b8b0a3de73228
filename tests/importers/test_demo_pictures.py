"""The pictures of the demo: drawn by the house itself, the same each time, described."""

import json

import pytest
from django.conf import settings
from PIL import Image

from articles.importers.demo_pictures import demo_pictures
from articles.importers.prints import MOTIFS, draw
from articles.models import Picture
from tests.makers import NOON

LISTED = settings.SAMPLES_DIR / "pictures.json"


def test_the_same_motif_and_number_are_the_same_picture():
    first, again, other = draw("network", 1), draw("network", 1), draw("network", 2)

    assert (first == again, first == other) == (True, False)


def test_every_listed_picture_has_a_motif_and_says_what_is_to_be_seen():
    entries = json.loads(LISTED.read_text())

    assert {entry["motif"] for entry in entries.values()} == set(MOTIFS)
    assert all(entry["alternative_text"] and entry["caption"] for entry in entries.values())
    assert len({entry["title"] for entry in entries.values()}) == len(entries)


@pytest.mark.django_db
def test_a_picture_is_drawn_once(tmp_path):
    few = dict(list(json.loads(LISTED.read_text()).items())[:2])
    listed = tmp_path / "pictures.json"
    listed.write_text(json.dumps(few))

    numbers = [demo_pictures(listed, NOON), demo_pictures(listed, NOON)]

    assert numbers[0] == numbers[1]
    assert Picture.objects.count() == 2
    assert not Picture.objects.incomplete().exists()
    with Picture.objects.first().file.open() as file:
        assert Image.open(file).size == (1800, 1200)
