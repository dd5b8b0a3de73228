"""Which place gets which report: two references of one report never get the same target."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.suggestions.confidence import ENOUGH, confidence
from articles.suggestions.places import Place
from articles.suggestions.scoring import Reasons

#: So many of the best of each place are weighed against one another.
_WEIGHED = 6
#: More open places than this are settled one after the other.
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
    chosen = _best(lists) if len(lists) <= _JOINTLY else _one_by_one(lists)
    return [_offers(*pair, chosen, at) for at, pair in enumerate(asked)]


def _offers(
    place: Place, ranked: Sequence[Reasons], chosen: Sequence[Reasons | None], at: int
) -> Offers:
    mine = chosen[at]
    if mine is None:
        return Offers(place, tuple(ranked))
    others = {each.candidate.id for each in chosen if each is not None and each is not mine}
    order = (mine, *(each for each in ranked if each is not mine))
    return Offers(place, order, confidence(place, order, others))


def _one_by_one(lists: Sequence[Sequence[Reasons]]) -> list[Reasons | None]:
    chosen: list[Reasons | None] = []
    for ranked in lists:
        used = {each.candidate.id for each in chosen if each is not None}
        chosen.append(next((each for each in ranked if each.candidate.id not in used), None))
    return chosen


def _best(lists: Sequence[Sequence[Reasons]]) -> list[Reasons | None]:
    """By trying all; a place may stay without a target, which adds nothing."""
    best: tuple[float, list[Reasons | None]] = (-1.0, [])

    def go_on(chosen: list[Reasons | None], used: frozenset, total: float) -> None:
        nonlocal best
        if len(chosen) == len(lists):
            if total > best[0]:
                best = (total, chosen)
            return
        for each in lists[len(chosen)]:
            if each.candidate.id not in used:
                go_on([*chosen, each], used | {each.candidate.id}, total + each.score)
        go_on([*chosen, None], used, total)

    go_on([], frozenset(), 0.0)
    return best[1]
