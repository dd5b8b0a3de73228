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
    conflicts,
    filters,
    notes,
    offers,
    presence,
    previews,
    recognition,
    references,
    removal,
    revisions,
    working_copies,
)
from articles.admin.editor_media import NonceMedia
from articles.admin.report_list import DeskChangeList, DeskPaginator, keep_filter, kept_filters
from articles.admin.working_copies import (
    NothingIsLost,
    SavesWhatItCan,
    change_page,
    left_words,
    mends,
    store,
)
from articles.forms import ArticleForm
from articles.models import Article, CrossReference, Mend, SourceMaterial
from articles.moments import now
from articles.obstacles import obstacles, warnings
from articles.search import desk_search
from articles.standing import standing, when, with_visibility
from articles.statuses import Act, Status

#: Acts that let a report go: then it is asked whether what it announces is to come up again.
RELEASES = {Act.RELEASE, Act.ALONE}
#: What may be done to a correction of the live text, by the names of the buttons.
ACTS_OF_A_MEND = ("submit", "release", "change", "return")


class SourceMaterialInline(admin.TabularInline):
    """Files the report is made from."""

    model = SourceMaterial
    formset = SavesWhatItCan
    extra = 0
    fields = ["file", "title"]


@admin.register(Article)
class ArticleAdmin(NothingIsLost, NonceMedia, admin.ModelAdmin):
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
        (None, {"fields": ["base", "prepared", "kicker", "headline", "lead", "body"]}),
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
        names = ("desk", "chips", "list", "keeping", "notes")
        css = {"all": [f"articles/admin/{name}.css" for name in names]}
        js = [
            "articles/admin/desk.js",
            "articles/admin/drop_picture.js",
            Script("articles/admin/chips.js", type="module"),
            Script("articles/admin/notes.js", type="module"),
        ]

    # --- The list ----------------------------------------------------------------------------

    def get_queryset(self, request):
        """Newest first, with what the column “status” needs."""
        reports = with_visibility(super().get_queryset(request).for_writing(), now())
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
            *working_copies.urls(guarded),
            *conflicts.urls(guarded),
            *presence.urls(guarded),
            *revisions.urls(guarded),
            *removal.urls(guarded),
            path("<int:object_id>/notizen/", guarded(notes.notes), name="articles_article_notes"),
            *super().get_urls(),
        ]

    def view_on_site(self, article):
        """Offer the page only while there is one."""
        return article.get_absolute_url() if article.is_visible else None

    def render_change_form(self, request, context, *args, **kwargs):
        """Put beside the form what stands in the way, what may be done, and what was done."""
        article = context.get("original")
        # The formset has read them already.
        files = [form.instance for one in context["inline_admin_formsets"] for form in one.formset]
        context["beside"] = beside(request, article, files) if article else None
        context["recognition"] = recognition.panel(article)
        self.keep_apart(request, context)
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        """What was written when and by whom: the revisions."""
        return HttpResponseRedirect(reverse("admin:articles_article_revisions", args=[object_id]))

    def save_form(self, request, form, change):
        """Leave the report as it is; ``save_model`` stores a revision."""
        return form.instance

    def save_model(self, request, article, form, change):
        """Store what was written as a revision, never straight into a released report."""
        stored = Article.objects.for_writing().get(pk=article.pk) if change else Article()
        store(stored, form, request.working_copy, by=request.user, sent=request.POST)
        article.pk, request.saved_report = stored.pk, stored

    def save_related(self, request, form, formsets, change):
        """Tags and entities went into the revision; only the files of the desk are left."""
        for formset in formsets:
            self.save_formset(request, form, formset, change)
            for fault in formset.faults():
                messages.warning(request, _("Not taken over: %(fault)s") % {"fault": fault})

    def response_add(self, request, article, post_url_continue=None):
        """A button of an act also works on a report that is just being made."""
        return self._response(request, article) or super().response_add(request, article)

    def response_change(self, request, article):
        """After saving, do the act whose button was pressed."""
        return self._response(request, article) or super().response_change(request, article)

    def _response(self, request, article):
        copy = request.working_copy
        if copy.values:
            messages.warning(request, left_words(request.POST))
            return HttpResponseRedirect(change_page(article.pk, copy))
        article = request.saved_report
        if "_act" in request.POST:
            return self._response_of_act(request, article, copy)
        if workflow.asks_for_hour(article, now()):
            messages.warning(request, _("Is the change meant for the hour of the report?"))
            return HttpResponseRedirect(change_page(article.pk))
        if copy.mends_live_text:
            messages.success(request, _("The correction of the live text is saved."))
            return HttpResponseRedirect(change_page(article.pk, copy))
        return None

    def _response_of_act(self, request, article, copy):
        if self._act(request, article):
            return HttpResponseRedirect(
                change_page(article.pk, copy if has_mend(article) else None)
            )
        typed = {k: v for k, v in request.POST.lists() if k.startswith("act-") and any(v)}
        typed |= {"korrektur": 1} if copy.mends_live_text else {}
        query = f"?{urlencode(typed, doseq=True)}" if typed else ""
        return HttpResponseRedirect(change_page(article.pk) + query)

    def _act(self, request, article):
        button, form = acts.BUTTONS.get(request.POST["_act"]), acts.act_form(request, article)
        try:
            if button is None or not form.is_valid():
                raise ValidationError(form.errors.as_data())
            do_act(button, article, form.cleaned_data, request)
        except (ValidationError, PermissionDenied) as error:
            for reason in acts.reasons(error):
                messages.error(request, reason)
            return False
        messages.success(request, acts.closing_words(button.name, article))
        if button.act in RELEASES:
            after_publication.remind_of(article, request.POST.getlist("act-remind"), request.user)
        if button.name in ("schedule", "reschedule") and (note := acts.who_waits(article)):
            messages.warning(request, note)
        return True

    def has_delete_permission(self, request, obj=None):
        """What was ever released is never deleted, only taken offline."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not obj.exposures.exists())


def do_act(button, article, values, request):
    """Do the act of ``button`` to a report, or to the correction of its live text."""
    if not mends(request):
        return button.do(article, values, request.user, article.working_revision_id)
    if button.name not in ACTS_OF_A_MEND:
        raise ValidationError(_("This is not for a correction of the live text."), code="mend")
    with workflow.on_live_text(article, by=request.user):
        return button.do(article, values, request.user, article.working_revision_id)


def has_mend(article):
    """Whether a correction of the live text waits beside the pending revision."""
    return Mend.objects.filter(article=article).exists()


def branches(request, article, at):
    """What may be said about the copies of a report: live, pending, corrected, planned."""
    is_mend = mends(request) and hasattr(article, "waiting_revision")
    has_pending = article.pending_revision_id is not None
    may = request.user.has_perm("articles.change_article")
    is_public = article.status == Status.RELEASED and workflow.was_public(article, at)
    return {
        "pk": article.pk,
        "is_mend": is_mend,
        "waits_by": article.waiting_revision.by_mark if is_mend else "",
        "may_mend": may and is_public and has_pending and not mends(request),
        "is_unmerged": may and has_pending and article.merge_base_id is not None,
        "asks_for_hour": workflow.asks_for_hour(article, at),
        "is_left_behind": has_pending and article.pending_is_for_hour and not is_public,
        "hour": article.publish_at,
    }


def beside(request, article, files):
    """
    What stands beside the form of a saved report, which carries ``is_visible``.

    ``files`` are its source material.
    """
    at = now()
    is_finished = article.status == Status.WITHDRAWN
    buttons = acts.buttons_for(request.user, article)
    if mends(request):
        buttons = [button for button in buttons if button.name in ACTS_OF_A_MEND]
    is_alone = any(button.act == Act.ALONE for button in buttons)
    by, needs_reader = request.user, not is_alone
    missing = [] if is_finished else obstacles(article, at=at, by=by, needs_reader=needs_reader)
    return {
        "number": article.pk,
        "branches": branches(request, article, at),
        "standing": standing(article, at),
        "source": {"text": article.source_text, "files": [file for file in files if file.pk]},
        "is_new": article.status in (Status.DRAFT, Status.REVIEW),
        "has_pending": article.pending_revision_id is not None,
        "obstacles": missing,
        "has_open_references": any(o.code == "open_reference" for o in missing),
        "warnings": warnings(article, at=at),
        "buttons": buttons,
        "is_alone": is_alone,
        "may_update": workflow.may(by, Act.ALONE) and workflow.is_urgent(article),
        "own_revision": _own_older_revision(article, by),
        "may_note": by.has_perm("articles.add_note"),
        "may_lift": workflow.may(by, Act.LIFT) and workflow.holds(article, at),
        "article": article,
        "ticked": request.GET.getlist("act-remind"),
        "uses": {name for button in buttons for name in button.uses},
        "form": acts.act_form(request, article),
        "announced": _announced(article) if RELEASES & {b.act for b in buttons} else [],
        "trail": article.status_changes.all()[:20],
        "later": _citing(article),
    }


def _announced(article):
    """What the text announces and nobody has put on the list yet."""
    found = after_publication.announced_by(article)
    known = set(article.reminders.values_list("due_on", flat=True)) if found else ()
    return [one for one in found if one.on not in known]


def _citing(article):
    """Some of the reports that refer to this one, as far as their names."""
    rows = CrossReference.objects.filter(target=article).values("source")
    names = ("kicker", "headline", "working_title", "is_removed")
    return Article.objects.filter(pk__in=rows).only(*names)[:10]


def _own_older_revision(article, user):
    """The number of what ``user`` wrote last, when others have changed it since."""
    own = article.revisions.filter(by_number=user.pk).values_list("pk", flat=True).first()
    return own if own and own < article.working_revision_id else None
