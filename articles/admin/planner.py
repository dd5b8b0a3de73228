"""The planner: month, week, day and list of what is due, appears, ends and is embargoed."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import planner as plan
from articles.admin.planner_entries import print_entries
from articles.moments import BERLIN, EARLIEST, LATEST, berlin_day, now, zone_name
from articles.vocabulary import PlanKind

DAY = timedelta(days=1)
VIEWS = {
    "monat": gettext_lazy("Month"),
    "woche": gettext_lazy("Week"),
    "tag": gettext_lazy("Day"),
    "liste": gettext_lazy("List"),
}
#: Rows before and after are slim while nothing stands in them.
WAKING = range(6, 21)
IN_MONTH = 6


@dataclass
class Cell:
    """One hour of one day in the grid; without a start where the clock skips it."""

    start: datetime | None
    day: date
    entries: list = field(default_factory=list)
    is_past: bool = False
    is_now: bool = False
    is_gap: bool = False


@dataclass
class Row:
    """One hour through the days of the grid."""

    label: str
    cells: list[Cell]

    @property
    def is_quiet(self):
        return not self.hour_is_waking and not any(cell.entries for cell in self.cells)

    hour_is_waking: bool = True


@dataclass
class Day:
    """One day: what is due in it, what happens in it, and where nothing does."""

    on: date
    entries: list
    gaps: list
    is_today: bool = False
    is_outside: bool = False
    #: A phone that shows a month as a list leaves such days out.
    is_empty_in_month: bool = False

    @property
    def due(self):
        return [entry for entry in self.entries if entry.at is None]

    @property
    def releases(self):
        return sum(entry.kind == PlanKind.RELEASE for entry in self.entries)

    @property
    def first(self):
        return self.entries[:IN_MONTH]

    @property
    def more(self):
        return len(self.entries[IN_MONTH:])

    def shown(self, view):
        """What is printed of the day: a month shows the first few."""
        return self.first if view == "monat" else self.entries


@require_safe
def planner(request):
    """``?ansicht=monat|woche|tag|liste&tag=2026-11-28``; without both, the week of today."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    at = now()
    view = request.GET.get("ansicht", "woche")
    view = view if view in VIEWS else "woche"
    day = read_day(request.GET.get("tag", ""), berlin_day(at))
    days = _days(view, day, at)
    shown = [entry for one in days for entry in one.shown(view)]
    print_entries(shown, request.user, request.get_full_path())
    context = admin.site.each_context(request) | {
        "title": _("Planning"),
        "view": view,
        "heading": _heading(view, days, day),
        "day": day,
        "days": days,
        "links": _links(view, day, berlin_day(at)),
        "rows": _rows(days, at) if view in ("woche", "tag") else [],
        "weeks": [days[n : n + 7] for n in range(0, len(days), 7)] if view == "monat" else [],
        "kinds": PlanKind.choices,
        "collisions": sum(entry.collides for one in days for entry in one.entries),
    }
    return TemplateResponse(request, "admin/planner.html", context)


def address(view, day):
    """The planner in one of its ``VIEWS`` on a day."""
    return f"{reverse('planner')}?{urlencode({'ansicht': view, 'tag': day.isoformat()})}"


def read_day(written, today):
    """The day that an address names, or that of today where it names none of ours."""
    try:
        day = parse_date(written) or today
    except ValueError:
        return today
    return day if EARLIEST.date() + 40 * DAY <= day <= LATEST.date() - 40 * DAY else today


def _span(view, day):
    """First and last day that a view shows; the month in whole weeks."""
    if view == "tag":
        return day, day
    first, last = day, day
    if view == "monat":
        first = day.replace(day=1)
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if view == "liste":
        return day, day + 13 * DAY
    return first - first.weekday() * DAY, last + (6 - last.weekday()) * DAY


def _days(view, day, at):
    first, last = _span(view, day)
    by_day = {on: list(of) for on, of in groupby(plan.entries(first, last, at), lambda e: e.day)}
    days = []
    for on in (first + n * DAY for n in range((last - first).days + 1)):
        found = by_day.get(on, [])
        one = Day(on, found, plan.gaps(found, on, at), is_today=on == berlin_day(at))
        one.is_outside = view == "monat" and on.month != day.month
        one.is_empty_in_month = view == "monat" and not (found or one.gaps or one.is_today)
        one.address = address("tag", on)
        days.append(one)
    return days


def _rows(days, at):
    """The hours that any of the days has; an hour that a day lacks is a cell without a start."""
    of_day = {day.on: {slot.row: slot.start for slot in plan.slots(day.on)} for day in days}
    keys = sorted({key for hours in of_day.values() for key in hours})
    rows = []
    for key in keys:
        cells = [_cell(day, of_day[day.on].get(key), at) for day in days]
        rows.append(Row(_row_label(key, cells), cells, hour_is_waking=key[0] in WAKING))
    return rows


def _cell(day, start, at):
    cell = Cell(start, day.on)
    if start is None:
        return cell
    end = start + plan.HOUR
    cell.entries = [entry for entry in day.entries if entry.at and start <= entry.at < end]
    cell.is_past, cell.is_now = end <= at, start <= at < end
    cell.is_gap = any(begin < end and start < over for begin, over in day.gaps)
    return cell


def _row_label(key, cells):
    hour, fold = key
    starts = {cell.start for cell in cells if cell.start}
    is_odd = fold or any((start + plan.HOUR).astimezone(BERLIN).hour == hour for start in starts)
    return f"{hour:02} {zone_name(starts.pop())}" if is_odd else f"{hour:02}"


def _heading(view, days, day):
    if view == "tag":
        return date_format(day, "l, j. F Y")
    if view == "monat":
        return date_format(day, "F Y")
    first, last = days[0].on, days[-1].on
    span = f"{first:%d.%m.}–{last:%d.%m.%Y}"
    week = _("Week %(number)d") % {"number": first.isocalendar().week}
    return f"{week}: {span}" if view == "woche" else span


def _links(view, day, today):
    steps = {"tag": DAY, "woche": 7 * DAY, "liste": 14 * DAY}
    if view == "monat":
        first = day.replace(day=1)
        before, after = (first - DAY).replace(day=1), (first + 32 * DAY).replace(day=1)
    else:
        before, after = day - steps[view], day + steps[view]
    return {
        "before": address(view, before),
        "after": address(view, after),
        "today": address(view, today),
        "views": [(name, label, address(name, day)) for name, label in VIEWS.items()],
    }
