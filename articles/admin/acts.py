"""Acts in the admin: what a report may undergo now, as buttons and as bulk actions."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import workflow
from articles.forms import ActForm
from articles.moments import now
from articles.statuses import Act, Status


@dataclass(frozen=True)
class Button:
    """An act as a button of the form; ``uses`` names the fields of ``ActForm`` it reads."""

    name: str
    act: Act
    label: str
    uses: tuple[str, ...] = ()
    is_main: bool = False


BUTTONS = (
    Button("submit", Act.SUBMIT, gettext_lazy("Submit for review"), ("note",), is_main=True),
    Button("release", Act.RELEASE, gettext_lazy("Release now"), is_main=True),
    Button("schedule", Act.RELEASE, gettext_lazy("Release for this hour"), ("at", "until")),
    Button("archive", Act.ARCHIVE, gettext_lazy("Into the archive under its original date")),
    Button("reschedule", Act.RESCHEDULE, gettext_lazy("Move to this hour"), ("at", "until")),
    Button("return", Act.RETURN, gettext_lazy("Return to the author"), ("note",)),
    Button("withdraw", Act.WITHDRAW, gettext_lazy("Take offline"), ("note", "public_note")),
    Button("restore", Act.RESTORE, gettext_lazy("Put back online"), ("note",), is_main=True),
)


def buttons_for(user, article):
    """The buttons that ``user`` sees on ``article`` as it stands."""
    return [
        button
        for button in BUTTONS
        if workflow.may(user, button.act)
        and workflow.can(article, button.act)
        and not _is_beside_the_point(button, article)
    ]


def _is_beside_the_point(button, article):
    is_public = article.first_public_at is not None and article.first_public_at <= now()
    return (button.name == "archive" and article.original_on is None) or (
        button.name == "schedule" and is_public
    )


def do(name, article, values, *, by, base=None):
    """Do the act of the button ``name``; raises what the act raises."""
    at, until, note = values.get("at"), values.get("until"), values.get("note", "")
    match name:
        case "submit":
            workflow.submit(article, by=by, note=note)
        case "return":
            workflow.return_to_author(article, by=by, note=note)
        case "release":
            workflow.release(article, by=by, until=until, base=base, note=note)
        case "schedule":
            _require_hour(at)
            workflow.release(article, by=by, at=at, until=until, base=base, note=note)
        case "archive":
            workflow.archive(article, by=by)
        case "reschedule":
            _require_hour(at)
            workflow.reschedule(article, by=by, at=at, until=until)
        case "withdraw":
            workflow.withdraw(article, by=by, note=note, public_note=values.get("public_note", ""))
        case "restore":
            workflow.restore(article, by=by, note=note)
        case _:
            raise PermissionDenied


def _require_hour(at):
    if at is None:
        raise ValidationError({"at": _("Please give an hour.")}, code="hour")
    if at < now():
        raise ValidationError({"at": _("This hour has passed.")}, code="past")


class BulkForm(ActionForm):
    """What a bulk action may need besides the reports."""

    note = forms.CharField(
        required=False, label=gettext_lazy("Reason or note"), widget=forms.TextInput
    )


def bulk_action(name):
    """An admin action that does the act ``name`` to each chosen report and tells of each."""
    button = next(button for button in BUTTONS if button.name == name)

    def action(modeladmin, request, queryset):
        values = {"note": request.POST.get("note", "")}
        done = 0
        for article in queryset.order_by("pk"):
            done += _tell(request, name, article, values)
        if done:
            text = ngettext("%(count)d report: %(act)s.", "%(count)d reports: %(act)s.", done)
            messages.success(request, text % {"count": done, "act": button.label})

    action.short_description = button.label
    action.__name__ = f"bulk_{name}"
    action.act = button.act
    return action


def _tell(request, name, article, values):
    try:
        do(name, article, values, by=request.user, base=article.working_revision_id)
    except (ValidationError, PermissionDenied) as error:
        words = getattr(error, "messages", None) or [
            str(error) or _("Your role does not allow this.")
        ]
        messages.error(request, f"{article}: {' '.join(words)}")
        return False
    return True


BULK_ACTIONS = [
    bulk_action(name) for name in ("submit", "return", "release", "withdraw", "restore")
]


def act_form(request, article):
    """The fields beside the buttons: as posted, as typed before a refusal, or as the report has them."""
    if "_act" in request.POST:
        return ActForm(request.POST, article=article)
    typed = {key: value for key, value in request.GET.items() if key.startswith("act-")}
    return ActForm(typed, article=article) if typed else ActForm(article=article)


def closing_words(name, article):
    """What the desk reads after an act."""
    if article.status == Status.RELEASED and article.publish_at and article.publish_at > now():
        return _("“%(headline)s” is planned.") % {"headline": article}
    words = {
        "submit": _("“%(headline)s” waits for somebody else to read it."),
        "return": _("“%(headline)s” is back with its author."),
        "withdraw": _("“%(headline)s” is no longer online."),
        "restore": _("“%(headline)s” is online again."),
        "archive": _("“%(headline)s” is in the archive."),
    }
    return words.get(name, _("“%(headline)s” is online.")) % {"headline": article}
