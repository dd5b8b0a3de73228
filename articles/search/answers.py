"""From a question to a page of results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils.safestring import SafeString

from articles.models import Article
from articles.moments import berlin_day
from articles.search.asking import Question
from articles.search.compiling import compiled
from articles.search.filters import Choice, choices, narrowed, year_of
from articles.search.matches import best_first, is_said, look_in_the_index, newest_matches
from articles.search.snippets import Marker
from articles.search.words import stems_of, words_resembling
from articles.statements import AT, PK, Statement, written
from articles.text import plain_text

LENGTH = 20
#: Nobody waits longer, and nothing that anybody types may keep the database busy. An index in
#: memory is cheaper than the planner thinks. What is prepared is planned once: whatever it is
#: asked for is found in the same way.
_LIMITS = """
    SELECT set_config('statement_timeout', '800', true), set_config('work_mem', '32MB', true),
        set_config('random_page_cost', '1.1', true),
        set_config('max_parallel_workers_per_gather', '0', true),
        set_config('plan_cache_mode', 'force_generic_plan', true)
"""
_COLUMNS = ("pk", "slug", "kicker", "headline", "lead", "body", "publish_at", "is_advertisement")
#: Words that are tried to be spelt otherwise, and spellings that are tried for each.
_MOST_CORRECTED, _MOST_TRIED = 3, 5


@dataclass(frozen=True)
class Hit:
    """One result; in its texts the words that were found are marked."""

    pk: int
    slug: str
    kicker: SafeString
    headline: SafeString
    text: SafeString
    published_at: datetime
    is_advertisement: bool


@dataclass(frozen=True)
class Answer:
    """
    What is found: a page of hits, and what all can be narrowed by.

    ``total`` stops at ``matches.MOST``; ``has_more`` says that there are more. ``has_failed``:
    the database gave up, and a shorter question may be answered.
    """

    hits: Sequence[Hit] = ()
    total: int = 0
    has_more: bool = False
    choices: Mapping[str, list[Choice]] = field(default_factory=dict)
    spelling: str = ""
    has_failed: bool = False


def answer(
    question: Question, chosen: Mapping[str, str], at: datetime, *, page: int, by_date: bool
) -> Answer:
    """The results on ``page`` (from 1) that readers may see at ``at``, whatever was typed."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_LIMITS)
            return _answer(question, chosen, at, page, by_date)
    except DatabaseError:
        return Answer(has_failed=True)


def _answer(question, chosen, at, page, by_date) -> Answer:
    asked = compiled(question, at)
    if asked is None:
        return Answer()
    published = Article.objects.published(at)
    reports = narrowed(published, chosen) if chosen else None
    matches, has_more = newest_matches(
        published, asked.query, narrowed=reports, year=year_of(chosen)
    )
    if not matches:
        return Answer(spelling="" if chosen else _spelling(question, asked.stems, at))
    ids = matches if by_date else best_first(matches, asked.query)
    on_page = ids[(page - 1) * LENGTH : page * LENGTH]
    hits = _hits(on_page, at, Marker(asked.marks))
    return Answer(hits, len(matches), has_more, choices(matches, berlin_day(at)))


def _hits(ids: Sequence[int], at: datetime, marker: Marker) -> list[Hit]:
    rows = {row[0]: dict(zip(_COLUMNS, row, strict=True)) for row in _READ.rows(ids, at)}
    return [_hit(rows[pk], marker) for pk in ids if pk in rows]


def _read() -> str:
    reports = Article.objects.published(AT).filter(pk__in=[PK]).order_by()
    return written(reports.values_list(*_COLUMNS), {"SELECT unnest($1)": PK, "$2": AT})


_READ = Statement("search_hits", "bigint[], timestamptz", _read)


def _hit(row: Mapping[str, Any], marker: Marker) -> Hit:
    text, is_marked = marker.marked(row["lead"])
    if not is_marked:
        text = marker.snippet(plain_text(row["body"])) or text
    return Hit(
        pk=row["pk"],
        slug=row["slug"],
        kicker=marker.marked(row["kicker"])[0],
        headline=marker.marked(row["headline"])[0],
        text=text,
        published_at=row["publish_at"],
        is_advertisement=row["is_advertisement"],
    )


def _spelling(question: Question, stems: Mapping[str, str], at: datetime) -> str:
    """The question in other words, each of which is found among what readers may see."""
    published, text = Article.objects.published(at), question.text
    look_in_the_index()
    for word, stem in list(stems.items())[:_MOST_CORRECTED]:
        if not is_said(published, stem):
            others = words_resembling(stem, at)[:_MOST_TRIED]
            known = stems_of(others)
            right = (other for other in others if is_said(published, known.get(other)))
            text = text.replace(word, next(right, word))
    return text if text != question.text else ""
