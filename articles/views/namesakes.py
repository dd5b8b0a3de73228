"""Tags that bear the name of a place, a house or an award."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404

from articles.models import Article, Tag, Tagging
from articles.models.institutions import MINISTERIAL
from articles.moments import now
from articles.read_model import address

#: By field of a report: two values for the address of what it names, and the names looked at.
_NAMESAKES = {
    "municipalities": ("ags", "slug", ("name",)),
    "federal_states": ("key", "slug", ("name",)),
    "districts": ("key", "slug", ("name",)),
    "institutions": ("key", "kind", ("name", "short_name", "names__name", "names__abbreviation")),
    "awards": ("key", "slug", ("name", "short_name")),
}


#: So many of the newest reports under a tag decide what it names, however many there are.
_DECIDING = 300


def with_namesakes(slug):
    """
    The tag, or 404; with what bears its name and is attached to one of its public reports.

    The reports decide: “Wissen” is a town only where a report under the tag is about the town.
    """
    this = OuterRef(OuterRef(OuterRef("pk")))
    tagged = Tagging.objects.filter(tag=this).order_by("-content_object")
    newest = tagged.values("content_object")[:_DECIDING]
    reports = Article.objects.published(now()).filter(pk__in=newest).values("pk")
    namesakes = {}
    for field, (key, other, names) in _NAMESAKES.items():
        model = Article._meta.get_field(field).related_model
        bears = Q(*((name, OuterRef("name")) for name in names), _connector=Q.OR)
        found = model.objects.filter(bears, articles__in=reports)
        ranked = found.annotate(n=Count("articles")).order_by("-n", "pk")
        as_json = JSONObject(key=key, other=other)
        namesakes[f"as_{field}"] = Subquery(ranked.values(json=as_json)[:1])
    return get_object_or_404(Tag.objects.annotate(**namesakes), slug=slug)


def address_named_by(tag):
    """The path of what a tag from ``with_namesakes`` names, or None."""
    for field in _NAMESAKES:
        if found := getattr(tag, f"as_{field}"):
            return _address_of(field, **found)
    return None


def _address_of(field, key, other):
    if field in ("municipalities", "districts"):
        return address("municipality", key, other)
    if field == "federal_states":
        return address("federal_state", other)
    if field == "institutions":
        return address("ministry" if other in MINISTERIAL else "institution", key)
    return address("award", key)
