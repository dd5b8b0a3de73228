"""
The plan of a generated archive: storylines over twenty years, and which report refers to which.

Shares and ages are those that were counted in the real trade press (see the figures below);
towns are drawn by their population. The plan depends on the registers and the seed alone.
"""

import random
from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from articles.importers import archive_words as words
from articles.moments import BERLIN
from articles.vocabulary import Genre

#: A fixed last day, so that the same seed gives the same archive next year.
LAST_DAY = date(2026, 10, 30)
YEARS = 20

#: 101 reports by Darstellungsform; teasers and lists count as news.
GENRES = {
    Genre.NEWS: 47,
    Genre.FEATURE: 17,
    Genre.INTERVIEW: 15,
    Genre.CASE_STUDY: 12,
    Genre.REPORT: 4,
    Genre.GUEST: 3,
    Genre.PERSONNEL: 3,
}
#: 97 kickers by what they name, and four reports without one.
KICKERS = {
    "land": 39,
    "topic": 24,
    "place": 10,
    "company": 10,
    "event": 3,
    "ministry": 2,
    "none": 4,
}
#: 25 of 101 reports refer to an earlier one; so many of 25 refer once, twice, …
SHARE_WITH_REFERENCES = 25 / 101
REFERENCES = {1: 15, 2: 7, 3: 1, 4: 1, 5: 1}
#: How many of 41 references stand in which Darstellungsform; none in case studies.
REFERENCES_BY_GENRE = {
    Genre.NEWS: 34,
    Genre.INTERVIEW: 3,
    Genre.REPORT: 1,
    Genre.GUEST: 1,
    Genre.PERSONNEL: 1,
    Genre.FEATURE: 1,
}
#: Two of nine targets lay on a sister site; by far not all of those are known.
SHARE_OUTSIDE = 0.08
#: Days between the reports of a storyline: median and spread of a log-normal distribution.
DAYS_BETWEEN = (4.4, 1.2)
REPORTS_PER_STORY = 3.6

COMPANIES = words.companies()


@dataclass(frozen=True)
class Place:
    """A municipality with what it lies in."""

    id: int
    name: str
    federal_state: int
    district: int | None
    population: int


@dataclass(frozen=True)
class Body:
    """An institution with the names it bore: first day, day of the end, name, abbreviation."""

    id: int
    name: str
    short_name: str
    names: tuple[tuple[date | None, date | None, str, str], ...] = ()

    def name_on(self, day: date) -> tuple[str, str]:
        """Name and abbreviation that were right on ``day``; today's where none is known."""
        for start, end, name, short in self.names:
            if (start is None or start <= day) and (end is None or day < end):
                return name, short
        return self.name, self.short_name


@dataclass(frozen=True)
class World:
    """What reports can speak of, as the registers have it; names by primary key."""

    places: tuple[Place, ...]
    federal_states: dict[int, str]
    districts: dict[int, str]
    bodies: tuple[Body, ...]
    awards: tuple[tuple[int, str], ...]
    _cumulated: list[int] = field(default_factory=list)

    def place(self, rng: random.Random) -> Place:
        """A municipality, drawn by its population."""
        if not self._cumulated:
            self._cumulated.extend(accumulate(place.population for place in self.places))
        return self.places[bisect(self._cumulated, rng.random() * self._cumulated[-1])]


@dataclass(frozen=True, slots=True)
class Story:
    """A storyline: where it happens, what it is about, under which kicker it runs."""

    section: str
    kicker: str
    kicker_kind: str
    place: Place
    body: Body | None
    award: int | None
    project: str


@dataclass(frozen=True, slots=True)
class Stub:
    """A report before it is written; targets are numbers of earlier ones, -1 an outside address."""

    at: datetime
    story: int
    genre: str
    targets: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """Storylines, and the reports in order of their hours."""

    seed: int
    stories: tuple[Story, ...]
    stubs: tuple[Stub, ...]


def plan_archive(world: World, *, articles: int, seed: int) -> Plan:
    """Plan ``articles`` reports; the same registers and seed give the same plan."""
    rng = random.Random(f"plan {seed}")  # noqa: S311 - no secret
    stories, dated = _stories(world, articles, rng)
    dated.sort()
    return Plan(seed, tuple(stories), tuple(_stubs(stories, dated, rng)))


# --- storylines ---------------------------------------------------------------


def _stories(world: World, articles: int, rng: random.Random) -> tuple[list[Story], list]:
    stories: list[Story] = []
    dated: list[tuple[datetime, int]] = []
    while len(dated) < articles:
        moments = _moments(rng)[: articles - len(dated)]
        dated += [(moment, len(stories)) for moment in moments]
        stories.append(_story(world, rng))
    return stories, dated


def _moments(rng: random.Random) -> list[datetime]:
    """The hours of a storyline's reports: weekdays, office hours, never after the last day."""
    number = 1 + int(rng.expovariate(1 / (REPORTS_PER_STORY - 1)))
    span = 365.25 * YEARS
    day, moments = rng.random() * span, []
    while day < span and len(moments) < number:
        moments.append(_moment(LAST_DAY - timedelta(days=span - day), rng))
        day += 1 + rng.lognormvariate(*DAYS_BETWEEN)
    return moments


def _moment(day: date, rng: random.Random) -> datetime:
    if day.weekday() > 4 and rng.random() < 0.97:
        day -= timedelta(days=day.weekday() - 4)
    minutes = int(rng.triangular(7 * 60 + 30, 18 * 60, 10 * 60))
    local = datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=BERLIN)
    return local.astimezone(UTC)


def _story(world: World, rng: random.Random) -> Story:
    section, place = rng.choice(list(words.SECTIONS)), world.place(rng)
    kind = rng.choices(list(KICKERS), list(KICKERS.values()))[0]
    body = rng.choice(world.bodies) if world.bodies and rng.random() < 0.45 else None
    award = rng.choice(world.awards)[0] if world.awards and rng.random() < 0.06 else None
    first, second = rng.choice(words.FIRST), rng.choice(words.HEADS)[0]
    project = f"{first.rstrip('-s')}{second}"
    kicker = _kicker(world, kind, place, section, rng)
    return Story(section, kicker, kind, place, body, award, project)


def _kicker(world: World, kind: str, place: Place, section: str, rng: random.Random) -> str:
    kickers = {
        "land": world.federal_states[place.federal_state],
        "topic": section,
        "place": place.name,
        "company": rng.choice(COMPANIES),
        "event": f"Kongress {rng.choice(COMPANIES)}",
        "ministry": rng.choice(world.bodies).short_name if world.bodies else section,
        "none": "",
    }
    kicker = kickers[kind]
    return kicker if len(kicker) <= 27 else section[:27]


# --- who refers to whom -------------------------------------------------------


def _stubs(stories: list[Story], dated: list, rng: random.Random) -> list[Stub]:
    chances = _chances(later=1 - len(stories) / len(dated))
    of_story: dict[int, list[int]] = defaultdict(list)
    of_section: dict[str, list[int]] = defaultdict(list)
    stubs = []
    for number, (at, story) in enumerate(dated):
        genre = rng.choices(list(GENRES), list(GENRES.values()))[0]
        earlier, section = of_story[story], stories[story].section
        targets: tuple[int, ...] = ()
        if earlier and rng.random() < chances.get(genre, 0):
            targets = _targets(earlier, of_section[section], rng)
        stubs.append(Stub(at, story, str(genre), targets))
        earlier.append(number)
        of_section[section].append(number)
    return stubs


def _chances(later: float) -> dict[str, float]:
    """How likely a later report of a storyline refers to an earlier one, by Darstellungsform."""
    reports, references = sum(GENRES.values()), sum(REFERENCES_BY_GENRE.values())
    return {
        genre: SHARE_WITH_REFERENCES * share / references / (GENRES[genre] / reports) / later
        for genre, share in REFERENCES_BY_GENRE.items()
    }


def _targets(earlier: list[int], neighbours: list[int], rng: random.Random) -> tuple[int, ...]:
    wanted = rng.choices(list(REFERENCES), list(REFERENCES.values()))[0]
    targets = [earlier[-1] if rng.random() < 0.5 else rng.choice(earlier)]
    while len(targets) < wanted:
        pool = earlier if rng.random() < 0.7 else neighbours[-200:]
        targets.append(rng.choice(pool))
    # Two references of one report never have the same target.
    distinct = list(dict.fromkeys(targets))
    return tuple(-1 if rng.random() < SHARE_OUTSIDE else target for target in distinct)
