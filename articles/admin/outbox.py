"""The outbox to look at: what waits, what was done, what fails and is tried again on demand."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import effects
from articles.deliveries import worker
from articles.models import Effect
from articles.moments import now
from articles.standing import when

_OPEN = Q(done_at__isnull=True)
_FAILED = ~Q(last_error="")
#: The states in which an effect may be, in the order of the filter.
_STATES = {
    "failing": (gettext_lazy("Failing"), _OPEN & _FAILED),
    "given_up": (gettext_lazy("Given up"), Q(gave_up_at__isnull=False)),
    "waiting": (gettext_lazy("Waiting"), _OPEN & ~_FAILED),
    "unsure": (gettext_lazy("May have arrived twice"), Q(is_unsure=True)),
    "done": (gettext_lazy("Done"), Q(done_at__isnull=False)),
}


class StateFilter(admin.SimpleListFilter):
    """Where effects stand."""

    title = gettext_lazy("status")
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        """Every state, with the worrying ones first."""
        return [(name, label) for name, (label, _rows) in _STATES.items()]

    def queryset(self, request, queryset):
        """The effects in the chosen state."""
        return queryset.filter(_STATES[self.value()][1]) if self.value() in _STATES else queryset


@admin.register(Effect)
class EffectAdmin(admin.ModelAdmin):
    """Acts put effects in, the worker takes them out; here they are only looked at and retried."""

    list_display = ["kind", "report", "state", "due", "tries", "last_error", "retry_button"]
    list_filter = [StateFilter, "kind"]
    list_select_related = ["article"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-pk"]
    actions = ["retry"]
    fields = [
        "kind",
        "article",
        "key",
        "id_for_receivers",
        "due",
        "tries",
        "state",
        "last_error",
        "is_unsure",
        "payload",
    ]

    @admin.display(description=gettext_lazy("report"))
    def report(self, effect):
        return str(effect.article or "–")

    @admin.display(description=gettext_lazy("due at"), ordering="due_at")
    def due(self, effect):
        return when(effect.due_at, now())

    @admin.display(description=gettext_lazy("id for receivers"))
    def id_for_receivers(self, effect):
        return str(effect.delivery_id)

    @admin.display(description=gettext_lazy("status"))
    def state(self, effect):
        words = _state(effect)
        if effect.is_unsure:
            words += " – " + _("may have arrived twice")
        kind = "withdrawn" if effect.last_error and not effect.done_at else ""
        kind = "released" if effect.done_at else kind or "review"
        return format_html('<span class="station station-{}">{}</span>', kind, words)

    @admin.display(description="")
    def retry_button(self, effect):
        if effect.done_at or not effect.last_error:
            return ""
        return format_html(
            '<button type="submit" name="_retry" value="{}" class="button">{}</button>',
            effect.pk,
            _("Try again"),
        )

    @admin.action(description=gettext_lazy("Try again"), permissions=["retry"])
    def retry(self, request, chosen):
        for effect in chosen:
            self.log_change(request, effect, _("tried again"))
        count = effects.retry(chosen, now())
        text = ngettext(
            "%(count)d side effect is tried again now.",
            "%(count)d side effects are tried again now.",
            count,
        )
        messages.success(request, text % {"count": count})

    def changelist_view(self, request, extra_context=None):
        """The button of a row, and a warning when nobody delivers."""
        if "_retry" in request.POST:
            return self._retry_one(request, request.POST["_retry"])
        if not worker.is_alive():
            message = _("No worker was heard of within the last minute: what is due waits.")
            messages.warning(request, message)
        return super().changelist_view(request, extra_context)

    def _retry_one(self, request, number):
        if not self.has_retry_permission(request):
            raise PermissionDenied
        self.retry(request, Effect.objects.filter(pk=number if number.isdecimal() else 0))
        return HttpResponseRedirect(request.get_full_path())

    def has_retry_permission(self, request):
        """Chief and technician."""
        return request.user.has_perm("articles.retry_effect")

    def has_add_permission(self, request):
        """Only acts write here."""
        return False

    def has_change_permission(self, request, obj=None):
        """Only the worker changes it."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What was to be told stays on the list."""
        return False


def _state(effect):
    at = now()
    if effect.done_at:
        return _("Done (%(outcome)s)") % {"outcome": effect.outcome}
    if effect.gave_up_at:
        return _("Given up")
    if effect.taken_until and effect.taken_until > at:
        return _("Being delivered")
    if effect.last_error:
        return _("Failed, next try %(when)s") % {"when": when(effect.due_at, at)}
    return _("Waiting")
