"""What somebody may be typing: places, houses, awards and tags by name, then words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import DatabaseError, connection, transaction
from django.db.models import BooleanField, F, Func, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.models import Article, Award, District, Institution, Municipality, SearchWord, Tag
from articles.models.article import is_known
from articles.moments import berlin_day
from articles.search.asking import asked
from articles.search.matches import look_in_the_index
from articles.statements import AT, PK, Statement, written
from articles.text import sort_key

MOST, OF_A_KIND, SHORTEST = 8, 3, 2
#: What is prepared is planned once, for any beginning.
_LIMITS = """
    SELECT set_config('statement_timeout', '500', true),
        set_config('plan_cache_mode', 'force_generic_plan', true),
        set_config('max_parallel_workers_per_gather', '0', true)
"""
#: Above every letter of a sort key; above every letter.
_AFTER_KEYS, _AFTER_WORDS = "{", "\U0010ffff"
#: What stands for the parameters while a query is written.
_BEGINNING, _DAY = "beginning%", date(1990, 1, 1)
#: A common word is said by one of so many of the newest reports.
_COMMON = 50
#: Of a beginning that more words have, the shortest of so many are offered.
_WORDS_READ = 2000


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
                cursor.execute(_LIMITS)
            return list(islice(_each_once(_found(text, at)), MOST))
    except DatabaseError:
        return []


def _found(text: str, at: datetime) -> Iterator[Suggestion]:
    if beginning := sort_key(text):
        yield from _things(beginning, at)
    *before, last = text.split(" ")
    if len(last) > SHORTEST:
        for word in _words(last.lower(), at):
            yield Suggestion(" ".join([*before, word]))


class Begins(Func):
    """
    Whether a text lies from $1 to $2, letter by letter, whatever the language.

    For ``startswith`` a statement that is planned for any beginning reads the whole table.
    """

    template = "(%(expressions)s ~>=~ $1 AND %(expressions)s ~<~ $2)"
    output_field = BooleanField()


@dataclass(frozen=True)
class _Kind:
    """A kind of thing, and the fields that its name and address are made of."""

    model: type
    note: str
    fields: tuple[str, ...]


_KINDS = (
    _Kind(Municipality, gettext_noop("Municipality"), ("name", "ags", "slug")),
    _Kind(District, gettext_noop("District"), ("name", "key", "slug", "kind")),
    _Kind(Institution, gettext_noop("Institution"), ("name", "key", "kind")),
    _Kind(Award, gettext_noop("Award"), ("name", "key")),
    _Kind(Tag, gettext_noop("Tag"), ("name", "slug")),
)


def _things(beginning: str, at: datetime) -> Iterator[Suggestion]:
    bounds = beginning, beginning + _AFTER_KEYS
    for number, values in _THINGS.rows(*bounds, f"{beginning}%", at, berlin_day(at)):
        kind = _KINDS[number]
        thing = kind.model(**dict(zip(kind.fields, values, strict=True)))
        yield Suggestion(str(thing), _(kind.note), thing.get_absolute_url())


def _beginning_so() -> Iterator[QuerySet]:
    """The things of each kind, the most wanted first."""
    begins = Begins("sort_key")
    yield Municipality.objects.filter(begins, is_former=False).order_by("-population", "pk")
    yield District.objects.filter(begins, is_former=False)
    named, called = Institution.objects.named_on(_DAY), Q()
    for name in ("called", "called_short"):
        called |= Q(**{f"{name}__istartswith": _BEGINNING.removesuffix("%")})
    yield named.filter(Q(begins) | called, is_known("institutions", AT))
    yield Award.objects.filter(begins, is_known("awards", AT))
    # One report: an “exists” would be answered for all tags at once.
    reports = Article.objects.published(AT).filter(taggings__tag=OuterRef("pk")).order_by()
    tags = Tag.objects.filter(begins).annotate(report=Subquery(reports.values("pk")[:1]))
    yield tags.filter(report__isnull=False)


def _names() -> str:
    marks = {"$3": _BEGINNING, "$4": AT, "$5": _DAY}
    pieces = []
    for number, (kind, things) in enumerate(zip(_KINDS, _beginning_so(), strict=True)):
        columns = [
            "called" if kind.model is Institution and f == "name" else f for f in kind.fields
        ]
        few = written(things.values_list(*columns)[:OF_A_KIND], marks)
        texts = ", ".join(f"{column}::text" for column in columns)
        pieces.append(f"(SELECT {number}, ARRAY[{texts}] FROM ({few}) AS thing)")  # noqa: S608
    return " UNION ALL ".join(pieces)


_THINGS = Statement("search_things", "text, text, text, timestamptz, date", _names)


def _words(beginning: str, at: datetime) -> Iterator[str]:
    """The shortest public words that are found now; a report may have gone since."""
    newest = [pk for (pk,) in _NEWEST.rows(at)]
    look_in_the_index()
    for (word,) in _WORDS.rows(beginning, beginning + _AFTER_WORDS, at, newest):
        yield word


def _newest() -> str:
    published = Article.objects.published(AT).newest_first()
    return written(published.values_list("pk")[:_COMMON], {"$1": AT})


def _found_words() -> str:
    # By an expression: else the index of the moments is read for all words.
    words = SearchWord.objects.alias(learned_at=F("since") + timedelta(0))
    words = words.filter(Begins("word"), learned_at__lte=AT, stem__isnull=False)
    published = Article.objects.published(AT).order_by().values("search_vector")
    marks = {"SELECT unnest($4)": PK, "$3": AT}
    return _FOUND.format(
        newest=written(published.filter(pk__in=[PK]), marks),
        words=written(words.values("word", "stem")[:_WORDS_READ], marks),
        published=written(published, marks),
    )


#: The newest reports are unpacked once for all words; the index is asked for the others.
_FOUND = rf"""
    WITH newest AS MATERIALIZED (
        SELECT search_vector || ''::tsvector AS said FROM ({{newest}}) AS report
    )
    SELECT word FROM (
        SELECT word, quote_literal(translate(stem, '\', ''))::tsquery AS query
        FROM ({{words}}) AS beginning ORDER BY length(word), word LIMIT {3 * MOST}
    ) AS known
    WHERE EXISTS (SELECT FROM newest WHERE said @@ query)
        OR EXISTS (SELECT FROM ({{published}}) AS report WHERE search_vector @@ query)
    LIMIT {MOST}
"""  # noqa: S608
_NEWEST = Statement("search_newest", "timestamptz", _newest)
_WORDS = Statement("search_words_beginning", "text, text, timestamptz, bigint[]", _found_words)


def _each_once(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    seen = set()
    for suggestion in found:
        if suggestion.text.lower() not in seen:
            seen.add(suggestion.text.lower())
            yield suggestion
