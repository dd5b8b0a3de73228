"""The list of reports: lean rows, filters that are kept, and what came of a bulk action."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.models import SavedFilter

LONG_TEXTS = ("body", "search_vector", "source_text", "lead", "infobox", "links")
#: Further down nobody reads on: a filter or a search leads there sooner.
MOST_COUNTED = 2_000
MOST_FILTERS = 20


class DeskChangeList(ChangeList):
    """Rows without the texts, which the list doesn't show."""

    def get_queryset(self, request, exclude_parameters=None):
        """What the filters leave, newest change first."""
        return super().get_queryset(request, exclude_parameters).defer(*LONG_TEXTS)


class DeskPaginator(Paginator):
    """Counts up to two thousand: all of a million would take longer than the page itself."""

    @cached_property
    def count(self):
        """How many there are; those that are not counted can't be reached by turning pages."""
        found = self.object_list.order_by()[: MOST_COUNTED + 1].count()
        self.is_cut = found > MOST_COUNTED
        return min(found, MOST_COUNTED)


class FilterForm(forms.ModelForm):
    """A name for what the list shows now."""

    class Meta:
        model = SavedFilter
        fields = ["name", "query"]
        widgets = {"query": forms.HiddenInput}
        labels = {"name": gettext_lazy("Keep this selection as")}


def kept_filters(request):
    """For the list: one's saved filters, which of them is shown, and a form to keep another."""
    query = _query_of(request.GET)
    kept = list(SavedFilter.objects.filter(user=request.user))
    for one in kept:
        one.is_shown = one.query == query
    return {
        "kept_filters": kept,
        "filter_form": FilterForm(initial={"query": query}) if query else None,
    }


@require_POST
def keep_filter(request):
    """Keep the selection under a name, or drop one; a known name is overwritten."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    kept = SavedFilter.objects.filter(user=request.user)
    query = _query_of(QueryDict(request.POST.get("query", "")[:2000]))
    if number := request.POST.get("drop", ""):
        kept.filter(pk=int(number) if number.isascii() and number.isdecimal() else 0).delete()
    else:
        _keep(request, kept, query)
    address = reverse("admin:articles_article_changelist")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _keep(request, kept, query):
    form = FilterForm({"name": request.POST.get("name", ""), "query": query})
    if not form.is_valid():
        messages.error(request, _("Please give the filter a name of at most 40 characters."))
    elif kept.count() >= MOST_FILTERS:
        messages.error(request, _("There are twenty filters already; please drop one first."))
    else:
        name = form.cleaned_data["name"]
        kept.update_or_create(user=request.user, name=name, defaults={"query": query})
        messages.success(request, _("The filter “%(name)s” is kept.") % {"name": name})


def _query_of(data):
    """The filters of an address without the page, in a fixed order."""
    left_out = ("p", "e", "csrfmiddlewaretoken")
    return urlencode(sorted((k, v) for k, v in data.items() if k not in left_out and v))
