"""
Which of several places of one name is meant.

The full name, a qualifier in brackets, the district, the Land, the distance to
the places named beside it and the number of inhabitants order the candidates.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from math import cos, log10, radians, sqrt

from articles.detection.entities import Place, Reason
from articles.detection.place_forms import qualifier, short_name

_QUALIFIER = re.compile(
    r"^\s?(?:[/(]|(?:an der|an dem|am|auf der|im|in der|in|bei|unter|ob der|vor der|"
    r"[abiouv]\.\s?(?:d\.)?|(?=Kreis|Landkreis))\s?)(?P<district>(?:Land)?[Kk]reis\s)?"
    r"(?P<word>[A-ZÄÖÜ][\w-]+)"
)
_RIVER = re.compile(r"^ (?:an|ob|auf|vor|unter) der [A-ZÄÖÜ]")
#: A lead of this much is a decision.
DECISIVE = 3.0
FAR = 60.0


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place with what is derived from its name once."""

    place: Place
    short: str
    qualifier: str
    district_name: str
    is_seat: bool = False

    def is_named_in_full(self, words: str) -> bool:
        """Whether the words hold what tells this place from its namesakes."""
        return bool(self.qualifier) and self.qualifier[:4] in words[len(self.short) :]

    @classmethod
    def of(cls, place: Place, district_name: str) -> "PlaceFacts":
        """Derive the facts of a place."""
        short = short_name(place.name)
        is_seat = place.name == district_name or (
            short == short_name(district_name)
            and place.is_town
            and qualifier(place.name) == qualifier(district_name)
        )
        return cls(place, short, qualifier(place.name), district_name, is_seat)


@dataclass(slots=True)
class Surroundings:
    """What the rest of the report says about where it is."""

    lands: Counter = field(default_factory=Counter)
    districts: set[str] = field(default_factory=set)
    full_names: set[str] = field(default_factory=set)
    anchors: dict[str, Place] = field(default_factory=dict)

    @property
    def locality(self) -> float:
        """How local the report is: in a list from many Länder, neighbourhood means little."""
        return 1.0 if len({place.land for place in self.anchors.values()}) < 4 else 0.3

    def distance(self, place: Place) -> float | None:
        """Kilometres to the nearest other unmistakable place of the report, if any."""
        if place.latitude is None:
            return None
        found = [
            kilometres(place, anchor)
            for key, anchor in self.anchors.items()
            if key != place.key and anchor.latitude is not None
        ]
        return min(found) if found else None


def kilometres(one: Place, other: Place) -> float:
    """Distance on a plane that is good enough inside Germany."""
    north = (one.latitude - other.latitude) * 111.2
    east = (one.longitude - other.longitude) * 111.2 * cos(radians(51))
    return sqrt(north * north + east * east)


def ordered(
    candidates: list[PlaceFacts], words: str, after: str, around: Surroundings, noun: str = ""
) -> tuple[list[Place], Reason | None]:
    """
    The candidates, likeliest first, and why the first one is meant; None where undecided.

    ``words`` is the hit, ``after`` what follows it, ``noun`` the word before it (“Gemeinde”).
    """
    if len(candidates) == 1:
        return [candidates[0].place], Reason.ONLY_ONE
    scored = sorted(
        ((_score(facts, words, after, around, noun), facts) for facts in candidates),
        key=lambda pair: (-pair[0][0], pair[1].place.key),
    )
    places = [facts.place for _, facts in scored]
    (best, reason), (second, _) = scored[0][0], scored[1][0]
    if best - second >= DECISIVE:
        return places, reason
    rivals = [facts.place for (score, _), facts in scored[1:] if best - score < DECISIVE]
    others = max(place.population for place in rivals)
    least = 20_000 if reason == Reason.LARGEST else 2_000
    if places[0].population >= least and places[0].population >= 4 * others:
        return places, reason
    return places, None


def _score(
    facts: PlaceFacts, words: str, after: str, around: Surroundings, noun: str
) -> tuple[float, Reason]:
    place = facts.place
    score = 2 * log10(place.population + 1) + place.is_town + _of_the_kind(place, noun)
    score -= 200 * place.is_former
    if facts.is_named_in_full(words):
        return score + 100, Reason.FULL_NAME
    if fits_qualifier(facts, after):
        return score + 60, Reason.FULL_NAME
    if place.key in around.full_names:
        return score + 40, Reason.NAMED_BEFORE
    bonus = _nearness(place, around)
    if _has_other_qualifier(facts, after):
        score -= 10
    if place.district_key in around.districts and facts.is_seat:
        bonus += 3
    return score + bonus, Reason.CONTEXT if bonus > 2 else Reason.LARGEST


def _of_the_kind(place: Place, noun: str) -> float:
    """“Die Gemeinde Buchholz” is no town, “die Stadt Burgdorf” is one."""
    if noun.endswith(("stadt", "Stadt")):
        return 3.0 if place.is_town else -3.0
    if noun.endswith(("Gemeinde", "gemeinde")):
        return -3.0 if place.is_town else 1.0
    return 0.0


def _nearness(place: Place, around: Surroundings) -> float:
    near = min(around.lands.get(place.land, 0), 4) * 1.5
    away = around.distance(place)
    if away is not None:
        near += max(0.0, 7 - away / 12)
    near *= around.locality
    return near + (8.0 if place.district_key in around.districts else 0.0)


def _has_other_qualifier(facts: PlaceFacts, after: str) -> bool:
    """“Frankfurt an der Oder” is not the one am Main."""
    return bool(facts.qualifier and _RIVER.match(after))


def fits_qualifier(facts: PlaceFacts, after: str) -> bool:
    """Whether the words behind the name tell this place: “(Kreis Pinneberg)”, “/Oder”."""
    found = _QUALIFIER.match(after)
    if not found:
        return False
    word = found["word"]
    if found["district"] or word.lower().endswith("kreis"):
        return facts.district_name.startswith(word)
    return _alike(word, facts.qualifier)


def _alike(one: str, other: str) -> bool:
    length = min(len(one), len(other), 4)
    return length > 1 and one[:length].lower() == other[:length].lower()
