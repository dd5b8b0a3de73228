"""How many of the newest reports are asked for words, and what is found if that takes too long."""

from datetime import date

import pytest
from django.db import OperationalError

from articles.models import Article
from articles.moments import EARLIEST, berlin_day
from articles.search import matches
from articles.search.matches import MOST, Query, newest_matches
from tests.makers import NOON

pytestmark = pytest.mark.django_db

WORD, PHRASE = Query((("'wort'",),)), Query((("'ein' <-> 'wort'",),))
MONTHS = [
    (date(year, month, 1), 1000) for year in range(2026, 2006, -1) for month in range(12, 0, -1)
]


@pytest.fixture
def asked_since(monkeypatch):
    """The days from which on was asked; of each the next of ``found`` is the answer."""
    asked, found = [], []

    def answer(_matching, since):
        asked.append(berlin_day(since))
        if not found:
            raise OperationalError
        return found.pop(0)

    monkeypatch.setattr(matches._MONTHS, "rows", lambda _counted: MONTHS)
    monkeypatch.setattr(matches, "_planned", lambda _reports: 6001)
    monkeypatch.setattr(matches, "_matches_since", answer)
    return asked, found


def test_of_a_chosen_year_only_so_many_of_its_newest_reports_are_asked_as_are_needed(asked_since):
    asked, found = asked_since
    found.append([1] * (MOST + 1))
    published = Article.objects.published(NOON)

    newest_matches(published, WORD, narrowed=published.filter(pk__gt=0), year=2012)

    assert asked == [date(2012, 10, 1)]


def test_more_reports_are_asked_step_by_step_and_what_was_found_by_then_is_kept(asked_since):
    asked, found = asked_since
    found += [[3, 2], [3, 2, 1]]

    answer = newest_matches(Article.objects.published(NOON), PHRASE)

    assert asked == [date(2026, 10, 1), date(2026, 1, 1), date(2023, 1, 1)]
    assert answer == ([3, 2, 1], True)


def test_a_phrase_that_the_newest_do_not_say_is_sought_among_many_more_at_once(asked_since):
    asked, found = asked_since
    found += [[], [], []]

    assert newest_matches(Article.objects.published(NOON), PHRASE) == ([], False)
    assert asked == [date(2026, 10, 1), date(2023, 1, 1), berlin_day(EARLIEST)]


def test_a_question_that_finds_nothing_in_its_time_fails(asked_since):
    with pytest.raises(OperationalError):
        newest_matches(Article.objects.published(NOON), WORD)
