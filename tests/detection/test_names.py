"""Which names of a body are wrong for the day of a report, on the days around each change."""

from datetime import date

import pytest

from articles.detection.entities import Body, BodyName, Kind, Registers, Report
from articles.detection.names import outdated_names
from tests.detection.shipped_registers import recogniser

LAST_OLD, FIRST_NEW = date(2021, 12, 7), date(2021, 12, 8)
LAST_SECOND, FIRST_THIRD = date(2025, 5, 5), date(2025, 5, 6)
OLD, LONG = "Das BMWi zahlt.", "Das Bundesministerium für Wirtschaft und Energie zahlt."


def found(text, day, **fields):
    texts = {"kicker": "", "headline": "", "lead": "", "body": text} | fields
    report = Report(**texts, day=day)
    answer = outdated_names(report, recogniser().recognise(report), recogniser().registers)
    return [(each.mention.words, each.right) for each in answer]


@pytest.mark.parametrize(
    ("text", "day", "hints"),
    [
        (OLD, LAST_OLD, []),
        (OLD, FIRST_NEW, [("BMWi", "BMWK")]),
        (OLD, date(2024, 2, 3), [("BMWi", "BMWK")]),
        (OLD, LAST_SECOND, [("BMWi", "BMWK")]),
        (OLD, FIRST_THIRD, [("BMWi", "BMWE")]),
        ("Das BMWK zahlt.", LAST_OLD, [("BMWK", "BMWi")]),
        ("Das BMWK zahlt.", FIRST_NEW, []),
        ("Das BMWK zahlt.", LAST_SECOND, []),
        ("Das BMWK zahlt.", FIRST_THIRD, [("BMWK", "BMWE")]),
        ("Das BMWE zahlt.", LAST_SECOND, [("BMWE", "BMWK")]),
        ("Das BMWE zahlt.", FIRST_THIRD, []),
        ("Das BMVI zahlt.", LAST_OLD, []),
        ("Das BMVI zahlt.", FIRST_NEW, [("BMVI", "BMDV")]),
        ("Das BMVI zahlt.", FIRST_THIRD, [("BMVI", "BMV")]),
        ("Das BMDV zahlt.", LAST_SECOND, []),
        ("Das BMDV zahlt.", FIRST_THIRD, [("BMDV", "BMV")]),
    ],
)
def test_an_abbreviation_is_wrong_from_the_day_of_the_change(text, day, hints):
    assert found(text, day) == hints


NEW_NAME = "Bundesministerium für Wirtschaft und Klimaschutz"


@pytest.mark.parametrize(
    ("text", "day", "right"),
    [
        (LONG, LAST_OLD, []),
        (LONG, FIRST_NEW, [NEW_NAME]),
        (LONG, LAST_SECOND, [NEW_NAME]),
        (LONG, FIRST_THIRD, []),  # the old name came back
        (
            "Ein Sprecher des Bundesministeriums für Wirtschaft und Energie sagt das.",
            FIRST_NEW,
            [NEW_NAME.replace("inisterium", "inisteriums")],
        ),
    ],
)
def test_a_full_name_is_replaced_by_that_of_the_day_in_its_case(text, day, right):
    assert [replacement for _, replacement in found(text, day)] == right


@pytest.mark.parametrize(
    "text",
    [
        "„Das BMWi zahlt“, sagt er.",
        "Er sagt: „Wir danken. Das BMWi zahlt.“",
        "»Das BMWi zahlt«, sagt er.",
        '"Das BMWi zahlt", sagt er.',
        "Das damalige BMWi zahlte.",
        "Vom damaligen BMWi kam Geld.",
        "Im ehemaligen BMWi sah man das anders.",
        "Das frühere Ministerium BMWi zahlte.",
        "Das BMWi (heute BMWK) zahlte.",
        "Das BMWi, inzwischen BMWK, zahlte.",
    ],
)
def test_a_quotation_or_a_word_for_then_excuses_an_old_name(text):
    assert found(text, FIRST_NEW) == []


@pytest.mark.parametrize(
    "text",
    [
        "„Endlich“, sagt er. Das BMWi zahlt.",
        "»Endlich«, sagt er. Das BMWi zahlt.",
        "Der damalige Minister ging. Das BMWi zahlt.",
        "So das BMWi heute.",
        "Eine frühere Zusage des BMWi gilt.",
        "„Ein offenes Zitat im Absatz davor\nDas BMWi zahlt.",
    ],
)
def test_a_quotation_elsewhere_excuses_nothing(text):
    assert found(text, FIRST_NEW) == [("BMWi", "BMWK")]


def test_the_fields_above_the_text_are_read_too():
    assert found("", FIRST_NEW, headline="BMWi zahlt") == [("BMWi", "BMWK")]


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2030, 1, 1)])
def test_where_no_name_covers_the_day_there_is_nothing_to_say(day):
    (mention,) = (
        each
        for each in recogniser().recognise(Report("", "", OLD, LAST_OLD))
        if each.kind == Kind.BODY
    )
    name = BodyName("Haus", "BMWi", date(2020, 1, 1), date(2021, 1, 1))
    registers = Registers((), (Body(mention.key, (name,)),), (), {})

    assert outdated_names(Report("", "", OLD, day), [mention], registers) == []


def test_the_hint_names_both_in_the_nominative():
    text = "Ein Sprecher des Bundesministeriums für Wirtschaft und Energie sagt das."
    report = Report("", "", text, FIRST_NEW)

    (each,) = outdated_names(report, recogniser().recognise(report), recogniser().registers)

    assert each.name == "Bundesministerium für Wirtschaft und Energie"
    assert each.then == NEW_NAME
