"""What readers saw, and from when to when: written by the acts, a record of what happened."""

from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from articles.models import Article
from articles.statuses import Status


def begin(article: Article, now: datetime) -> None:
    """
    Let the current revision be seen from ``now``, or from its hour if that is ahead.

    What was seen until now ends; a report never seen before was seen since it was
    first public, which an import may have in the past.
    """
    is_new = not article.exposures.exists()
    end(article, now)
    first = article.first_public_at
    start = first if is_new else max(now, first)
    if article.withdraw_at is None or article.withdraw_at > start:
        article.exposures.create(
            revision_id=article.current_revision_id,
            during=DateTimeTZRange(start, article.withdraw_at),
        )


def next_change(at: datetime) -> datetime | None:
    """The next hour after ``at`` at which any report appears or ends, as planned now."""
    released = Article.objects.filter(status=Status.RELEASED)
    coming = released.filter(publish_at__gt=at).order_by("publish_at", "pk")
    ending = released.filter(withdraw_at__gt=at).order_by("withdraw_at")
    hours = [
        *coming.values_list("publish_at", flat=True)[:1],
        *ending.values_list("withdraw_at", flat=True)[:1],
    ]
    return min(hours, default=None)


def end(article: Article, now: datetime) -> None:
    """Let nobody see the report from ``now`` on; what has not begun never happened."""
    article.exposures.filter(during__startswith__gte=now).delete()
    for exposure in article.exposures.filter(during__contains=now):
        exposure.during = DateTimeTZRange(exposure.during.lower, now)
        exposure.save()
