"""All name forms in one automaton: a text is scanned once, whatever the size of the registers."""

from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation

from articles.detection.entities import NameForm


@dataclass(frozen=True, slots=True)
class Hit:
    """A name form standing in the text between word boundaries."""

    start: int
    end: int
    forms: tuple[NameForm, ...]


class FormAutomaton:
    """Finds every name form that stands as whole words; longer ones win over what they contain."""

    def __init__(self, forms: Iterable[NameForm], *, fold: bool = False) -> None:
        self._fold = fold
        by_text: dict[str, tuple[NameForm, ...]] = {}
        for form in forms:
            text = folded(form.text) if fold else form.text
            by_text[text] = (*by_text.get(text, ()), form)
        self._forms = list(by_text.values())
        # A table with a row of every sign for every state (DFA) takes twenty times the memory,
        # 84 MiB for the registers, and finds no faster: it does not fit the processor's cache.
        self._automaton = AhoCorasick(list(by_text), implementation=Implementation.ContiguousNFA)

    def __len__(self) -> int:
        return len(self._forms)

    def hits(self, text: str) -> list[Hit]:
        """The longest forms in order of appearance; a form inside a longer one is left out."""
        text = folded(text) if self._fold else text
        found = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if _is_whole(text, start, end)
        ]
        found.sort()
        hits, reached = [], -1
        for start, minus_end, index in found:
            if -minus_end > reached:
                hits.append(Hit(start, -minus_end, self._forms[index]))
                reached = -minus_end
        return hits


_FOLDS = str.maketrans({"-": " ", "–": " ", "\u00a0": " ", "\u2011": " ", "’": " "})


def folded(text: str) -> str:
    """Lower case and blanks for hyphens, character by character, so that places stay the same."""
    lowered = text.translate(_FOLDS).lower()
    return lowered if len(lowered) == len(text) else text.translate(_FOLDS)


def _is_whole(text: str, start: int, end: int) -> bool:
    if start and (text[start - 1].isalnum() or text[start - 1] in "-@#_"):
        return False
    return end >= len(text) or not (text[end].isalnum() or text[end] == "_")
