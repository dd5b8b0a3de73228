"""The board of topics: what the desk makes of a day, from a mere title to what is online."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles import workflow
from articles.admin.planner import read_day
from articles.admin.planner_entries import may_move
from articles.admin.planner_moves import move_address
from articles.models import Article, SourceMaterial, User
from articles.moments import berlin_day, now, start_of_day
from articles.planner import Entry
from articles.roles import WRITERS
from articles.standing import standing, with_visibility
from articles.statuses import Status
from articles.vocabulary import PlanKind

DAY = timedelta(days=1)
ON_THE_DESK = (Status.DRAFT, Status.REVIEW)
UNDATED = 30
_SHOWN = (
    "pk", "kicker", "headline", "working_title", "is_removed", "status", "publish_at",
    "withdraw_at", "due_on",
    "section__name", "assigned_to__username", "assigned_to__first_name", "assigned_to__last_name",
    "assigned_to__initials",
)  # fmt: skip


class TopicForm(forms.Form):
    """A topic: a working title, and if known who writes it, for which day, and from what."""

    working_title = forms.CharField(
        label=gettext_lazy("working title"), max_length=150, widget=AdminTextInputWidget
    )
    assigned_to = forms.ModelChoiceField(
        User.objects.filter(is_active=True, role__in=WRITERS).order_by("last_name", "username"),
        label=gettext_lazy("who writes it"),
        required=False,
        empty_label=gettext_lazy("nobody yet"),
    )
    due_on = forms.DateField(
        label=gettext_lazy("due on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    source_text = forms.CharField(
        label=gettext_lazy("source material"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 4}),
        help_text=gettext_lazy("It stands beside the text while the report is written."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def topics(request):
    """The board of ``?tag=``, and a new topic for it."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    at = now()
    day = read_day(request.GET.get("tag", ""), berlin_day(at))
    form = TopicForm(request.POST or None, initial={"due_on": day})
    if request.method == "POST":
        if not request.user.has_perm("articles.add_article"):
            raise PermissionDenied
        if form.is_valid():
            article = _make(form.cleaned_data, request.user)
            messages.success(request, _("“%(title)s” is on the board.") % {"title": article})
            return HttpResponseRedirect(board_address(form.cleaned_data["due_on"] or day))
    context = admin.site.each_context(request) | {
        "title": _("Topics"),
        "heading": date_format(day, "l, j. F Y"),
        "day": day,
        "links": {
            "before": board_address(day - DAY),
            "today": board_address(berlin_day(at)),
            "after": board_address(day + DAY),
        },
        "columns": _columns(day, at, request),
        "form": form,
    }
    return TemplateResponse(request, "admin/topics.html", context)


def board_address(day):
    """The board of a day."""
    return f"{reverse('topics')}?{urlencode({'tag': day.isoformat()})}"


@transaction.atomic
def _make(values, by):
    article = Article()
    workflow.save(article, {}, by=by)
    workflow.prepare(article, values, by=by)
    return article


def _columns(day, at, request):
    """Columns in the order of the work: label, and the cards in it."""
    is_today = day == berlin_day(at)
    due = Q(due_on=day) | (Q(due_on__lt=day) if is_today else Q())
    drafts = list(_cards(at).filter(due, status__in=ON_THE_DESK).order_by("due_on", "pk"))
    undated = _cards(at).filter(due_on__isnull=True, headline="", status=Status.DRAFT)
    appear = _cards(at).filter(
        status=Status.RELEASED,
        publish_at__gte=start_of_day(day),
        publish_at__lt=start_of_day(day + DAY),
    )
    columns = [
        (_("Topic"), [a for a in drafts if a.status == Status.DRAFT and not a.written]),
        (_("Being written"), [a for a in drafts if a.status == Status.DRAFT and a.written]),
        (Status.REVIEW.label, [a for a in drafts if a.status == Status.REVIEW]),
        (_("Planned and online"), list(appear.order_by("publish_at", "pk"))),
        (_("Without a day"), list(undated.order_by("-pk")[:UNDATED])),
    ]
    for article in (article for _label, cards in columns for article in cards):
        _dress(article, day, at, request)
    return columns


def _cards(at):
    files = SourceMaterial.objects.filter(article=OuterRef("pk"))
    reports = with_visibility(Article.objects.select_related("section", "assigned_to"), at)
    sizes = {"written": Length("body"), "source_length": Length("source_text")}
    return reports.annotate(has_files=Exists(files), **sizes).only(*_SHOWN)


def _dress(article, day, at, request):
    """What a card says beside its title, and where its day is changed."""
    is_draft = article.status in ON_THE_DESK
    article.word = "" if is_draft else standing(article, at)
    article.is_late = is_draft and article.due_on is not None and article.due_on < berlin_day(at)
    entry = Entry(PlanKind.DUE, article, article.due_on or day)
    if is_draft and may_move(request.user, entry.kind) and entry.is_movable:
        article.move = move_address(entry, request.get_full_path())
