"""
The social card of a report: kicker, headline and day on the thread, 1200 × 630.

Drawn from what is public when it is asked for and kept nowhere, so that it can
outlive nothing. The fonts are those of the site.
"""

import io
from datetime import date
from functools import lru_cache
from pathlib import Path
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

SIZE = (1200, 630)
_FONTS = Path(__file__).resolve().parent.parent / "static" / "articles" / "fonts"
_LEFT, _RIGHT, _THREAD = 168, 1104, 96
_HEADLINE_TOP, _RULE = 188, 524
_MOST_LINES = 4
_SIZES = (84, 76, 68, 60, 52, 46, 40)
#: Everything is drawn twice as large, for smooth knots.
_FINE = 2


def card(
    *, kicker: str, headline: str, day: date, name: str, colours: tuple[str, str, str]
) -> bytes:
    """
    The card as a PNG; ``name`` is the publication, ``colours`` are paper, ink and signal.

    The headline stands in the file's title too, for who reads it without eyes.
    """
    paper, ink, signal = colours
    picture = Image.new("RGB", (SIZE[0] * _FINE, SIZE[1] * _FINE), paper)
    pen = ImageDraw.Draw(picture)
    _line(pen, (_THREAD, 0, _THREAD, SIZE[1]), signal, 3)
    _knot(pen, _THREAD, 140, 13, paper, signal)
    _write(pen, (_LEFT, 152), kicker, _font("source-sans-3", 34, 600), ink)
    font, lines = _set(headline)
    for number, text in enumerate(lines):
        _write(
            pen, (_LEFT, _HEADLINE_TOP + font.size / _FINE * (0.86 + 1.1 * number)), text, font, ink
        )
    _line(pen, (_LEFT, _RULE, _RIGHT, _RULE), ink, 1.5)
    _write(pen, (_LEFT, 576), f"{day:%d.%m.%Y}", _font("source-sans-3", 30, 400), ink)
    _write(pen, (_RIGHT, 576), name, _font("source-serif-4", 38, 700), ink, anchor="rs")
    return _png(picture.resize(SIZE, Image.Resampling.LANCZOS), headline)


def _png(picture: Image.Image, title: str) -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("Title", title)
    out = io.BytesIO()
    few = picture.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", pnginfo=texts, optimize=True)
    return out.getvalue()


def _set(headline: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest size in which the headline fits, and its lines; what never fits is cut."""
    for size in _SIZES:
        font = _font("source-serif-4", size, 600)
        lines = _lines(headline, font)
        height = size * (0.3 + 1.1 * len(lines))
        if len(lines) <= _MOST_LINES and height <= _RULE - _HEADLINE_TOP and _fits(lines, font):
            return font, lines
    return font, wrap(headline, 36, max_lines=_MOST_LINES, placeholder=" …")


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _fits([longer], font):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def _fits(lines: list[str], font: ImageFont.FreeTypeFont) -> bool:
    return all(font.getlength(line) <= (_RIGHT - _LEFT) * _FINE for line in lines)


@lru_cache
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(_FONTS / f"{name}.woff2", size * _FINE)
    font.set_variation_by_axes([weight])
    return font


def _write(pen, at, text, font, colour, anchor="ls"):
    pen.text((at[0] * _FINE, at[1] * _FINE), text, font=font, fill=colour, anchor=anchor)


def _line(pen, box, colour, width):
    pen.line([each * _FINE for each in box], fill=colour, width=round(width * _FINE))


def _knot(pen, x, y, radius, paper, signal):
    box = [(x - radius) * _FINE, (y - radius) * _FINE, (x + radius) * _FINE, (y + radius) * _FINE]
    pen.ellipse(box, fill=paper, outline=signal, width=5 * _FINE)
