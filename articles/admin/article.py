"""The report on the desk: list, form, and the acts on it."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Script
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin import (
    acts,
    after_publication,
    filters,
    offers,
    previews,
    recognition,
    references,
)
from articles.admin.editor_media import NonceMedia
from articles.admin.report_list import DeskChangeList, DeskPaginator, keep_filter, kept_filters
from articles.forms import ArticleForm
from articles.models import Article, SourceMaterial
from articles.moments import now
from articles.obstacles import obstacles, warnings
from articles.search import desk_search
from articles.standing import standing, when, with_visibility
from articles.statuses import Act, Status


class SourceMaterialInline(admin.TabularInline):
    """Files the report is made from."""

    model = SourceMaterial
    extra = 0
    fields = ["file", "title"]


@admin.register(Article)
class ArticleAdmin(NonceMedia, admin.ModelAdmin):
    """
    Writing and releasing reports.

    The form edits the working copy; hours and status are moved by the buttons
    beside it, which call ``workflow`` after the text is saved.
    """

    form = ArticleForm
    inlines = [SourceMaterialInline]
    action_form = acts.BulkForm
    actions = acts.BULK_ACTIONS
    list_display = ["title", "station", "section", "writer", "hour", "changed"]
    list_filter = [
        filters.StandingFilter,
        filters.HourFilter,
        filters.WriterFilter,
        filters.ReferencesFilter,
        filters.AuthorFilter,
        filters.MunicipalityFilter,
        "section",
        "genre",
    ]
    list_per_page = 50
    list_select_related = ["section", "assigned_to"]
    paginator = DeskPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    search_fields = ["headline"]
    search_help_text = gettext_lazy("Kicker, headline, lead and text")
    autocomplete_fields = [
        "people",
        "picture",
        "second_picture",
        "attachments",
        "municipalities",
        "districts",
        "federal_states",
        "institutions",
        "awards",
    ]
    fieldsets = [
        (None, {"fields": ["base", "kicker", "headline", "lead", "body"]}),
        (
            gettext_lazy("Section, author, tags"),
            {"fields": [("section", "genre"), ("initials", "people"), "tags", "is_advertisement"]},
        ),
        (
            gettext_lazy("What the report speaks of"),
            {
                "fields": [
                    "municipalities",
                    "districts",
                    "federal_states",
                    "institutions",
                    "awards",
                ]
            },
        ),
        (
            gettext_lazy("Pictures"),
            {
                "classes": ["collapse"],
                "fields": [
                    "picture",
                    "picture_caption",
                    "second_picture",
                    "second_picture_caption",
                ],
            },
        ),
        (
            gettext_lazy("Links, info box, attachments"),
            {
                "classes": ["collapse"],
                "fields": ["links", "infobox_title", "infobox", "attachments"],
            },
        ),
        (
            gettext_lazy("For the desk: working title, sources, embargo"),
            {
                "classes": ["collapse"],
                "fields": [
                    "working_title",
                    ("assigned_to", "due_on"),
                    "original_on",
                    "source_text",
                    ("embargo_until", "embargo_is_open_ended"),
                    "embargo_source",
                ],
            },
        ),
    ]

    class Media:
        css = {"all": [f"articles/admin/{name}.css" for name in ("desk", "chips", "list")]}
        js = ["articles/admin/desk.js", Script("articles/admin/chips.js", type="module")]

    # --- The list ----------------------------------------------------------------------------

    def get_queryset(self, request):
        """Newest first, with what the column “status” needs."""
        reports = with_visibility(super().get_queryset(request), now())
        return reports.order_by("-changed_at", "-pk")

    def get_changelist(self, request, **kwargs):
        """A list that leaves the texts where they are."""
        return DeskChangeList

    def get_search_results(self, request, queryset, search_term):
        """Full text over the index instead of a scan of the table; drafts by working title too."""
        found = desk_search(queryset, search_term)
        if words := search_term.replace("\0", "").strip():
            drafts = queryset.filter(status__in=filters.ON_THE_DESK)
            found = found | drafts.filter(working_title__icontains=words)
        return found, False

    def changelist_view(self, request, extra_context=None):
        """Beside the rows: saved filters, and what came of the last bulk action."""
        context = {"media": self.media + filters.filter_media()}
        context |= kept_filters(request) | {"outcome": acts.pop_outcome(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def action_checkbox(self, article):
        """With the revision that the row shows, so that a bulk action rests on it."""
        base = format_html(
            '<input type="hidden" name="base-{}" value="{}">',
            article.pk,
            article.working_revision_id,
        )
        return super().action_checkbox(article) + base

    @admin.display(description=gettext_lazy("report"))
    def title(self, article):
        return format_html('<span class="kicker">{}</span> {}', article.kicker, str(article))

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def station(self, article):
        extra = _("change not online yet") if article.pending_revision_id else ""
        return format_html(
            '<span class="station station-{}">{}</span> <small>{}</small>',
            article.status,
            standing(article, now()),
            extra,
        )

    @admin.display(description=gettext_lazy("who writes it"))
    def writer(self, article):
        return article.assigned_to or "–"

    @admin.display(description=gettext_lazy("online from"), ordering="publish_at")
    def hour(self, article):
        return when(article.publish_at, now()) if article.publish_at else "–"

    @admin.display(description=gettext_lazy("changed"), ordering="changed_at")
    def changed(self, article):
        return when(article.changed_at, now())

    def get_actions(self, request):
        """Only the acts that the role allows; nothing is deleted in bulk."""
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if workflow.may(request.user, getattr(action[0], "act", None))
        }

    def get_form(self, request, obj=None, **kwargs):
        """Let the form know who fills it in: an embargo is not shortened by everybody."""
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    # --- The form ----------------------------------------------------------------------------

    def get_urls(self):
        """What the editor asks for, beside the usual addresses."""
        guarded = self.admin_site.admin_view
        return [
            path("verweisziele/", guarded(references.targets), name="articles_article_targets"),
            path("vorschlaege/", guarded(offers.offers), name="articles_article_offers"),
            path("filter/", guarded(keep_filter), name="articles_article_filter"),
            path("erkannt/", guarded(recognition.recognised), name="articles_article_recognised"),
            *after_publication.urls(guarded),
            *previews.urls(guarded),
            *super().get_urls(),
        ]

    def view_on_site(self, article):
        """Offer the page only while there is one."""
        return article.get_absolute_url() if article.is_visible else None

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A save may come between check and lock: then the form tells it like any other."""
        arguments = (request, object_id, form_url, extra_context)
        try:
            return super().changeform_view(*arguments)
        except workflow.Stale:
            return super().changeform_view(*arguments)

    def render_change_form(self, request, context, *args, **kwargs):
        """Put beside the form what stands in the way, what may be done, and what was done."""
        article = context.get("original")
        context["beside"] = beside(request, article) if article else None
        context["recognition"] = recognition.panel(article)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_form(self, request, form, change):
        """Leave the report as it is; ``save_model`` stores a revision."""
        return form.instance

    def save_model(self, request, article, form, change):
        """Store what was written as a revision, never straight into a released report."""
        stored = Article.objects.get(pk=article.pk) if change else Article()
        base = form.cleaned_data["base"] if change else None
        workflow.save(stored, form.content(), by=request.user, base=base)
        workflow.prepare(stored, form.preparation(), by=request.user)
        article.pk = stored.pk

    def save_related(self, request, form, formsets, change):
        """Tags and entities went into the revision; only the files of the desk are left."""
        for formset in formsets:
            self.save_formset(request, form, formset, change)

    def response_add(self, request, article, post_url_continue=None):
        """A button of an act also works on a report that is just being made."""
        return self._response(request, article) or super().response_add(request, article)

    def response_change(self, request, article):
        """After saving, do the act whose button was pressed."""
        return self._response(request, article) or super().response_change(request, article)

    def _response(self, request, article):
        if "_act" not in request.POST:
            return None
        article = Article.objects.get(pk=article.pk)
        url = reverse("admin:articles_article_change", args=[article.pk])
        if not self._act(request, article):
            typed = {k: v for k, v in request.POST.items() if k.startswith("act-") and v}
            url += f"?{urlencode(typed)}" if typed else ""
        return HttpResponseRedirect(url)

    def _act(self, request, article):
        button, form = acts.BUTTONS.get(request.POST["_act"]), acts.act_form(request, article)
        try:
            if button is None or not form.is_valid():
                raise ValidationError(form.errors.as_data())
            base = article.working_revision_id
            button.do(article, form.cleaned_data, request.user, base)
        except (ValidationError, PermissionDenied) as error:
            for reason in acts.reasons(error):
                messages.error(request, reason)
            return False
        messages.success(request, acts.closing_words(button.name, article))
        if button.name in ("schedule", "reschedule") and (note := acts.who_waits(article)):
            messages.warning(request, note)
        return True

    def has_delete_permission(self, request, obj=None):
        """What was ever released is never deleted, only taken offline."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not obj.exposures.exists())


def beside(request, article):
    """What stands beside the form of a saved report, which carries ``is_visible``."""
    at = now()
    is_finished = article.status == Status.WITHDRAWN
    buttons = acts.buttons_for(request.user, article)
    is_alone = any(button.act == Act.ALONE for button in buttons)
    by, needs_reader = request.user, not is_alone
    missing = [] if is_finished else obstacles(article, at=at, by=by, needs_reader=needs_reader)
    return {
        "number": article.pk,
        "standing": standing(article, at),
        "source": {"text": article.source_text, "files": article.source_material.all()},
        "is_new": article.status in (Status.DRAFT, Status.REVIEW),
        "has_pending": article.pending_revision_id is not None,
        "obstacles": missing,
        "has_open_references": any(o.code == "open_reference" for o in missing),
        "warnings": warnings(article, at=at),
        "buttons": buttons,
        "is_alone": is_alone,
        "may_update": workflow.may(by, Act.ALONE) and workflow.is_urgent(article),
        "may_lift": workflow.may(by, Act.LIFT) and workflow.holds(article, at),
        "article": article,
        "uses": {name for button in buttons for name in button.uses},
        "form": acts.act_form(request, article),
        "trail": article.status_changes.all()[:20],
        "later": Article.objects.filter(references_out__target=article).distinct()[:10],
    }
