"""
The files of a picture that readers get, made from the kept one: by the worker or at first use.

Nothing else is ever made than what ``picture_sizes`` lists for this very picture.
"""

import io
import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from PIL import Image

from articles.models import Picture
from articles.picture_sizes import RATIO, Focus, Size, focus_of, sizes, stem_of

_OPTIONS = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 8},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}
_WHITE = (255, 255, 255)


def sizes_of(picture: Picture) -> list[Size]:
    """The files that there may be of ``picture`` as it is now."""
    focus = focus_of(picture.focus_x, picture.focus_y)
    return sizes(picture.file.name, picture.width, picture.height, focus)


def make_all(picture: Picture) -> int:
    """Make and store what is missing; returns how many files that were."""
    missing = [size for size in sizes_of(picture) if not default_storage.exists(size.name)]
    for size in missing:
        store(size, rendition(picture, size))
    return len(missing)


def rendition(picture: Picture, size: Size) -> bytes:
    """One file of ``picture``; raises OSError when the kept file is not there or damaged."""
    with default_storage.open(picture.file.name) as kept, Image.open(kept) as image:
        exif = image.info.get("exif", b"")
        if size.focus:
            image = image.crop(cut(image.size, size.focus))
        if size.width < image.width:
            height = max(1, round(image.height * size.width / image.width))
            image = image.resize((size.width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        if size.ending == "jpg" and image.mode == "RGBA":
            image = _on_white(image)
        out = io.BytesIO()
        image.save(out, exif=exif, **_OPTIONS[size.ending])
        return out.getvalue()


def cut(size: tuple[int, int], focus: Focus) -> tuple[int, int, int, int]:
    """The largest box of the ratio, its middle as near to the focal point as the edges allow."""
    width, height = size
    is_tall = width < height * RATIO
    across, down = (width, int(width / RATIO)) if is_tall else (int(height * RATIO), height)
    left = min(max(round(focus[0] / 100 * width - across / 2), 0), width - across)
    top = min(max(round(focus[1] / 100 * height - down / 2), 0), height - down)
    return left, top, left + across, top + max(1, down)


def store(size: Size, content: bytes) -> None:
    """Put a file into its place, on a disk at once or not at all; two that make it agree."""
    if not isinstance(default_storage, FileSystemStorage):
        default_storage.save(size.name, ContentFile(content))
        return
    target = Path(default_storage.path(size.name))
    handle, unfinished = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(unfinished).chmod(default_storage.file_permissions_mode or 0o640)
        Path(unfinished).replace(target)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
        raise


def remove_all(file: str) -> None:
    """Delete a kept file and everything that was made of it; for a picture that is deleted."""
    folder, _, _ = file.rpartition("/")
    stem = stem_of(file).rpartition("/")[2]
    for name in default_storage.listdir(folder)[1]:
        if name.startswith(stem):
            default_storage.delete(f"{folder}/{name}")


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGB", image.size, _WHITE)
    ground.paste(image, mask=image.getchannel("A"))
    return ground
