"""
Drawings made of what the registers hold: a map without borders, and the eras of a house.

There is no geometry of borders; the midpoints of all municipalities, laid on a grid as a
printer's screen, show the country. Nothing here knows a database.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from math import cos, radians, sqrt

_KM_NORTH = 111.2
_KM_EAST = _KM_NORTH * cos(radians(51.2))
#: Kilometres between two dots of the screen.
STEP = 13.0
_ROW = STEP * sqrt(3) / 2
MARGIN = 14.0


@dataclass(frozen=True)
class Spot:
    """A circle on the map: whose it is, and how many reports it stands for."""

    name: str
    url: str
    number: int
    x: str
    y: str
    r: str


@dataclass(frozen=True)
class Frame:
    """From degrees to the units of a drawing that is ``width`` wide."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, points: list[tuple[float, float]], width: float = 720.0) -> "Frame":
        """The frame that shows all ``points`` (latitude, longitude), never wider than high."""
        lats, lons = [lat for lat, __ in points], [lon for __, lon in points]
        north, west = max(lats), min(lons)
        high = max((north - min(lats)) * _KM_NORTH, 20.0)
        wide = max((max(lons) - west) * _KM_EAST, 20.0)
        scale = (width - 2 * MARGIN) / max(wide, high * 0.78)
        across, down = (round(part * scale + 2 * MARGIN) for part in (wide, high))
        return cls(west, north, scale, across, down)

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point is drawn."""
        x = (longitude - self.west) * _KM_EAST * self.scale + MARGIN
        y = (self.north - latitude) * _KM_NORTH * self.scale + MARGIN
        return x, y

    @property
    def view_box(self) -> str:
        """For the drawing's element."""
        return f"0 0 {self.width:.0f} {self.height:.0f}"


def spots(rows: list[tuple], frame: Frame, largest: float = 30.0) -> list[Spot]:
    """
    Circles whose area stands for the number, the large ones first so that small ones stay visible.

    ``rows`` are (name, url, number, latitude, longitude).
    """
    most = max((row[2] for row in rows), default=1)
    made = []
    for name, url, number, latitude, longitude in sorted(rows, key=lambda row: (-row[2], row[0])):
        x, y = frame.at(float(latitude), float(longitude))
        r = max(3.0, largest * sqrt(number / most))
        made.append(Spot(name, url, number, f"{x:.1f}", f"{y:.1f}", f"{r:.1f}"))
    return made


def dots(points: list[tuple[float, float]], frame: Frame) -> str:
    """One path with a dot at every point; its line is drawn round and as wide as a dot."""
    placed = {tuple(round(part) for part in frame.at(*point)) for point in points}
    return "".join(f"M{x} {y}h0" for x, y in sorted(placed))


def screen(points: list[tuple[float, float, str]], frame: Frame) -> dict[str, str]:
    """By Land, a path of the dots of an even screen over all points; small holes are closed."""
    cells: dict[tuple[int, int], Counter] = {}
    for latitude, longitude, land in points:
        cells.setdefault(_cell(latitude, longitude, frame), Counter())[land] += 1
    owners = {cell: _first(lands) for cell, lands in cells.items()}
    for __ in range(3):
        owners |= _closed(owners)
    paths: dict[str, list[str]] = {}
    for (row, column), land in sorted(owners.items()):
        x = (column + (row % 2) / 2) * STEP * frame.scale + MARGIN
        y = row * _ROW * frame.scale + MARGIN
        paths.setdefault(land, []).append(f"M{x:.0f} {y:.0f}h0")
    return {land: "".join(path) for land, path in paths.items()}


def _cell(latitude: float, longitude: float, frame: Frame) -> tuple[int, int]:
    row = round((frame.north - latitude) * _KM_NORTH / _ROW)
    column = round((longitude - frame.west) * _KM_EAST / STEP - (row % 2) / 2)
    return row, column


def _closed(owners: dict[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """Empty cells that are nearly surrounded: forests, heaths, large towns."""
    around: dict[tuple[int, int], Counter] = {}
    for cell, land in owners.items():
        for near in _near(cell):
            if near not in owners:
                around.setdefault(near, Counter())[land] += 1
    return {cell: _first(lands) for cell, lands in around.items() if sum(lands.values()) >= 4}


def _first(lands: Counter) -> str:
    """The commonest, of equal ones always the same."""
    return min(lands, key=lambda land: (-lands[land], land))


def _near(cell: tuple[int, int]) -> list[tuple[int, int]]:
    """The six neighbours in a screen whose odd rows are shifted by half a step."""
    row, column = cell
    shift = 0 if row % 2 else -1
    beside = [(row, column - 1), (row, column + 1)]
    return beside + [(row + d, column + shift + e) for d in (-1, 1) for e in (0, 1)]


# --- the eras of a house --------------------------------------------------------------------


@dataclass(frozen=True)
class Bar:
    """An era on the timeline: its stretch, its label, and the year at its lower edge."""

    label: str
    y: float
    height: float
    middle: float
    foot: float
    year: str
    is_today: bool


LEAST = 24.0
A_YEAR = 9.0


def eras_drawn(eras: list[dict], today: date) -> tuple[list[Bar], float]:
    """
    Bars from top (today) to bottom, and the height of the whole.

    As long as the eras lasted, but never too short for a label; an unknown start fades in at
    the bottom with the length of the shortest bar.
    """
    bars, y = [], 12.0
    for era in eras:
        start, end = _day(era["valid_from"]), _day(era["valid_to"])
        years = ((end or today) - start).days / 365.25 if start else 0.0
        height = round(max(LEAST, years * A_YEAR), 1)
        label = era["abbreviation"] or era["name"]
        shown = label if len(label) < 30 else f"{label[:28]}…"
        year = f"{start:%Y}" if start else "…"
        covers = (start is None or start <= today) and (end is None or today < end)
        middle, foot = round(y + height / 2 + 4, 1), round(y + height + 4, 1)
        bars.append(Bar(shown, y, height, middle, foot, year, covers))
        y = round(y + height, 1)
    return bars, y + 14


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
