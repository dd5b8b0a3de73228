"""Holidays and departures: who stands in for whom, and the handover of what waits."""

from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from articles import handover
from articles.admin.acts import reasons
from articles.models import Absence, User, WorkingCopy
from articles.moments import berlin_day, now
from articles.roles import WRITERS

LENGTH = 50


class AbsenceForm(forms.ModelForm):
    """Who is away, who stands in, from when to when, and whether to hand over at once."""

    hand_over = forms.BooleanField(
        label=gettext_lazy("hand over now what waits"), required=False, initial=True
    )

    class Meta:
        model = Absence
        fields = ["person", "deputy", "from_on", "until_on"]
        widgets = {
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            for name in ("from_on", "until_on")
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        desk = User.objects.filter(is_active=True, role__in=WRITERS)
        desk = desk.order_by("last_name", "username")
        everybody = by.has_perm("articles.change_absence")
        # Who has gone already may still have something to hand over.
        away = User.objects.filter(role__in=WRITERS).order_by("last_name", "username")
        self.fields["person"].queryset = away if everybody else desk.filter(pk=by.pk)
        self.fields["deputy"].queryset = desk
        self.fields["person"].initial = by.pk
        self.fields["from_on"].initial = berlin_day(now())


@require_http_methods(["GET", "HEAD", "POST"])
def absences(request):
    """The list of absences, a form for a new one, and handover and return as buttons."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    if request.method == "POST" and "copy" in request.POST:
        return _take(request)
    is_new = request.method == "POST" and "absence" not in request.POST
    form = AbsenceForm(request.POST if is_new else None, by=request.user)
    if request.method == "POST" and (_act(request) if not is_new else _enter(request, form)):
        return HttpResponseRedirect(reverse("absences"))
    found = Absence.objects.select_related("person", "deputy")[:LENGTH]
    context = admin.site.each_context(request) | {
        "title": _("Deputies"),
        "form": form,
        "rows": [_row(absence, request.user) for absence in found],
        "copies": _copies(request.user),
    }
    return TemplateResponse(request, "admin/absences.html", context)


def _copies(user):
    if not user.has_perm("articles.take_workingcopy"):
        return []
    copies = handover.copies_of_absent(berlin_day(now())).select_related("user", "article")
    return [
        {"copy": copy, "title": str(copy.article or _("A new report"))} for copy in copies[:LENGTH]
    ]


def _take(request):
    """Open what a colleague typed and did not save; the log says who did so, and whose it was."""
    try:
        token = UUID(request.POST["copy"])
        copy = handover.take_copy(token, by=request.user)
    except ValueError:
        raise Http404 from None
    except ValidationError as error:
        messages.error(request, " ".join(reasons(error)))
        return HttpResponseRedirect(reverse("absences"))
    owner = WorkingCopy.objects.select_related("user").get(token=token).user
    LogEntry.objects.log_actions(
        request.user.pk,
        [copy.article or owner],
        CHANGE,
        _("Opened the unsaved text of %(who)s.") % {"who": owner},
        single_object=True,
    )
    form = "admin:articles_article_change" if copy.article else "admin:articles_article_add"
    address = reverse(form, args=[copy.article_id] if copy.article else [])
    return HttpResponseRedirect(f"{address}?kopie={copy.token}")


def _enter(request, form):
    if not form.is_valid():
        return False
    if not handover.may_hand_over(request.user, form.cleaned_data["person"]):
        raise PermissionDenied
    absence = form.save()
    messages.success(request, _("%(deputy)s stands in for %(person)s.") % _names(absence))
    if form.cleaned_data["hand_over"]:
        _hand_over(request, absence)
    return True


def _act(request):
    number = request.POST["absence"]
    absence = get_object_or_404(
        Absence, pk=number if number.isascii() and number.isdecimal() else 0
    )
    try:
        if "give_back" in request.POST:
            given = handover.give_back(absence, by=request.user)
            words = ngettext("%(n)d thing given back.", "%(n)d things given back.", given)
            messages.success(request, words % {"n": given})
        else:
            _hand_over(request, absence)
    except ValidationError as error:
        messages.error(request, " ".join(reasons(error)))
    return True


def _hand_over(request, absence):
    moved = _counted(handover.things_of(absence.person))
    handover.hand_over(absence, by=request.user)
    words = _("Handed over to %(deputy)s: %(things)s.")
    messages.success(request, words % (_names(absence) | {"things": moved or _("nothing")}))


def _names(absence):
    return {"person": str(absence.person), "deputy": str(absence.deputy)}


def _counted(things):
    counts = {kind: found.count() for kind, found in things.items()}
    return ", ".join(f"{n} {handover.KINDS[kind][0]}" for kind, n in counts.items() if n)


def _row(absence, user):
    today = berlin_day(now())
    is_over = absence.until_on is not None and absence.until_on < today
    return {
        "absence": absence,
        "is_over": is_over,
        "may": handover.may_hand_over(user, absence.person),
        "waiting": "" if is_over else _counted(handover.things_of(absence.person)),
        "moved": sum(len(numbers) for numbers in absence.moved.values()),
    }
