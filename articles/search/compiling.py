"""From terms to a query of PostgreSQL, with parts of words and all names of an institution."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from articles.search.asking import Question, Term
from articles.search.matches import Query, quoted
from articles.search.names import other_names
from articles.search.snippets import python_stems
from articles.search.words import stems_holding, stems_of

_TSQUERIES = """
    SELECT CASE WHEN is_phrase THEN phraseto_tsquery('german', words)
        ELSE plainto_tsquery('german', words) END::text
    FROM unnest(%s::text[], %s::bool[]) WITH ORDINALITY AS asked (words, is_phrase, place)
    ORDER BY place
"""
#: In words.
_LONGEST_NAME = 8


@dataclass(frozen=True)
class Asked:
    """
    A query, the stems that are marked where they were found, and those of single words.

    ``stems`` holds the words of the question that may have been misspelt.
    """

    query: Query
    marks: frozenset[str]
    stems: Mapping[str, str]


def compiled(question: Question, at: datetime) -> Asked | None:
    """The query of a question; None if no word in it has a topic."""
    runs = list(_runs(question.wanted))
    names = other_names({_said(run) for run in runs}, at)
    units = list(_units(question.wanted, names))
    phrases = [Term(name, is_phrase=True) for name in sorted(set().union(*names.values()))]
    said = [word for term in (*question.wanted, *phrases) for word in term.words.split()]
    known = stems_of(said)
    stems = {t.words: known[t.words] for t in question.wanted if t.words in known}
    holding = stems_holding(stems, at)
    texts = _tsqueries([*question.terms, *phrases])
    wanted = []
    for unit in units:
        words = " & ".join(filter(None, (texts[term] for term in unit)))
        if not words:
            continue
        stem = stems.get(unit[0].words, "") if len(unit) == 1 else ""
        parts = [part for part in holding.get(stem, ()) if part != stem]
        called = (texts[Term(name, is_phrase=True)] for name in names.get(_said(unit), ()))
        wanted.append((words, *map(quoted, parts), *filter(None, called)))
    if not wanted:
        return None
    unwanted = tuple(texts[t] for t in question.terms if t.is_unwanted and texts[t])
    marks = {*known.values(), *python_stems(known)}.union(*holding.values())
    return Asked(Query(tuple(wanted), unwanted), frozenset(marks), stems)


def _runs(terms: Sequence[Term]) -> Iterator[Sequence[Term]]:
    for start in range(len(terms)):
        for end in range(start + 1, min(start + _LONGEST_NAME, len(terms)) + 1):
            yield terms[start:end]


def _units(terms: Sequence[Term], names: Mapping[str, object]) -> Iterator[Sequence[Term]]:
    """The terms one by one, but those together that are a name, the longest names first."""
    start = 0
    while start < len(terms):
        ends = range(min(start + _LONGEST_NAME, len(terms)), start, -1)
        end = next((end for end in ends if _said(terms[start:end]) in names), start + 1)
        yield terms[start:end]
        start = end


def _said(terms: Sequence[Term]) -> str:
    return " ".join(term.words for term in terms).lower()


def _tsqueries(terms: Sequence[Term]) -> Mapping[Term, str]:
    with connection.cursor() as cursor:
        cursor.execute(_TSQUERIES, [[t.words for t in terms], [t.is_phrase for t in terms]])
        return dict(zip(terms, (text for (text,) in cursor.fetchall()), strict=True))
