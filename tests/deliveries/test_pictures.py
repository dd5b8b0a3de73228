"""The worker makes the sizes of a picture before the first reader asks."""

import pytest
from django.core.files.storage import default_storage

from articles import effects
from articles.deliveries import worker
from articles.models import Effect
from articles.renditions import sizes_of
from tests.makers import NOON, make_picture

pytestmark = pytest.mark.django_db


def test_all_sizes_are_there_once_the_worker_was():
    picture = make_picture()
    effects.picture_came(picture, NOON)

    worker.deliver_next(NOON)

    assert all(default_storage.exists(size.name) for size in sizes_of(picture))
    assert Effect.objects.get().done_at == NOON


def test_another_focal_point_is_another_errand_and_the_same_is_none():
    picture = make_picture()
    for focus in (0.5, 0.5, 0.2):
        picture.focus_x = focus
        effects.picture_came(picture, NOON)

    assert Effect.objects.count() == 2


def test_a_picture_that_has_gone_needs_nothing():
    picture = make_picture()
    effects.picture_came(picture, NOON)
    picture.delete()

    worker.deliver_next(NOON)

    assert Effect.objects.get().last_error == ""
