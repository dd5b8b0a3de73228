"""
The fixed set of sizes in which readers get a picture, and what their files are called.

A size is whole or cut to 3:2 around the focal point. Its name says everything that
makes it, so a file never changes, and no other size than those listed here is made.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

WHOLE = (480, 960, 1600)
CUT = (320, 640, 1280)
RATIO = Fraction(3, 2)
#: From the smallest file to the one that every browser reads.
ENDINGS = ("avif", "webp", "jpg")

_NAME = re.compile(
    r"(picture/[0-9a-f]{2}/[0-9a-f]{32})(?:-([0-9]{1,3})x([0-9]{1,3}))?-([0-9]{1,4})\.(avif|webp|jpg)"
)

Focus = tuple[int, int]


@dataclass(frozen=True)
class Size:
    """
    One file of a picture: how wide, of which kind, and cut around which point or not at all.

    ``stem`` is the name of the kept file without its ending; ``focus`` is in hundredths.
    """

    stem: str
    width: int
    ending: str
    focus: Focus | None = None

    @property
    def name(self) -> str:
        """The stored name, which is its address below /medien/ too."""
        cut = f"-{self.focus[0]}x{self.focus[1]}" if self.focus else ""
        return f"{self.stem}{cut}-{self.width}.{self.ending}"


def size_of(name: str) -> Size | None:
    """The size that a name asks for, whether it exists or not; None for other names."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    stem, x, y, width, ending = match.groups()
    return Size(stem, int(width), ending, (int(x), int(y)) if x else None)


def focus_of(x: float, y: float) -> Focus:
    """A focal point in hundredths, as names have it."""
    return round(x * 100), round(y * 100)


def widths(width: int, height: int, *, is_cut: bool) -> tuple[int, ...]:
    """The widths in which a picture of this size is offered; never more than it has."""
    most = min(width, int(height * RATIO)) if is_cut else width
    offered = CUT if is_cut else WHOLE
    smaller = [step for step in offered if step < most]
    return (*smaller, min(most, offered[-1])) if len(smaller) < len(offered) else offered


def sizes(file: str, width: int, height: int, focus: Focus) -> list[Size]:
    """All sizes of a kept file, the cheap ones first."""
    stem = stem_of(file)
    cuts = [(width, focus) for width in widths(width, height, is_cut=True)]
    wholes = [(each, None) for each in widths(width, height, is_cut=False)]
    return [
        Size(stem, each, ending, point) for each, point in [*cuts, *wholes] for ending in ENDINGS
    ]


def stem_of(file: str) -> str:
    """The name of a kept file without its ending."""
    return file.rsplit(".", 1)[0]
