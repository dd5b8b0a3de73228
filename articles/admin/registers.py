"""The registers on the desk: places, institutions with their names, awards with their winners."""

from itertools import combinations

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import connection, transaction
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from articles import counts
from articles.admin.export import export_csv
from articles.admin.upkeep import MergeableAdmin, RenamableAdmin
from articles.fields.plain import PlainTextField
from articles.models import (
    Association,
    Award,
    AwardEdition,
    AwardWin,
    District,
    FederalState,
    Institution,
    InstitutionName,
    Ministry,
    Municipality,
    Succession,
)
from articles.moments import berlin_day, now
from articles.text import sort_key
from articles.upkeep import renaming

_ORDER = {"name": -2, "short_name": -1, "verification": 1, "source": 2, "source_url": 2, "note": 3}


class RegisterAdmin(SimpleHistoryAdmin):
    """A register entry: found by the beginning of its name or key, with its history."""

    list_per_page = 50
    show_full_result_count = False
    history_list_per_page = 20
    search_fields = ["sort_key__startswith"]
    actions = [export_csv]
    key_field = "key"
    formfield_overrides = {PlainTextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}

    class Media:
        css = {"all": ["articles/admin/registers.css"]}

    def get_fields(self, request, obj=None):
        """What it is called first, the note last."""
        fields = super().get_fields(request, obj)
        return sorted(fields, key=lambda name: _ORDER.get(name, 0))

    def get_search_results(self, request, queryset, search_term):
        """Match the stored sort key from its start, or the key; both have an index."""
        typed = sort_key(search_term)
        if not typed:
            return queryset, False
        if typed.replace("-", "").isdecimal():
            return queryset.filter(**{f"{self.key_field}__startswith": search_term.strip()}), False
        found = queryset.filter(sort_key__startswith=typed)
        return (found if found.exists() else queryset.filter(sort_key__contains=typed)), False


@admin.register(FederalState)
class FederalStateAdmin(RegisterAdmin):
    """The sixteen Länder."""

    list_display = ["name", "abbreviation", "key"]


@admin.register(District)
class DistrictAdmin(RegisterAdmin):
    """Districts and independent cities."""

    list_display = ["name", "kind", "federal_state", "population", "key"]
    list_filter = ["federal_state", "kind"]
    list_select_related = ["federal_state"]
    autocomplete_fields = ["federal_state"]


@admin.register(Association)
class AssociationAdmin(RegisterAdmin):
    """Ämter, Samtgemeinden and the like."""

    list_display = ["name", "kind", "district", "population", "key"]
    list_filter = ["kind"]
    list_select_related = ["district"]
    autocomplete_fields = ["district"]


@admin.register(Municipality)
class MunicipalityAdmin(MergeableAdmin, RegisterAdmin):
    """The municipalities of Germany."""

    list_display = ["name", "kind", "district", "federal_state", "population", "ags", "is_former"]
    list_filter = ["federal_state", "kind", "is_former"]
    list_select_related = ["district", "federal_state"]
    autocomplete_fields = ["federal_state", "district", "association", "successors"]
    key_field = "ags"

    def save_model(self, request, obj, form, change):
        """In another district, its reports count there."""
        super().save_model(request, obj, form, change)
        if change and "district" in form.changed_data:
            counts.recount_areas()


class EraForm(forms.ModelForm):
    """A name and its days; whether they overlap, the set of all eras says."""

    def _get_validation_exclusions(self):
        # Without the institution the constraint is not asked about rows that this form changes too.
        return super()._get_validation_exclusions() | {"institution"}


class EraFormSet(forms.BaseInlineFormSet):
    """All eras of an institution: one can end and the next one begin in the same form."""

    def clean(self):
        """No two of the eras as they were sent may cover the same day."""
        super().clean()
        kept = [form for form in self.forms if self._is_kept(form)]
        for first, second in combinations(kept, 2):
            if first.instance.overlaps(second.instance):
                second.add_error("valid_from", _("Another name already covers these days."))

    def _is_kept(self, form):
        return form.is_valid() and form.cleaned_data and not self._should_delete_form(form)

    def save(self, commit=True):
        """Let the database look at the borders once all of them are moved."""
        constraint = "names_of_an_institution_do_not_overlap"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {constraint} DEFERRED")
            saved = super().save(commit)
            cursor.execute(f"SET CONSTRAINTS {constraint} IMMEDIATE")
        return saved


_SHORT_NOTES = {PlainTextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}


class InstitutionNameInline(admin.TabularInline):
    """The eras of an institution."""

    formfield_overrides = _SHORT_NOTES

    model = InstitutionName
    form = EraForm
    formset = EraFormSet
    extra = 0
    fields = ["name", "abbreviation", "valid_from", "valid_to", "verification", "note"]


class SuccessionInline(admin.TabularInline):
    """Where the tasks of an institution went, and when."""

    model = Succession
    fk_name = "predecessor"
    extra = 0
    autocomplete_fields = ["successor"]
    fields = ["kind", "successor", "happened_on", "what", "verification"]


class InstitutionAdmin(RenamableAdmin, RegisterAdmin):
    """Institutions, found under any name they ever bore."""

    inlines = [InstitutionNameInline, SuccessionInline]
    list_display = ["called", "called_short", "kind", "federal_state", "key"]
    list_filter = ["kind", "federal_state"]
    list_select_related = ["federal_state"]
    autocomplete_fields = ["federal_state"]

    @admin.display(description=_("name"), ordering="sort_key")
    def called(self, institution):
        """Today's name."""
        return institution.called

    @admin.display(description=_("short name"), ordering="called_short")
    def called_short(self, institution):
        """Today's abbreviation."""
        return institution.called_short

    def get_readonly_fields(self, request, obj=None):
        """A house that bears a name today gets another one by its eras only."""
        is_named = obj is not None and obj.name_on(berlin_day(now())) is not None
        names = ("name", "short_name") if is_named else ()
        return (*super().get_readonly_fields(request, obj), *names)

    def get_queryset(self, request):
        """Under the names of today."""
        return super().get_queryset(request).named_on(berlin_day(now()))

    def save_related(self, request, form, formsets, change):
        """Keep the stored name in step with the eras that were just edited."""
        super().save_related(request, form, formsets, change)
        renaming.follow(form.instance, berlin_day(now()))

    def get_search_results(self, request, queryset, search_term):
        """Every word in any of its names or abbreviations; so few rows that no index is needed."""
        for word in search_term.split()[:6]:
            names = InstitutionName.objects.filter(name__icontains=word)
            names |= InstitutionName.objects.filter(abbreviation__icontains=word)
            queryset = queryset.filter(pk__in=names.values("institution"))
        return queryset, False


class MinistryAdmin(InstitutionAdmin):
    """Ministries are institutions, and theirs is the history."""

    def history_view(self, request, object_id, extra_context=None):
        """What was changed, where it is kept."""
        return redirect("admin:articles_institution_history", object_id)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An earlier state, where it is kept."""
        return redirect("admin:articles_institution_simple_history", object_id, version_id)


admin.site.register(Institution, InstitutionAdmin)
admin.site.register(Ministry, MinistryAdmin)


@admin.register(Award)
class AwardAdmin(MergeableAdmin, RegisterAdmin):
    """Prizes, rankings and funding programmes."""

    list_display = ["name", "short_name", "kind", "organiser", "key"]
    list_filter = ["kind"]
    autocomplete_fields = ["organising_institution"]

    def get_search_results(self, request, queryset, search_term):
        """Every word in its name or short name."""
        for word in search_term.split()[:6]:
            queryset = queryset.filter(name__icontains=word) | queryset.filter(
                short_name__icontains=word
            )
        return queryset, False


class AwardWinInline(admin.TabularInline):
    """The winners of an edition."""

    model = AwardWin
    extra = 0
    autocomplete_fields = ["municipality", "district", "association"]
    raw_id_fields = ["report"]
    fields = [
        "category",
        "placement",
        "winner_kind",
        "winner_name",
        "municipality",
        "district",
        "association",
        "project",
        "joint_group",
        "report",
    ]


@admin.register(AwardEdition)
class AwardEditionAdmin(SimpleHistoryAdmin):
    """An edition and its winners in one form."""

    inlines = [AwardWinInline]
    actions = [export_csv]
    list_display = ["award", "year", "name", "is_complete"]
    list_filter = ["award"]
    list_select_related = ["award"]
    search_fields = ["award__name", "name", "year"]
    autocomplete_fields = ["award"]
    formfield_overrides = _SHORT_NOTES

    class Media:
        css = {"all": ["articles/admin/registers.css"]}
