"""Municipalities, districts and Länder: the register's facts, prizes, and the reports."""

from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, ExtractYear, JSONObject
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Article, AwardEdition, AwardWin, District, FederalState, Municipality
from articles.moments import BERLIN, now
from articles.text import sort_key
from articles.views.listing import listing_of
from articles.views.pages import moved, page
from articles.views.subjects import is_known
from articles.vocabulary import CountedBy

_ON_AWARDS, _ON_TOWNS = Article.awards.through, Article.municipalities.through
NAMES_A_PAGE = 200
FOUND = 40
NEIGHBOURS = 12
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@require_safe
def place(request, key, slug=""):
    """A municipality (8 digits) or a district (5); the key finds, the slug is cosmetic."""
    subject = place_of(key)
    if slug != subject.slug:
        return moved(subject.get_absolute_url())
    is_town = len(key) == 8
    counted_by = CountedBy.MUNICIPALITY if is_town else CountedBy.DISTRICT
    parts = [town["pk"] for town in subject.its_predecessors] if is_town else ()
    reports = listing_of(request, counted_by, subject.pk, also=parts)
    context = {"subject": subject, "listing": reports}
    return page(request, "municipality" if is_town else "district", context)


@require_safe
def federal_state(request, slug):
    """The reports of a Land and its districts."""
    subject = federal_state_of(slug)
    reports = listing_of(request, CountedBy.FEDERAL_STATE, subject.pk)
    return page(request, "federal_state", {"subject": subject, "listing": reports})


@require_safe
def municipalities(request):
    """
    All municipalities: by Land and district, by name from ``?ab=`` on, or found by ``?q=``.

    The search as one types asks for the same page and takes the list out of it.
    """
    typed = request.GET.get("q", "")[:60].strip()
    if typed:
        return page(request, "municipality_list", {"typed": typed, "found": _search(typed)})
    if "ab" not in request.GET:
        districts = District.objects.filter(is_former=False).select_related("federal_state")
        by_land = districts.order_by("federal_state__sort_key", "sort_key", "pk")
        return page(request, "municipality_list", {"districts": by_land, "letters": LETTERS})
    first = sort_key(request.GET["ab"][:60])
    towns = Municipality.objects.filter(sort_key__gte=first).select_related("federal_state")
    names = list(towns[: NAMES_A_PAGE + 1])
    more = names.pop() if len(names) > NAMES_A_PAGE else None
    context = {"towns": names, "more": more, "first": first, "letters": LETTERS}
    return page(request, "municipality_list", context)


def _search(typed):
    """Names that begin with what was typed, the largest first; then those that hold it."""
    key = sort_key(typed)
    if not key:
        return []
    towns = Municipality.objects.select_related("district", "federal_state")
    ranked = towns.order_by("is_former", F("population").desc(nulls_last=True), "pk")
    if key.isdecimal():
        return list(ranked.filter(ags__startswith=key)[:FOUND])
    found = list(ranked.filter(sort_key__startswith=key)[:FOUND])
    if len(found) < FOUND and len(key) > 2:
        others = ranked.filter(sort_key__contains=key).exclude(pk__in=[t.pk for t in found])
        found += others[: FOUND - len(found)]
    return found


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
        its_predecessors=_names(predecessors, "ags", "pk", "gone_on"),
        its_neighbours=_neighbours(),
        its_wins=wins_of(municipality=OuterRef("pk")),
    )


def _districts():
    towns = Municipality.objects.filter(district=OuterRef("pk"), is_former=False)
    return District.objects.select_related("federal_state").annotate(
        its_towns=_names(towns, "ags"), its_wins=wins_of(district=OuterRef("pk"))
    )


def _neighbours():
    """The nearest municipalities of the same district."""
    north = F("latitude") - OuterRef("latitude")
    east = (F("longitude") - OuterRef("longitude")) * Decimal("0.627")
    near = Municipality.objects.filter(
        district=OuterRef("district"), is_former=False, latitude__isnull=False
    ).exclude(pk=OuterRef("pk"))
    as_json = JSONObject(name="name", slug="slug", ags="ags")
    ranked = near.annotate(away=north * north + east * east).order_by("away", "pk")
    return ArraySubquery(ranked.values(json=as_json)[:NEIGHBOURS])


def _names(things, *fields):
    as_json = JSONObject(**{name: name for name in ("name", "slug", *fields)})
    return ArraySubquery(things.order_by("sort_key", "pk").values(json=as_json))


def wins_of(**winner):
    """The prizes of a winner, newest first, as JSON within the winner's own query."""
    wins = AwardWin.objects.filter(
        is_known(CountedBy.AWARD, "edition__award__"), may_be_told(), **winner
    )
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
    return ArraySubquery(wins.values(json=JSONObject(**fields, report=report_about())))


def may_be_told():
    """A win that the desk entered for one report waits until that report is public."""
    is_of_a_report = Q(report__isnull=False, delivered={})
    return ~is_of_a_report | Exists(_public().filter(pk=OuterRef("report")))


def report_about():
    """
    The public report that a win names, else the first that speaks of award and winner.

    That is of the year of the round, or of the next one if that has no round of its own.
    """
    told = _public().filter(pk=OuterRef("report"))
    year = ExtractYear("publish_at", tzinfo=BERLIN)
    rounds = AwardEdition.objects.filter(
        award=OuterRef(OuterRef("edition__award")), year=OuterRef("in_year")
    )
    in_the_year = Q(in_year=OuterRef("edition__year"))
    in_the_next = Q(in_year=OuterRef("edition__year") + 1) & ~Exists(rounds)
    found = (
        _public()
        .annotate(in_year=year)
        .filter(in_the_year | in_the_next, pk__in=_on_award_and_winner().values("article"))
    )
    as_json = JSONObject(pk="pk", slug="slug", headline="headline")
    first = found.order_by("publish_at", "pk")
    return Coalesce(
        Subquery(told.values(json=as_json)[:1]), Subquery(first.values(json=as_json)[:1])
    )


def _on_award_and_winner():
    """
    Of a win: the rows that put a report on the award to the winning town as well.

    The reports on an award are few, those on a big town many. An index walks once through the
    few that lie side by side, and is descended anew for each row of a join.
    """
    award = OuterRef(OuterRef(OuterRef("edition__award")))
    on_award = ArraySubquery(_ON_AWARDS.objects.filter(award=award).values("article"))
    on_town = _ON_TOWNS.objects.filter(municipality=OuterRef(OuterRef("municipality")))
    return on_town.filter(IsOneOf("article", on_award))


class IsOneOf(Func):
    """Whether a value is in an array, looked up all at once."""

    arg_joiner = " = ANY("
    template = "(%(expressions)s))"
    output_field = BooleanField()


def _public():
    return Article.objects.published(now())
