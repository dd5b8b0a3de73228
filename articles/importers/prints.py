"""
Pictures for the demo, drawn by the project itself: flat prints in the colours of the site.

``draw(motif, seed)`` is the same picture on every machine: nothing but lines and areas,
and a generator of its own with a fixed seed.
"""

import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw

SIZE = (1800, 1200)
#: Drawn larger and scaled down, which makes edges smooth.
_FINE = 2

PAPER, SAND, STONE = "#f6f2e9", "#e6dccb", "#cbbfa9"
INK, SLATE, STEEL, MIST = "#20242a", "#2f4150", "#5f7d8c", "#b9ccd2"
MOSS, OCHRE, RED = "#6f8467", "#d3a64b", "#b3161b"

Colour = str


class Sheet:
    """A sheet of paper measured in 1800 × 1200, whatever the resolution it is drawn in."""

    def __init__(self, ground: Colour):
        self.image = Image.new("RGB", (SIZE[0] * _FINE, SIZE[1] * _FINE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, points, colour, width=4):
        self.pen.line(self._fine(points), fill=colour, width=round(width * _FINE), joint="curve")

    def area(self, points, colour):
        self.pen.polygon(self._fine(points), fill=colour)

    def box(self, x, y, wide, high, colour, radius=0):
        corners = [(x, y), (x + wide, y + high)]
        self.pen.rounded_rectangle(self._fine(corners), radius * _FINE, fill=colour)

    def disc(self, x, y, radius, colour=None, edge=None, width=4):
        corners = self._fine([(x - radius, y - radius), (x + radius, y + radius)])
        self.pen.ellipse(corners, fill=colour, outline=edge, width=round(width * _FINE))

    def arc(self, x, y, radius, start, end, colour, width=4):
        corners = self._fine([(x - radius, y - radius), (x + radius, y + radius)])
        self.pen.arc(corners, start, end, fill=colour, width=round(width * _FINE))

    def knot(self, x, y, ground, radius=17):
        """The knot of the red thread."""
        self.disc(x, y, radius, ground, RED, 6)

    def jpeg(self) -> bytes:
        out = io.BytesIO()
        small = self.image.resize(SIZE, Image.Resampling.LANCZOS)
        small.save(out, "JPEG", quality=90, optimize=True, progressive=True)
        return out.getvalue()

    @staticmethod
    def _fine(points):
        return [(round(x * _FINE), round(y * _FINE)) for x, y in points]


def draw(motif: str, seed: int) -> bytes:
    """The picture of a motif as a JPEG; another ``seed`` is another print of it."""
    return MOTIFS[motif](random.Random(f"{motif}:{seed}")).jpeg()  # noqa: S311


def curve(*points, steps=60):
    """A smooth line through the points (Catmull and Rom)."""
    path = [points[0], *points, points[-1]]
    found = []
    for a, b, c, d in zip(path, path[1:], path[2:], path[3:], strict=False):
        for n in range(steps):
            found.append(tuple(_between(*axis, n / steps) for axis in zip(a, b, c, d, strict=True)))
    return [*found, points[-1]]


def _between(a, b, c, d, t):
    t2, t3 = t * t, t * t * t
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t2 + (3 * b - a - 3 * c + d) * t3
    )


def network(chance: random.Random) -> Sheet:
    """Places on a plain, tied together; the thread runs through a few of them."""
    sheet = Sheet(PAPER)
    places = []
    while len(places) < 46:
        place = (chance.uniform(90, 1710), chance.uniform(90, 1110))
        if all(math.dist(place, other) > 165 for other in places):
            places.append(place)
    for place in places:
        for other in sorted(places, key=lambda far: math.dist(place, far))[1:4]:
            sheet.line([place, other], MIST, 4)
    for x, y in places:
        size = chance.choice([14, 18, 24, 38])
        sheet.disc(x, y, size, chance.choice([SLATE, STEEL, STEEL, MOSS, OCHRE]))
    row = sorted(places)[3::8]
    sheet.line(curve((-40, row[0][1] - 120), *row, (1840, row[-1][1] + 90)), RED, 8)
    for x, y in row:
        sheet.knot(x, y, PAPER, 26)
    return sheet


def town_hall(chance: random.Random) -> Sheet:
    """A row of gables, one with a clock and lit windows."""
    sheet = Sheet(MIST)
    sheet.disc(chance.uniform(300, 1500), 300, 150, PAPER)
    left = -60
    while left < 1800:
        wide, high = chance.randrange(210, 360, 30), chance.randrange(430, 820, 40)
        _gable(sheet, chance, left, wide, high)
        left += wide + 12
    sheet.box(0, 1080, 1800, 120, SLATE)
    sheet.line(curve((-40, 1040), (450, 1000), (900, 1050), (1350, 1000), (1840, 1040)), RED, 8)
    for x in (450, 1350):
        sheet.knot(x, 1000, PAPER, 20)
    return sheet


def _gable(sheet, chance, left, wide, high):
    wall = chance.choice([SLATE, STEEL, SAND, STONE, MOSS])
    light = OCHRE if wall in (SLATE, STEEL, MOSS) else SLATE
    top = 1080 - high
    sheet.box(left, top, wide, high, wall)
    steps = 4
    for step in range(steps):
        inset = wide / 2 * (step + 1) / (steps + 1)
        sheet.box(left + inset, top - 42 * (step + 1), wide - 2 * inset, 43, wall)
    sheet.disc(left + wide / 2, top + 10, 34, PAPER, INK, 5)
    sheet.line([(left + wide / 2, top - 14), (left + wide / 2, top + 10)], INK, 5)
    sheet.line([(left + wide / 2, top + 10), (left + wide / 2 + 16, top + 18)], INK, 5)
    across = wide // 75
    room = wide / across
    for row in range(int((high - 120) // 105)):
        for column in range(across):
            shade = light if chance.random() < 0.3 else PAPER if wall != SAND else STONE
            x, y = left + room * (column + 0.5) - 18, top + 92 + row * 105
            sheet.box(x, y, 36, 60, shade)


def files(chance: random.Random) -> Sheet:
    """A wall of folders; some have become lines, some are gone."""
    sheet = Sheet(SAND)
    for shelf in range(4):
        floor = 290 + shelf * 290
        x = 60.0
        while x < 1720:
            wide, high = chance.randrange(30, 64, 6), chance.randrange(190, 246, 14)
            fading = x / 1800 + (chance.random() - 0.5) * 0.5
            if fading < 0.45:
                colour = chance.choice([SLATE, STEEL, STEEL, MOSS, STONE, OCHRE])
                sheet.box(x, floor - high, wide - 5, high, colour)
                sheet.box(x + wide / 2 - 9, floor - high + 28, 13, 54, PAPER)
            elif fading < 0.95:
                sheet.line([(x + wide / 2, floor - high), (x + wide / 2, floor)], STEEL, 4)
            x += wide
        sheet.box(40, floor, 1720, 9, INK)
    points = [(-40, 175), (420, 190), (800, 480), (1180, 760), (1500, 1030), (1840, 1080)]
    sheet.line(curve(*points), RED, 8)
    for x, y in points[1:-1]:
        sheet.knot(x, y, SAND, 22)
    return sheet


def fibres(chance: random.Random) -> Sheet:
    """A bundle of glass fibres that fans out; every end glows."""
    sheet = Sheet(SLATE)
    ends = sorted(chance.uniform(70, 1130) for _ in range(44))
    for n, end in enumerate(ends):
        start = 560 + (n - len(ends) / 2) * 4
        middle = 600 + (end - 600) * 0.25
        reach = chance.uniform(1350, 1690)
        colour = RED if n == 17 else chance.choice([STEEL, STEEL, MIST, MOSS])
        path = curve((-40, start), (520, start), (950, middle), (reach, end))
        sheet.line(path, colour, 9 if n == 17 else 5)
        if n == 17:
            sheet.knot(reach, end, SLATE, 26)
        else:
            sheet.disc(reach, end, chance.choice([9, 12, 16]), chance.choice([OCHRE, PAPER]))
    return sheet


def city_map(chance: random.Random) -> Sheet:
    """Blocks, a river and a park from above, and a way through them."""
    sheet = Sheet(PAPER)
    turn = math.radians(chance.uniform(-16, 16))
    for column in range(-3, 16):
        for row in range(-3, 13):
            if chance.random() < 0.1:
                continue
            colour = chance.choice([SAND, SAND, SAND, STONE, MIST])
            colour = MOSS if chance.random() < 0.05 else colour
            x, y = column * 150 - 120, row * 132 - 120
            wide, high = chance.choice([128, 128, 58]), chance.choice([110, 110, 48])
            corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
            sheet.area([_turned(corner, turn) for corner in corners], colour)
    river = curve((-60, 900), (350, 760), (760, 830), (1150, 560), (1500, 420), (1860, 260))
    sheet.line(river, PAPER, 150)
    sheet.line(river, STEEL, 116)
    way = [(120, -40), (300, 260), (640, 420), (820, 690), (1180, 880), (1330, 1240)]
    sheet.line(curve(*way), RED, 9)
    for x, y in way[1:-1]:
        sheet.knot(x, y, PAPER, 26)
    return sheet


def _turned(point, angle):
    x, y = point[0] - 900, point[1] - 600
    return (
        900 + x * math.cos(angle) - y * math.sin(angle),
        600 + x * math.sin(angle) + y * math.cos(angle),
    )


def water(chance: random.Random) -> Sheet:
    """Waves under a pale sun, and a gauge that measures them."""
    sheet = Sheet(SAND)
    sheet.disc(1250, 330, 190, OCHRE)
    for n, colour in enumerate([MIST, MIST, STEEL, STEEL, SLATE, SLATE, INK]):
        level = 440 + n * 105
        swing, shift = chance.uniform(26, 58), chance.uniform(0, 6)
        crest = [
            (x, level + swing * math.sin(x / 190 + shift) + 12 * math.sin(x / 61 + shift * 2))
            for x in range(-20, 1841, 20)
        ]
        sheet.area([*crest, (1840, 1240), (-40, 1240)], colour)
        sheet.line(crest, PAPER, 3)
    sheet.box(398, 130, 64, 900, PAPER)
    for n in range(18):
        sheet.box(398, 150 + n * 48, 40 if n % 5 == 0 else 22, 6, INK)
    sheet.line([(430, -20), (430, 620)], RED, 9)
    sheet.knot(430, 640, PAPER, 26)
    return sheet


def antenna(chance: random.Random) -> Sheet:
    """Hills, a mast, and rings that go out from it."""
    sheet = Sheet(PAPER)
    mast = (chance.uniform(620, 1180), 420)
    for n in range(13, 0, -1):
        sheet.arc(*mast, n * 92, 0, 360, MIST if n % 2 else STONE, 5)
    for n, colour in enumerate([MIST, STEEL, MOSS, SLATE]):
        base, swing, shift = 720 + n * 120, chance.uniform(40, 90), chance.uniform(0, 6)
        ridge = [
            (x, base + swing * math.sin(x / 300 + shift) + 22 * math.sin(x / 97 + shift))
            for x in range(-20, 1841, 20)
        ]
        sheet.area([*ridge, (1840, 1240), (-40, 1240)], colour)
    x, y = mast
    sheet.line([(x, y), (x - 46, 830)], INK, 8)
    sheet.line([(x, y), (x + 46, 830)], INK, 8)
    for n in range(1, 6):
        spread, level = 46 * n / 6, y + 410 * n / 6
        sheet.line([(x - spread, level), (x + spread, level)], INK, 5)
    sheet.line([(x, -40), (x, y)], RED, 9)
    sheet.knot(x, y, PAPER, 30)
    return sheet


def lock(chance: random.Random) -> Sheet:
    """Walls within walls, and one way in."""
    sheet = Sheet(INK)
    colours = [SLATE, STEEL, SLATE, MOSS, SLATE, SAND, PAPER]
    for n, colour in enumerate(colours):
        inset = 90 + n * 72
        sheet.box(300 + inset, inset, 1200 - 2 * inset, 1200 - 2 * inset, colour, 60)
        inner = inset + 26
        ground = INK if n < len(colours) - 1 else PAPER
        sheet.box(300 + inner, inner, 1200 - 2 * inner, 1200 - 2 * inner, ground, 44)
    for _ in range(90):
        x, y = chance.uniform(0, 1800), chance.uniform(0, 1200)
        if not 360 < x < 1440:
            sheet.disc(x, y, chance.choice([3, 4, 6]), chance.choice([STEEL, OCHRE, SLATE]))
    sheet.line([(-40, 600), (900, 600)], INK, 34)
    sheet.line([(-40, 600), (900, 600)], RED, 9)
    sheet.knot(900, 600, PAPER, 34)
    return sheet


def school(chance: random.Random) -> Sheet:
    """Desks from above, each with a screen, wired to the front."""
    sheet = Sheet(MIST)
    sheet.box(140, 70, 1520, 120, SLATE, 8)
    sheet.line([(210, 130), (chance.uniform(600, 900), 130)], PAPER, 6)
    for row in range(4):
        for column in range(6):
            x, y = 175 + column * 252, 320 + row * 215
            sheet.box(x, y, 190, 104, SAND, 8)
            sheet.box(x + 48, y + 18, 94, 62, SLATE if chance.random() < 0.75 else OCHRE, 5)
            sheet.disc(x + 95, y + 148, 30, chance.choice([STEEL, MOSS, OCHRE, PAPER]))
    way = [(900, 190), (900, 275), (1080, 470), (1080, 700), (832, 905), (580, 1120), (580, 1240)]
    sheet.line(curve(*way), RED, 8)
    for x, y in way[1:5]:
        sheet.knot(x, y, MIST, 20)
    return sheet


def prize(chance: random.Random) -> Sheet:
    """Rays behind a seal that hangs on the thread."""
    sheet = Sheet(SAND)
    rays = 36
    start = chance.uniform(0, math.tau)
    for n in range(0, rays, 2):
        a, b = (start + math.tau * (n + more) / rays for more in (0, 1))
        far = [(900 + 1300 * math.cos(t), 640 + 1300 * math.sin(t)) for t in (a, b)]
        sheet.area([(900, 640), *far], PAPER)
    edge = []
    for n in range(80):
        radius = 330 if n % 2 else 300
        angle = math.tau * n / 80
        edge.append((900 + radius * math.cos(angle), 640 + radius * math.sin(angle)))
    sheet.area(edge, OCHRE)
    sheet.disc(900, 640, 250, SAND)
    sheet.disc(900, 640, 226, None, SLATE, 6)
    for side in (-1, 1):
        for n in range(8):
            angle = math.radians(90 - side * (20 + n * 17))
            x, y = 900 + 172 * math.cos(angle), 640 + 172 * math.sin(angle)
            sheet.disc(x, y, 25, MOSS)
    sheet.line([(900, -40), (900, 640)], RED, 9)
    sheet.knot(900, 640, SAND, 40)
    return sheet


def counter(chance: random.Random) -> Sheet:
    """Two sides that talk: bubbles over a counter."""
    sheet = Sheet(STEEL)
    for n in range(26):
        x, y = chance.uniform(40, 1500), chance.uniform(40, 760)
        wide, high = chance.randrange(150, 420, 30), chance.randrange(80, 170, 20)
        colour = chance.choice([PAPER, SAND, MIST, SLATE, OCHRE if n % 6 == 0 else MIST])
        tail = x + wide * chance.uniform(0.25, 0.75)
        down = y + high - 4
        sheet.area([(tail, down), (tail + 44, down), (tail + 6, down + 46)], colour)
        sheet.box(x, y, wide, high, colour, 22)
        text = INK if colour != SLATE else PAPER
        for row in range(1, max(2, high // 42)):
            end = x + wide * chance.uniform(0.5, 0.85)
            sheet.line([(x + 28, y + 38 * row), (end, y + 38 * row)], text, 5)
    sheet.box(0, 960, 1800, 240, INK)
    sheet.box(0, 930, 1800, 34, SAND)
    way = [(-40, 1010), (380, 900), (900, 946), (1420, 900), (1840, 1010)]
    sheet.line(curve(*way), RED, 9)
    for x, y in way[1:-1]:
        sheet.knot(x, y, PAPER, 26)
    return sheet


def fields(chance: random.Random) -> Sheet:
    """Fields from the air, with lines of data for furrows."""
    sheet = Sheet(MOSS)
    for column in range(5):
        for row in range(4):
            x, y = column * 372 - 20, row * 312 - 20
            colour = chance.choice([OCHRE, SAND, STONE, MOSS, MIST, STEEL])
            sheet.box(x, y, 360, 300, colour)
            _furrows(sheet, chance, x, y, PAPER if colour not in (SAND, MIST) else STONE)
    way = [(-40, 286), (346, 286), (720, 598), (1092, 598), (1464, 910), (1840, 910)]
    sheet.line(way, RED, 9)
    for x, y in way[1:-1]:
        sheet.knot(x, y, PAPER, 26)
    return sheet


def _furrows(sheet, chance, x, y, colour):
    is_across = chance.random() < 0.5
    for n in range(1, 12):
        length = chance.uniform(0.35, 0.95)
        if is_across:
            sheet.line([(x + 16, y + n * 25), (x + 16 + 328 * length, y + n * 25)], colour, 4)
        else:
            sheet.line([(x + n * 30, y + 16), (x + n * 30, y + 16 + 268 * length)], colour, 4)


MOTIFS: dict[str, Callable[[random.Random], Sheet]] = {
    motif.__name__: motif
    for motif in (
        network,
        town_hall,
        files,
        fibres,
        city_map,
        water,
        antenna,
        lock,
        school,
        prize,
        counter,
        fields,
    )
}
