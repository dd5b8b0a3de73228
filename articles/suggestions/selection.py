"""
Which reports are worth reading for the places of a report: pure, from terms and who has them.

Each place has a say of its own, and so has the report as a whole: a report that one place asks
for is not outvoted by what many places share, and one of the same story is read even where a
place does not name it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from articles.suggestions.places import Place
from articles.suggestions.rarity import Rarity
from articles.suggestions.scoring import with_parts
from articles.terms.profile import Profile

#: How much a shared term counts, by where it stands in the report that asks.
_SENTENCE, _AROUND, _SUBJECT, _KEY = 3.0, 0.7, 1.0, 1.5

Weights = dict[str, float]


def weights_of(asking: Profile, places: Iterable[Place], rarity: Rarity) -> list[Weights]:
    """
    What reports are chosen by, for each place: its own terms, and those of the report.

    Rarity counts twice, once for either side, as in a cosine of term weights: in a large archive
    many reports share some frequent words, few a rare one.
    """
    around = _around(asking)
    return [_rare({**around, **_own(place, around, rarity)}, rarity) for place in places]


def weights_of_report(asking: Profile, rarity: Rarity) -> Weights:
    """What reports are chosen by for the report as a whole."""
    return _rare(_around(asking), rarity)


def _around(asking: Profile) -> Weights:
    subject = dict.fromkeys(asking.head | asking.lead, _SUBJECT)
    return subject | dict.fromkeys(asking.keys, _KEY)


def _own(place: Place, around: Weights, rarity: Rarity) -> Weights:
    own: Weights = {}
    anchor = with_parts(place.anchor, rarity.counts)
    for terms, factor in ((place.near, _AROUND), (anchor, _SENTENCE)):
        for term, weight in terms.items():
            own[term] = max(weight * factor, own.get(term, 0.0), around.get(term, 0.0))
    for title in place.titles:
        own[title] = max(_SENTENCE, around.get(title, 0.0))
    return own


def _rare(weights: Weights, rarity: Rarity) -> Weights:
    return {term: weight * rarity.of(term) ** 2 for term, weight in weights.items()}


def nearest(weights: Weights, holders: Mapping[str, Sequence[int]], number: int) -> list[int]:
    """
    The ``number`` reports that share the most of ``weights``, the most first, newer before older.

    ``holders`` are the ids of the reports that have a term.
    """
    worth: dict[int, float] = defaultdict(float)
    for term, ids in holders.items():
        if weight := weights.get(term):
            for each in ids:
                worth[each] += weight
    return sorted(sorted(worth, reverse=True), key=worth.__getitem__, reverse=True)[:number]


def in_turns(lists: Iterable[Sequence[int]]) -> list[int]:
    """Each id of all the lists once: the first of each, then the second of each …"""
    turns = (each for turn in zip_longest(*lists) for each in turn if each is not None)
    return list(dict.fromkeys(turns))
