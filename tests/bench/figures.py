"""The arithmetic: from samples to medians, spreads and ratios paired by round."""

from dataclasses import dataclass
from statistics import median
from typing import NamedTuple


@dataclass(frozen=True)
class Sample:
    """What one page cost in one round; seconds of processor time, except ``seconds`` themselves."""

    page: str
    round: int
    requests: int
    seconds: float
    web_seconds: float
    database_seconds: float

    @property
    def web_ms(self) -> float:
        """Processor milliseconds of the web workers a request."""
        return self.web_seconds * 1000 / self.requests

    @property
    def database_ms(self) -> float:
        """Processor milliseconds of the database server a request."""
        return self.database_seconds * 1000 / self.requests

    @property
    def cpu_ms(self) -> float:
        """Processor milliseconds of both a request."""
        return self.web_ms + self.database_ms

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


class Spread(NamedTuple):
    """The median of the rounds, and the ends between which all of them lie."""

    median: float
    low: float
    high: float


def spread(values: list[float]) -> Spread:
    """Raises ValueError if there are none."""
    return Spread(median(values), min(values), max(values))


def ratios(samples: list[Sample], page: str, yardstick: str) -> Spread:
    """Processor time of ``page`` as a multiple of the yardstick's in the same round."""
    of_page, of_yardstick = _by_round(samples, page), _by_round(samples, yardstick)
    pairs = [(of_page[number], of_yardstick[number]) for number in of_page.keys() & of_yardstick]
    return spread([ours / theirs for ours, theirs in pairs if theirs])


def _by_round(samples: list[Sample], page: str) -> dict[int, float]:
    return {sample.round: sample.cpu_ms for sample in samples if sample.page == page}


@dataclass(frozen=True)
class Line:
    """One page in the table."""

    page: str
    web_ms: float
    database_ms: float
    cpu_ms: Spread
    to_one_query: Spread
    to_empty: Spread
    rate: Spread


def line(samples: list[Sample], page: str, *, empty: str, one_query: str) -> Line:
    """The figures of ``page``; the other two name the yardsticks."""
    own = [sample for sample in samples if sample.page == page]
    return Line(
        page=page,
        web_ms=median(sample.web_ms for sample in own),
        database_ms=median(sample.database_ms for sample in own),
        cpu_ms=spread([sample.cpu_ms for sample in own]),
        to_one_query=ratios(samples, page, one_query),
        to_empty=ratios(samples, page, empty),
        rate=spread([sample.rate for sample in own]),
    )
