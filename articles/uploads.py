"""
Uploaded pictures made harmless: limits before decoding, one clean file after.

Formats are an explicit list. What is kept is upright, in sRGB, and says of its metadata
only who made it; position, time, thumbnails and colour profiles do not survive.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from articles.authorship import Authorship, authorship, exif

#: What a camera calls MPO is opened as JPEG: of its pictures the first is taken.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_BYTES = 25 * 2**20
MAX_PIXELS = 50_000_000
MAX_EDGE = 12_000
#: The longest edge of what is kept; more than any page shows.
KEPT_EDGE = 2400
#: Whoever sends less than this has sent an icon.
MIN_EDGE = 32

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
PngImagePlugin.MAX_TEXT_MEMORY = 2 * 2**20

_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


@dataclass(frozen=True)
class Upload:
    """A clean file, what the picture said of itself, and by what the same upload is known again."""

    file: ContentFile
    says: Authorship
    digest: str


def clean_upload(file: BinaryIO, size: int) -> Upload:
    """
    The uploaded picture as JPEG or (with alpha) WebP.

    Raises ValidationError with one plain sentence for what is no picture we take.
    """
    if size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 25 MB."), code="too_large")
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    image = _opened(file)
    says = authorship(image)
    try:
        image.draft("RGB", (KEPT_EDGE * 2, KEPT_EDGE * 2))
        image = _upright_srgb(image)
    except (OSError, ValueError, SyntaxError):
        raise ValidationError(_("The picture is damaged."), code="damaged") from None
    image.thumbnail((KEPT_EDGE, KEPT_EDGE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    out, is_clear = io.BytesIO(), image.mode == "RGBA"
    if is_clear:
        image.save(out, "WEBP", quality=90, method=4, exif=exif(says))
    else:
        image.save(out, "JPEG", quality=88, progressive=True, optimize=True, exif=exif(says))
    name = "picture.webp" if is_clear else "picture.jpg"
    return Upload(ContentFile(out.getvalue(), name=name), says, digest)


def _opened(file: BinaryIO) -> Image.Image:
    """Read the header only; refuse before any pixel is decoded."""
    _refuse_by_name(file)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(file, formats=FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_many_pixels() from None
        except (OSError, ValueError, SyntaxError):
            raise ValidationError(
                _("This is no picture we can read: please use JPEG, PNG, WebP or AVIF."),
                code="unreadable",
            ) from None
    if max(image.size) > MAX_EDGE or image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()
    if min(image.size) < MIN_EDGE:
        raise ValidationError(_("The picture is too small to be shown."), code="too_small")
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        raise ValidationError(_("Moving pictures are not taken."), code="animated")
    return image


def _refuse_by_name(file: BinaryIO) -> None:
    """The two formats that press offices send and no browser shows."""
    head = file.read(12)
    file.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        message = _("This is a HEIC picture, as iPhones take them: please save it as JPEG first.")
        raise ValidationError(message, code="heic")
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        raise ValidationError(_("This is a TIFF: please save it as JPEG first."), code="tiff")


def _too_many_pixels() -> ValidationError:
    return ValidationError(_("The picture has more than 50 million pixels."), code="pixels")


def _upright_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    is_clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    mode = "RGBA" if is_clear else "RGB"
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, ValueError, OSError):
            image = image.convert(mode)  # a profile that does not fit is better ignored
    image = image.convert(mode)
    image.info.clear()
    return image
