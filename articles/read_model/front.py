"""The front page: the newest, and what the desk decided about single reports."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from articles.models import Article, Placement
from articles.moments import berlin_day
from articles.read_model.pages import teaser_of
from articles.read_model.rows import TEASER, picture
from articles.read_model.things import Teaser
from articles.vocabulary import PlacementKind

#: More pinned reports than these make no front page.
MOST_PINNED = 6


@dataclass(frozen=True)
class FrontPage:
    """The lead report, the pinned ones, and the newest of the others."""

    lead: Teaser | None
    pinned: tuple[Teaser, ...]
    newest: tuple[Teaser, ...]


def in_order(at: datetime) -> QuerySet:
    """The public reports that the desk does not keep off the front page at ``at``."""
    off = Placement.objects.valid(at).filter(kind=PlacementKind.OFF)
    return Article.objects.published(at).exclude(pk__in=off.values("article"))


def front_page(at: datetime, length: int) -> FrontPage:
    """
    The front page at the moment ``at``, with ``length`` reports beside the lead; one query.

    Without a decision of the desk the newest report with a picture leads, never an
    advertisement. A decision ends by the clock.
    """
    rows = _rows(at, length + MOST_PINNED + 1)
    placed = sorted(filter(_placed_at(at), rows), key=lambda row: row["made_at"], reverse=True)
    leads = [row["pk"] for row in placed if row["kind"] == PlacementKind.LEAD][:1]
    pinned = [row["pk"] for row in placed if row["kind"] == PlacementKind.PIN][:MOST_PINNED]
    by_pk = {row["pk"]: teaser_of(row, berlin_day(at)) for row in rows}
    newest = [teaser for pk, teaser in by_pk.items() if pk not in {*leads, *pinned}]
    lead = by_pk[leads[0]] if leads else _leader(newest)
    newest = [teaser for teaser in newest if teaser is not lead]
    return FrontPage(lead, tuple(by_pk[pk] for pk in pinned), tuple(newest[:length]))


def _rows(at: datetime, length: int) -> list[dict]:
    """The newest reports and, however old, those that lead or are pinned."""
    newest = in_order(at).newest_first().values("pk")[:length]
    placed = Placement.objects.valid(at).exclude(kind=PlacementKind.OFF).values("article")
    reports = Article.objects.published(at).filter(pk__in=newest.union(placed))
    rows = reports.newest_first().values(
        *TEASER,
        "picture_caption",
        kind=F("placement__kind"),
        until=F("placement__until"),
        made_at=F("placement__made_at"),
        section_name=F("section__name"),
        image=picture("picture"),
    )
    return list(rows)


def _placed_at(at: datetime):
    return lambda row: row["kind"] and (row["until"] is None or row["until"] > at)


def _leader(newest: list[Teaser]) -> Teaser | None:
    editorial = [teaser for teaser in newest if not teaser.is_advertisement]
    pictured = (teaser for teaser in editorial if teaser.picture)
    return next(pictured, next(iter(editorial), None))
