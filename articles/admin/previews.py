"""Previews on the desk: one revision in the width of a desk or a phone, and links for others."""

from datetime import timedelta

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Max
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from articles import workflow
from articles.admin.acts import reasons
from articles.models import Article, PreviewLink
from articles.moments import now
from articles.read_model import address
from articles.views.previews import page_of, rendered

WIDTHS = {
    "1440": gettext_lazy("Desktop"),
    "820": gettext_lazy("Tablet"),
    "390": gettext_lazy("Phone"),
}


def _days():
    return [(n, ngettext("%d day", "%d days", n) % n) for n in (1, 3, 7, 14, 30)]


class ShareForm(forms.Form):
    """For whom a link is, and for how long."""

    recipient = forms.CharField(label=gettext_lazy("for whom"), max_length=200)
    days = forms.TypedChoiceField(
        label=gettext_lazy("valid for"), choices=_days, coerce=int, initial=3
    )


def urls(guarded):
    """The addresses of previews, below those of the reports."""
    return [
        path("<int:object_id>/vorschau/", guarded(frame), name="articles_article_preview"),
        path(
            "<int:object_id>/vorschau/seite/",
            guarded(framed),
            name="articles_article_preview_page",
        ),
    ]


@csp_update({"frame-src": [SELF]})
def frame(request, object_id):
    """The frame around a preview, its widths, and the links that were given away."""
    article = _article_or_refuse(request, object_id)
    revision = _revision(article, request.GET.get("fassung", ""))
    form = ShareForm(request.POST if request.POST.get("do") == "share" else None)
    if request.method == "POST" and _did(request, article, revision, form):
        return HttpResponseRedirect(_address(article, revision))
    width = request.GET.get("breite", "1440")
    context = {
        **admin.site.each_context(request),
        "title": _("Preview"),
        "article": article,
        "revision": revision,
        "revisions": article.revisions.order_by("-pk").defer("content")[:30],
        "widths": WIDTHS,
        "width": width if width in WIDTHS else "1440",
        "form": form,
        "links": _links(article),
        "may_share": request.user.has_perm("articles.add_previewlink"),
    }
    return render(request, "admin/preview.html", context)


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def framed(request, object_id):
    """The page itself; only our own frame may hold it."""
    article = _article_or_refuse(request, object_id)
    revision = _revision(article, request.GET.get("fassung", ""))
    return rendered(request, revision, page_of(revision, now()))


def _article_or_refuse(request, object_id):
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    return get_object_or_404(Article, pk=object_id)


def _revision(article, number):
    wanted = int(number) if number.isdecimal() else article.working_revision_id
    return get_object_or_404(article.revisions.select_related("article"), pk=wanted)


def _address(article, revision):
    url = reverse("admin:articles_article_preview", args=[article.pk])
    return f"{url}?fassung={revision.pk}#links"


def _links(article):
    """The links to any revision of the report, newest first, as they are told and copied."""
    found = PreviewLink.objects.filter(revision__article=article).order_by("-pk")
    counted = found.annotate(opened=Count("visits"), last=Max("visits__at"))[:50]
    at = now()
    return [
        {
            "link": link,
            "is_open": link.withdrawn_at is None and link.expires_at > at,
            "url": settings.SITE_URL + address("preview", workflow.token_of(link)),
        }
        for link in counted
    ]


def _did(request, article, revision, form):
    try:
        if request.POST.get("do") == "withdraw":
            _withdraw(request, article)
        elif not form.is_valid():
            return False
        else:
            until = now() + timedelta(days=form.cleaned_data["days"])
            recipient = form.cleaned_data["recipient"]
            workflow.share(revision, recipient=recipient, until=until, by=request.user)
            messages.success(request, _("The link is made: please copy it from the list."))
    except (ValidationError, PermissionDenied) as error:
        for reason in reasons(error):
            messages.error(request, reason)
        return False
    return True


def _withdraw(request, article):
    number = request.POST.get("link", "")
    links = PreviewLink.objects.filter(revision__article=article)
    link = get_object_or_404(links, pk=int(number) if number.isdecimal() else 0)
    workflow.withdraw_link(link, by=request.user)
    messages.success(request, _("The link opens nothing any more."))
