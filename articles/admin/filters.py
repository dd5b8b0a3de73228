"""Filters of the desk's lists."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _

from articles.models import Article, CrossReference
from articles.moments import berlin_day, now, start_of_day
from articles.statuses import Status
from articles.vocabulary import ReferenceEnd

DAY = timedelta(days=1)
ON_THE_DESK = (Status.DRAFT, Status.REVIEW)


class StandingFilter(admin.SimpleListFilter):
    """The stations as the desk says them: what is planned apart from what is online."""

    title = _("status")
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        """The five stations, what waits beside a live report, and what is late."""
        return [
            (Status.DRAFT, Status.DRAFT.label),
            (Status.REVIEW, Status.REVIEW.label),
            ("planned", _("Planned")),
            ("online", _("Online")),
            ("offline", Status.WITHDRAWN.label),
            ("pending", _("Change not online yet")),
            ("late", _("Late")),
        ]

    def queryset(self, request, queryset):
        """Ask ``published()`` for what is online, the status for the rest."""
        at, value = now(), self.value()
        if value in ON_THE_DESK:
            return queryset.filter(status=value)
        return {
            "planned": lambda: queryset.filter(status=Status.RELEASED, publish_at__gt=at),
            "online": lambda: queryset & Article.objects.published(at),
            "offline": lambda: (
                queryset.filter(status=Status.WITHDRAWN)
                | queryset.filter(status=Status.RELEASED, withdraw_at__lte=at)
            ),
            "pending": lambda: queryset.filter(pending_revision__isnull=False),
            "late": lambda: queryset.filter(status__in=ON_THE_DESK, due_on__lt=berlin_day(at)),
        }.get(value, lambda: queryset)()


class HourFilter(admin.SimpleListFilter):
    """When a report appears or appeared, by days in Berlin."""

    title = _("online from")
    parameter_name = "stunde"

    def lookups(self, request, model_admin):
        """Spans of whole days, and what has no hour."""
        return [
            ("today", _("Today")),
            ("tomorrow", _("Tomorrow")),
            ("next", _("The next seven days")),
            ("past", _("The last seven days")),
            ("month", _("The last thirty days")),
            ("none", _("Without an hour")),
        ]

    def queryset(self, request, queryset):
        """From midnight to midnight."""
        today = berlin_day(now())
        spans = {
            "today": (0, 1),
            "tomorrow": (1, 2),
            "next": (0, 8),
            "past": (-7, 1),
            "month": (-30, 1),
        }
        if self.value() == "none":
            return queryset.filter(publish_at__isnull=True)
        if self.value() not in spans:
            return queryset
        first, end = (start_of_day(today + n * DAY) for n in spans[self.value()])
        return queryset.filter(publish_at__gte=first, publish_at__lt=end)


class WriterFilter(admin.SimpleListFilter):
    """Whose drafts: one's own, or a colleague's by number (as the start page leads here)."""

    title = _("who writes it")
    parameter_name = "wer"

    def lookups(self, request, model_admin):
        """Oneself, and nobody."""
        return [(str(request.user.pk), _("I do")), ("none", _("nobody yet"))]

    def queryset(self, request, queryset):
        """Drafts only have somebody who still writes them."""
        if self.value() == "none":
            return queryset.filter(assigned_to__isnull=True, status__in=ON_THE_DESK)
        if number := _number(self.value()):
            return queryset.filter(assigned_to=number, status__in=ON_THE_DESK)
        return queryset


class ReferencesFilter(admin.SimpleListFilter):
    """Reports with a “wir berichteten” that leads nowhere yet."""

    title = _("references")
    parameter_name = "verweise"

    def lookups(self, request, model_admin):
        """One question."""
        return [("open", _("has open references"))]

    def queryset(self, request, queryset):
        """In the live or in the pending copy."""
        if self.value() != "open":
            return queryset
        # Few rows are open: found first, they are faster than asking for each report.
        rows = CrossReference.objects.filter(end=ReferenceEnd.OPEN).values("source")
        return queryset.filter(pk__in=rows)


class ThingFilter(admin.ListFilter):
    """
    Reports that have one thing out of thousands, which is searched instead of listed.

    ``field`` is the relation of the report, whose autocompletion is used.
    """

    template = "admin/_thing_filter.html"
    field = parameter_name = ""

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        if self.parameter_name in params:
            self.used_parameters[self.parameter_name] = params.pop(self.parameter_name)[-1]

    @property
    def value(self):
        """The number chosen, or None."""
        return _number(self.used_parameters.get(self.parameter_name))

    def has_output(self):
        """Always: there are always some to search for."""
        return True

    def expected_parameters(self):
        """One."""
        return [self.parameter_name]

    def choices(self, changelist):
        """The other filters in force, which the little form carries on."""
        return [
            {"name": name, "value": value}
            for name, value in changelist.params.items()
            if name != self.parameter_name
        ]

    def widget(self):
        """The search field with what is chosen."""
        relation = Article._meta.get_field(self.field)
        select = AutocompleteSelect(relation, admin.site, attrs={"data-width": "100%"})
        choice = forms.ModelChoiceField(relation.related_model.objects.all(), widget=select)
        identity = {"id": f"filter-{self.parameter_name}", "aria-label": str(self.title)}
        return choice.widget.render(self.parameter_name, self.value, identity)

    def queryset(self, request, queryset):
        """One thing, so no report twice."""
        return queryset.filter(**{self.field: self.value}) if self.value else queryset


class AuthorFilter(ThingFilter):
    """By author."""

    title = _("author")
    parameter_name = "autor"
    field = "people"


class MunicipalityFilter(ThingFilter):
    """By municipality."""

    title = _("municipality")
    parameter_name = "ort"
    field = "municipalities"


def filter_media():
    """What the search fields of the filters need on the page."""
    return AutocompleteSelect(Article._meta.get_field("people"), admin.site).media


def _number(written):
    written = str(written or "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 16 else None
