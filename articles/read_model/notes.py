"""All notes of correction as readers may know them, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from articles.models import Article, Correction
from articles.moments import BERLIN
from articles.read_model.pages import teasers
from articles.read_model.things import CorrectionNote, Teaser
from articles.vocabulary import CorrectionKind


@dataclass(frozen=True)
class PublicNote(CorrectionNote):
    """A note with its number and the report it stands on, as long as that is public."""

    pk: int = 0
    report: Teaser | None = None


def corrections(at: datetime, before: tuple[datetime, int] | None, length: int) -> list[PublicNote]:
    """
    Up to ``length`` notes published by ``at``, those before a place if asked; two queries.

    A counter-statement stays when its report has gone, without a word about that.
    """
    is_public = Exists(Article.objects.published(at).filter(pk=OuterRef("article")))
    notes = Correction.objects.filter(
        is_public | Q(kind=CorrectionKind.COUNTERSTATEMENT), published_at__lte=at
    )
    if before:
        moment, pk = before
        older = Q(published_at__lt=moment) | Q(published_at=moment, pk__lt=pk)
        notes = notes.filter(older, published_at__lte=moment)
    columns = ("pk", "kind", "text", "published_at", "article")
    rows = list(notes.order_by("-published_at", "-pk").values(*columns)[:length])
    reports = _public_reports([row["article"] for row in rows], at)
    return [_public_note(row, reports.get(row["article"])) for row in rows]


def counterstatements(article_pk: int, at: datetime) -> list[CorrectionNote]:
    """The counter-statements to one report, which stay where it stood; one query."""
    kind = CorrectionKind.COUNTERSTATEMENT
    notes = Correction.objects.filter(article=article_pk, kind=kind, published_at__lte=at)
    rows = notes.order_by("published_at", "pk").values("pk", "kind", "text", "published_at")
    return [_public_note(row, None) for row in rows]


def _public_reports(numbers: Iterable[int], at: datetime) -> dict[int, Teaser]:
    return {t.pk: t for t in teasers(Article.objects.published(at).filter(pk__in=numbers))}


def _public_note(row: dict, report: Teaser | None) -> PublicNote:
    published_at = row["published_at"].astimezone(BERLIN)
    return PublicNote(row["kind"], row["text"], published_at, pk=row["pk"], report=report)
