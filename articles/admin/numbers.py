"""Reports per day and section of the last two weeks, drawn as SVG that the server makes."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from articles.models import Article
from articles.moments import BERLIN, berlin_day, start_of_day

DAYS = 14
#: In units of the drawing: the width of a day with its gap, of its bar, the height of all.
STEP, BAR, HEIGHT = 40, 28, 120
_BERLIN_DAY = TruncDate("publish_at", tzinfo=BERLIN)


@dataclass(frozen=True)
class Piece:
    """One section of one bar, ready to be drawn; ``tone`` names its colour."""

    tone: int
    section: str
    reports: int
    y: float
    height: float


@dataclass(frozen=True)
class Bar:
    """One day."""

    day: object
    x: int
    total: int
    top: float
    pieces: list[Piece]


def numbers(at: datetime) -> dict:
    """Bars of the last days up to today, and the sections that have reports in them."""
    last = berlin_day(at)
    days = [last - timedelta(days=n) for n in reversed(range(DAYS))]
    public = Article.objects.published(at).filter(publish_at__gte=start_of_day(days[0]))
    fields = ("day", "section", "section__name", "section__position")
    rows = public.annotate(day=_BERLIN_DAY).values_list(*fields).annotate(n=Count("pk"))
    counted, names, places = {}, {}, {}
    for day, section, name, position, n in rows.order_by():
        counted[day, section], names[section] = n, name or "–"
        places[section] = (position is None, position, name)
    present = sorted(names, key=places.get)
    totals = Counter()
    for (day, _section), n in counted.items():
        totals[day] += n
    most = max(totals.values(), default=0) or 1
    bars = [_bar(n, day, counted, present, names, most) for n, day in enumerate(days)]
    return {
        "bars": bars,
        "sections": [(tone % 8, names[pk]) for tone, pk in enumerate(present)],
        "total": sum(totals.values()),
        "width": DAYS * STEP,
        "height": HEIGHT,
    }


def _bar(number, day, counted, present, names, most):
    y, pieces = float(HEIGHT), []
    for tone, pk in enumerate(present):
        reports = counted.get((day, pk), 0)
        height = reports * (HEIGHT - 16) / most
        y -= height
        if reports:
            shape = (round(y, 1), round(height, 1))
            pieces.append(Piece(tone % 8, names[pk], reports, *shape))
    total = sum(piece.reports for piece in pieces)
    return Bar(day, number * STEP + (STEP - BAR) // 2, total, round(y - 4, 1), pieces)
