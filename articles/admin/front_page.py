"""The front page as the desk makes it: lead report, pins, and what stays off."""

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from articles import workflow
from articles.admin.acts import reasons
from articles.fields.instants import InstantField
from articles.models import Article
from articles.moments import now
from articles.read_model import front_page
from articles.standing import when
from articles.statuses import Act, Status
from articles.views.home import NEWEST, contents
from articles.vocabulary import PlacementKind

_AHEAD = 15


class PlacementForm(forms.Form):
    """Which place a report gets, and until when."""

    article = forms.ModelChoiceField(Article.objects.all(), widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("place"), choices=PlacementKind)
    until = InstantField(required=False, label=gettext_lazy("until"))


class Moment(forms.Form):
    """For which moment the preview is."""

    um = InstantField(required=False, label=gettext_lazy("as it will be at"))


@csp_update({"frame-src": [SELF]})
def desk(request):
    """What stands where, what comes, and the page itself beside it."""
    _refuse_others(request)
    form = PlacementForm(request.POST or None, auto_id=False)
    if request.method == "POST" and _did(request, form):
        return HttpResponseRedirect(reverse("front_page"))
    at = now()
    moment = Moment(request.GET or None)
    context = {
        **admin.site.each_context(request),
        "title": _("Front page"),
        "groups": _groups(at, form),
        "moment": moment,
        "query": request.GET.urlencode() if moment.is_bound and moment.is_valid() else "",
    }
    return render(request, "admin/front_page.html", context)


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def framed(request):
    """The front page as it is, or as it will be at an hour; only our own frame may hold it."""
    _refuse_others(request)
    moment = Moment(request.GET)
    at = (moment.is_valid() and moment.cleaned_data["um"]) or now()
    response = render(request, "articles/home.html", contents(request, max(at, now())))
    response["Cache-Control"] = "no-store"
    return response


def _refuse_others(request):
    if not workflow.may(request.user, Act.PLACE):
        raise PermissionDenied


def _groups(at, form):
    """Reports by where they stand, each with its form: what was typed is kept in its own."""
    front = front_page(at, NEWEST)
    lead = [front.lead] if front.lead else []
    shown = [teaser.pk for teaser in (*lead, *front.pinned, *front.newest)]
    reports = Article.objects.select_related("placement").defer("body", "search_vector")
    by_pk = reports.in_bulk(shown)
    off = reports.filter(placement__kind=PlacementKind.OFF).order_by("-publish_at")[:_AHEAD]
    planned = reports.filter(status=Status.RELEASED, publish_at__gt=at)
    groups = [
        (_("Lead report"), [by_pk[teaser.pk] for teaser in lead]),
        (_("Pinned"), [by_pk[teaser.pk] for teaser in front.pinned]),
        (_("The newest"), [by_pk[teaser.pk] for teaser in front.newest]),
        (_("Planned"), planned.order_by("publish_at")[:_AHEAD]),
        (_("Not on the front page"), [r for r in off if r.pk not in by_pk]),
    ]
    return [(name, [_row(report, at, form) for report in found]) for name, found in groups]


def _row(report, at, form):
    placement = getattr(report, "placement", None)
    is_valid = placement and (placement.until is None or placement.until > at)
    initial = {"article": report.pk, "kind": placement.kind if is_valid else PlacementKind.LEAD}
    initial["until"] = placement.until if is_valid else None
    is_typed = form.is_bound and form.data.get("article") == str(report.pk)
    return {
        "report": report,
        "placement": placement if is_valid else None,
        "when": when(report.publish_at, at),
        "form": form if is_typed else PlacementForm(initial=initial, auto_id=False),
    }


def _did(request, form):
    try:
        if request.POST.get("do") == "unplace":
            number = request.POST.get("article", "")
            pk = int(number) if number.isdecimal() else 0
            workflow.unplace(get_object_or_404(Article, pk=pk), by=request.user)
        elif not form.is_valid():
            return False
        else:
            values = form.cleaned_data
            workflow.place(
                values["article"], values["kind"], until=values["until"], by=request.user
            )
    except (ValidationError, PermissionDenied) as error:
        for reason in reasons(error):
            messages.error(request, reason)
        return False
    messages.success(request, _("The front page is as you said."))
    return True
