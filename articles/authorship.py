"""
What a picture says of itself: caption, author and copyright, from IPTC, XMP and EXIF.

Agencies and press offices write them into the file. They are read before anything else is
thrown away, proposed to the desk, and put back into every file that leaves the house.
"""

import re
from dataclasses import dataclass
from html import unescape

from PIL import ExifTags, Image, IptcImagePlugin

from articles.text import normalised

#: More than this is no metadata of a press picture.
_MOST_BYTES = 256 * 1024
_TAG = re.compile(r"<[^<>]*>")
_EXIF = {
    "caption": ExifTags.Base.ImageDescription,
    "creator": ExifTags.Base.Artist,
    "copyright": ExifTags.Base.Copyright,
}
_IPTC = {"caption": (2, 120), "creator": (2, 80), "credit": (2, 110), "copyright": (2, 116)}
_XMP = {
    "caption": "dc:description",
    "creator": "dc:creator",
    "credit": "photoshop:Credit",
    "copyright": "dc:rights",
}
#: The kinds of source by which IPTC names what a machine has made.
_MACHINE_MADE = re.compile(r"digitalsourcetype/\w*[aA]lgorithmicMedia")


@dataclass(frozen=True)
class Authorship:
    """The texts that a file brings along; empty where it says nothing."""

    caption: str = ""
    creator: str = ""
    credit: str = ""
    copyright: str = ""
    is_ai_generated: bool = False

    @property
    def source(self) -> str:
        """The Bildquelle that is proposed: “Stadt Ulm/Petra Muster”."""
        parts = dict.fromkeys(part for part in (self.credit, self.creator) if part)
        return ("/".join(parts) or self.copyright.removeprefix("©").strip())[:200]


def authorship(image: Image.Image) -> Authorship:
    """What an opened picture says; IPTC before XMP before EXIF."""
    xmp = _decoded(image.info.get("xmp") or b"")
    readers = (_from_iptc(image), _from_xmp(xmp), _from_exif(image))
    texts = {}
    for field in ("caption", "creator", "credit", "copyright"):
        texts[field] = next((found[field] for found in readers if found.get(field)), "")
    return Authorship(**texts, is_ai_generated=bool(_MACHINE_MADE.search(xmp)))


def exif(of: Authorship) -> bytes:
    """The same as the only EXIF of a file: no place, no time, no thumbnail."""
    kept = Image.Exif()
    for field, tag in _EXIF.items():
        value = of.source if field == "creator" else getattr(of, field)
        if value:
            kept[tag] = value.encode()
    return kept.tobytes() if kept else b""


def _from_iptc(image: Image.Image) -> dict[str, str]:
    try:
        records = IptcImagePlugin.getiptcinfo(image) or {}
    except (SyntaxError, ValueError, KeyError, IndexError, TypeError, OSError):
        return {}  # a damaged block tells nothing; the picture may still be good
    return {field: _text(_first(records.get(key))) for field, key in _IPTC.items()}


def _first(value) -> bytes:
    return value[0] if isinstance(value, list) and value else value or b""


def _from_xmp(xmp: str) -> dict[str, str]:
    return {field: _element(xmp, name) for field, name in _XMP.items()}


def _element(xmp: str, name: str) -> str:
    """A property of an XMP packet, written as an element or an attribute; no XML is parsed."""
    start = xmp.find(f"<{name}")
    end = xmp.find(f"</{name}>", start)
    if 0 <= start < end:
        return _plain(_TAG.sub(" ", xmp[start:end]))
    attribute = re.search(rf'\b{name}="([^"]*)"', xmp)
    return _plain(attribute[1]) if attribute else ""


def _from_exif(image: Image.Image) -> dict[str, str]:
    try:
        found = image.getexif()
        values = {field: found.get(tag) for field, tag in _EXIF.items()}
    except (SyntaxError, ValueError, KeyError, TypeError, OSError):
        return {}
    # Pillow reads these tags as Latin-1; most programs write UTF-8.
    return {field: _text(_bytes(value)) for field, value in values.items()}


def _bytes(value) -> bytes:
    return value.encode("latin-1", "replace") if isinstance(value, str) else value or b""


def _text(value: bytes | str) -> str:
    return _plain(_decoded(value))


def _decoded(value: bytes | str) -> str:
    if isinstance(value, str):
        return value[:_MOST_BYTES]
    value = value[:_MOST_BYTES]
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _plain(text: str) -> str:
    return " ".join(normalised(unescape(text)).split())
