"""
Side effects, put into the outbox in the transaction of the act that causes them.

``deliveries`` takes them out again, in order within a lane, and never before their hour.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Article, Effect, Picture, User
from articles.picture_sizes import focus_of, stem_of
from articles.vocabulary import EffectKind


def enqueue(
    kind: EffectKind,
    article: Article | None,
    *,
    occasion: str,
    due_at: datetime,
    payload: dict | None = None,
    lane: str = "",
) -> None:
    """
    Put an effect into the outbox, once for each kind, report and occasion.

    Effects of one ``lane`` leave one after the other, in the order in which they came;
    without one all that tells the world of a report does.
    """
    number = article.pk if article else 0
    effect = Effect(
        key=f"{kind}:{number}:{occasion}",
        kind=kind,
        article=article,
        due_at=due_at,
        payload=payload or {},
        lane=lane or f"report:{number}",
    )
    Effect.objects.bulk_create([effect], ignore_conflicts=True)


def write_to(
    people: Iterable[User],
    article: Article,
    *,
    occasion: str,
    subject: str,
    lines: list[str],
    now: datetime,
) -> None:
    """
    Mail colleagues about a report, each once for the occasion; whoever has no address is left out.

    ``subject`` may name the report by ``%(report)s``. What is under embargo is named
    by its number alone, for a mail leaves the house.
    """
    for person in people:
        if not person.email or not person.is_active:
            continue
        enqueue(
            EffectKind.MAIL,
            article,
            occasion=f"{occasion}:{person.pk}",
            due_at=now,
            payload={
                "to": person.pk,
                "subject": subject % {"report": _name(article, now)},
                "lines": lines,
            },
            lane=f"mail:{article.pk}:{person.pk}",
        )


def picture_came(picture: Picture, now: datetime) -> None:
    """Have the sizes of a picture made; again when its file or its focal point is another."""
    focus = focus_of(picture.focus_x, picture.focus_y)
    enqueue(
        EffectKind.PICTURE,
        None,
        occasion=f"{picture.pk}:{stem_of(picture.file.name)}:{focus}",
        due_at=now,
        payload={"picture": picture.pk},
        lane=f"picture:{picture.pk}",
    )


def call_off(kind: EffectKind, article: Article) -> None:
    """Drop what is not done yet: its hour was moved, or the report is gone."""
    article.effects.filter(kind=kind, done_at__isnull=True).delete()


def failing() -> QuerySet:
    """What the desk should know of: tried in vain at least once and not done, newest first."""
    tried = Effect.objects.filter(done_at__isnull=True).exclude(last_error="")
    return tried.select_related("article").order_by("-pk")


def retry(chosen: QuerySet, now: datetime) -> int:
    """Let what failed or was given up be tried again at once; returns how many there were."""
    failed = chosen.filter(done_at__isnull=True).exclude(last_error="")
    return failed.update(gave_up_at=None, tries=0, due_at=now)


def _name(article: Article, now: datetime) -> str:
    if article.embargo_is_open_ended or (article.embargo_until and article.embargo_until > now):
        return _("report %(number)d (under embargo)") % {"number": article.pk}
    return f"„{article}“"
