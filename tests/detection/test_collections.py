"""What is marked sure in the collections keeps its figures."""

import json
from pathlib import Path

import pytest

from articles.detection.evaluation import MEASURED, evaluate
from articles.management.commands.evaluate_detection import Command
from tests.detection.shipped_registers import recogniser

COLLECTIONS = Path(__file__).parent.parent / "data" / "collections"
#: Precision and recall of what is sure, by kind.
WANTED = {"municipalities": (0.97, 0.96), "bodies": (0.98, 0.94), "awards": (0.97, 0.85)}


@pytest.mark.parametrize("name", ["drei-straenge", "querbeet", "kreuzfahrt"])
def test_what_is_sure_in_a_collection_is_right_and_nearly_complete(name):
    collection = list(Command().read(COLLECTIONS / name))

    sure = evaluate(recogniser(), collection).sure

    figures = {kind: (sure[kind].precision, sure[kind].recall) for kind in MEASURED}
    assert all(
        figure >= wanted
        for kind in WANTED
        for figure, wanted in zip(figures[kind], WANTED[kind], strict=True)
    ), json.dumps(figures)
