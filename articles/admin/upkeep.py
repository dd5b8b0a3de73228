"""Forms and lists for keeping the registers in order: rename, merge, undecided, differences."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget, AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from articles.detection.entities import Kind
from articles.models import (
    Article,
    Award,
    AwardEdition,
    AwardWin,
    District,
    Institution,
    InstitutionName,
    Municipality,
    Tag,
    Tagging,
)
from articles.moments import berlin_day, now
from articles.upkeep import merging, official, renaming, unclear

#: By model, a field that leads to it: the search field of the form asks through it.
_LEADS_TO = {
    Institution: Award._meta.get_field("organising_institution"),
    Award: AwardEdition._meta.get_field("award"),
    Municipality: AwardWin._meta.get_field("municipality"),
    Tag: Tagging._meta.get_field("tag"),
}
_REGISTERS = {
    Kind.MUNICIPALITY: (Municipality.objects.select_related("district", "federal_state"), "ags"),
    Kind.DISTRICT: (District.objects.select_related("federal_state"), "key"),
    Kind.BODY: (Institution.objects.select_related("federal_state"), "key"),
    Kind.AWARD: (Award.objects.all(), "key"),
}
_MOST_CHOICES = 6
_POSTED = require_http_methods(["GET", "HEAD", "POST"])


class RenameForm(forms.Form):
    """The next name of a house, and the day from which it bears it."""

    name = forms.CharField(
        label=gettext_lazy("New name"),
        max_length=200,
        widget=AdminTextInputWidget(attrs={"size": 70}),
    )
    abbreviation = forms.CharField(
        label=gettext_lazy("New abbreviation"), max_length=20, required=False
    )
    on = forms.DateField(
        label=gettext_lazy("Renamed from"),
        widget=AdminDateWidget,
        help_text=gettext_lazy("The first day of the new name."),
    )

    class Media:
        css = {"all": ["admin/css/widgets.css", "articles/admin/registers.css"]}
        js = ["admin/js/core.js"]


def merge_form(model, double):
    """A form that asks into which other entry of ``model`` the ``double`` goes."""
    others = model._default_manager.exclude(pk=double.pk)
    field = forms.ModelChoiceField(
        others,
        label=gettext_lazy("Keep this entry"),
        widget=AutocompleteSelect(_LEADS_TO[model], admin.site),
    )
    return type("MergeForm", (forms.Form,), {"into": field})


class MergeableAdmin(admin.ModelAdmin):
    """An entry that can be merged into another of its kind."""

    change_form_template = "admin/articles/upkeep_change_form.html"

    def get_urls(self):
        """The page that asks into which one."""
        name = f"articles_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(_POSTED(self.merge_view))
        return [path("<int:object_id>/zusammenfuehren/", view, name=name), *super().get_urls()]

    def merge_view(self, request, object_id):
        """Ask, then merge in one transaction."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        model = self.model._meta.concrete_model
        double = get_object_or_404(model, pk=object_id)
        initial = {"into": _number(request.GET.get("into"))}
        form = merge_form(model, double)(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            into = form.cleaned_data["into"]
            try:
                merged = merging.merge(double, into, by=request.user)
            except ValidationError as error:
                form.add_error("into", error)
            else:
                _tell_merged(request, str(double), str(into), merged)
                return HttpResponseRedirect(
                    reverse(f"admin:articles_{model._meta.model_name}_change", args=[into.pk])
                )
        named_in = Article.objects.filter(**{merging.KINDS[model].field: double}).count()
        context = {"form": form, "thing": double, "named_in": named_in}
        return _shown(request, "merge", _("Merge “%s” into another") % double, context)


class RenamableAdmin(MergeableAdmin):
    """A house that can be called otherwise from a day on."""

    def get_urls(self):
        """The form “renamed from”."""
        name = f"articles_{self.opts.model_name}_rename"
        view = self.admin_site.admin_view(_POSTED(self.rename_view))
        return [path("<int:object_id>/umbenennen/", view, name=name), *super().get_urls()]

    def rename_view(self, request, object_id):
        """One form; it lists the drafts and planned reports that say the old name."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        house = get_object_or_404(Institution, pk=object_id)
        at = now()
        old = renaming.running_name(house)
        form = RenameForm(request.POST or None, initial={"on": berlin_day(at)})
        if request.method == "POST" and form.is_valid():
            try:
                new = renaming.rename(house, **form.cleaned_data, by=request.user, at=at)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                said = _("From %(day)s on: %(name)s.")
                words = {"day": f"{new.valid_from:%d.%m.%Y}", "name": new}
                messages.success(request, said % words)
                here = reverse(f"admin:articles_{self.opts.model_name}_rename", args=[house.pk])
                return HttpResponseRedirect(f"{here}?alt={old.pk if old else ''}")
        old = _name_asked(request, house) or old
        since = (old and old.valid_to) or berlin_day(at)
        reports = renaming.reports_with(old, since=since, at=at) if old else []
        context = {"form": form, "thing": house, "old": old, "since": since, "reports": reports}
        return _shown(request, "rename", _("“%s”: renamed from a day on") % house, context)


def _name_asked(request, house):
    """The name that was just ended, so that its reports are still listed."""
    number = request.GET.get("alt", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        return None
    return InstitutionName.objects.filter(institution=house, pk=int(number)).first()


def _tell_merged(request, double, into, merged):
    said = ngettext(
        "“%(double)s” is now “%(into)s”: %(number)d report moved, the old address redirects.",
        "“%(double)s” is now “%(into)s”: %(number)d reports moved, the old address redirects.",
        merged.reports,
    )
    messages.success(request, said % {"double": double, "into": into, "number": merged.reports})
    if merged.names_left:
        left = _("Not moved, because other names cover these days (kept in the note): %s")
        messages.warning(request, left % ", ".join(merged.names_left))


# --- lists ------------------------------------------------------------------------------------


@require_safe
def double_tags(request):
    """Tags that look like one."""
    _ask(request, "articles.delete_tag")
    return _shown(request, "double_tags", _("Double tags"), {"groups": merging.double_tags()})


@_POSTED
def unclear_names(request):
    """Reports with recognised but undecided names, the newest first, a stretch at a time."""
    _ask(request, "articles.change_article")
    if request.method == "POST":
        article = get_object_or_404(Article, pk=_number(request.POST.get("article")))
        unclear.settle(article, request.POST.get("words", "")[:200])
        return HttpResponseRedirect(request.get_full_path())
    read = unclear.reports_to_read(_number(request.GET.get("vor")))
    at = now()
    found = [(article, unclear.unclear_names(article, at)) for article in read]
    rows = [(article, names) for article, names in found if names]
    choices = _choices([name for __, names in rows for name in names])
    shown = [
        (article, [(name, [choices[name.kind, k] for k in _keys(name, choices)]) for name in names])
        for article, names in rows
    ]
    older = read[-1].pk if len(read) == unclear.READ else None
    context = {"rows": shown, "older": older, "read": len(read)}
    return _shown(request, "unclear", _("Undecided names"), context)


@_POSTED
def differences(request):
    """What the desk corrected against the register: keep ours, or take theirs."""
    _ask(request, "articles.change_municipality")
    if request.method == "POST":
        _decide(request)
        return HttpResponseRedirect(request.path)
    found = [
        (each, each.thing._meta.model_name, each.thing._meta.verbose_name)
        for each in official.differences()
    ]
    return _shown(request, "differences", _("Ours and official values"), {"rows": found})


def _decide(request):
    by_name = {model._meta.model_name: model for model in official.REGISTERS}
    model = by_name.get(request.POST.get("register", ""), Municipality)
    thing = get_object_or_404(model, pk=_number(request.POST.get("thing")))
    name = request.POST.get("field", "")
    if name in thing.delivered:
        ours = request.POST.get("decision") == "ours"
        official.decide(thing, name, keep_ours=ours, by=request.user)
        said = _("%(thing)s, %(field)s: decided.")
        messages.success(request, said % {"thing": thing, "field": name})


def _keys(name, choices):
    return [key for key in name.keys[:_MOST_CHOICES] if (name.kind, key) in choices]


def _choices(names):
    """What the candidates are called, by kind and key: one query a register."""
    found = {}
    for kind, (rows, key) in _REGISTERS.items():
        wanted = {k for name in names if name.kind == kind for k in name.keys[:_MOST_CHOICES]}
        for thing in rows.filter(**{f"{key}__in": wanted}) if wanted else ():
            found[kind, getattr(thing, key)] = _described(thing)
    return found


def _described(thing):
    land = getattr(thing, "federal_state", None)
    district = getattr(thing, "district", None)
    where = [str(part) for part in (district, land) if part and str(part) != str(thing)]
    return f"{thing} ({', '.join(where)})" if where else str(thing)


def _number(written):
    is_number = bool(written) and written.isascii() and written.isdecimal() and len(written) < 16
    return int(written) if is_number else None


def _ask(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _shown(request, template, title, context):
    context = admin.site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"admin/upkeep/{template}.html", context)
