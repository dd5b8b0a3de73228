"""Precision and recall of recognition on a labelled collection, and how long it takes."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from articles.detection.entities import Kind, Mention, Report
from articles.detection.recogniser import Recogniser

RUNS = 3
#: What is measured, as it is called in the labels.
MEASURED = {"municipalities": Kind.MUNICIPALITY, "bodies": Kind.BODY, "awards": Kind.AWARD}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report and the keys that it really speaks of, by name of the kind."""

    id: str
    report: Report
    truth: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A key that is wrongly there or missing, with the words that were read."""

    report_id: str
    kind: str
    key: str
    is_missing: bool
    words: str
    reason: str
    was_offered: bool


@dataclass(slots=True)
class Score:
    """Counts of right, wrong and missing keys."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    @property
    def precision(self) -> float:
        """Right among all that was given; 1 where nothing was."""
        given = self.right + self.wrong
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """Right among all that is true; 1 where nothing is."""
        true = self.right + self.missing
        return self.right / true if true else 1.0

    def count(self, given: set[str], truth: frozenset[str]) -> None:
        """Add a report."""
        self.right += len(given & truth)
        self.wrong += len(given - truth)
        self.missing += len(truth - given)


@dataclass(slots=True)
class Evaluation:
    """The figures of a collection, and its mistakes in the order of the reports."""

    sure: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in MEASURED})
    offered: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in MEASURED})
    mistakes: list[Mistake] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        """Milliseconds that this share of the reports stays below."""
        ranked = sorted(self.milliseconds)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0

    @property
    def mean_ms(self) -> float:
        """Mean milliseconds a report."""
        return sum(self.milliseconds) / len(self.milliseconds) if self.milliseconds else 0.0

    def figures(self) -> dict:
        """What the command prints as its last line."""
        kinds = {
            name: {
                "precision": round(self.sure[name].precision, 4),
                "recall": round(self.sure[name].recall, 4),
                "offered_precision": round(self.offered[name].precision, 4),
                "offered_recall": round(self.offered[name].recall, 4),
            }
            for name in MEASURED
        }
        times = {"mean_ms": self.mean_ms, "p95_ms": self.quantile(0.95)}
        return kinds | {name: round(value, 3) for name, value in times.items()}

    def worst(self, count: int = 10) -> list[Mistake]:
        """Wrongly sure first, then missed altogether, then only offered."""
        ranked = sorted(self.mistakes, key=lambda m: (m.is_missing, m.was_offered, m.report_id))
        return ranked[:count]


def evaluate(recogniser: Recogniser, collection: Iterable[Labelled]) -> Evaluation:
    """
    Recognise every report and compare.

    A report's time is the median of three runs of the recognition alone, building excluded.
    It is processor time: recognition waits for nothing, so that this is what it takes by the
    clock, except on a machine that is busy with other work, which must not count as ours.
    """
    result = Evaluation()
    for labelled in collection:
        runs = [_timed(recogniser, labelled.report) for _ in range(RUNS)]
        result.milliseconds.append(median(took for took, _ in runs))
        mentions = runs[0][1]
        for name, kind in MEASURED.items():
            own = [mention for mention in mentions if mention.kind == kind]
            _compare(result, labelled, name, own)
    return result


def _timed(recogniser: Recogniser, report: Report) -> tuple[float, list[Mention]]:
    began = time.thread_time()
    mentions = recogniser.recognise(report)
    return (time.thread_time() - began) * 1000, mentions


def _compare(result: Evaluation, labelled: Labelled, name: str, mentions: list[Mention]) -> None:
    truth = labelled.truth[name]
    sure = {mention.key for mention in mentions if mention.sure}
    offered = {mention.key for mention in mentions}
    result.sure[name].count(sure, truth)
    result.offered[name].count(offered, truth)
    for key in sorted(sure ^ truth):
        result.mistakes.append(_mistake(labelled.id, name, key, key in truth, mentions))


def _mistake(
    report_id: str, kind: str, key: str, is_missing: bool, mentions: list[Mention]
) -> Mistake:
    near = [mention for mention in mentions if key in mention.keys]
    near.sort(key=lambda mention: (mention.key != key, not mention.sure))
    words = near[0].words if near else ""
    reason = str(near[0].reason.value) if near else ""
    return Mistake(report_id, kind, key, is_missing, words, reason, bool(near))
