"""Municipalities, districts and Länder: the register's facts, prizes, and the reports."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import AwardWin, District, FederalState, Municipality
from articles.text import sort_key
from articles.views.listing import listing_of
from articles.views.pages import moved, page
from articles.views.subjects import is_known
from articles.vocabulary import CountedBy

NAMES_A_PAGE = 200
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@require_safe
def place(request, key, slug=""):
    """A municipality (8 digits) or a district (5); the key finds, the slug is cosmetic."""
    subject = place_of(key)
    if slug != subject.slug:
        return moved(subject.get_absolute_url())
    is_town = len(key) == 8
    counted_by = CountedBy.MUNICIPALITY if is_town else CountedBy.DISTRICT
    context = {"subject": subject, "listing": listing_of(request, counted_by, subject.pk)}
    return page(request, "municipality" if is_town else "district", context)


@require_safe
def federal_state(request, slug):
    """The reports of a Land and its districts."""
    subject = federal_state_of(slug)
    reports = listing_of(request, CountedBy.FEDERAL_STATE, subject.pk)
    return page(request, "federal_state", {"subject": subject, "listing": reports})


@require_safe
def municipalities(request):
    """All municipalities by name, from ``?ab=`` on."""
    first = sort_key(request.GET.get("ab", "")[:60])
    towns = Municipality.objects.filter(sort_key__gte=first).select_related("federal_state")
    found = list(towns[: NAMES_A_PAGE + 1])
    more = found.pop() if len(found) > NAMES_A_PAGE else None
    context = {"towns": found, "more": more, "first": first, "letters": LETTERS}
    return page(request, "municipality_list", context)


@require_safe
def federal_states(request):
    """The sixteen Länder."""
    return page(request, "federal_state_list", {"things": FederalState.objects.all()})


def place_of(key):
    """The municipality or district with all that its page says, in one query; or 404."""
    if len(key) == 8:
        return get_object_or_404(_towns(), ags=key)
    return get_object_or_404(_districts(), key=key)


def federal_state_of(slug):
    """The Land with its districts; or 404."""
    districts = District.objects.filter(federal_state=OuterRef("pk"), is_former=False)
    lands = FederalState.objects.annotate(its_districts=_names(districts, "key", "kind"))
    return get_object_or_404(lands, slug=slug)


def _towns():
    successors = Municipality.objects.filter(predecessors=OuterRef("pk"))
    predecessors = Municipality.objects.filter(successors=OuterRef("pk"))
    return Municipality.objects.select_related("federal_state", "district", "association").annotate(
        its_successors=_names(successors, "ags"),
        its_predecessors=_names(predecessors, "ags"),
        its_wins=wins_of(municipality=OuterRef("pk")),
    )


def _districts():
    towns = Municipality.objects.filter(district=OuterRef("pk"), is_former=False)
    return District.objects.select_related("federal_state").annotate(
        its_towns=_names(towns, "ags"), its_wins=wins_of(district=OuterRef("pk"))
    )


def _names(things, *fields):
    as_json = JSONObject(**{name: name for name in ("name", "slug", *fields)})
    return ArraySubquery(things.order_by("sort_key", "pk").values(json=as_json))


def wins_of(**winner):
    """The prizes of a winner, newest first, as JSON within the winner's own query."""
    wins = AwardWin.objects.filter(is_known(CountedBy.AWARD, "edition__award__"), **winner)
    wins = wins.order_by("-edition__year", "pk")
    fields = {
        "award": "edition__award__name",
        "key": "edition__award__key",
        "year": "edition__year",
        "edition": "edition__name",
        "category": "category",
        "placement": "placement",
        "project": "project",
    }
    return ArraySubquery(wins.values(json=JSONObject(**fields)))
