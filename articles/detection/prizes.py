"""What the register knows about who won which prize when: plain frozen data, as claims ask it."""

import re
from collections import Counter
from dataclasses import dataclass, field

#: Being considered is no prize.
_NOT_WON = re.compile(r"nominiert|finalist|halbfinale|shortlist|teilnahme", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Win:
    """A prize of a municipality (8 digits) or a district (5) in an edition of an award."""

    winner: str
    award: str
    year: int
    edition: str = ""
    category: str = ""
    placement: str = ""
    name: str = ""

    @property
    def is_won(self) -> bool:
        """Whether it is a prize, not a mere nomination."""
        return not _NOT_WON.search(f"{self.placement} {self.category}")

    @property
    def round(self) -> tuple[str, int, str]:
        """The edition."""
        return self.award, self.year, self.edition


@dataclass(frozen=True, slots=True)
class Series:
    """
    All editions of an award that the register has.

    ``complete`` holds the years of which every winner is known; ``every_year`` says that
    a year without an edition in the register is a gap.
    """

    award: str
    label: str
    is_prize: bool
    first_year: int | None = None
    last_year: int | None = None
    years: frozenset[int] = frozenset()
    complete: frozenset[int] = frozenset()
    every_year: bool = False

    def is_complete(self, year: int) -> bool:
        """Whether nobody can have won up to ``year`` without the register knowing."""
        if not self.years or self.first_year is None or self.years - self.complete:
            return False
        if not self.every_year:
            return True
        last = min(year, self.last_year or year)
        return set(range(self.first_year, last + 1)) <= self.complete and last == year


@dataclass(frozen=True, slots=True)
class Prizes:
    """Wins by winner, and the series of awards by key."""

    wins: dict[str, tuple[Win, ...]] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)

    def of(self, winner: str, year: int, awards: frozenset[str] | None = None) -> list[Win]:
        """The prizes of a winner up to and with ``year``; of ``awards`` only, where given."""
        return [
            win
            for win in self.wins.get(winner, ())
            if win.year <= year
            and win.is_won
            and self.series[win.award].is_prize
            and (awards is None or win.award in awards)
        ]

    def equals_of(self, win: Win) -> list[Win]:
        """The winners that share edition, category and place with ``win``, itself included."""
        rank = (win.round, win.category, win.placement)
        found = [
            other
            for wins in self.wins.values()
            for other in wins
            if (other.round, other.category, other.placement) == rank
        ]
        return sorted(found, key=lambda other: other.name)

    @staticmethod
    def numbers(wins: list[Win], year: int) -> set[tuple[int, int]]:
        """
        How many before ``year`` and how many with it; two pairs where it depends on counting.

        Two prizes of one edition may be counted as one or as two.
        """
        rounds = Counter(win.year < year for win in {win.round: win for win in wins}.values())
        single = Counter(win.year < year for win in wins)
        return {(n[True], n[True] + n[False]) for n in (rounds, single)}
