"""Days that a text announces, in the words in which the trade press announces them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.announcements import announced

#: The day of the reports: a Tuesday.
TODAY = date(2026, 3, 3)


def days(text, day=TODAY):
    return [one.on for one in announced(text, day)]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Das Portal geht im Herbst 2027 an den Start.", date(2027, 9, 1)),
        ("Die Pflicht gilt ab 1. März.", date(2027, 3, 1)),
        ("Die Pflicht gilt ab 4. März.", date(2026, 3, 4)),
        ("Die Pflicht gilt ab dem 1. März 2028.", date(2028, 3, 1)),
        ("Bis Ende des Jahres soll alles fertig sein.", date(2026, 12, 31)),
        ("Zum Jahresende läuft die Förderung aus.", date(2026, 12, 31)),
        ("Im kommenden Frühjahr folgt die zweite Stufe.", date(2027, 3, 1)),
        ("Im kommenden Herbst folgt die zweite Stufe.", date(2026, 9, 1)),
        ("Im nächsten Jahr kommen zehn Ämter hinzu.", date(2027, 1, 1)),
        ("Im kommenden Monat entscheidet der Rat.", date(2026, 4, 1)),
        ("In der kommenden Woche tagt der Ausschuss.", date(2026, 3, 9)),
        ("Anträge sind bis zum 30.06.2026 möglich.", date(2026, 6, 30)),
        ("Anträge sind bis 1.7.2026 möglich.", date(2026, 7, 1)),
        ("Ende Oktober soll der Bericht vorliegen.", date(2026, 10, 31)),
        ("Ende Februar soll der Bericht vorliegen.", date(2027, 2, 28)),
        ("Ende Februar 2028 liegt der Bericht vor.", date(2028, 2, 29)),
        ("Mitte Juni beginnt der Umzug.", date(2026, 6, 15)),
        ("Anfang 2027 beginnt der Umzug.", date(2027, 1, 1)),
        ("Mitte 2027 beginnt der Umzug.", date(2027, 7, 1)),
        ("Bis Ende 2029 fließen 20 Millionen Euro.", date(2029, 12, 31)),
        ("Ende nächsten Jahres ist Schluss.", date(2027, 12, 31)),
        ("Anfang des kommenden Jahres geht es weiter.", date(2027, 1, 1)),
        ("Im dritten Quartal 2026 startet der Test.", date(2026, 7, 1)),
        ("Im ersten Quartal startet der Test.", date(2027, 1, 1)),
        ("Im IV. Quartal 2026 startet der Test.", date(2026, 10, 1)),
        ("Im zweiten Halbjahr 2026 startet der Test.", date(2026, 7, 1)),
        ("In der zweiten Jahreshälfte startet der Test.", date(2026, 7, 1)),
        ("Im Mai 2027 wird gewählt.", date(2027, 5, 1)),
        ("Im Mai soll der Test beginnen.", date(2026, 5, 1)),
        ("Im Sommer soll der Test beginnen.", date(2026, 6, 1)),
        ("In zwei Jahren ist das Netz fertig.", date(2028, 3, 3)),
        ("In sechs Wochen ist das Netz fertig.", date(2026, 4, 14)),
        ("In einem Jahr ist das Netz fertig.", date(2027, 3, 3)),
        ("In 18 Monaten ist das Netz fertig.", date(2027, 9, 3)),
        ("Bis 2030 soll die Verwaltung papierlos sein.", date(2030, 1, 1)),
        ("Das Gesetz soll ab 2028 gelten.", date(2028, 1, 1)),
    ],
)
def test_an_announcement_is_read_as_its_day(text, on):
    assert days(text) == [on]


@pytest.mark.parametrize(
    "text",
    [
        "Im Herbst 2024 begann der Test.",
        "Im Mai hatte der Rat entschieden.",
        "Am 3. März 2026 kam der Bericht.",
        "Im Sommer war es heiß.",
        "Seit 2019 ist das Portal am Netz.",
        "Der Bericht hat 2030 Seiten.",
        "Am 31. Februar 2027 war nichts.",
        "Im Herbst 2099 wird alles gut.",
        "Die Maiglöckchen blühen.",
        "Ende gut, alles gut.",
        "",
    ],
)
def test_what_is_over_or_announces_nothing_is_left_alone(text):
    assert days(text) == []


def test_the_words_and_their_sentence_come_along():
    text = "Erst der Test. Am 1. April beginnt dann der Betrieb. Danach nichts."

    [one] = announced(text, TODAY)

    assert one.words == "1. April"
    assert one.sentence == "Am 1. April beginnt dann der Betrieb."


def test_each_day_is_offered_once_in_the_order_of_days():
    text = "Im Herbst 2027 folgt der Rest.\nAb 1. Mai beginnt es. Im Herbst 2027 endet es."

    assert days(text) == [date(2026, 5, 1), date(2027, 9, 1)]


@pytest.mark.parametrize(
    ("day", "on"),
    [
        (date(2026, 12, 30), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 12, 31)),
        (date(2028, 2, 29), date(2028, 12, 31)),
    ],
)
def test_the_end_of_the_year_is_that_of_the_report(day, on):
    assert days("Bis Ende des Jahres soll es fertig sein.", day) == [on]


def test_on_the_last_day_of_the_year_its_end_is_no_reminder():
    assert days("Ende des Jahres soll es fertig sein.", date(2026, 12, 31)) == []


@given(text=st.text(max_size=200), day=st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_no_text_breaks_it(text, day):
    assert all(one.on > day for one in announced(f"{text} ab 29. Februar {text}", day))
