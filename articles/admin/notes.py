"""The notes beside the form of a report: a piece of a page that its script fetches and sends."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import workflow
from articles.admin import acts
from articles.models import Article, Note, User
from articles.moments import now
from articles.revisions import CONTENT
from articles.standing import when


class NoteForm(forms.Form):
    """A note as the script sends it."""

    text = forms.CharField(max_length=2000, required=False)
    field = forms.ChoiceField(choices=[(name, name) for name in ("", *CONTENT)], required=False)
    passage = forms.CharField(max_length=500, required=False)
    blocks = forms.BooleanField(required=False)
    assignee = forms.ModelChoiceField(User.objects.filter(is_active=True), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request, object_id):
    """The notes on a report as HTML; a post writes, answers, settles or reopens one first."""
    if not request.user.has_perm("articles.add_note"):
        raise PermissionDenied
    article = get_object_or_404(Article, pk=object_id)
    error = ""
    if request.method == "POST":
        try:
            _do(request, article)
        except ValidationError as refused:
            error = " ".join(acts.reasons(refused))
    context = {
        "threads": _threads(article),
        "people": [_as_choice(user) for user in _colleagues()],
        "fields": [(name, Article._meta.get_field(name).verbose_name) for name in CONTENT],
        "error": error,
    }
    template = "admin/articles/article/_notes.html"
    return TemplateResponse(request, template, context, status=400 if error else 200)


def _do(request, article):
    act, number = request.POST.get("act"), request.POST.get("note", "")
    if act not in ("write", "answer", "settle", "reopen"):
        raise ValidationError(_("This button is not known."))
    if act == "write":
        _write(request, article)
        return
    note = get_object_or_404(article.notes, pk=number if number.isdecimal() else 0)
    if act == "answer":
        workflow.write_note(article, request.POST.get("text", ""), by=request.user, answers=note)
    elif act == "settle":
        workflow.settle_note(note, by=request.user)
    else:
        workflow.reopen_note(note, by=request.user)


def _write(request, article):
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise ValidationError([str(e) for errors in form.errors.values() for e in errors])
    values = form.cleaned_data
    workflow.write_note(article, values.pop("text"), by=request.user, **values)


def _threads(article):
    """Open threads first; each with its answers and the words for its anchor."""
    rows = list(Note.objects.filter(article=article).select_related("assignee").order_by("pk"))
    threads = [note for note in rows if note.answers_id is None]
    for note in rows:
        note.said = when(note.made_at, now())
        note.thread = [answer for answer in rows if answer.answers_id == note.pk]
        if note.field:
            note.where = Article._meta.get_field(note.field).verbose_name
    return sorted(threads, key=lambda note: (note.resolved_at is not None, note.pk))


def _colleagues():
    return User.objects.filter(is_active=True).exclude(role="").order_by("username")


def _as_choice(user):
    name = user.get_full_name() or user.username
    return {"id": user.pk, "handle": user.initials or user.username, "name": name}
