"""The map of the coverage: Germany by district, each Land by municipality, from the counters."""

from functools import lru_cache

from django.db.models import Count, F, Max, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles import counts
from articles.models import District, FederalState, Municipality
from articles.moments import now
from articles.read_model import address
from articles.views.drawing import Frame, dots, screen, spots
from articles.views.listing import years_of
from articles.views.pages import page
from articles.vocabulary import CountedBy


@require_safe
def coverage(request):
    """Germany, a circle a district: reports on its municipalities or itself, each once."""
    at = now()
    years, year = _years(request, at)
    numbers = counts.reports_by_key(CountedBy.AREA, at, year)
    ground = _ground(*_state())
    rows = [
        (str(one), one.get_absolute_url(), numbers[one.pk], one.lat, one.lon)
        for one in _with_midpoints(numbers)
        if one.lat is not None
    ]
    lands = [
        (land, ground.paths.get(land.abbreviation, ""))
        for land in FederalState.objects.order_by("sort_key")
    ]
    context = {"frame": ground.frame, "lands": lands, "spots": spots(rows, ground.frame)}
    return page(request, "coverage", context | {"years": years, "year": year})


@require_safe
def coverage_of_land(request, slug):
    """A Land, a circle a municipality, over the midpoints of all of them."""
    land = get_object_or_404(FederalState, slug=slug)
    at = now()
    years, year = _years(request, at)
    numbers = counts.reports_by_key(CountedBy.MUNICIPALITY, at, year)
    towns = Municipality.objects.filter(federal_state=land, latitude__isnull=False)
    found = list(towns.values_list("pk", "ags", "slug", "name", "latitude", "longitude"))
    points = [(float(lat), float(lon)) for *__, lat, lon in found]
    frame = Frame.around(points or [(51.0, 10.0)])
    rows = [
        (name, address("municipality", ags, town_slug), numbers[pk], lat, lon)
        for pk, ags, town_slug, name, lat, lon in found
        if pk in numbers
    ]
    context = {"land": land, "frame": frame, "ground": dots(points, frame)}
    context |= {"spots": spots(rows, frame), "years": years, "year": year}
    return page(request, "coverage", context)


def _years(request, at):
    """The years that have reports, and the one asked for; 404 for any other."""
    years = years_of(counts.reports_by_month(CountedBy.ALL, 0, at))
    asked = request.GET.get("jahr", "")
    if not asked:
        return years, None
    if asked not in {str(year.year) for year in years}:
        raise Http404
    return years, int(asked)


def _with_midpoints(numbers):
    """The districts with the middle of their inhabitants."""
    people = F("municipalities__population")
    middle = {
        name: Sum(F(f"municipalities__{field}") * people) / Sum(people)
        for name, field in (("lat", "latitude"), ("lon", "longitude"))
    }
    return District.objects.filter(pk__in=numbers).annotate(**middle)


def _state():
    return tuple(Municipality.objects.aggregate(Count("pk"), Max("valid_as_of")).values())


class _Ground:
    """The screen of all Länder; drawn once a process and state of the register."""

    def __init__(self, points):
        self.frame = Frame.around([point[:2] for point in points] or [(51.0, 10.0)])
        self.paths = screen(points, self.frame)


@lru_cache(maxsize=1)
def _ground(count, valid_as_of):
    towns = Municipality.objects.filter(latitude__isnull=False, is_former=False)
    rows = towns.values_list("latitude", "longitude", "federal_state__abbreviation")
    return _Ground([(float(lat), float(lon), land) for lat, lon, land in rows])
