"""What somebody may be typing: places, houses, awards and tags by name, then words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from articles.models import Article, Award, District, Institution, Municipality, Tag
from articles.models.article import is_known
from articles.moments import berlin_day
from articles.search.asking import asked
from articles.search.matches import is_said, look_in_the_index
from articles.search.words import stems_of, words_beginning
from articles.text import sort_key

MOST, OF_A_KIND, SHORTEST = 8, 3, 2
_LIMIT = "SELECT set_config('statement_timeout', '500', true)"


@dataclass(frozen=True)
class Suggestion:
    """A text to search for; one with ``url`` is a page of its own, of the kind ``note``."""

    text: str
    note: str = ""
    url: str = ""


def suggestions(typed: str, at: datetime) -> list[Suggestion]:
    """Up to eight; nothing that no public report or register tells. Never raises."""
    text = asked(typed).text
    if len(text) < SHORTEST:
        return []
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_LIMIT)
            return list(islice(_each_once(_found(text, at)), MOST))
    except DatabaseError:
        return []


def _found(text: str, at: datetime) -> Iterator[Suggestion]:
    beginning = sort_key(text)
    if beginning:
        yield from _things(beginning, at)
    *before, last = text.split(" ")
    if len(last) > SHORTEST:
        for word in _public(words_beginning(last, at, 3 * MOST), at):
            yield Suggestion(" ".join([*before, word]))


def _things(beginning: str, at: datetime) -> Iterator[Suggestion]:
    begins = Q(sort_key__startswith=beginning)
    towns = Municipality.objects.filter(begins, is_former=False).order_by("-population", "pk")
    districts = District.objects.filter(begins, is_former=False)
    named = Institution.objects.named_on(berlin_day(at))
    today = Q(called__istartswith=beginning) | Q(called_short__istartswith=beginning)
    houses = named.filter(begins | today, is_known("institutions", at))
    awards = Award.objects.filter(begins, is_known("awards", at))
    reports = Article.objects.published(at).filter(taggings__tag=OuterRef("pk"))
    tags = Tag.objects.filter(begins).filter(Exists(reports))
    for note, things in (
        (_("Municipality"), towns),
        (_("District"), districts),
        (_("Institution"), houses),
        (_("Award"), awards),
        (_("Tag"), tags),
    ):
        for thing in things[:OF_A_KIND]:
            yield Suggestion(str(thing), note, thing.get_absolute_url())


def _public(words: Iterable[str], at: datetime) -> Iterator[str]:
    """Those of the words that are found now; a report may have gone since."""
    published, stems = Article.objects.published(at), stems_of(words)
    look_in_the_index()
    for word in words:
        if is_said(published, stems.get(word)):
            yield word


def _each_once(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    seen = set()
    for suggestion in found:
        if suggestion.text.lower() not in seen:
            seen.add(suggestion.text.lower())
            yield suggestion
