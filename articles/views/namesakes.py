"""Tags that bear the name of a place, a house or an award."""

from django.db.models import Count, Q, Value

from articles.models import Article, Tagging
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


def address_named_by(tag):
    """
    The path of what bears the name of the tag, or None; one query.

    The reports decide: “Wissen” is a town only where a report under the tag is about the town.
    """
    tagged = Tagging.objects.filter(tag=tag).order_by("-content_object").values("content_object")
    newest = list(tagged[:_DECIDING].values_list("content_object", flat=True))
    public = Article.objects.published(now()).filter(pk__in=newest)
    found = [_bearing(tag.name, field, public) for field in _NAMESAKES]
    rows = found[0].union(*found[1:], all=True)
    order = list(_NAMESAKES)
    best = min(rows, key=lambda row: (order.index(row[0]), -row[1], row[2]), default=None)
    return best and _address_of(best[0], *best[3:])


def _bearing(name, field, reports):
    """What bears the name and is in one of the reports, with the number of these."""
    key, other, names = _NAMESAKES[field]
    model = Article._meta.get_field(field).related_model
    bears = Q(*((column, name) for column in names), _connector=Q.OR)
    named = model.objects.filter(pk__in=model.objects.filter(bears).values("pk"))
    about = named.filter(articles__in=reports.values("pk"))
    counted = about.annotate(n=Count("articles"))
    return counted.order_by().values_list(Value(field), "n", "pk", key, other)


def _address_of(field, key, other):
    if field in ("municipalities", "districts"):
        return address("municipality", key, other)
    if field == "federal_states":
        return address("federal_state", other)
    if field == "institutions":
        return address("ministry" if other in MINISTERIAL else "institution", key)
    return address("award", key)
