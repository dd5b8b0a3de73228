"""
Moments and days: the one clock, and the one time zone that people see.

Moments (``…_at``) are aware and stored in UTC; days (``…_on``) are those of
Europe/Berlin. Rules take the moment as an argument; only edges ask ``now()``.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

BERLIN = ZoneInfo("Europe/Berlin")
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """The present moment in UTC; the only place that asks for it."""
    return timezone.now()


def berlin_day(moment: datetime) -> date:
    """The calendar day on which Berlin lives through ``moment``."""
    return moment.astimezone(BERLIN).date()


def zone_name(moment: datetime) -> str:
    """“MESZ” or “MEZ”: which of its two times Berlin has at ``moment``."""
    return "MESZ" if moment.astimezone(BERLIN).dst() else "MEZ"


def at_noon(day: date) -> datetime:
    """Noon in Berlin: the hour of a report whose source names only its day."""
    return datetime.combine(day, time(12), tzinfo=BERLIN).astimezone(UTC)


def month_of(moment: datetime) -> date:
    """The first day of the Berlin month in which ``moment`` lies."""
    return berlin_day(moment).replace(day=1)


def start_of_day(day: date) -> datetime:
    """Midnight in Berlin with which ``day`` begins, in UTC."""
    return datetime.combine(day, time.min, tzinfo=BERLIN).astimezone(UTC)
