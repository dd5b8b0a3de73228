"""Tests of times named in a sentence."""

from datetime import date

import pytest

from articles.suggestions.spans import spans

TODAY = date(2024, 6, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("im Herbst 2021 eröffnet", date(2021, 10, 5)),
        ("im März 2022 gestartet", date(2022, 3, 9)),
        ("Ende 2020 beschlossen", date(2020, 12, 1)),
        ("im Winter 2022", date(2022, 1, 20)),
        ("am 4. Mai 2023 unterzeichnet", date(2023, 5, 5)),
        ("2019 benannt", date(2019, 8, 1)),
        ("im vergangenen Herbst", date(2023, 10, 1)),
        ("im vergangenen Sommer", date(2023, 7, 1)),
        ("seit dem Sommer", date(2024, 6, 3)),
        ("im vergangenen Juni", date(2023, 6, 20)),
        ("im April angekündigt", date(2024, 4, 10)),
        ("im November angekündigt", date(2023, 11, 10)),
        ("im Vorjahr", date(2023, 2, 2)),
        ("im vergangenen Monat", date(2024, 5, 10)),
        ("vor gut drei Jahren", date(2021, 5, 1)),
        ("seit knapp zwei Jahren", date(2022, 7, 10)),
        ("vor einem halben Jahr", date(2023, 12, 10)),
        ("vor vier Wochen", date(2024, 5, 14)),
        ("Fünf Jahre ist es her, dass", date(2019, 6, 1)),
        ("Vier Jahre, nachdem", date(2020, 6, 1)),
        ("kürzlich", date(2024, 5, 20)),
    ],
)
def test_the_day_of_the_earlier_report_lies_in_the_span(text, day):
    assert max(span.closeness(day) for span in spans(text, TODAY)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "bis Ende 2027",
        "am 11. Juni 2024 vorgestellt",
        "im Jahr 1968 erbaut",
        "für drei Jahre gefördert",
        "2.019 Bäume",
        "kostet 2020 Euro",
        "am 31. Februar 2023",
    ],
)
def test_what_does_not_date_an_earlier_report_is_no_span(text):
    assert spans(text, TODAY) == []


def test_closeness_falls_with_the_distance_and_never_below_zero():
    (span,) = spans("im März 2022", TODAY)

    near, far = span.closeness(date(2022, 6, 1)), span.closeness(date(2015, 1, 1))

    assert 0 < near < 1
    assert far == 0


def test_a_date_is_not_counted_again_as_a_year():
    assert len(spans("am 4. Mai 2023", TODAY)) == 1
