"""A house is introduced by its full name and its abbreviation, once, in the body."""

from datetime import date

import pytest

from articles.detection.entities import Report
from articles.detection.introductions import introductions
from tests.detection.shipped_registers import recogniser

LONG = "Bundesministerium für Wirtschaft und Energie"


def missing(body, lead=""):
    report = Report(kicker="", headline="", lead=lead, body=body, day=date(2019, 1, 18))
    found = introductions(report, recogniser().recognise(report), recogniser().registers)
    return [(one.missing, one.right) for one in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"Das {LONG} (BMWi) zahlt. Laut BMWi reicht das.", []),
        ("Laut BMWi reicht das.", [(LONG, f"{LONG} (BMWi)")]),
        (f"Das {LONG} zahlt. Laut BMWi reicht das.", [("BMWi", f"{LONG} (BMWi)")]),
        (f"Das {LONG} zahlt.", []),  # named once, no short form needed
        (f"Laut BMWi ({LONG}) reicht das.", []),
        ("Das Bundeswirtschaftsministerium (BMWi) zahlt. Laut BMWi reicht das.", []),
        ("Das Bundeswirtschaftsministerium, kurz BMWi, zahlt.", []),
        ("Das damalige BMWi zahlte.", []),
        ("„Das BMWi zahlt“, sagt sie.", []),
        ("Dataport betreibt den Dienst.", []),  # a name, no abbreviation
    ],
)
def test_the_first_mention_in_the_body_has_name_and_abbreviation(body, expected):
    assert missing(body) == expected


def test_the_lead_needs_no_abbreviation():
    assert missing("Es geht los.", lead=f"Das {LONG} fördert. Das BMWi zahlt.") == []
