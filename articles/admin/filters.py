"""Filters of the desk's lists."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.moments import now
from articles.statuses import Status


class StandingFilter(admin.SimpleListFilter):
    """The stations as the desk says them: what is planned apart from what is online."""

    title = _("status")
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        """The five stations, and what waits beside a live report."""
        return [
            (Status.DRAFT, Status.DRAFT.label),
            (Status.REVIEW, Status.REVIEW.label),
            ("planned", _("Planned")),
            ("online", _("Online")),
            ("offline", Status.WITHDRAWN.label),
            ("pending", _("Change not online yet")),
        ]

    def queryset(self, request, queryset):
        """Ask ``published()`` for what is online, the status for the rest."""
        at, value = now(), self.value()
        if value in (Status.DRAFT, Status.REVIEW):
            return queryset.filter(status=value)
        return {
            "planned": lambda: queryset.filter(status=Status.RELEASED, publish_at__gt=at),
            "online": lambda: queryset & Article.objects.published(at),
            "offline": lambda: (
                queryset.filter(status=Status.WITHDRAWN)
                | queryset.filter(status=Status.RELEASED, withdraw_at__lte=at)
            ),
            "pending": lambda: queryset.filter(pending_revision__isnull=False),
        }.get(value, lambda: queryset)()
