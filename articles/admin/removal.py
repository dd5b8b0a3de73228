"""Removing a report or a passage on legal grounds, and what lies sealed; for the chief alone."""

import json

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.acts import reasons
from articles.admin.after_publication import address
from articles.models import Article
from articles.statuses import Act


class PassageForm(forms.Form):
    """Which words go; the reason is sealed with them."""

    passage = forms.CharField(
        label=gettext_lazy("passage"),
        max_length=5000,
        widget=AdminTextareaWidget(attrs={"rows": 4}),
        help_text=gettext_lazy("Copied from the page, as it stands there."),
    )
    reason = forms.CharField(
        label=gettext_lazy("reason, for the chief alone"), max_length=1000, widget=forms.TextInput
    )


class ReportForm(forms.Form):
    """Typing the number is the second thought."""

    number = forms.IntegerField(label=gettext_lazy("number of the report, to confirm"))
    reason = forms.CharField(
        label=gettext_lazy("reason, for the chief alone"), max_length=1000, widget=forms.TextInput
    )

    def __init__(self, *args, article=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.article = article

    def clean_number(self):
        """Only the number of this very report confirms."""
        if self.cleaned_data["number"] != self.article.pk:
            raise ValidationError(_("This is not the number of this report."))
        return self.cleaned_data["number"]


def urls(guarded):
    """The address of this page, below those of the reports."""
    view = guarded(removal)
    return [path("<int:object_id>/entfernen/", view, name="articles_article_removal")]


def removal(request, object_id):
    """Two forms, a look at where a passage stands before it goes, and the seals."""
    if not (workflow.may(request.user, Act.REDACT) and workflow.may(request.user, Act.REMOVE)):
        raise PermissionDenied
    article = get_object_or_404(Article, pk=object_id)
    do = request.POST.get("do", "")
    is_passage = do in ("look", "redact")
    passage = PassageForm(request.POST if is_passage else None, prefix="passage")
    report = ReportForm(request.POST if do == "remove" else None, prefix="report", article=article)
    places = None
    if do == "look" and passage.is_valid():
        places = _places(request, article, passage)
    elif do and _did(request, article, do, passage, report):
        return HttpResponseRedirect(f"{address(article)}#zitiert")
    context = {
        **admin.site.each_context(request),
        "title": _("Remove on legal grounds"),
        "article": article,
        "passage": passage,
        "report": report,
        "places": places,
        "seals": [_opened(seal) for seal in article.seals.all()],
    }
    response = render(request, "admin/removal.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _did(request, article, do, passage, report):
    form = {"redact": passage, "remove": report}.get(do)
    if form is None or not form.is_valid():
        return False
    try:
        if do == "redact":
            _redact(request, article, passage)
            messages.success(request, _("The passage is gone everywhere and lies sealed."))
        else:
            workflow.remove(article, reason=report.cleaned_data["reason"], by=request.user)
            messages.success(request, _("The report is gone everywhere and lies sealed."))
    except (ValidationError, PermissionDenied) as error:
        for reason in reasons(error):
            messages.error(request, reason)
        return False
    return True


def _redact(request, article, form):
    values = form.cleaned_data
    return workflow.redact(article, values["passage"], reason=values["reason"], by=request.user)


def _places(request, article, form):
    """Where the passage stands, found by taking it out and taking that back."""
    try:
        with transaction.atomic():
            seal = _redact(request, article, form)
            transaction.set_rollback(True)
    except (ValidationError, PermissionDenied) as error:
        for reason in reasons(error):
            messages.error(request, reason)
        return None
    counts = {}
    for kept in seal.kept:
        counts[kept["table"]] = counts.get(kept["table"], 0) + 1
    return [(_TABLES.get(table, table), count) for table, count in counts.items()]


_TABLES = {
    "article": gettext_lazy("Live text and the desk's notes on it"),
    "revision": gettext_lazy("Revisions"),
    "workingcopy": gettext_lazy("Working copies"),
    "correction": gettext_lazy("Notes of correction"),
    "complaint": gettext_lazy("Readers' hints"),
    "reminder": gettext_lazy("Reminders"),
    "note": gettext_lazy("Notes to colleagues"),
    "settledname": gettext_lazy("Settled names"),
    "statuschange": gettext_lazy("Notes in the trail"),
    "sourcematerial": gettext_lazy("Source material"),
    "effect": gettext_lazy("Side effects"),
    "logentry": gettext_lazy("The admin's log"),
    "formeraddress": gettext_lazy("Former addresses"),
}


def _opened(seal):
    """A seal with what it keeps as text."""
    kept = [
        {
            "where": f"{_TABLES.get(kept['table'], kept['table'])} {kept['row']}, {kept['column']}",
            "text": kept["value"]
            if isinstance(kept["value"], str)
            else json.dumps(kept["value"], ensure_ascii=False, indent=1),
        }
        for kept in seal.kept
    ]
    return {"seal": seal, "kept": kept}
