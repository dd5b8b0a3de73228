"""Which place gets which report: two references of one report never get the same target."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from articles.suggestions.confidence import ENOUGH, confidence
from articles.suggestions.places import Place
from articles.suggestions.scoring import Reasons

#: So many of the best of each place are weighed against one another.
_WEIGHED = 6
#: A place rather stays without a target than take one from another for a lower score than this.
_WORTH_TAKING = 1.0
#: Of more open places than this, the surest take first.
_JOINTLY = 6


@dataclass(frozen=True)
class Offers:
    """What one place is offered, the best first; ``preselected`` is it, or None."""

    place: Place
    ranked: tuple[Reasons, ...]
    confidence: float = 0.0

    @property
    def preselected(self) -> Reasons | None:
        """The first one, if it is probable enough to be taken by Enter."""
        return self.ranked[0] if self.ranked and self.confidence >= ENOUGH else None


def assigned(asked: Sequence[tuple[Place, Sequence[Reasons]]]) -> list[Offers]:
    """The offers of all open places of a report: the best sum in which no target is used twice."""
    lists = [ranked[:_WEIGHED] for _, ranked in asked]
    chosen = _best(lists) if len(lists) <= _JOINTLY else _greedy(lists)
    first = _filled([ranked for _, ranked in asked], chosen)
    return [
        _offers(place, ranked, first[at], first, is_chosen=chosen[at] is not None)
        for at, (place, ranked) in enumerate(asked)
    ]


def _offers(
    place: Place,
    ranked: Sequence[Reasons],
    mine: Reasons | None,
    first: Sequence[Reasons | None],
    *,
    is_chosen: bool,
) -> Offers:
    if mine is None:
        return Offers(place, tuple(ranked))
    order = (mine, *(each for each in ranked if each is not mine))
    others = {each.candidate.id for each in first if each is not None and each is not mine}
    return Offers(place, order, confidence(place, order, others) if is_chosen else 0.0)


def _filled(
    lists: Sequence[Sequence[Reasons]], chosen: Sequence[Reasons | None]
) -> list[Reasons | None]:
    """A place without a target shows the best one that no other place has."""
    used = {each.candidate.id for each in chosen if each is not None}
    first = list(chosen)
    for at, ranked in enumerate(lists):
        if first[at] is None:
            first[at] = next((each for each in ranked if each.candidate.id not in used), None)
            used |= {first[at].candidate.id} if first[at] else set()
    return first


def _best(lists: Sequence[Sequence[Reasons]]) -> list[Reasons | None]:
    """By trying all that can still win; a place may stay without a target."""
    worths = [max((_worth(each) for each in ranked), default=0.0) for ranked in lists]
    best: tuple[float, list[Reasons | None]] = (-math.inf, [])

    def go_on(chosen: list[Reasons | None], used: frozenset, total: float) -> None:
        nonlocal best
        if len(chosen) == len(lists):
            best = max(best, (total, chosen), key=lambda pair: pair[0])
            return
        if total + sum(max(0.0, worth) for worth in worths[len(chosen) :]) <= best[0]:
            return
        for each in lists[len(chosen)]:
            if each.candidate.id not in used:
                go_on([*chosen, each], used | {each.candidate.id}, total + _worth(each))
        go_on([*chosen, None], used, total)

    go_on([], frozenset(), 0.0)
    return best[1]


def _greedy(lists: Sequence[Sequence[Reasons]]) -> list[Reasons | None]:
    """The highest score takes first."""
    chosen: list[Reasons | None] = [None] * len(lists)
    used: set[int | str] = set()
    pairs = [(-each.score, at, each) for at, ranked in enumerate(lists) for each in ranked]
    for _, at, each in sorted(pairs, key=lambda pair: pair[:2]):
        if chosen[at] is None and each.candidate.id not in used and _worth(each) > 0:
            chosen[at] = each
            used.add(each.candidate.id)
    return chosen


def _worth(reasons: Reasons) -> float:
    """How much a place gains by a target."""
    return reasons.score - _WORTH_TAKING
