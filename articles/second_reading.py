"""
Who may release without a second reader, and what is still to be read afterwards.

Three exceptions from “every published wording was read by two people”: solo duty (set
beforehand), breaking news (in its short form only), and a desk of one (a setting).
"""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from articles.models import Article, Correction, Rereading, Revision, SoloDuty, User
from articles.vocabulary import WithoutReader


def exception_for(
    user: User | None, *, now: datetime, at: datetime | None = None
) -> WithoutReader | None:
    """
    Why ``user`` may release alone now, for the moment ``at``; None when a colleague must read.

    A solo duty must cover both moments: what appears after it can be read by somebody else.
    """
    if settings.DESK_OF_ONE:
        return WithoutReader.DESK_OF_ONE
    if user is not None and _is_on_duty(user, now, max(at or now, now)):
        return WithoutReader.SOLO
    return None


def duty_of(user: User, now: datetime) -> SoloDuty | None:
    """The solo duty that ``user`` has at ``now``, if any."""
    return SoloDuty.objects.filter(person=user, begins_at__lte=now, ends_at__gt=now).first()


def note_down(
    article: Article, revision: Revision, *, reason: WithoutReader, by: User, now: datetime
) -> None:
    """Put a wording that went out without a second reader onto the list."""
    Rereading.objects.get_or_create(
        revision=revision,
        defaults={
            "article": article,
            "content_hash": revision.content_hash,
            "reason": reason,
            "released_at": now,
            "released_by_number": by.pk,
            "released_by_mark": by.mark,
        },
    )


def note_down_correction(
    note: Correction, *, reason: WithoutReader, by: User, now: datetime
) -> None:
    """The same for a note of correction that its own writer let go."""
    Rereading.objects.create(
        correction=note,
        article=note.article,
        content_hash=hashlib.sha256(note.text.encode()).hexdigest(),
        reason=reason,
        released_at=now,
        released_by_number=by.pk,
        released_by_mark=by.mark,
    )


def to_be_read() -> QuerySet:
    """
    What somebody else must still read, the oldest first.

    A desk of one has nobody else; of what was removed on legal grounds nothing is left to read.
    """
    unread = Rereading.objects.filter(read_at__isnull=True, article__is_removed=False)
    unread = unread.exclude(reason=WithoutReader.DESK_OF_ONE)
    return unread.select_related("article", "revision", "correction").order_by("released_at", "pk")


def _is_on_duty(user: User, now: datetime, at: datetime) -> bool:
    covering = SoloDuty.objects.filter(person=user, begins_at__lte=now, ends_at__gt=now)
    return covering.filter(ends_at__gt=at).exists()
