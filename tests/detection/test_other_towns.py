"""
The labelled reports of this repository, told of other towns.

Each unmistakable town is exchanged for another one of its Land and about its size,
in all its forms. Rules that knew a town instead of the language fall through here.
"""

import json
import random
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from articles.detection.entities import Kind, Report
from articles.detection.evaluation import Score
from articles.detection.lexicon import ELSEWHERE, EVERYDAY
from articles.detection.place_forms import derived, genitive, short_name
from articles.importers.reports import parse_report
from articles.text import plain_text
from tests.detection.shipped_registers import recogniser, registers

COLLECTIONS = Path(__file__).parent.parent / "data" / "collections"


@cache
def towns():
    return {place.key: place for place in registers().places if place.kind == Kind.MUNICIPALITY}


@cache
def unmistakable():
    """Towns whose short name is one word, no other word, and nobody else's."""
    names = Counter(short_name(place.name) for place in towns().values())
    return [
        place
        for place in towns().values()
        if names[short_name(place.name)] == 1
        and " " not in short_name(place.name)
        and short_name(place.name) not in EVERYDAY | ELSEWHERE
        and not place.is_capital
    ]


def labelled():
    for collection in sorted(COLLECTIONS.glob("*/entities.jsonl")):
        rows = map(json.loads, collection.read_text(encoding="utf-8").splitlines())
        truth = {row["article"]: row["municipalities"] for row in rows}
        for file in sorted((collection.parent / "articles").glob("*.md")):
            report = parse_report(file.read_bytes(), name=file.stem)
            yield report, truth.get(report.id, [])


def exchanged(keys, rng):
    """Another town for each that can be exchanged."""
    pairs = {}
    for town in (towns()[key] for key in keys):
        others = [
            other
            for other in unmistakable()
            if other.land == town.land
            and 0.3 < other.population / max(town.population, 1) < 3
            and other.key not in keys
        ]
        if town in unmistakable() and others:
            pairs[town] = rng.choice(others)
    return pairs


def told_of(pairs, text):
    for town, other in pairs.items():
        old, new = short_name(town.name), short_name(other.name)
        forms = [(old, new), (genitive(old), genitive(new))]
        forms += zip(sorted(derived(old)), sorted(derived(new)), strict=False)
        for form, replacement in forms:
            text = re.sub(rf"(?<!reis )(?<![\w-]){form}(?![\w-])", replacement, text)
    return text


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_towns_are_recognised_as_well(seed):
    rng, score = random.Random(seed), Score()
    for record, keys in labelled():
        pairs = exchanged(keys, rng)
        fields = (record.headline, record.lead, plain_text(record.body))
        report = Report(
            *(told_of(pairs, text) for text in fields),
            record.dated_on,
            told_of(pairs, record.kicker),
        )
        found = recogniser().recognise(report)
        sure = {m.key for m in found if m.sure and m.kind == Kind.MUNICIPALITY}
        score.count(
            sure, frozenset(pairs[t].key if (t := towns()[k]) in pairs else k for k in keys)
        )

    assert score.right > 80
    assert score.precision >= 0.97
    assert score.recall >= 0.94
