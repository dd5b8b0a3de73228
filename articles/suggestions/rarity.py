"""How much a shared term says: the rarer among the reports, the more."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.terms.profile import Profile

#: An idea is shared more easily than a word.
_IDEA = 0.6
#: Long texts carry so many ideas that counting them says little: never less than this.
_LEAST_OF_AN_IDEA = 0.5


@dataclass(frozen=True)
class Rarity:
    """
    In how many of ``reports`` reports each term or key occurs; one not counted is rare.

    ``closer`` is the same among a few reports that are alike: what nearly all of these have
    tells none of them from the others, however rare it is in the archive.
    """

    reports: int
    counts: Mapping[str, int]
    closer: "Rarity | None" = None

    @classmethod
    def among(cls, profiles: Iterable[Profile]) -> "Rarity":
        """Count the terms and keys of these profiles."""
        counts, reports = Counter(), 0
        for profile in profiles:
            counts.update(profile.all)
            counts.update(profile.keys)
            reports += 1
        return cls(reports, counts)

    def of(self, term: str) -> float:
        """From nearly 0 (in every report) to 1 (in none but this)."""
        rarity = self._here(term)
        return math.sqrt(rarity * self.closer.of(term)) if self.closer else rarity

    def _here(self, term: str) -> float:
        total = math.log(self.reports + 2)
        share = math.log((self.reports + 1) / (self.counts.get(term, 0) + 0.5)) / total
        if term.startswith("§"):
            return min(max(share, _LEAST_OF_AN_IDEA), 1.0) * _IDEA
        return min(max(share, 0.02), 1.0)
