"""
Uploaded pictures made harmless: limits before decoding, one clean re-encoded file after.

Formats are an explicit list; position data, thumbnails and colour profiles do not survive.
"""

import io
import warnings
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "MPO")
MAX_BYTES = 25 * 2**20
MAX_PIXELS = 50_000_000
MAX_EDGE = 12_000
#: The longest edge of what is kept; more than any page shows.
KEPT_EDGE = 2400

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
PngImagePlugin.MAX_TEXT_MEMORY = 2 * 2**20


def clean_upload(file: BinaryIO, size: int) -> ContentFile:
    """
    The uploaded picture, upright, in sRGB, without metadata, as JPEG or (with alpha) WebP.

    Raises ValidationError with one plain sentence for what is no picture we take.
    """
    if size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 25 MB."), code="too_large")
    image = _opened(file)
    try:
        image.draft("RGB", (KEPT_EDGE * 2, KEPT_EDGE * 2))
        image = _upright_srgb(image)
    except (OSError, ValueError, SyntaxError):
        raise ValidationError(_("The picture is damaged."), code="damaged") from None
    image.thumbnail((KEPT_EDGE, KEPT_EDGE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    out, is_clear = io.BytesIO(), image.mode == "RGBA"
    if is_clear:
        image.save(out, "WEBP", quality=86, method=4)
    else:
        image.save(out, "JPEG", quality=86, progressive=True, optimize=True)
    return ContentFile(out.getvalue(), name="picture.webp" if is_clear else "picture.jpg")


def _opened(file: BinaryIO) -> Image.Image:
    """Read the header only; refuse before any pixel is decoded."""
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
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        raise ValidationError(_("Moving pictures are not taken."), code="animated")
    return image


def _too_many_pixels() -> ValidationError:
    return ValidationError(_("The picture has more than 50 million pixels."), code="pixels")


def _upright_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    is_clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    mode = "RGBA" if is_clear else "RGB"
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        try:
            image = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, ValueError):
            image = image.convert(mode)  # a profile that does not fit is better ignored
    image = image.convert(mode)
    image.info.clear()
    return image
