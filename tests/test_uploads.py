"""What is taken in as a picture, what is refused and why, and what a file is left with."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from articles.uploads import KEPT_EDGE, MAX_BYTES, clean_upload
from tests.press_pictures import iptc, press_picture, xmp


def taken(content):
    return clean_upload(io.BytesIO(content), len(content))


def opened(upload):
    return Image.open(io.BytesIO(upload.file.read()))


def drawn(form, size=(90, 60), mode="RGB", colour="red", **options):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **options)
    return out.getvalue()


def huge_png(width, height):
    """A picture that claims to be huge in a few bytes."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "unreadable"),
        (b"<html><script>alert(1)</script></html>", "unreadable"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "unreadable"),
        (b"8BPS\0\1" + b"\0" * 40, "unreadable"),
        (drawn("GIF"), "unreadable"),
        (drawn("BMP"), "unreadable"),
        (drawn("TIFF"), "tiff"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (huge_png(30_000, 30_000), "pixels"),
        (huge_png(8_000, 8_000), "pixels"),
        (huge_png(100_000, 100), "pixels"),
        (drawn("PNG", (31, 200)), "too_small"),
        (
            drawn("WEBP", save_all=True, append_images=[Image.new("RGB", (90, 60))]),
            "animated",
        ),
        (drawn("JPEG", (900, 600))[:900], "damaged"),
        (b"GIF89a" + drawn("JPEG"), "unreadable"),
    ],
)
def test_what_is_no_picture_for_us_is_refused_with_one_sentence(content, code):
    with pytest.raises(ValidationError) as refused:
        taken(content)

    assert refused.value.code == code
    assert len(refused.value.messages) == 1


def test_a_file_that_is_too_large_is_not_even_opened():
    with pytest.raises(ValidationError) as refused:
        clean_upload(None, MAX_BYTES + 1)

    assert refused.value.code == "too_large"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_formats_of_the_list_become_a_clean_jpeg(form):
    assert opened(taken(drawn(form))).format == "JPEG"


def test_a_transparent_picture_stays_transparent():
    kept = opened(taken(drawn("PNG", mode="LA", colour=(90, 0))))

    assert (kept.format, kept.mode) == ("WEBP", "RGBA")


def test_a_large_picture_is_kept_no_larger_than_any_page_needs():
    assert max(opened(taken(drawn("JPEG", (4000, 3000)))).size) == KEPT_EDGE


def test_a_picture_lying_on_its_side_is_put_upright():
    kept = opened(taken(press_picture(orientation=6, size=(90, 60))))

    assert kept.size == (60, 90)


def test_where_it_was_taken_and_with_what_is_gone_and_who_made_it_stays():
    kept = opened(taken(press_picture(artist="Petra Müller", position=True)))

    exif = kept.getexif()
    assert set(exif) == {0x013B}
    assert exif[0x013B].encode("latin-1").decode() == "Petra Müller"
    assert not exif.get_ifd(0x8825)
    assert not {"icc_profile", "xmp", "comment"} & set(kept.info)


@pytest.mark.parametrize(
    ("content", "caption", "source"),
    [
        (press_picture(), "", ""),
        (
            press_picture(description="Das Rathaus", artist="Petra Müller"),
            "Das Rathaus",
            "Petra Müller",
        ),
        (press_picture(rights="© Stadt Ulm"), "", "Stadt Ulm"),
        (
            iptc(caption="Bürgerbüro", creator="P. Müller", credit="Stadt Ulm"),
            "Bürgerbüro",
            "Stadt Ulm/P. Müller",
        ),
        (iptc(caption="Bürgerbüro", charset="latin-1"), "Bürgerbüro", ""),
        (
            xmp(description="Der &lt;neue&gt; Schalter", creator="P. Müller", credit="Stadt Ulm"),
            "Der <neue> Schalter",
            "Stadt Ulm/P. Müller",
        ),
    ],
)
def test_caption_and_source_are_read_from_the_file(content, caption, source):
    says = taken(content).says

    assert (says.caption, says.source) == (caption, source)


@pytest.mark.parametrize(
    ("kind", "is_made"),
    [("trainedAlgorithmicMedia", True), ("algorithmicMedia", True), ("digitalCapture", False)],
)
def test_a_file_that_says_a_machine_made_it_is_believed(kind, is_made):
    assert taken(xmp(source=kind)).says.is_ai_generated is is_made
