"""Small reports and places for the tests of suggestions; everything is invented."""

from dataclasses import replace
from datetime import UTC, date, datetime

from articles.suggestions.places import places_in
from articles.suggestions.rarity import Rarity
from articles.suggestions.scoring import Question, Report, ranked
from articles.terms.profile import profile
from tests.makers import reference

TODAY = date(2024, 6, 12)


def report(id, at="2023-05-10", *, refers_to=(), **content):
    """A report of the day ``at``; content as ``profile`` takes it."""
    moment = datetime.fromisoformat(f"{at}T09:00").replace(tzinfo=UTC)
    return Report(id, moment, profile(**content), frozenset(refers_to))


def marked(text):
    """A body of one paragraph in which every “##” is an open reference."""
    while "##" in text:
        text = text.replace("##", reference(key=f"k{text.count('data-key')}"), 1)
    return f"<p>{text}</p>"


def ranking(text, candidates, *, place=0, named=(), rarity=None, **source):
    """The reasons for each candidate of one place of a report of today, the best first."""
    body = marked(text)
    asking = report(999, f"{TODAY:%Y-%m-%d}", body=body, **source)
    asked = replace(places_in(body, TODAY)[place], keys=frozenset(named))
    rarity = rarity or Rarity.among(each.profile for each in [asking, *candidates])
    return ranked(Question(asking, asked, rarity), candidates)


def first(*args, **kwargs):
    """The id of the best candidate."""
    return ranking(*args, **kwargs)[0].candidate.id
