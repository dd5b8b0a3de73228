"""Taking up again what a report has announced: reminders, and the next report on it."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Reminder, User
from articles.moments import now as clock
from articles.text import normalised
from articles.workflow.work import refuse_removed
from articles.workflow.writing import prepare, save

#: What a report takes over from the one it goes on from.
_TAKEN_OVER = ("municipalities", "districts", "federal_states", "institutions", "awards", "tags")


def remind(
    article: Article,
    on: date,
    words: str,
    *,
    sentence: str = "",
    by: User,
    assignee: User | None = None,
    now: datetime | None = None,
) -> Reminder:
    """
    Put a report onto the list of the day ``on``, with the words that announce something.

    ``assignee`` takes it up; without one it is the whole desk's.
    """
    _refuse_without_right(by, "articles.add_reminder")
    refuse_removed(article)
    if not (words := normalised(words).strip()):
        raise ValidationError({"words": _("What is to be taken up?")}, code="words")
    reminder, _is_new = Reminder.objects.get_or_create(
        article=article,
        due_on=on,
        words=words[:200],
        done_at=None,
        defaults={
            "sentence": sentence[:1000],
            "assignee": assignee,
            "made_at": now or clock(),
            "by_number": by.pk,
            "by_mark": by.mark,
        },
    )
    return reminder


def finish(reminder: Reminder, *, by: User, now: datetime | None = None) -> None:
    """Take a reminder off the list; who did and when stays with it."""
    _refuse_without_right(by, "articles.change_reminder")
    reminder.done_at, reminder.done_mark = now or clock(), by.mark
    reminder.save(update_fields=["done_at", "done_mark"])


def go_on_from(article: Article, *, by: User, now: datetime | None = None) -> Article:
    """
    A draft that goes on from a report: what it speaks of, its tags, and the reference to it.

    Only from one that readers see, so that the reference leads somewhere.
    """
    _refuse_without_right(by, "articles.add_article")
    at = now or clock()
    if not Article.objects.published(at).contains(article):
        raise ValidationError(_("Readers don't see this report at present."), code="not_public")
    reference = f'<span data-reference="{article.pk}" data-key="r1">wir berichteten</span>'
    things = {name: list(getattr(article, name).all()) for name in _TAKEN_OVER}
    draft = Article()
    content = {
        "kicker": article.kicker,
        "section": article.section,
        "body": f"<p>({reference})</p>",
        **things,
    }
    save(draft, content, by=by, now=at)
    title = _("On “%(headline)s”") % {"headline": article.headline}
    prepare(draft, {"working_title": title[:150]}, by=by)
    return draft


def _refuse_without_right(by: User, right: str) -> None:
    if not by.has_perm(right):
        raise PermissionDenied(_("Your role does not allow this."))
