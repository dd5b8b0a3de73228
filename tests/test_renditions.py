"""The files that readers get: cut where the desk says, in three formats, with authorship only."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles.renditions import cut, make_all, remove_all, rendition, sizes_of
from articles.uploads import clean_upload
from tests.makers import make_picture
from tests.press_pictures import press_picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("size", "focus", "box"),
    [
        ((1500, 1000), (50, 50), (0, 0, 1500, 1000)),
        ((1500, 1000), (0, 100), (0, 0, 1500, 1000)),
        ((3000, 1000), (50, 50), (750, 0, 2250, 1000)),
        ((3000, 1000), (0, 50), (0, 0, 1500, 1000)),
        ((3000, 1000), (100, 50), (1500, 0, 3000, 1000)),
        ((900, 2000), (50, 10), (0, 0, 900, 600)),
        ((900, 2000), (50, 90), (0, 1400, 900, 2000)),
    ],
)
def test_a_cut_is_as_large_as_fits_and_as_near_to_the_focal_point(size, focus, box):
    assert cut(size, focus) == box


def picture_of(colour="red", mode="RGB", size=(800, 400), **fields):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    file = clean_upload(io.BytesIO(out.getvalue()), 1).file
    return make_picture(file=file, **fields)


def test_every_size_is_what_its_name_says():
    picture = picture_of(mode="RGBA", focus_x=0.25)

    for size in sizes_of(picture):
        image = Image.open(io.BytesIO(rendition(picture, size)))
        forms = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
        assert (image.format, image.width) == (forms[size.ending], size.width)
        if size.focus:
            assert abs(image.width / image.height - 1.5) < 0.02


def test_readers_get_the_author_with_the_picture_and_no_position():
    content = press_picture(artist="Petra", position=True)
    picture = make_picture(file=clean_upload(io.BytesIO(content), 1).file)

    for size in sizes_of(picture):
        exif = Image.open(io.BytesIO(rendition(picture, size))).getexif()
        assert (exif[0x013B], exif.get_ifd(0x8825)) == ("Petra", {})


def test_making_all_sizes_twice_makes_nothing_twice():
    picture = picture_of()

    made = [make_all(picture), make_all(picture)]

    assert made == [len(sizes_of(picture)), 0]


def test_what_was_made_goes_with_the_picture():
    picture, other = picture_of(), picture_of()
    make_all(picture)
    make_all(other)

    remove_all(picture.file.name)

    assert not any(default_storage.exists(size.name) for size in sizes_of(picture))
    assert not default_storage.exists(picture.file.name)
    assert all(default_storage.exists(size.name) for size in sizes_of(other))


def test_a_file_comes_into_its_place_whole_and_with_the_right_mode(settings, tmp_path):
    settings.STORAGES |= {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    settings.MEDIA_ROOT = tmp_path
    picture = picture_of()

    make_all(picture)

    paths = [tmp_path / size.name for size in sizes_of(picture)]
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o640}
    assert len(list(paths[0].parent.iterdir())) == len(paths) + 1


def test_a_kept_file_that_is_damaged_is_an_error_of_its_own():
    picture = make_picture()
    default_storage.delete(picture.file.name)
    default_storage.save(picture.file.name, ContentFile(b"nichts"))

    with pytest.raises(OSError, match="cannot identify"):
        rendition(picture, sizes_of(picture)[0])
