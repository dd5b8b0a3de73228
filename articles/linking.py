"""References of a body as rows, derived in the transaction that saves the body."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Article, CrossReference
from articles.statuses import Status
from articles.text import Reference, references_in
from articles.vocabulary import Copy, ReferenceEnd


def derive(article: Article, copy: Copy, body: str) -> None:
    """
    Make the rows of one copy of ``article`` say what ``body`` says.

    Raises ValidationError for a reference to itself or to a report that does not
    exist. Rows are upserted by key, so that one that stayed keeps its id.
    """
    references = references_in(body)
    check(references, article.pk)
    stale = CrossReference.objects.filter(source=article, copy=copy)
    stale.exclude(key__in=[reference.key for reference in references]).delete()
    CrossReference.objects.bulk_create(
        (_row(article, copy, reference) for reference in references),
        update_conflicts=True,
        unique_fields=["source", "copy", "key"],
        update_fields=["position", "end", "target", "address", "words", "sentence"],
    )


def forget(article: Article, copy: Copy) -> None:
    """Drop the rows of a copy that is no more."""
    CrossReference.objects.filter(source=article, copy=copy).delete()


def waiting_for(article: Article) -> QuerySet:
    """Released reports that refer to ``article`` and appear before it: their words wait for it."""
    citing = CrossReference.objects.filter(target=article, copy=Copy.LIVE).values("source")
    earlier = Article.objects.filter(pk__in=citing, status=Status.RELEASED)
    return earlier.filter(publish_at__lt=article.publish_at).order_by("publish_at", "pk")


def check(references: Iterable[Reference], article_id: int | None) -> None:
    """Raise ValidationError unless every target is another report that exists."""
    targets = {reference.target_id for reference in references if reference.target_id}
    if article_id in targets:
        raise ValidationError(_("A report can't refer to itself."), code="self_reference")
    missing = targets - set(Article.objects.filter(pk__in=targets).values_list("pk", flat=True))
    if missing:
        raise ValidationError(
            _("There is no report with the number %(number)s to refer to."),
            params={"number": min(missing)},
            code="unknown_target",
        )


def _row(article: Article, copy: Copy, reference: Reference) -> CrossReference:
    is_report = reference.end == ReferenceEnd.REPORT
    return CrossReference(
        source=article,
        copy=copy,
        key=reference.key,
        position=reference.position,
        end=reference.end,
        target_id=reference.target_id if is_report else None,
        address=reference.address,
        words=reference.words,
        sentence=reference.sentence,
    )
