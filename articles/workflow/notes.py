"""Notes of colleagues to one another: written, answered, settled; never seen by readers."""

import re
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles import effects
from articles.models import Article, Note, User
from articles.moments import now as clock
from articles.text import normalised
from articles.workflow.embargo import holds

MENTION = re.compile(r"(?<![\w@])@([\w.+-]*\w)")


@transaction.atomic
def write_note(
    article: Article,
    text: str,
    *,
    by: User,
    field: str = "",
    passage: str = "",
    blocks: bool = False,
    assignee: User | None = None,
    answers: Note | None = None,
    now: datetime | None = None,
) -> Note:
    """
    Leave a note on the report, on one of its fields or on a passage, or answer one.

    Whoever it is for, is mentioned as “@name” or took part before gets a mail. A note that
    ``blocks`` is an obstacle until it is settled.
    """
    _refuse_who_may_not(by)
    text, now = normalised(text).strip(), now or clock()
    if not text:
        raise ValidationError(_("Please write what it is about."), code="text")
    if answers is not None and (answers.article_id != article.pk or answers.answers_id):
        raise ValidationError(_("This note can't be answered."), code="answers")
    note = Note(article=article, text=text, field=field, passage=passage, blocks=blocks)
    note.assignee, note.answers = assignee, answers
    note.by_number, note.by_mark, note.made_at = by.pk, by.mark, now
    note.full_clean()
    note.save()
    _tell(note, by)
    return note


def settle_note(note: Note, *, by: User, now: datetime | None = None) -> None:
    """Mark a note, and so its whole thread, as settled."""
    _refuse_who_may_not(by)
    fields = {"resolved_at": now or clock(), "resolved_by_mark": by.mark}
    Note.objects.filter(pk=note.pk, answers__isnull=True, resolved_at__isnull=True).update(**fields)
    note.refresh_from_db()


def reopen_note(note: Note, *, by: User) -> None:
    """Settled too early: it stands in the way again, if it did."""
    _refuse_who_may_not(by)
    Note.objects.filter(pk=note.pk).update(resolved_at=None, resolved_by_mark="")
    note.refresh_from_db()


def mentioned_in(text: str) -> list[User]:
    """Whom “@name” means: the user name or the initials of an open account."""
    names = {name.casefold() for name in MENTION.findall(text)}
    if not names:
        return []
    open_ones = User.objects.filter(is_active=True).order_by("pk")
    return [
        user for user in open_ones if {user.username.casefold(), user.initials.casefold()} & names
    ]


def _tell(note: Note, by: User) -> None:
    people = {user.pk: user for user in mentioned_in(note.text)}
    if note.assignee:
        people[note.assignee.pk] = note.assignee
    if note.answers:
        thread = Note.objects.filter(Q(pk=note.answers_id) | Q(answers=note.answers_id))
        took_part = User.objects.filter(pk__in=thread.values("by_number"))
        people |= {user.pk: user for user in took_part}
    people.pop(by.pk, None)
    effects.write_to(
        people.values(),
        note.article,
        occasion=f"note:{note.pk}",
        subject=_("Note on %(report)s"),
        lines=_lines(note),
        now=note.made_at,
    )


def _lines(note: Note) -> list[str]:
    # What is under embargo does not leave the house, not even as a quotation.
    if holds(note.article, note.made_at):
        return [_("%(who)s has left a note.") % {"who": note.by_mark}]
    said = _("%(who)s writes: %(note)s") % {"who": note.by_mark, "note": note.text}
    return [said, f"„{note.passage}“"] if note.passage else [said]


def _refuse_who_may_not(by: User) -> None:
    if not by.has_perm("articles.add_note"):
        raise PermissionDenied(_("Your role does not allow this."))
