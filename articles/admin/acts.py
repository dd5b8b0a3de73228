"""Acts in the admin: what a report may undergo now, as buttons and as bulk actions."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import linking, second_reading, workflow
from articles.forms import ActForm
from articles.moments import now
from articles.standing import when
from articles.statuses import Act, Status


@dataclass(frozen=True)
class Button:
    """
    An act as a button of the form; ``uses`` names the fields of ``ActForm`` it reads.

    ``do(article, values, by, base)`` does it, and raises what the act raises.
    """

    name: str
    act: Act
    label: str
    do: Callable
    uses: tuple[str, ...] = ()
    is_main: bool = False


def _submit(article, values, by, base):
    workflow.submit(article, by=by, note=values.get("note", ""))


def _release(article, values, by, base):
    if workflow.was_public(article, now()):
        raise ValidationError(
            _("Readers know this report: please say in its form what kind of change this is."),
            code="kind",
        )
    workflow.release(article, by=by, base=base, note=values.get("note", ""))


def _change(article, values, by, base):
    workflow.release(article, by=by, base=base, **_kind(values))


def _kind(values):
    kind, correction = values.get("kind"), values.get("correction", "")
    if not kind:
        raise ValidationError({"kind": _("Please say what kind of change this is.")}, code="kind")
    return {"kind": kind, "correction": correction}


def _schedule(article, values, by, base):
    at = _hour_ahead(values)
    workflow.release(article, by=by, at=at, until=values.get("until"), base=base)


def _alone(article, values, by, base):
    workflow.release_alone(article, by=by, base=base)


def _change_alone(article, values, by, base):
    workflow.release_alone(article, by=by, base=base, **_kind(values))


def _alone_at(article, values, by, base):
    at = _hour_ahead(values)
    workflow.release_alone(article, by=by, at=at, until=values.get("until"), base=base)


def _open(article, values, by, base):
    workflow.open_embargo(article, by=by)


def _archive(article, values, by, base):
    workflow.archive(article, by=by)


def _reschedule(article, values, by, base):
    is_same = values.get("at") == article.publish_at
    at = article.publish_at if is_same else _hour_ahead(values)
    workflow.reschedule(article, by=by, at=at, until=values.get("until"))


def _return(article, values, by, base):
    workflow.return_to_author(article, by=by, note=values.get("note", ""))


def _withdraw(article, values, by, base):
    notes = {"note": values.get("note", ""), "public_note": values.get("public_note", "")}
    workflow.withdraw(article, by=by, **notes)


def _take_back(article, values, by, base):
    workflow.take_back(article, by=by, note=values.get("note", ""))


def _restore(article, values, by, base):
    workflow.restore(article, by=by, note=values.get("note", ""))


def _for_hour(article, values, by, base):
    workflow.decide(article, by=by, is_for_hour=True, note=values.get("note", ""))


def _for_later(article, values, by, base):
    workflow.decide(article, by=by, is_for_hour=False)


def _hour_ahead(values):
    if (at := values.get("at")) is None:
        raise ValidationError({"at": _("Please give an hour.")}, code="hour")
    if at < now():
        raise ValidationError({"at": _("This hour has passed.")}, code="past")
    return at


BUTTONS = {
    button.name: button
    for button in (
        Button(
            "for_hour",
            Act.SUBMIT,
            gettext_lazy("Yes, for that hour: submit it for review"),
            _for_hour,
            (),
            True,
        ),
        Button("for_later", Act.SUBMIT, gettext_lazy("No, it stays pending"), _for_later),
        Button("submit", Act.SUBMIT, gettext_lazy("Submit for review"), _submit, ("note",), True),
        Button("release", Act.RELEASE, gettext_lazy("Release now"), _release, (), True),
        Button(
            "change",
            Act.RELEASE,
            gettext_lazy("Release the change"),
            _change,
            ("kind", "correction"),
            True,
        ),
        Button(
            "schedule",
            Act.RELEASE,
            gettext_lazy("Release for this hour"),
            _schedule,
            ("at", "until"),
        ),
        Button("alone", Act.ALONE, gettext_lazy("Publish without a second reader"), _alone),
        Button(
            "change_alone",
            Act.ALONE,
            gettext_lazy("Release the change without a second reader"),
            _change_alone,
            ("kind", "correction"),
        ),
        Button(
            "alone_at",
            Act.ALONE,
            gettext_lazy("For this hour, without a second reader"),
            _alone_at,
            ("at", "until"),
        ),
        Button("open", Act.OPEN, gettext_lazy("Open the embargo now"), _open),
        Button(
            "archive",
            Act.ARCHIVE,
            gettext_lazy("Into the archive under its original date"),
            _archive,
        ),
        Button(
            "reschedule",
            Act.RESCHEDULE,
            gettext_lazy("Move to this hour"),
            _reschedule,
            ("at", "until"),
        ),
        Button("return", Act.RETURN, gettext_lazy("Return to the author"), _return, ("note",)),
        Button(
            "withdraw",
            Act.WITHDRAW,
            gettext_lazy("Take offline"),
            _withdraw,
            ("note", "public_note"),
        ),
        Button("take_back", Act.WITHDRAW, gettext_lazy("Take the release back"), _take_back),
        Button("restore", Act.RESTORE, gettext_lazy("Put back online"), _restore, ("note",), True),
    )
}


def buttons_for(user, article):
    """The buttons that ``user`` sees on ``article`` as it stands."""
    possible = [
        button
        for button in BUTTONS.values()
        if workflow.may(user, button.act) and workflow.can(article, button.act)
    ]
    is_alone = any(button.act == Act.ALONE for button in possible)
    is_alone = is_alone and second_reading.exception_for(user, now=now()) is not None
    return [button for button in possible if not _is_beside_the_point(button, article, is_alone)]


def _is_beside_the_point(button, article, is_alone):
    is_public = workflow.was_public(article, now())
    return {
        "alone": not is_alone or is_public,
        "change_alone": not is_alone or not is_public,
        "alone_at": not is_alone or is_public,
        "open": not article.embargo_is_open_ended,
        "archive": article.original_on is None,
        "release": is_public,
        "change": not is_public,
        "schedule": is_public,
        "withdraw": not is_public,
        "take_back": is_public,
        "for_hour": not workflow.asks_for_hour(article, now()),
        "for_later": not workflow.asks_for_hour(article, now()),
    }.get(button.name, False)


class BulkForm(ActionForm):
    """What a bulk action may need besides the reports."""

    note = forms.CharField(
        required=False, label=gettext_lazy("Reason or note"), widget=forms.TextInput
    )


#: More at once than a person can answer for.
MOST_AT_ONCE = 200


def bulk_action(name):
    """
    An admin action that does the act ``name`` to each chosen report.

    What came of each is kept for the list that is shown next (``pop_outcome``).
    """
    button = BUTTONS[name]

    def action(modeladmin, request, queryset):
        articles = list(queryset.order_by("pk")[: MOST_AT_ONCE + 1])
        if len(articles) > MOST_AT_ONCE:
            text = _("At most %(most)d reports at once; please choose fewer.")
            messages.error(request, text % {"most": MOST_AT_ONCE})
            return
        values = {"note": request.POST.get("note", "")}
        rows = [_outcome(request, button, article, values) for article in articles]
        request.session["outcome"] = {"act": str(button.label), "rows": rows}

    action.short_description = button.label
    action.__name__ = f"bulk_{name}"
    action.act = button.act
    return action


def pop_outcome(request):
    """What came of the last bulk action, once: the act, its rows, how many were done."""
    outcome = request.session.pop("outcome", None)
    if outcome:
        outcome["refused"] = sum(bool(row["reasons"]) for row in outcome["rows"])
        outcome["done"] = len(outcome["rows"]) - outcome["refused"]
    return outcome


def reasons(error):
    """What a refused act says, as a list of sentences."""
    return getattr(error, "messages", None) or [str(error) or _("Your role does not allow this.")]


def _outcome(request, button, article, values):
    row = {"number": article.pk, "title": str(article), "reasons": []}
    base = request.POST.get(f"base-{article.pk}", "")
    base = int(base) if base.isdecimal() else None
    try:
        with workflow.resting_on(article, base):
            button.do(article, values, request.user, base)
    except (ValidationError, PermissionDenied) as error:
        row["reasons"] = [str(reason) for reason in reasons(error)]
    return row


BULK_ACTIONS = [
    bulk_action(name) for name in ("submit", "return", "release", "withdraw", "restore")
]


def act_form(request, article):
    """The fields beside the buttons: as posted, as typed before a refusal, or as they are."""
    if "_act" in request.POST:
        return ActForm(request.POST, article=article)
    typed = {key: value for key, value in request.GET.items() if key.startswith("act-")}
    return ActForm(typed, article=article) if typed else ActForm(article=article)


def closing_words(name, article):
    """What the desk reads after an act."""
    is_planned = article.status == Status.RELEASED and article.publish_at > now()
    if is_planned and name not in ("for_hour", "for_later"):
        return _("“%(headline)s” is planned.") % {"headline": article}
    words = {
        "submit": _("“%(headline)s” waits for somebody else to read it."),
        "return": _("“%(headline)s” is back with its author."),
        "withdraw": _("“%(headline)s” is no longer online."),
        "take_back": _("“%(headline)s” is a draft again."),
        "restore": _("“%(headline)s” is online again."),
        "archive": _("“%(headline)s” is in the archive."),
        "change": _("The change to “%(headline)s” is online."),
        "open": _("The embargo of “%(headline)s” is open: it may be released now."),
        "for_hour": _("The change waits for somebody else to read it before the hour."),
        "for_later": _("The change stays pending; readers see the text that was planned."),
    }
    return words.get(name, _("“%(headline)s” is online.")) % {"headline": article}


def who_waits(article):
    """After an hour was set: which reports refer to this one and are online before it, if any."""
    waiting = list(linking.waiting_for(article)[:20])
    if not waiting:
        return ""
    names = ", ".join(f"{report} ({when(report.publish_at, now())})" for report in waiting)
    message = _("Appear earlier and refer to this report, without a link until its hour: %(names)s")
    return message % {"names": names}
