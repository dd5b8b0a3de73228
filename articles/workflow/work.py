"""What every act is made of: the lock, who may, the counts, the words for search, the trail."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import counts, search
from articles.models import Article, StatusChange, User
from articles.moments import now as clock
from articles.statuses import STARTS, Act, Status
from articles.vocabulary import WithoutReader


class Stale(ValidationError):
    """Somebody saved in the meantime: the change rests on an older revision."""


@dataclass
class Work:
    """A report under lock while an act is done to it, and what the trail will say."""

    article: Article
    act: Act
    by: User | None
    now: datetime
    note: str = ""
    kind: str = ""
    #: Why it goes out without a second reader, if it does.
    alone: WithoutReader | None = None
    #: The revision that it was done to; the working one unless said otherwise.
    revision_id: int | None = None


def may(user: User, act: Act) -> bool:
    """Whether the role of ``user`` opens the door to ``act``."""
    return user.has_perm(f"articles.{act}_article")


def can(article: Article, act: Act) -> bool:
    """Whether ``act`` starts from where ``article`` stands, whoever asks."""
    if article.is_removed:
        return act == Act.CORRECT
    if article.status == Status.RELEASED and act in (
        Act.SUBMIT,
        Act.RETURN,
        Act.RELEASE,
        Act.ALONE,
    ):
        return article.pending_revision_id is not None
    if act == Act.SUBMIT and article.status == Status.REVIEW:
        # Once more, when somebody wrote in it since: that is how a void submission is mended.
        return article.submitted_revision_id != article.working_revision_id
    return article.status in STARTS[act]


def was_public(article: Article, at: datetime) -> bool:
    """Whether readers had seen it by ``at``: its first public moment had come."""
    return article.first_public_at is not None and article.first_public_at <= at


@contextmanager
def acting(article: Article, act: Act, by: User | None, now: datetime | None, note: str = ""):
    """Lock, ask who may and from where, yield the work, save, count, and write the trail."""
    if by is None and act != Act.ADOPT:
        raise PermissionDenied
    if by is not None and act != Act.ADOPT and not may(by, act):
        raise PermissionDenied(_("Your role does not allow this."))
    with transaction.atomic():
        work = Work(under_lock(article), act, by, now or clock(), note)
        was = Status(work.article.status)
        if not can(work.article, act):
            raise ValidationError(
                _("“%(act)s” is not possible from “%(was)s”."),
                params={"act": act.label, "was": was.label},
                code="not_possible",
            )
        before, hour = counts.rows_of(work.article), work.article.first_public_at
        yield work
        work.article.save()
        counts.move(before, counts.rows_of(work.article))
        _teach(work, hour)
        record(work, was)
    article.refresh_from_db()


@contextmanager
def resting_on(article: Article, base: int | None):
    """
    Inside, ``article`` stays as it is, and ``base`` is its newest revision.

    Raises Stale when it isn't, or when nobody said what the act rests on.
    """
    with transaction.atomic():
        if base is None:
            message = _("It is not known which text this rests on: please choose it again.")
            raise Stale(message, code="stale")
        if under_lock(article).working_revision_id != base:
            raise Stale(_("Somebody else has saved this report in the meantime."), code="stale")
        article.refresh_from_db()
        yield article


def under_lock(article: Article) -> Article:
    # “No key” lets others refer to the report meanwhile: two that bind one another at
    # once would else wait for each other.
    locked = Article.objects.for_writing().select_for_update(of=("self",), no_key=True)
    return locked.get(pk=article.pk)


def refuse_reader(by: User | None) -> None:
    if by is not None and not by.has_perm("articles.change_article"):
        raise PermissionDenied(_("Your role does not allow this."))


def refuse_removed(article: Article) -> None:
    if article.is_removed:
        raise ValidationError(_("This report was removed on legal grounds."), code="removed")


def _teach(work: Work, hour: datetime | None) -> None:
    """Let search know the words readers will see, and forget those of an hour given up."""
    if hour is not None and hour > work.now:
        search.unlearn(hour)
    if work.article.status == Status.RELEASED:
        search.learn(work.article)


def record(work: Work, was: Status) -> StatusChange:
    """Leave a row of the act in the trail."""
    article, by = work.article, work.by
    return article.status_changes.create(
        act=work.act,
        was=was,
        became=article.status,
        at=work.now,
        by_number=by.pk if by else None,
        by_mark=by.mark if by else "",
        publish_at=article.publish_at,
        revision_id=work.revision_id or article.working_revision_id,
        note=work.note,
        kind=work.kind,
    )
