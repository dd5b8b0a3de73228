"""Lifting an embargo that others broke: a reason, and the second factor once more."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles import workflow
from articles.admin import acts
from articles.models import Article
from articles.moments import now
from articles.statuses import Act

_ASKED = "embargo_to_lift"
SECONDS_TO_ANSWER = 300


class LiftForm(forms.Form):
    """Why the embargo no longer binds."""

    note = forms.CharField(
        label=gettext_lazy("Who broke it, and where?"),
        max_length=500,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request, pk):
    """
    Ask for the reason, then for the second factor, then lift.

    The factor must have been given after the reason was: one of this morning's log-in is not
    enough. Without one the page says where to set it up, and lifts nothing.
    """
    article = get_object_or_404(Article, pk=pk)
    if not workflow.may(request.user, Act.LIFT):
        raise PermissionDenied
    has_factor = is_mfa_enabled(request.user)
    asked = request.session.get(_ASKED) or {}
    if has_factor and asked.get("report") == pk and _was_proved_since(request, asked["at"]):
        del request.session[_ASKED]
        return _lift(request, article, asked["note"])
    form = LiftForm(request.POST or None)
    if request.method == "POST" and has_factor and form.is_valid():
        note = form.cleaned_data["note"]
        request.session[_ASKED] = {"report": pk, "note": note, "at": time.time()}
        return HttpResponseRedirect(f"{_proof(request.user)}?{urlencode({'next': request.path})}")
    context = admin.site.each_context(request) | {
        "title": _("Lift the embargo"),
        "article": article,
        "form": form,
        "has_factor": has_factor,
        "holds": workflow.holds(article, now()),
    }
    return TemplateResponse(request, "admin/lift_embargo.html", context)


def _lift(request, article, note):
    try:
        workflow.lift_embargo(article, by=request.user, note=note)
    except ValidationError as error:
        messages.error(request, " ".join(acts.reasons(error)))
    else:
        messages.success(request, _("The embargo is lifted. The report may be released now."))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _was_proved_since(request, asked_at):
    """Whether a second factor was given after that moment, and lately."""
    return any(
        record.get("method") == "mfa"
        and record["at"] >= asked_at
        and time.time() - record["at"] < SECONDS_TO_ANSWER
        for record in get_authentication_records(request, request.user)
    )


def _proof(user):
    """The page that asks for the code, or for the key of whoever has nothing else."""
    keys_only = not is_mfa_enabled(user, types=[Authenticator.Type.TOTP])
    return reverse("mfa_reauthenticate_webauthn" if keys_only else "mfa_reauthenticate")
