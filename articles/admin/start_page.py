"""The first page of the desk: what is late, what waits, what comes, and some numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import second_reading, workflow
from articles.admin import after_publication
from articles.admin.numbers import numbers
from articles.admin.reference_overview import dead_ends
from articles.models import (
    Absence,
    Article,
    Complaint,
    Effect,
    Note,
    Picture,
    Reminder,
    StatusChange,
)
from articles.moments import berlin_day, now
from articles.standing import when
from articles.statuses import Act, Status

LENGTH = 8
DAY = timedelta(days=1)
LICENCE_DAYS = 14
SOON, ENDING = timedelta(hours=36), 7 * DAY
ON_THE_DESK = (Status.DRAFT, Status.REVIEW)
_WAITS = Q(status=Status.REVIEW) | Q(pending_revision__isnull=False, submitted_by__isnull=False)
_SHOWN = (
    "pk", "kicker", "headline", "working_title", "is_removed", "status", "publish_at",
    "withdraw_at", "due_on", "submitted_by",
    "changed_at", "pending_revision", "assigned_to__username", "assigned_to__first_name",
    "assigned_to__last_name", "assigned_to__initials", "is_removed",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One thing to do: what, a word about it, and where it is done."""

    text: str
    detail: str
    address: str
    kicker: str = ""


@dataclass(frozen=True)
class Board:
    """One list of the first page; ``is_alarm`` when somebody should act at once."""

    name: str
    title: str
    lines: list[Line]
    more: str = ""
    is_alarm: bool = False

    @property
    def shown(self):
        return self.lines[:LENGTH]

    @property
    def is_cut(self):
        return len(self.lines) > LENGTH


def index(request):
    """Django's first page, with what waits for whoever may see reports."""
    may = request.user.has_perm("articles.view_article")
    return admin.site.index(request, start(request.user, now()) if may else None)


def start(user, at: datetime) -> dict:
    """What the template of the first page shows to ``user`` at the moment ``at``."""
    stands_in_for = list(
        Absence.objects.filter(deputy=user).covering(berlin_day(at)).select_related("person")
    )
    numbers_of_users = [user.pk, *(absence.person_id for absence in stands_in_for)]
    mine, planned, desk = _drafts_of(numbers_of_users), _planned(at), _on_the_desk(at)
    boards = [
        _late(desk, at),
        _left_behind(at),
        _waiting(user, mine, desk, at),
        _notes(user, at),
        _appearing(planned, at),
        _ending(at),
        _licences(at),
        _due(user, numbers_of_users, at),
        _hints(user, at),
        _cited(at),
        _to_be_read(user, at),
        _failed(user, at),
    ]
    return {
        "boards": [board for board in boards if board.lines],
        "quiet": [board.title for board in boards if not board.lines],
        "mine": _mine(mine, user, at),
        "stands_in_for": stands_in_for,
        "numbers": numbers(at),
    }


def _lean(reports=None):
    reports = Article.objects.all() if reports is None else reports
    return reports.select_related("assigned_to").only(*_SHOWN)


def _line(article, detail, field=""):
    address = reverse("admin:articles_article_change", args=[article.pk])
    return Line(str(article), detail, f"{address}{field}", article.kicker)


def _list(**query):
    return f"{reverse('admin:articles_article_changelist')}?{urlencode(query)}"


def _licences(at):
    """Pictures that go from their pages soon, unless somebody extends the right to them."""
    pictures = Picture.objects.in_use().ending_within(LICENCE_DAYS, berlin_day(at))
    lines = [
        Line(
            picture.title,
            _("until %(day)s") % {"day": f"{picture.licence_ends_on:%d.%m.%Y}"},
            reverse("admin:articles_picture_change", args=[picture.pk]),
        )
        for picture in pictures[: LENGTH + 1]
    ]
    all_of_them = f"{reverse('admin:articles_picture_changelist')}?zustand=endet"
    return Board("licences", _("Licence of a picture ends"), lines, all_of_them)


def _on_the_desk(at):
    """What is late or waits for a reader; more than this nobody could look at."""
    late = Q(status__in=ON_THE_DESK, due_on__lt=berlin_day(at))
    return list(_lean().filter(late | _WAITS).order_by("changed_at", "pk")[:200])


def _late(desk, at):
    today = berlin_day(at)
    drafts = [a for a in desk if a.status in ON_THE_DESK and a.due_on and a.due_on < today]
    lines = [
        _line(a, _("was due on %(day)s") % {"day": f"{a.due_on:%d.%m.}"} + _who(a))
        for a in sorted(drafts, key=lambda a: (a.due_on, a.pk))
    ]
    return Board("late", _("Late"), lines, _list(stand="late"), is_alarm=True)


def _planned(at):
    """What appears next: the first ones are all that two lists need."""
    reports = _lean().filter(status=Status.RELEASED, publish_at__gt=at)
    return list(reports.order_by("publish_at", "pk")[:60])


def _left_behind(at):
    """
    A change that nobody released before the hour of its report: readers get the older text.

    Not one that somebody said is for later.
    """
    waiting = Article.objects.with_change_left_behind(at).exclude(pending_is_for_hour=False)
    lines = [
        _line(a, _("appears %(when)s without the change") % {"when": when(a.publish_at, at)})
        for a in _lean(waiting)[: LENGTH + 1]
    ]
    title = _("Change waits, the hour comes")
    return Board("left_behind", title, lines, _list(stand="pending"), is_alarm=True)


def _waiting(user, mine, desk, at):
    lines = [_line(a, _("came back: %(note)s") % {"note": a.last_note}) for a in mine if a.is_back]
    if workflow.may(user, Act.RELEASE):
        lines += [
            _line(a, _("to be read since %(when)s") % {"when": when(a.changed_at, at)} + _who(a))
            for a in desk
            if a.submitted_by not in (None, user.pk)
        ]
    return Board("waiting", _("Waits for me"), lines, _list(stand=Status.REVIEW))


def _notes(user, at):
    lines = [
        Line(
            str(note.article),
            f"{note.by_mark}, {when(note.made_at, at)}: {Truncator(note.text).chars(100)}",
            reverse("admin:articles_article_change", args=[note.article_id]),
        )
        for note in Note.objects.waiting_for(user).order_by("pk")[: LENGTH + 1]
    ]
    return Board("notes", _("Notes for me"), lines)


def _to_be_read(user, at):
    """What went out alone and was not released by ``user``, for whoever may tick it off."""
    may = workflow.may(user, Act.RELEASE)
    rows = second_reading.to_be_read().exclude(released_by_number=user.pk) if may else []
    lines = [
        Line(
            str(row.article),
            f"{row.get_reason_display()}, {row.released_by_mark}, {when(row.released_at, at)}",
            reverse("rereadings"),
        )
        for row in rows[: LENGTH + 1]
    ]
    return Board("to_be_read", _("To be read afterwards"), lines, reverse("rereadings"))


def _failed(user, at):
    if not user.has_perm("articles.view_effect"):
        return Board("failed", _("Failed side effects"), [])
    failed = Effect.objects.filter(done_at__isnull=True).exclude(last_error="")
    lines = [
        Line(
            str(effect.article or effect.key),
            f"{effect.get_kind_display()}: {effect.last_error[:120]}",
            reverse("admin:articles_effect_change", args=[effect.pk]),
        )
        for effect in failed.select_related("article").order_by("due_at", "pk")[: LENGTH + 1]
    ]
    more = f"{reverse('admin:articles_effect_changelist')}?stand=failing"
    return Board("failed", _("Failed side effects"), lines, more, is_alarm=True)


def _cited(at):
    lines = [
        _line(row.source, _("refers to “%(target)s”") % {"target": row.target}, "#id_body")
        for row in dead_ends(at)[: LENGTH + 1]
    ]
    title = _("Cites something that is offline")
    return Board("cited", title, lines, reverse("reference_overview"))


def _appearing(planned, at):
    lines = [_line(a, when(a.publish_at, at)) for a in planned if a.publish_at <= at + SOON]
    return Board("appearing", _("About to appear"), lines, reverse("planner"))


def _ending(at):
    reports = _lean().filter(
        status=Status.RELEASED, withdraw_at__gt=at, withdraw_at__lte=at + ENDING
    )
    lines = [
        _line(a, _("until %(when)s") % {"when": when(a.withdraw_at, at)})
        for a in reports.order_by("withdraw_at", "pk")[: LENGTH + 1]
    ]
    return Board("ending", _("About to end"), lines, reverse("planner"))


def _due(user, people, at):
    """What reports have announced for today or earlier: for one of ``people``, or for the desk."""
    title, more = _("Reminders"), reverse("reminders")
    if not user.has_perm("articles.view_reminder"):
        return Board("due", title, [])
    found = Reminder.objects.due(berlin_day(at)).for_people(people)
    found = found.select_related("article").defer("article__body")
    lines = [
        Line(
            str(reminder.article),
            f"{reminder.due_on:%d.%m.%Y}: {reminder.words}",
            f"{after_publication.address(reminder.article)}#wiedervorlage",
            reminder.article.kicker,
        )
        for reminder in found[: LENGTH + 1]
    ]
    return Board("due", title, lines, more)


def _hints(user, at):
    """What readers reported as wrong and nobody has closed."""
    title, more = _("Readers' hints"), reverse("complaints")
    if not user.has_perm("articles.view_complaint"):
        return Board("hints", title, [])
    open_ones = Complaint.objects.filter(closed_at__isnull=True).select_related("article")
    lines = [
        Line(
            str(case.article),
            f"{when(case.received_at, at)}: {case.text[:120]}",
            f"{after_publication.address(case.article)}#hinweise",
            case.article.kicker,
        )
        for case in open_ones.defer("article__body").order_by("received_at", "pk")[: LENGTH + 1]
    ]
    return Board("hints", title, lines, more, is_alarm=True)


def _drafts_of(users):
    """Drafts that one of ``users`` has, with the last act done to them."""
    last = StatusChange.objects.filter(article=OuterRef("pk")).order_by("-pk")
    drafts = (
        _lean()
        .filter(assigned_to__in=users, status__in=ON_THE_DESK)
        .annotate(last_act=Subquery(last.values("act")[:1]))
        .annotate(last_note=Subquery(last.values("note")[:1]))
        .order_by(F("due_on").asc(nulls_last=True), "-changed_at", "-pk")
    )
    found = list(drafts[:60])
    for draft in found:
        draft.is_back = draft.last_act == Act.RETURN and draft.status == Status.DRAFT
    return found


def _mine(drafts, user, at):
    lines = [_line(a, _detail(a, user, at)) for a in drafts if not a.is_back]
    return Board("mine", _("My drafts"), lines, _list(wer=user.pk))


def _detail(draft, user, at):
    parts = [
        _("due %(day)s") % {"day": f"{draft.due_on:%d.%m.}"} if draft.due_on else "",
        Status(draft.status).label if draft.status == Status.REVIEW else "",
        _("changed %(when)s") % {"when": when(draft.changed_at, at)},
        "" if draft.assigned_to_id == user.pk else str(draft.assigned_to),
    ]
    return " · ".join(str(part) for part in parts if part)


def _who(article):
    return f" · {article.assigned_to}" if article.assigned_to else ""
