"""The reports of a generated archive, one by one: kicker, headline, lead, body, what they name."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from articles.importers.archive_plan import Place, Plan, Story, Stub, World
from articles.importers.archive_sentences import Style, Writer, day_in_words, month_in_words
from articles.moments import berlin_day
from articles.vocabulary import Genre

#: Words of a news item: shortest, longest, most frequent. All other forms are longer.
NEWS_WORDS = (125, 260, 175)
LONG_WORDS = (260, 420, 290)
LEAD_WORDS = (17, 41)
LEAD_CHARACTERS = (171, 348)
#: 10, 39 and 11 of 60 leads have one, two and three sentences.
LEAD_SENTENCES = {1: 10, 2: 39, 3: 11}
#: 39, 46 and 5 of 90 reports have no, one and two sub-headings.
HEADINGS = {0: 39, 1: 46, 2: 5}
MARKS = ("aa", "bg", "cd", "dk", "el", "fn", "gr", "hw")
SHARE_OF_QUOTES = 0.2
#: Words of a sentence: whoever is that near the wanted length stops.
SENTENCE = 10


@dataclass(frozen=True)
class Written:
    """A report with its texts; entities by primary key, tags and the author's mark by name."""

    number: int
    stub: Stub
    section: str
    kicker: str
    headline: str
    lead: str
    body: str
    mark: str
    tags: tuple[str, ...]
    municipalities: tuple[int, ...]
    districts: tuple[int, ...]
    federal_states: tuple[int, ...]
    institutions: tuple[int, ...]
    awards: tuple[int, ...]


@dataclass
class Archive:
    """Writes any report of a plan; which process does it makes no difference."""

    world: World
    plan: Plan
    style: Style = field(default_factory=Style)

    def report(self, number: int, address_of: Callable[[int], str]) -> Written:
        """Report ``number`` (from 0); ``address_of`` gives what a reference to another holds."""
        stub = self.plan.stubs[number]
        story = self.plan.stories[stub.story]
        rng = random.Random(self.plan.seed * 1_000_003 + number)  # noqa: S311 - no secret
        return _Report(self, number, stub, story, rng, address_of).written()


@dataclass
class _Report:
    archive: Archive
    number: int
    stub: Stub
    story: Story
    rng: random.Random
    address_of: Callable[[int], str]
    places: dict[int, Place] = field(default_factory=dict)
    names_body: bool = False

    def written(self) -> Written:
        story, rng = self.story, self.rng
        self.day = berlin_day(self.stub.at)
        self.writer = Writer(self.archive.style, rng, story.section, self.slots())
        self.places[story.place.id] = story.place
        headline, lead, body = self.headline(), self.lead(), self.body()
        names_land = story.kicker_kind == "land"
        district = story.place.district
        return Written(
            number=self.number,
            stub=self.stub,
            section=story.section,
            kicker=self.kicker(),
            headline=headline,
            lead=lead,
            body=body,
            mark=rng.choice(MARKS),
            tags=self.tags(),
            municipalities=tuple(sorted(self.places)),
            districts=(district,) if district and rng.random() < 0.15 else (),
            federal_states=(story.place.federal_state,) if names_land else (),
            institutions=(story.body.id,) if story.body and self.names_body else (),
            awards=(story.award,) if story.award else (),
        )

    def slots(self) -> dict[str, Callable[[], str]]:
        land = self.archive.world.federal_states[self.story.place.federal_state]
        return {
            "O": self.town,
            "Y": self.other_town,
            "L": lambda: land,
            "H": self.body_name,
            "X": lambda: f"„{self.story.project}“",
            "W": lambda: day_in_words(self.day),
        }

    def town(self) -> str:
        return self.story.place.name if self.rng.random() < 0.85 else self.other_town()

    def other_town(self) -> str:
        place = self.archive.world.place(self.rng)
        self.places[place.id] = place
        return place.name

    def body_name(self) -> str:
        """Full name and abbreviation at first, the abbreviation from then on."""
        if self.story.body is None:
            return self.archive.style.companies.draw(self.rng)
        name, short = self.story.body.name_on(self.day)
        if self.names_body and short:
            return short
        self.names_body = True
        return f"{name} ({short})" if short and short != name else name

    # --- texts ----------------------------------------------------------------

    def kicker(self) -> str:
        return "Interview" if self.stub.genre == Genre.INTERVIEW else self.story.kicker

    def headline(self) -> str:
        for _try in range(20):
            headline = self.writer.say(self.archive.style.headlines)
            if len(headline) <= 48 and len(headline.split()) <= 6:
                return headline
        return f"Neues aus {self.story.place.name}"[:48]

    def lead(self) -> str:
        """As many sentences as leads have, within their limits if that can be had."""
        number = self.drawn(LEAD_SENTENCES)
        lead = ""
        for _try in range(12):
            lead = " ".join([self.first_sentence(number), *self.more_sentences(number - 1)])
            if _within(len(lead.split()), LEAD_WORDS) and _within(len(lead), LEAD_CHARACTERS):
                break
        return lead

    def first_sentence(self, number: int) -> str:
        """The fewer sentences a lead has, the longer is its first."""
        say, style = self.writer.say, self.archive.style
        tails = {1: 2, 2: self.rng.random() < 0.85, 3: 0}[number]
        end = "".join(_uncapitalised(say(style.lead_tails)) for _tail in range(tails))
        return f"{say(style.leads).removesuffix('.')}{end}."

    def more_sentences(self, number: int) -> list[str]:
        return [self.writer.say(self.archive.style.lead_ends) for _more in range(number)]

    def body(self) -> str:
        low, high, mode = NEWS_WORDS if self.stub.genre == Genre.NEWS else LONG_WORDS
        sentences, wanted = self.sentences(self.rng.triangular(low, high, mode)), 0
        paragraphs: list[list[str]] = []
        for sentence in sentences:
            if wanted <= 0:
                paragraphs.append([])
                wanted = int(self.rng.triangular(3, 9, 5))
            paragraphs[-1].append(sentence)
            wanted -= 1
        return "".join(self.with_headings([f"<p>{' '.join(p)}</p>" for p in paragraphs]))

    def sentences(self, length: float) -> list[str]:
        style, rng, writer = self.archive.style, self.rng, self.writer
        is_interview = self.stub.genre == Genre.INTERVIEW
        sentences: list[str] = []
        while length > SENTENCE / 2:
            if is_interview and len(sentences) % 5 == 0:
                sentence = f"<strong>{writer.say(style.questions)}</strong>"
            elif rng.random() < SHARE_OF_QUOTES:
                sentence = writer.quote()
            else:
                sentence = writer.say(style.sentences)
            sentences.append(sentence)
            length -= sentence.count(" ") + 1
        for key, target in enumerate(self.stub.targets, start=1):
            place = min(len(sentences), int(rng.triangular(0, len(sentences), 1)))
            sentences.insert(place, self.reference(f"w{key}", target))
        return sentences

    def reference(self, key: str, target: int) -> str:
        """“(wir berichteten)” with the month of what it refers to, where that is ours."""
        to = self.address_of(target)
        since = self.archive.plan.stubs[target].at if target >= 0 else self.stub.at
        node = f'<span data-reference="{to}" data-key="{key}">wir berichteten</span>'
        return self.writer.reference(node, month_in_words(berlin_day(since)))

    def with_headings(self, paragraphs: list[str]) -> list[str]:
        number = min(self.drawn(HEADINGS), len(paragraphs) - 1)
        for place in sorted(self.rng.sample(range(1, len(paragraphs)), number), reverse=True):
            heading = self.writer.say(self.archive.style.headings)
            paragraphs.insert(place, f"<h2>{heading}</h2>")
        return paragraphs

    def tags(self) -> tuple[str, ...]:
        """Two to five: the section first, then place or Land, project, body."""
        story, rng = self.story, self.rng
        land = self.archive.world.federal_states[story.place.federal_state]
        tags = [story.section, land if rng.random() < 0.6 else story.place.name]
        if story.body and story.body.short_name and rng.random() < 0.6:
            tags.append(story.body.short_name)
        more = rng.random() * 3
        tags += [self.archive.style.tags.draw(rng) for _more in range(int(more))]
        return tuple(dict.fromkeys(tags))

    def drawn(self, weights: dict[int, int]) -> int:
        return self.rng.choices(list(weights), list(weights.values()))[0]


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


def _within(number: int, limits: tuple[int, int]) -> bool:
    return limits[0] <= number <= limits[1]


def outside_address(number: int) -> str:
    """An address on a sister site that nobody can reach: the domain is reserved for examples."""
    return f"https://schwesterportal.example/meldung_{number:05d}.html"
