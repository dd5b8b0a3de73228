"""The revisions of a report: what was written when by whom, compared, restored, seen by readers."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import revisions, workflow
from articles.admin.conflicts import differences, frame, text_of
from articles.admin.working_copies import change_page, number_of
from articles.fields.instants import InstantField
from articles.models import Article, Exposure, Revision
from articles.moments import now
from articles.standing import when

ROWS = 50


class MomentForm(forms.Form):
    """A day and an hour, for the question what readers saw then."""

    at = InstantField(label=gettext_lazy("What did readers see on"))


@require_safe
def revision_list(request, object_id):
    """
    All revisions of a report, newest first, to compare two of them or to restore one.

    ``?at=`` asks what readers saw then; ``?vor=`` continues the list.
    """
    article = _readable(request, object_id)
    before = number_of(request.GET.get("vor"))
    found = article.revisions.defer("content").prefetch_related("exposures").order_by("-pk")
    rows = list((found.filter(pk__lt=before) if before else found)[: ROWS + 1])
    form = MomentForm(request.GET if "at" in request.GET else None)
    context = {
        "title": _("Revisions"),
        "article": article,
        "rows": [_row(article, revision) for revision in rows[:ROWS]],
        "further": rows[ROWS - 1].pk if len(rows) > ROWS else None,
        "form": form,
        "seen": _seen(article, form),
        "may_restore": request.user.has_perm("articles.change_article"),
    }
    return render(request, "admin/articles/article/revisions.html", frame(request) | context)


def _readable(request, object_id):
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    reports = Article.objects.select_related("current_revision", "pending_revision")
    return get_object_or_404(reports, pk=object_id)


def _row(article, revision):
    at = now()
    marks = {
        _("pending"): revision.pk == article.pending_revision_id,
        _("submitted"): revision.pk == article.submitted_revision_id,
        _("working copy"): revision.pk == article.working_revision_id,
    }
    return {
        "pk": revision.pk,
        "by": revision.by_mark,
        "made": when(revision.made_at, at),
        "hash": revision.content_hash[:8],
        "marks": [word for word, holds in marks.items() if holds],
        "shown": [_span(exposure, at) for exposure in revision.exposures.all()],
    }


def _span(exposure, at):
    start, end = exposure.during.lower, exposure.during.upper
    words = {"start": when(start, at), "end": when(end, at) if end else ""}
    return (_("%(start)s to %(end)s") if end else _("from %(start)s")) % words


def _seen(article, form):
    """What readers saw at the moment asked for, in words, and the revision it was."""
    if not form.is_bound or not form.is_valid():
        return None
    at = form.cleaned_data["at"]
    shown = Exposure.objects.filter(article=article, during__contains=at).select_related("revision")
    exposure = shown.first()
    return {"at": at, "revision": exposure and exposure.revision, "is_ahead": at > now()}


@require_safe
def revision(request, object_id, revision_id):
    """The whole text of one revision."""
    article = _readable(request, object_id)
    one = get_object_or_404(Revision, article=article, pk=revision_id)
    context = {
        "title": _("Revision of %(when)s") % {"when": when(one.made_at, now())},
        "article": article,
        "revision": one,
        "fields": text_of(one.content),
        "may_restore": request.user.has_perm("articles.change_article"),
    }
    return render(request, "admin/articles/article/revision.html", frame(request) | context)


@require_safe
def comparison(request, object_id):
    """Two revisions, ``?alt=`` and ``?neu=``, field by field, the older one first."""
    article = _readable(request, object_id)
    numbers = sorted(number_of(request.GET.get(name)) for name in ("alt", "neu"))
    old, new = (get_object_or_404(Revision, article=article, pk=number) for number in numbers)
    may_restore = request.user.has_perm("articles.change_article")
    context = {
        "title": _("Compare revisions"),
        "article": article,
        "old": _side(old, _("Before")),
        "new": _side(new, _("After")),
        "differences": differences(old.content, new.content),
        "restore": old if may_restore and old != new else None,
    }
    return render(request, "admin/articles/article/comparison.html", frame(request) | context)


def _side(one, name):
    return {"name": name, "note": f"{one.by_mark or '–'}, {when(one.made_at, now())}"}


@require_POST
def restore(request, object_id, revision_id):
    """Make an old revision the newest one; what was deleted since is left out and named."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    article = get_object_or_404(Article, pk=object_id)
    one = get_object_or_404(Revision, article=article, pk=revision_id)
    content, gone = revisions.living(one.content)
    base = number_of(request.POST.get("base"))
    try:
        workflow.save(article, content, by=request.user, base=base)
    except workflow.Stale:
        messages.error(
            request, _("Somebody has saved this report in the meantime: please look again.")
        )
        address = reverse("admin:articles_article_revisions", args=[article.pk])
        return HttpResponseRedirect(address)
    made = when(one.made_at, now())
    messages.success(request, _("The revision of %(when)s is the newest again.") % {"when": made})
    if gone:
        text = _("Deleted since and therefore left out: %(names)s")
        messages.warning(request, text % {"names": ", ".join(gone)})
    return HttpResponseRedirect(change_page(article.pk))


def urls(guarded):
    """The addresses of this module, below that of the reports."""
    name = "articles_article_{}".format
    return [
        path("<int:object_id>/fassungen/", guarded(revision_list), name=name("revisions")),
        path("<int:object_id>/fassungen/vergleich/", guarded(comparison), name=name("compare")),
        path(
            "<int:object_id>/fassungen/<int:revision_id>/", guarded(revision), name=name("revision")
        ),
        path(
            "<int:object_id>/fassungen/<int:revision_id>/wiederherstellen/",
            guarded(restore),
            name=name("restore_revision"),
        ),
    ]
