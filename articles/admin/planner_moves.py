"""Moving what stands in the planner: a question with old and new hour, then the act."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles import planner as plan
from articles import workflow
from articles.admin.acts import reasons, who_waits
from articles.fields.instants import InstantField, spoken, spoken_hour
from articles.models import Article
from articles.moments import BERLIN, now
from articles.standing import standing, with_visibility
from articles.statuses import Act
from articles.vocabulary import PlanKind

FIELDS = {PlanKind.RELEASE: "publish_at", PlanKind.WITHDRAWAL: "withdraw_at"}
#: What the button says once it was asked whether a release is really to be taken back.
SURE = "2"
#: What stands for “no end” in the state that the form carries.
NONE = "-"


class HourForm(forms.Form):
    """To which hour."""

    at = InstantField(label=gettext_lazy("new hour"))


class DayForm(forms.Form):
    """To which day."""

    at = forms.DateField(
        label=gettext_lazy("new day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def move_address(entry, back):
    """Where an entry of the planner is moved; ``back`` is where the desk comes from."""
    query = {"meldung": entry.article.pk, "art": entry.kind, "zurueck": back}
    return f"{reverse('planner_move')}?{urlencode(query)}"


@require_http_methods(["GET", "HEAD", "POST"])
def move(request):
    """
    Ask for the new hour of ``?meldung=`` and ``?art=``, and move it.

    ``nach`` proposes an instant or a day, ``teil`` leaves out the page around the question.
    """
    kind, article = _what(request)
    _refuse(request.user, kind)
    form = _form(request, kind, article)
    is_cancel = "_cancel" in request.POST
    if is_cancel and kind == PlanKind.RELEASE and request.POST["_cancel"] != SURE:
        form.errors.clear()
        return _question(request, kind, article, form, asks_again=True)
    if request.method == "POST" and (form.is_valid() or is_cancel):
        if is_cancel:
            form.errors.clear()  # the new hour is not asked for
        try:
            words = _do(request, kind, article, form)
        except (ValidationError, PermissionDenied) as error:
            _tell_refusal(request, form, error)
        else:
            messages.success(request, words)
            if kind == PlanKind.RELEASE and (note := who_waits(article)):
                messages.warning(request, note)
            return HttpResponseRedirect(_back(request))
    return _question(request, kind, article, form)


def _what(request):
    asked = request.POST if request.method == "POST" else request.GET
    kind, number = asked.get("art", ""), asked.get("meldung", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 16
    if kind not in (PlanKind.DUE, *FIELDS) or not is_number:
        raise Http404
    reports = with_visibility(Article.objects.select_related("section"), now())
    return PlanKind(kind), get_object_or_404(reports, pk=int(number))


def _refuse(user, kind):
    permission = "change_article" if kind == PlanKind.DUE else f"{Act.RESCHEDULE}_article"
    if not user.has_perm(f"articles.{permission}"):
        raise PermissionDenied


def _form(request, kind, article):
    form = DayForm if kind == PlanKind.DUE else HourForm
    if request.method == "POST":
        return form(request.POST)
    return form(initial={"at": _proposal(request.GET.get("nach", ""), kind) or _old(kind, article)})


def _proposal(written, kind):
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if kind == PlanKind.DUE:
        return moment.date()
    local = moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)
    # A time in the spring gap becomes the next one there is.
    return local.astimezone(UTC)


def _old(kind, article):
    return article.due_on if kind == PlanKind.DUE else getattr(article, FIELDS[kind])


def _state(article):
    """The hour, the end and the day that the question shows, as the form carries them."""
    moments = (article.publish_at, article.withdraw_at, article.due_on)
    return " ".join(moment.isoformat() if moment else NONE for moment in moments)


@transaction.atomic
def _do(request, kind, article, form):
    """Move it while nobody else can, and only if it still stands where the question said."""
    held = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
    if request.POST.get("war") != _state(held):
        raise workflow.Stale(_("Somebody else has moved this report in the meantime."))
    shown = (article.publish_at, article.withdraw_at)
    at, by = form.cleaned_data.get("at"), request.user
    if request.POST.get("_cancel"):
        return _cancel(kind, article, by, shown)
    if kind == PlanKind.DUE:
        workflow.prepare(article, {"due_on": at}, by=by)
        return _("“%(headline)s” is due on %(day)s.") % {
            "headline": article,
            "day": f"{at:%d.%m.%Y}",
        }
    if at <= now():
        raise ValidationError({"at": _("This hour has passed.")}, code="past")
    if kind == PlanKind.RELEASE:
        workflow.reschedule(article, by=by, at=at, until=article.withdraw_at, shown=shown)
        words = _("“%(headline)s” appears on %(hour)s.")
    else:
        workflow.reschedule(article, by=by, until=at, shown=shown)
        words = _("“%(headline)s” goes offline on %(hour)s.")
    return words % {"headline": article, "hour": spoken_hour(at)}


def _cancel(kind, article, by, shown):
    if kind == PlanKind.DUE:
        workflow.prepare(article, {"due_on": None}, by=by)
        return _("“%(headline)s” is due on no day any more.") % {"headline": article}
    if kind == PlanKind.WITHDRAWAL:
        workflow.reschedule(article, by=by, until=None, shown=shown)
        return _("“%(headline)s” stays online without an end.") % {"headline": article}
    workflow.take_back(article, by=by)
    return _("“%(headline)s” is a draft again.") % {"headline": article}


def _tell_refusal(request, form, error):
    by_field = getattr(error, "message_dict", {}) if hasattr(error, "error_dict") else {}
    for message in by_field.get("at", []) + by_field.get("until", []):
        form.add_error("at", message)
    if not by_field:
        for reason in reasons(error):
            form.add_error(None, reason)


def _question(request, kind, article, form, *, asks_again=False):
    at, old = now(), _old(kind, article)
    is_day = kind == PlanKind.DUE
    new = None if is_day else form["at"].value()
    is_moment = isinstance(new, datetime)
    context = admin.site.each_context(request) | {
        "title": _("Move"),
        "kind": kind,
        "report": article,
        "standing": standing(article, at),
        "old": old and (f"{old:%d.%m.%Y}" if is_day else spoken(old, at)),
        "form": form,
        "state": _state(article),
        "back": _back(request),
        "near": plan.near(new, article) if is_moment and kind == PlanKind.RELEASE else [],
        "cancel": _CANCEL[kind],
        "sure": SURE if asks_again else "",
    }
    part = request.GET.get("teil")
    template = "admin/_planner_move.html" if part else "admin/planner_move.html"
    # 422: the fragment's script tells a refusal from a page that has moved on.
    is_question = bool(form.errors) or asks_again
    return TemplateResponse(request, template, context, status=422 if is_question else 200)


_CANCEL = {
    PlanKind.RELEASE: gettext_lazy("Take the release back"),
    PlanKind.WITHDRAWAL: gettext_lazy("Without an end"),
    PlanKind.DUE: gettext_lazy("Without a day"),
}


def _back(request):
    asked = request.POST if request.method == "POST" else request.GET
    back = asked.get("zurueck", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return back if is_ours else reverse("planner")
