"""The fixed set of sizes: what is offered of a picture, and nothing else has a name."""

import pytest

from articles.picture_sizes import Size, focus_of, size_of, sizes, widths

STEM = f"picture/ab/{'0' * 32}"


@pytest.mark.parametrize(
    ("width", "height", "whole", "cut"),
    [
        (2400, 1600, (480, 960, 1600), (320, 640, 1280)),
        (1600, 1200, (480, 960, 1600), (320, 640, 1280)),
        (1599, 1200, (480, 960, 1599), (320, 640, 1280)),
        (960, 640, (480, 960), (320, 640, 960)),
        (480, 2000, (480,), (320, 480)),
        (2000, 300, (480, 960, 1600), (320, 450)),
        (80, 50, (80,), (75,)),
    ],
)
def test_a_picture_is_offered_in_no_more_than_it_has(width, height, whole, cut):
    assert widths(width, height, is_cut=False) == whole
    assert widths(width, height, is_cut=True) == cut


def test_a_size_is_found_by_its_own_name():
    for size in sizes(f"{STEM}.jpg", 2400, 1600, (50, 30)):
        assert size_of(size.name) == size


@pytest.mark.parametrize(
    "name",
    [
        f"{STEM}.jpg",
        f"{STEM}-480.png",
        f"{STEM}-480.svg",
        f"{STEM}-48000.jpg",
        f"{STEM}-1x2x3-480.jpg",
        f"../{STEM}-480.jpg",
        f"attachment/ab/{'0' * 32}-480.jpg",
        f"{STEM}-٤٨٠.jpg",
        "",
    ],
)
def test_no_other_name_is_a_size(name):
    assert size_of(name) is None


def test_the_name_says_where_it_is_cut():
    assert Size(STEM, 640, "webp", focus_of(0.5, 0.333)).name == f"{STEM}-50x33-640.webp"
