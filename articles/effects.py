"""Side effects, put into the outbox in the transaction of the act that causes them."""

from datetime import datetime

from articles.models import Article, Effect
from articles.vocabulary import EffectKind


def enqueue(kind: EffectKind, article: Article, *, occasion: str, due_at: datetime) -> None:
    """Put an effect into the outbox, once for each kind, report and occasion."""
    effect = Effect(
        key=f"{kind}:{article.pk}:{occasion}", kind=kind, article=article, due_at=due_at
    )
    Effect.objects.bulk_create([effect], ignore_conflicts=True)


def call_off(kind: EffectKind, article: Article) -> None:
    """Drop what is not done yet: its hour was moved, or the report is gone."""
    article.effects.filter(kind=kind, done_at__isnull=True).delete()
