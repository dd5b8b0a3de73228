"""Everything together: one object per process, one call per report."""

from collections import Counter
from collections.abc import Iterator

from articles.detection.award_forms import award_forms
from articles.detection.awards import find_awards
from articles.detection.bodies import BodyFinder, LandWords
from articles.detection.body_forms import BodyForm, body_forms
from articles.detection.entities import FormSort, Kind, Mention, NameForm, Registers, Report
from articles.detection.lexicon import EVERYDAY, LAND_ADJECTIVES, LANDSCAPES
from articles.detection.matching import FormAutomaton, Hit
from articles.detection.place_forms import place_forms
from articles.detection.places import PlaceBook, PlaceFinder
from articles.detection.reading import Reading

#: No report names more; a pasted list of all towns must not keep a process busy.
MOST_HITS = 3_000
_CITY_STATES = ("BE", "HH", "HB")
_ENDINGS = ("e", "en", "er", "es", "em")


class Recogniser:
    """
    Recognises the entities of the registers in reports.

    Building takes about a second; afterwards it is only read and may be shared by threads.
    """

    def __init__(self, registers: Registers) -> None:
        self.registers = registers
        self._book = PlaceBook.of(registers.places)
        self._land_keys = {name: land for land, name in registers.lands.items()}
        capitals = {p.name: p.land for p in registers.places if p.is_capital}
        self._land_words = LandWords.of(registers.lands, capitals)
        self._shared = frozenset(
            award.short_name.split(" ")[0] for award in registers.awards if " " in award.short_name
        )
        self._automaton = FormAutomaton(_forms(registers))
        self._awards = FormAutomaton(
            (form for award in registers.awards for form in award_forms(award)), fold=True
        )

    def recognise(self, report: Report) -> list[Mention]:
        """All mentions in the report, places first, then bodies, then awards."""
        reading = Reading(report)
        hits = self._automaton.hits(reading.text)[:MOST_HITS]
        lands = self._lands(reading, hits)
        bodies = BodyFinder(reading, self._land_words, lands, self._shared)
        places = []
        for hit in hits:
            of_body = [form for form in hit.forms if isinstance(form, BodyForm)]
            if of_body and bodies.take(hit, of_body):
                continue
            of_place = [form for form in hit.forms if _is_place_form(form)]
            if of_place:
                places.append((hit, of_place))
        kicker = self._land_keys.get(report.kicker.strip(), "")
        houses = bodies.settle()
        found = PlaceFinder(reading, self._book, lands, houses, kicker).mentions(places)
        awards = find_awards(reading, self._awards.hits(reading.text), houses, lands)
        return found + houses + awards

    def _lands(self, reading: Reading, hits: list[Hit]) -> Counter:
        """How much the report speaks of each Land; the kicker counts most."""
        lands: Counter = Counter()
        kicker_ends = len(reading.report.kicker)
        for hit in hits:
            land, weight = self._land_of(hit)
            if land:
                lands[land] += weight * (4 if hit.end <= kicker_ends else 1)
        return lands

    def _land_of(self, hit: Hit) -> tuple[str, int]:
        lands = [
            form.key for form in hit.forms if isinstance(form, NameForm) and form.kind == Kind.LAND
        ]
        if lands:
            return lands[0], 2
        forms = [form for form in hit.forms if _is_place_form(form)]
        if len(forms) != 1 or forms[0].sort == FormSort.DERIVED or forms[0].text in EVERYDAY:
            return "", 0
        place = self._book.facts[forms[0].key].place
        return (place.land, 1) if place.population >= 20_000 else ("", 0)


def _is_place_form(form: NameForm | BodyForm) -> bool:
    return isinstance(form, NameForm) and form.kind != Kind.LAND


def _forms(registers: Registers) -> Iterator[NameForm | BodyForm]:
    for place in registers.places:
        yield from place_forms(place)
    for body in registers.bodies:
        yield from body_forms(body, registers.lands)
    yield from _land_forms(registers.lands)


def _land_forms(lands: dict[str, str]) -> Iterator[NameForm]:
    """Names of Länder and landscapes, and their adjectives; city states are towns already."""
    named = [(name, land) for land, name in lands.items() if land not in _CITY_STATES]
    named += [("NRW", "NW"), *LANDSCAPES.items()]
    for name, land in named:
        for text in (name, name + "s"):
            yield NameForm(text, Kind.LAND, land, FormSort.FULL)
    for land, stems in LAND_ADJECTIVES.items():
        for stem in stems.split():
            for text in (stem + ending for ending in _ENDINGS):
                yield NameForm(text, Kind.LAND, land, FormSort.DERIVED)
                yield NameForm(text[0].upper() + text[1:], Kind.LAND, land, FormSort.DERIVED)
