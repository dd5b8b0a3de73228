"""Days in a text: their weekday, and words that move with the hour."""

from datetime import date

import pytest

from articles.detection.dates import DateFault, date_faults
from articles.detection.entities import Report

DAY = date(2019, 1, 18)  # a Friday


def faults(text, day=DAY, written_on=None):
    report = Report(headline="", lead="", body=text, day=day)
    return [(fault.fault, fault.words, fault.right) for fault in date_faults(report, written_on)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Am Mittwoch (16. Januar 2019) fiel der Startschuss.", None),
        ("Am Dienstag (16. Januar 2019) fiel der Startschuss.", "Mittwoch (16. Januar 2019)"),
        ("Am Mittwoch (16. Januar) fiel der Startschuss.", None),
        ("Am Donnerstag (16. Januar) fiel der Startschuss.", "Mittwoch (16. Januar)"),
        ("Am Mittwoch, 16. Januar 2019, begann es.", None),
        ("Am Freitag, dem 16. Januar 2019, begann es.", "Mittwoch, dem 16. Januar 2019"),
        ("Am Samstag, den 16.1.2019 begann es.", "Mittwoch, den 16.1.2019"),
        ("Am Sonnabend (19. Januar 2019) ist Schluss.", None),
        ("Am Montag (31. Dezember) war Schluss.", None),  # of the year before
        ("Am Freitag (3. Januar 2020) geht es weiter.", None),
        ("Am Mittwoch (31. Februar 2019) war nichts.", None),  # no such day
        ("„Am Dienstag (16. Januar 2019) war ich krank“, sagt sie.", None),
        ("Am Mittwoch begann es.", None),
    ],
)
def test_a_date_has_the_weekday_of_its_day(text, right):
    found = faults(text)

    assert [fix for __, __, fix in found] == ([right] if right else [])


@pytest.mark.parametrize(
    ("text", "day", "is_fault"),
    [
        ("Das hat gestern (30. September 2025) begonnen.", date(2025, 10, 1), False),
        ("Das hat gestern (30. September 2025) begonnen.", date(2025, 10, 2), True),
        ("Heute (1. Oktober 2025) geht es los.", date(2025, 10, 1), False),
        ("Heute (1. Oktober 2025) geht es los.", date(2025, 10, 2), True),
        ("Das endet morgen (2. Oktober).", date(2025, 10, 1), False),
        ("Das endet morgen (2. Oktober).", date(2025, 10, 3), True),
    ],
)
def test_a_relative_day_with_its_date_is_right_on_one_day_only(text, day, is_fault):
    assert [fault for fault, *__ in faults(text, day)] == [DateFault.RELATIVE] * is_fault


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Stadt hat gestern beschlossen, was heute gilt.", ["gestern", "heute"]),
        ("Das Portal startet morgen.", ["morgen"]),
        ("Heute öffnet das Amt.", ["Heute"]),
        ("Am Morgen öffnet das Amt, und das bis heute.", []),
        ("Das Ministerium (heute BMWK) und was noch heute gilt.", []),
        ("Das BMWi, heute BMWK, zahlt.", []),
        ("„Wir öffnen heute“, sagt sie.", []),
    ],
)
def test_a_moved_hour_warns_at_words_that_move(text, words):
    moved = faults(text, written_on=date(2019, 1, 17))
    same_day = faults(text, written_on=DAY)

    assert [found for fault, found, __ in moved if fault == DateFault.MOVED] == words
    assert same_day == []
