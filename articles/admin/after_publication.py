"""What becomes of a report after its publication: one page for everything the desk does then."""

from datetime import date

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import second_reading, workflow
from articles.admin.acts import reasons
from articles.announcements import announced
from articles.models import Article, CrossReference, User
from articles.moments import berlin_day, now
from articles.revisions import working_copy
from articles.roles import WRITERS
from articles.standing import standing, with_visibility
from articles.statuses import Act
from articles.text import plain_text
from articles.vocabulary import ComplaintOutcome, CorrectionKind


class CorrectionForm(forms.Form):
    """A note for readers, to be published by somebody else."""

    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=CorrectionKind)
    text = forms.CharField(
        label=gettext_lazy("wording"),
        max_length=10_000,
        strip=True,
        widget=AdminTextareaWidget(attrs={"rows": 5}),
        help_text=gettext_lazy("A counter-statement stands exactly as it came."),
    )


def urls(guarded):
    """The addresses of this page, below those of the reports."""
    view = guarded(after_publication)
    return [path("<int:object_id>/danach/", view, name="articles_article_after")]


def address(article):
    """The page of one report."""
    return reverse("admin:articles_article_after", args=[article.pk])


def after_publication(request, object_id):
    """Notes, who cites the report, and what else is done to it; each button is one act."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    article = get_object_or_404(with_visibility(Article.objects.all(), now()), pk=object_id)
    form = CorrectionForm()
    if request.POST.get("do") == "go_on" and (draft := _gone_on_from(request, article)):
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[draft.pk]))
    if request.method == "POST" and request.POST.get("do") != "go_on":
        form = CorrectionForm(request.POST) if request.POST.get("do") == "propose" else form
        if _did(request, article, form):
            return HttpResponseRedirect(address(article))
    return render(request, "admin/after_publication.html", _context(request, article, form))


def _gone_on_from(request, article):
    try:
        return workflow.go_on_from(article, by=request.user)
    except (ValidationError, PermissionDenied) as error:
        for reason in reasons(error):
            messages.error(request, reason)
        return None


def _context(request, article, form):
    notes = list(article.corrections.order_by("-proposed_at"))
    return {
        **admin.site.each_context(request),
        "title": _("After publication"),
        "article": article,
        "standing": standing(article, now()),
        "was_public": workflow.was_public(article, now()),
        "form": form,
        "proposed": [note for note in notes if note.published_at is None],
        "published": [note for note in notes if note.published_at],
        "citing": citing(article),
        "complaints": _complaints(request, article),
        **_reminders(request, article),
        "may_publish": workflow.may(request.user, Act.CORRECT),
        "is_alone": second_reading.exception_for(request.user, now=now()) is not None,
        "may_remove": workflow.may(request.user, Act.REMOVE),
        "may_noindex": workflow.may(request.user, Act.NOINDEX),
    }


def citing(article):
    """The references of other reports to this one, live copies first, with their reports."""
    found = CrossReference.objects.filter(target=article).select_related("source")
    return found.order_by("copy", "-source__publish_at", "source", "position")[:200]


def _complaints(request, article):
    """Readers' hints with their contact, for those who may see and close them."""
    if not request.user.has_perm("articles.view_complaint"):
        return []
    workflow.forget(now())
    return list(article.complaints.order_by("-closed_at", "received_at"))


def _reminders(request, article):
    """What is on the list already, and what the text announces besides."""
    kept = list(article.reminders.select_related("assignee").order_by("due_on", "pk"))
    known = {reminder.due_on for reminder in kept}
    return {
        "reminders": kept,
        "offered": [one for one in announced_by(article) if one.on not in known],
        "may_remind": request.user.has_perm("articles.add_reminder"),
        "colleagues": User.objects.filter(is_active=True, role__in=WRITERS).order_by("username"),
        "may_go_on": request.user.has_perm("articles.add_article"),
    }


def announced_by(article):
    """What the working copy announces for days that are still to come."""
    content, today = working_copy(article), berlin_day(now())
    day = berlin_day(article.publish_at) if article.publish_at else today
    text = "\n".join([content["headline"], content["lead"], plain_text(content["body"])])
    return [one for one in announced(text, day) if one.on > today]


def remind_of(article, days, by):
    """Put what the text announces for these ``days`` (ISO) onto the list, for ``by`` to take up."""
    for one in announced_by(article) if days else ():
        if one.on.isoformat() in days:
            workflow.remind(article, one.on, one.words, sentence=one.sentence, by=by, assignee=by)


def _did(request, article, form):
    """Do what the button says; False and a message where it can't be done."""
    do = _ACTS.get(request.POST.get("do", ""))
    try:
        if do is None:
            raise ValidationError(_("This button is not known."))
        if form.is_bound and not form.is_valid():
            return False
        messages.success(request, do(request, article, form))
    except (ValidationError, PermissionDenied) as error:
        for reason in reasons(error):
            messages.error(request, reason)
        return False
    return True


def _propose(request, article, form):
    values = form.cleaned_data
    workflow.propose(article, values["kind"], values["text"], by=request.user)
    return _("The note waits for somebody else to publish it.")


def _publish(request, article, form):
    workflow.publish(_note(request, article), by=request.user)
    return _("The note is online. Please look below which reports cite this one.")


def _discard(request, article, form):
    workflow.discard(_note(request, article), by=request.user)
    return _("The note was dropped.")


def _noindex(request, article, form):
    workflow.keep_out_of_engines(article, "on" in request.POST, by=request.user)
    return _("Search engines are told from now on.")


def _note(request, article):
    number = request.POST.get("note", "")
    return get_object_or_404(article.corrections, pk=int(number) if number.isdecimal() else 0)


def _remind(request, article, form):
    try:
        on = date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        raise ValidationError(_("Please give a day, for example 18.01.2029.")) from None
    words, sentence = request.POST.get("words", ""), request.POST.get("sentence", "")
    number = request.POST.get("who", "")
    who = User.objects.filter(pk=int(number) if number.isdecimal() else 0).first()
    workflow.remind(article, on, words, sentence=sentence, by=request.user, assignee=who)
    return _("The report comes up again on %(day)s.") % {"day": f"{on:%d.%m.%Y}"}


def _finish(request, article, form):
    number = request.POST.get("reminder", "")
    pk = int(number) if number.isdecimal() else 0
    workflow.finish(get_object_or_404(article.reminders, pk=pk), by=request.user)
    return _("The reminder is done.")


def _close(outcome):
    def close(request, article, form):
        number = request.POST.get("case", "")
        pk = int(number) if number.isdecimal() else 0
        case = get_object_or_404(article.complaints, pk=pk)
        workflow.close(case, outcome, by=request.user)
        return _("Hint %(number)d is closed.") % {"number": case.pk}

    return close


_ACTS = {
    "corrected": _close(ComplaintOutcome.CORRECTED),
    "no_error": _close(ComplaintOutcome.NO_ERROR),
    "propose": _propose,
    "publish": _publish,
    "discard": _discard,
    "noindex": _noindex,
    "remind": _remind,
    "finish": _finish,
}
