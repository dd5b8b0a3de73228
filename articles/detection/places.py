"""Municipalities and districts in a report: which hits are places, and which places they are."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from articles.detection.entities import FormSort, Kind, Mention, NameForm, Place, Reason
from articles.detection.evidence import Level, Spot, Verdict, is_person, judged
from articles.detection.homonyms import (
    FAR,
    PlaceFacts,
    Surroundings,
    fits_qualifier,
    ordered,
)
from articles.detection.lexicon import EVERYDAY, PLACE_PREPOSITIONS, TOWN_AFFAIRS
from articles.detection.matching import Hit
from articles.detection.reading import Reading

_DISTRICT_HEAD = re.compile(
    r"(?<![\wäöüß])(?:(?:Land|Nachbar|Flächen|Pilot|Modell|Partner|Heimat)?[Kk]reis"
    r"(?P<plural>e[n]?)?(?:es|s)?(?: wie)?|(?:Landratsamt|Kreistag|Kreisverwaltung|Kreishaus)"
    r"(?:e?s)?(?: von)?|(?:Landrat|Landrätin)(?:e?s)? von) $"
)
_TOWN_AND_DISTRICT = re.compile(
    r"(?:Stadt|Universitätsstadt|Landeshauptstadt) (?:und|sowie|wie) "
    r"(?:(?:dem|den|der|des|im|vom|auch) )*(?:Land)?[Kk]reis(?:es|s)? $"
    r"|Kreis und (?:die |der )?Stadt $"
)
_CHAIN = re.compile(
    r"(?:\)?, |,? (?:und|oder|sowie|bzw\.|bis|mit|aber auch) |/)"
    r"(?:(?:auch|nach|in|aus|von|dem|der|den|die|das|zwischen|im|vom|zum|"
    r"(?:benachbart|nah|angrenzend|nahegelegen)en) )*"
)
_LIST = re.compile(r"(?:, (?:[A-ZÄÖÜ][\w-]+, )*|,? (?:und|oder|sowie) )(?:[A-ZÄÖÜ][\w-]+ und )?")
_AFFAIRS = re.compile(rf"\b(?:{'|'.join(TOWN_AFFAIRS.split())})\b")
_GOVERNING = re.compile(r"Landesregierung|Landtag|[Mm]inister|Kabinett|Staatskanzlei|Freistaat")
_SAID_IN = re.compile(r"(?:heißt|hieß|verlautet|verlautete|hofft|betont|meint) (?:es|man) in $")
_PLACED = re.compile(r"\b(?:[Ii]n|[Aa]us|[Bb]ei|[Nn]ach|[Zz]wischen|[Ff]ür) (?:[A-ZÄÖÜ]\w+, )*$")
_STRANGER_AFTER = re.compile(r"^(?:, [A-ZÄÖÜ]\w+)*(?: und|,) (?!Umgebung|Umland)[A-ZÄÖÜ]\w+")
_STRANGER_BEFORE = re.compile(_PLACED.pattern[:-1] + r"[A-ZÄÖÜ]\w+(?: und|,) $")
#: So many places say where a report is; more would only make long lists slow.
ANCHORS = 60
_CITY_STATES = ("BE", "HH", "HB")


@dataclass(slots=True)
class PlaceBook:
    """The places of the registers with what is derived from them once."""

    facts: dict[str, PlaceFacts]

    @classmethod
    def of(cls, places: tuple[Place, ...]) -> "PlaceBook":
        """Derive the facts of all places."""
        districts = {p.key: p.name for p in places if p.kind == Kind.DISTRICT}
        return cls({p.key: PlaceFacts.of(p, districts.get(p.district_key, "")) for p in places})


@dataclass(slots=True)
class _Found:
    """A hit on its way to a mention."""

    hit: Hit
    words: str
    towns: list[PlaceFacts]
    districts: list[PlaceFacts]
    sort: FormSort
    top: Place | None = None
    base: str = ""
    is_district: bool = False
    is_both: bool = False
    is_list_of_districts: bool = False  # “die Landkreise Celle, Peine und …”
    chained_to: "_Found | None" = None
    listed_with: "_Found | None" = None  # the same, strangers between them allowed
    is_chained: bool = False
    is_among_towns: bool = False  # chained to one that governs nothing but itself
    verdict: Verdict = field(default_factory=lambda: Verdict(Level.DROPPED, Reason.FAINT))


class PlaceFinder:
    """Finds the places of one report."""

    def __init__(
        self,
        reading: Reading,
        book: PlaceBook,
        lands: Counter,
        bodies: list[Mention],
        land_in_kicker: str = "",
    ) -> None:
        self.reading, self._book = reading, book
        self._around = Surroundings(lands=lands)
        self._bodies = bodies
        self._is_local = False
        self._count: Counter = Counter()
        self._land_in_kicker = land_in_kicker

    def mentions(self, hits: list[tuple[Hit, list[NameForm]]]) -> list[Mention]:
        """The mentions of all hits, in order of appearance."""
        found = [self._found(hit, forms) for hit, forms in hits]
        self._link(found)
        for one in found:
            self._take_district(one)
        persons = self._persons(found)
        for one in found:
            if one.towns and (one.is_both or not one.is_district):
                one.verdict = self._judged(one, persons)
        self._anchor(found)
        kicker = self.reading.report.kicker
        self._count = Counter(one.base for one in found if one.verdict.level > Level.OFFERED)
        self._is_local = any(one.hit.start == 0 and one.words == kicker for one in found)
        return [mention for one in found for mention in self._answer(one)]

    # --- what the hits are --------------------------------------------------

    def _found(self, hit: Hit, forms: list[NameForm]) -> _Found:
        facts = self._book.facts
        towns = [facts[form.key] for form in forms if form.kind == Kind.MUNICIPALITY]
        districts = [facts[form.key] for form in forms if form.kind == Kind.DISTRICT]
        sorts = {form.sort for form in forms if form.kind == Kind.MUNICIPALITY or not towns}
        sort = next(s for s in (FormSort.FULL, FormSort.SHORT, FormSort.DERIVED) if s in sorts)
        one = _Found(hit, self.reading.text[hit.start : hit.end], towns, districts, sort)
        if towns:
            largest = max(towns, key=lambda facts: facts.place.population)
            one.top, one.base = largest.place, largest.short
        return one

    def _link(self, found: list[_Found]) -> None:
        for previous, one in pairwise(found):
            gap = self.reading.text[previous.hit.end : one.hit.start]
            if len(gap) < 30 and _CHAIN.fullmatch(gap):
                one.chained_to = previous
            if len(gap) < 60 and _LIST.fullmatch(gap):
                one.listed_with = previous
        for chain in _chains(found):
            weighty = [one for one in chain if _lends_weight(one)]
            is_short = len(chain) == 2 and len(weighty) == 1
            among_towns = any(one.top and not one.top.is_capital for one in weighty)
            for one in chain:
                one.is_chained = bool(weighty) and not (is_short and one is weighty[0])
                one.is_among_towns = among_towns

    def _take_district(self, one: _Found) -> None:
        before = self.reading.before(one.hit.start)
        is_told = "reis" in before or "Land" in before
        head = _DISTRICT_HEAD.search(before) if is_told else None
        previous = one.listed_with
        in_list = previous is not None and previous.is_list_of_districts
        one.is_list_of_districts = in_list or bool(head and head["plural"])
        own = not one.towns
        one.is_district = bool(head) or in_list or own
        one.is_both = is_told and bool(_TOWN_AND_DISTRICT.search(before))
        if one.is_district and one.districts:
            self._around.districts.update(facts.place.key for facts in one.districts)

    def _persons(self, found: list[_Found]) -> frozenset[str]:
        return frozenset(
            one.words for one in found if one.towns and is_person(self._spot(one, frozenset()))
        )

    def _spot(self, one: _Found, persons: frozenset[str]) -> Spot:
        start, end = one.hit.start, one.hit.end
        reading = self.reading
        return Spot(
            reading, start, end, one.words, one.base, one.sort, one.top.population,
            reading.before(start), reading.after(end), reading.word_before(start), persons,
            one.is_chained,
        )  # fmt: skip

    def _judged(self, one: _Found, persons: frozenset[str]) -> Verdict:
        spot = self._spot(one, persons)
        if self._is_full(one) or self._is_qualified(one, spot.after):
            return Verdict(Level.STRONG, Reason.FULL_NAME)
        verdict = judged(spot)
        previous = one.chained_to.verdict if one.chained_to else None
        if previous and previous.reason == Reason.PART_OF_TOWN and spot.population < 50_000:
            return previous
        if verdict.reason == Reason.PERSON and _is_one_of_the_people(one):
            return Verdict(Level.PLAIN, Reason.DERIVED)
        return verdict

    def _is_qualified(self, one: _Found, after: str) -> bool:
        return one.sort != FormSort.DERIVED and any(
            fits_qualifier(facts, after) for facts in one.towns
        )

    def _is_full(self, one: _Found) -> bool:
        """Whether the words are a name with its qualifier, which nothing else bears."""
        return (
            one.sort == FormSort.FULL
            and all(one.words != facts.short for facts in one.towns)
            and " " in one.words
            and one.top.name != one.base
        )

    # --- where the report is --------------------------------------------------

    def _anchor(self, found: list[_Found]) -> None:
        for one in found:
            if one.verdict.level < Level.PLAIN or not one.towns:
                continue
            full = [facts.place for facts in one.towns if facts.is_named_in_full(one.words)]
            if len(full) == 1:
                self._around.full_names.add(full[0].key)
            places = full or [facts.place for facts in one.towns]
            is_clear = len(places) == 1 or _dominates(places)
            if is_clear and len(self._around.anchors) < ANCHORS:
                top = max(places, key=lambda place: place.population)
                self._around.anchors[top.key] = top

    # --- answers ----------------------------------------------------------------

    def _answer(self, one: _Found) -> list[Mention]:
        mentions = []
        if one.is_district and one.districts:
            mentions.append(self._district(one))
        if one.verdict.level > Level.DROPPED:
            mentions.append(self._town(one))
        return mentions

    def _district(self, one: _Found) -> Mention:
        places, reason = ordered(
            one.districts, one.words, self.reading.after(one.hit.end), self._around
        )
        is_told = one.sort == FormSort.FULL or bool(one.towns) or one.is_list_of_districts
        sure = reason is not None and (is_told or self._has_head(one))
        return self._mention(one, Kind.DISTRICT, places, sure, reason or Reason.UNDECIDED)

    def _has_head(self, one: _Found) -> bool:
        return bool(_DISTRICT_HEAD.search(self.reading.before(one.hit.start)))

    def _town(self, one: _Found) -> Mention:
        after = self.reading.after(one.hit.end)
        noun = self.reading.word_before(one.hit.start)
        places, reason = ordered(one.towns, one.words, after, self._around, noun)
        verdict = one.verdict
        known = places[0].key in self._around.full_names
        doubt = self._doubt(one, places[0], verdict) if not known else None
        if verdict.level == Level.OFFERED:
            return self._mention(one, Kind.MUNICIPALITY, places, False, verdict.reason)
        if doubt is not None:
            return self._mention(one, Kind.MUNICIPALITY, places, False, doubt)
        return self._mention(
            one, Kind.MUNICIPALITY, places, reason is not None, reason or Reason.UNDECIDED
        )

    def _doubt(self, one: _Found, place: Place, verdict: Verdict) -> Reason | None:
        if verdict.level < Level.STRONG and self._is_government(one, place):
            return Reason.GOVERNMENT
        is_faint = verdict.level == Level.FAINT and not self._is_insisted_on(one)
        if is_faint and not self._is_near(place):
            return Reason.FAINT
        is_weak = verdict.level < Level.STRONG and not one.is_chained and self._is_local
        if is_weak and self._is_far(place):
            return Reason.FAR_AWAY
        if verdict.level < Level.STRONG and self._is_among_strangers(one):
            return Reason.PART_OF_TOWN
        return None

    def _is_insisted_on(self, one: _Found) -> bool:
        """A village named twice, or before the body begins, in no report of a single town."""
        if self._is_local or one.sort == FormSort.DERIVED:
            return False
        return self._count[one.base] > 1 or one.hit.start < self.reading.start_of("body")

    def _is_near(self, place: Place) -> bool:
        away = self._around.distance(place)
        if place.district_key in self._around.districts:
            return True
        if place.is_town and place.land == self._land_in_kicker:
            return True
        if away is not None:
            return away < FAR / 2
        return place.land in self._around.lands and place.population > 1_500

    def _is_far(self, place: Place) -> bool:
        if place.is_town or place.population >= 8_000 or place.land in self._around.lands:
            return False
        away = self._around.distance(place)
        return away is not None and away > FAR

    def _is_among_strangers(self, one: _Found) -> bool:
        """“In Harburg und Wandsbek” in the report of one city: parts of it, no towns."""
        if one.is_chained or not self._is_local:
            return False
        before, after = self.reading.before(one.hit.start), self.reading.after(one.hit.end)
        return bool(
            _STRANGER_BEFORE.search(before)
            or (_PLACED.search(before) and _STRANGER_AFTER.match(after))
        )

    def _is_government(self, one: _Found, place: Place) -> bool:
        """“… heißt es in Magdeburg”: the capital stands for the government that sits there."""
        if not place.is_capital or one.sort == FormSort.DERIVED or one.is_among_towns:
            return False
        sentence = self.reading.sentence(one.hit.start)
        word = self.reading.word_before(one.hit.start).lower()
        if place.land in _CITY_STATES:
            return place.land == "BE" and word == "aus" and not _AFFAIRS.search(sentence)
        if word == "in" and (self._follows_a_body(one) or self._is_said(one)):
            return True
        if _AFFAIRS.search(sentence):
            return False
        placed = word in PLACE_PREPOSITIONS and word != "aus"
        return self._is_governed(place, sentence, is_bare=not placed and not one.is_chained)

    def _is_governed(self, place: Place, sentence: str, *, is_bare: bool) -> bool:
        """Whether the report is about the Land's government; a bare subject needs least."""
        of_the_land = is_bare and self._land_in_kicker == place.land
        governing = any(m.key.startswith(place.land.lower() + "-") for m in self._bodies)
        return of_the_land or governing or bool(_GOVERNING.search(sentence))

    def _is_said(self, one: _Found) -> bool:
        return bool(_SAID_IN.search(self.reading.before(one.hit.start)))

    def _follows_a_body(self, one: _Found) -> bool:
        text = self.reading.text
        return any(
            text[self.reading.start_of(m.field) + m.end : one.hit.start].strip() == "in"
            for m in self._bodies
        )

    def _mention(
        self, one: _Found, kind: Kind, places: list[Place], sure: bool, reason: Reason
    ) -> Mention:
        name, start = self.reading.place(one.hit.start)
        keys = tuple(place.key for place in places)
        return Mention(kind, keys, name, start, start + len(one.words), one.words, sure, reason)


def _chains(found: list[_Found]) -> list[list[_Found]]:
    chains: list[list[_Found]] = []
    for one in found:
        if one.chained_to is None:
            chains.append([])
        chains[-1].append(one)
    return [chain for chain in chains if len(chain) > 1]


def _lends_weight(one: _Found) -> bool:
    """Whether standing beside it makes a word more of a town."""
    return (bool(one.towns) and one.base not in EVERYDAY) or not one.towns


def _is_one_of_the_people(one: _Found) -> bool:
    """“Die Kasseler, Fuldaer und Gießener”: one article speaks for the whole row."""
    previous = one.chained_to
    return (
        previous is not None
        and one.sort == previous.sort == FormSort.DERIVED
        and previous.verdict.reason == Reason.DERIVED
        and one.top.population >= 5_000
    )


def _dominates(places: list[Place]) -> bool:
    sizes = sorted((place.population for place in places), reverse=True)
    return sizes[0] >= 20_000 and sizes[0] >= 4 * sizes[1]
