"""The registers on the desk: places, institutions with their names, awards with their winners."""

from django.contrib import admin
from django.shortcuts import redirect
from simple_history.admin import SimpleHistoryAdmin

from articles.admin.export import export_csv
from articles.admin.upkeep import MergeableAdmin, RenamableAdmin
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
from articles.text import sort_key


class RegisterAdmin(SimpleHistoryAdmin):
    """A register entry: found by the beginning of its name or key, with its history."""

    list_per_page = 50
    show_full_result_count = False
    history_list_per_page = 20
    search_fields = ["sort_key__startswith"]
    actions = [export_csv]
    key_field = "key"

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


class InstitutionNameInline(admin.TabularInline):
    """The eras of an institution."""

    model = InstitutionName
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
    list_display = ["name", "short_name", "kind", "federal_state", "key"]
    list_filter = ["kind", "federal_state"]
    list_select_related = ["federal_state"]
    autocomplete_fields = ["federal_state"]

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
