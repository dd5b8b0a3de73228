"""What a report claims about prizes, and what the register says to it."""

from datetime import date

import pytest

from articles.detection.claims import Verdict, claims, shared_prizes
from articles.detection.entities import Report
from articles.detection.prizes import Prizes, Series, Win
from tests.detection.shipped_registers import recogniser

FITS, WRONG, OPEN = Verdict.FITS, Verdict.CONTRADICTED, Verdict.OPEN

SLD, STIFTUNG, EGOV = (
    "stadt-land-digital",
    "stiftungspreis-lebendige-stadt",
    "egovernment-wettbewerb",
)
DIGITAL, DIGITALE_STADT = "digital-award", "bitkom-digitale-stadt"
INDEX, GRANT = "bitkom-smart-city-index", "modellprojekte-smart-cities"

_Y2017, _Y2018 = frozenset({2017}), frozenset({2018})
SERIES = [
    # one edition, all winners known
    Series(SLD, "Stadt.Land.Digital", True, 2018, 2019, frozenset({2019}), frozenset({2019})),
    Series(DIGITALE_STADT, "Digitale Stadt", True, 2016, 2017, _Y2017, _Y2017),
    # every year, the first one unknown
    Series(STIFTUNG, "Digitalste Stadt", True, None, None, _Y2018, _Y2018, True),
    # every year, with gaps
    Series(EGOV, "eGovernment-Wettbewerb", True, 2001, 2025, _Y2018 | {2020}, every_year=True),
    # every year, all known
    Series(
        DIGITAL, "DIGITAL-Award", True, 2022, 2025,
        frozenset(range(2022, 2026)), frozenset(range(2022, 2026)), True,
    ),
    Series(INDEX, "Smart City Index", False, 2019, 2025, frozenset(range(2019, 2026)), frozenset()),
    Series(GRANT, "MPSC", False, 2019, 2021, frozenset({2021}), frozenset({2021})),
]  # fmt: skip
DORTMUND, EMSDETTEN, LUEBECK, MANNHEIM = "05913000", "05566008", "01003000", "08222000"
HERRENBERG, BIELEFELD, NUERNBERG, DARMSTADT = "08115021", "05711000", "09564000", "06411000"
HAMBURG = "02000000"
WINS = [
    Win(DORTMUND, STIFTUNG, 2018, category="Stiftungspreis", placement="1", name="Dortmund"),
    Win(DORTMUND, SLD, 2019, category="Hauptpreis", name="Dortmund"),
    Win(EMSDETTEN, SLD, 2019, category="Hauptpreis", name="Emsdetten"),
    Win(LUEBECK, SLD, 2019, category="Hauptpreis", name="Lübeck"),
    Win(LUEBECK, SLD, 2019, category="Publikumspreis", name="Lübeck"),
    Win(MANNHEIM, EGOV, 2018, name="Mannheim"),
    Win(MANNHEIM, EGOV, 2020, name="Mannheim"),
    Win(HERRENBERG, EGOV, 2020, name="Herrenberg"),
    Win(BIELEFELD, DIGITAL, 2022, name="Bielefeld"),
    Win(BIELEFELD, DIGITAL, 2024, name="Bielefeld"),
    Win(NUERNBERG, DIGITAL, 2023, name="Nürnberg"),
    Win(DARMSTADT, DIGITALE_STADT, 2017, name="Darmstadt"),
    Win(HAMBURG, INDEX, 2019, placement="1", name="Hamburg"),
    Win(HAMBURG, INDEX, 2020, placement="1", name="Hamburg"),
    Win(DORTMUND, "icapital", 2019, placement="Nominiert (Top 12)", name="Dortmund"),
]


def book():
    icapital = Series("icapital", "iCapital", True, 2014, 2025, frozenset({2019}), every_year=True)
    wins = {}
    for win in WINS:
        wins.setdefault(win.winner, []).append(win)
    return Prizes({k: tuple(v) for k, v in wins.items()}, {s.award: s for s in [*SERIES, icapital]})


def checked(text, day, kicker="Meldung"):
    report = Report(kicker=kicker, headline="Neues vom Amt", lead="", body=text, day=day)
    return claims(report, recogniser().recognise(report), book())


IN_2019, IN_2020, IN_2024, IN_2025 = (date(year, 6, 4) for year in (2019, 2020, 2024, 2025))
NAMED = (
    "Dortmund gewinnt den Wettbewerb Smart Cities und Smart Regions. Nach dem Stiftungspreis der "
    "Stiftung Lebendige Stadt ist dies "
)
SENTENCES = [
    # all prizes of a town, every edition named and complete
    (NAMED + "bereits die zweite Auszeichnung für Dortmund.", IN_2019, FITS),
    (NAMED + "schon die 2. Auszeichnung für Dortmund.", IN_2019, FITS),
    (NAMED + "die dritte Auszeichnung für Dortmund.", IN_2019, OPEN),
    (NAMED + "die erste Auszeichnung für Dortmund.", IN_2019, WRONG),
    # all prizes of a town, nothing named: never proven, sometimes disproved
    ("Für Dortmund ist es die zweite Auszeichnung.", IN_2019, OPEN),
    ("Für Dortmund ist es die zweite Auszeichnung.", IN_2020, OPEN),
    ("Für Dortmund ist es die dritte Auszeichnung.", IN_2020, OPEN),
    ("Für Dortmund ist es der erste Preis.", IN_2019, WRONG),
    ("Dortmund wurde erstmals ausgezeichnet.", IN_2019, WRONG),
    ("Dortmund wurde erstmals ausgezeichnet.", date(2018, 10, 1), OPEN),
    ("Dortmund wurde erneut ausgezeichnet.", IN_2020, OPEN),
    ("Emsdetten wurde erstmals ausgezeichnet.", IN_2019, OPEN),
    ("Emsdetten wurde erstmals ausgezeichnet.", IN_2020, WRONG),
    ("Darmstadt wurde zum ersten Mal prämiert.", IN_2019, WRONG),
    ("Mannheim holt die zweite Auszeichnung.", IN_2025, OPEN),
    ("Noch nie zuvor wurde Bielefeld ausgezeichnet.", IN_2025, WRONG),
    ("Bielefeld freut sich über die erste Auszeichnung.", IN_2024, WRONG),
    ("Bielefeld freut sich über die zweite Auszeichnung.", IN_2024, OPEN),
    ("Köln wurde zum zweiten Mal ausgezeichnet.", IN_2024, OPEN),
    ("Köln wurde abermals geehrt.", IN_2024, OPEN),
    # one complete series
    ("Bielefeld gewinnt zum zweiten Mal den DIGITAL-Award.", IN_2024, FITS),
    ("Bielefeld gewinnt zum dritten Mal den DIGITAL-Award.", IN_2024, WRONG),
    ("Bielefeld gewinnt zum ersten Mal den DIGITAL-Award.", IN_2024, WRONG),
    ("Bielefeld gewinnt erstmals den DIGITAL-Award.", IN_2024, WRONG),
    ("Bielefeld gewinnt erneut den DIGITAL-Award.", IN_2024, FITS),
    ("Bielefeld gewinnt abermals den DIGITAL-Award.", IN_2024, FITS),
    ("Bielefeld hat den DIGITAL-Award schon zum 2. Mal gewonnen.", IN_2024, FITS),
    ("Nürnberg gewinnt erstmals den DIGITAL-Award.", date(2023, 6, 4), FITS),
    ("Nürnberg gewinnt zum ersten Mal den DIGITAL-Award.", date(2023, 6, 4), FITS),
    ("Nürnberg gewinnt erneut den DIGITAL-Award.", date(2023, 6, 4), WRONG),
    ("Nürnberg gewinnt wieder den DIGITAL-Award.", date(2023, 6, 4), WRONG),
    ("Nürnberg gewinnt zum zweiten Mal den DIGITAL-Award.", date(2023, 6, 4), WRONG),
    ("Nürnberg gewinnt erstmals den DIGITAL-Award.", IN_2024, WRONG),
    ("Die Nürnberger gewannen ein weiteres Mal den DIGITAL-Award.", date(2023, 6, 4), WRONG),
    ("Beim DIGITAL-Award wurde Bielefeld zweimal ausgezeichnet.", IN_2024, FITS),
    ("Bielefeld freut sich über die zweite Auszeichnung beim DIGITAL-Award.", IN_2024, FITS),
    ("Bielefeld freut sich über den dritten Preis beim DIGITAL-Award.", IN_2024, WRONG),
    ("Darmstadt ist erstmals Sieger im Wettbewerb „Digitale Stadt“.", date(2017, 7, 1), FITS),
    ("Darmstadt ist erneut Sieger im Wettbewerb „Digitale Stadt“.", date(2017, 7, 1), WRONG),
    # after the last year that the register knows nothing is complete
    ("Köln gewinnt erstmals den DIGITAL-Award.", date(2026, 6, 4), OPEN),
    ("Bielefeld gewinnt erneut den DIGITAL-Award.", date(2026, 6, 4), OPEN),
    ("Bielefeld gewinnt erstmals den DIGITAL-Award.", date(2026, 6, 4), WRONG),
    # one incomplete series: never fits
    ("Mannheim gewinnt zum zweiten Mal den eGovernment-Wettbewerb.", IN_2020, OPEN),
    ("Mannheim gewinnt erneut beim eGovernment-Wettbewerb.", IN_2020, OPEN),
    ("Mannheim gewinnt erstmals beim eGovernment-Wettbewerb.", IN_2020, WRONG),
    ("Mannheim gewinnt zum ersten Mal beim eGovernment-Wettbewerb.", date(2018, 6, 4), OPEN),
    ("Herrenberg gewinnt erstmals beim eGovernment-Wettbewerb.", IN_2020, OPEN),
    ("Herrenberg gewinnt erneut beim eGovernment-Wettbewerb.", IN_2020, OPEN),
    ("Köln gewinnt erstmals beim eGovernment-Wettbewerb.", IN_2020, OPEN),
    ("Wieder ausgezeichnet wurde Herrenberg beim eGovernment-Wettbewerb.", IN_2025, OPEN),
    # two prizes of one edition may count once or twice
    ("Lübeck wurde im Wettbewerb Smart Cities und Smart Regions zweifach geehrt.", IN_2019, OPEN),
    # who is meant
    ("In Berlin hat Bielefeld erneut den DIGITAL-Award gewonnen.", IN_2024, FITS),
    ("Bielefeld hat in Nürnberg erneut den DIGITAL-Award gewonnen.", IN_2024, FITS),
    ("Bielefeld jubelt. Das Projekt gewann erneut den DIGITAL-Award.", IN_2024, FITS),
    # no claim: not about prizes, or only rankings, grants and money
    ("Dortmund senkt erneut die Gebühren.", IN_2020, None),
    ("Erstmals gibt es in Dortmund einen Chatbot.", IN_2020, None),
    ("Hamburg liegt erneut vorn im Smart City Index.", IN_2020, None),
    ("Hamburg gewinnt zum zweiten Mal den Smart City Index des Bitkom.", IN_2020, None),
    ("Jena ist erneut Modellprojekt Smart Cities.", IN_2025, None),
    ("In Dortmund steigt der Strompreis erneut.", IN_2020, None),
    ("Die Preise für Tickets steigen in Köln erneut.", IN_2020, None),
    ("Zum zweiten Mal lädt Dortmund zum Digitaltag.", IN_2020, None),
    # no claim: inside a quotation, or of nobody
    ("„Das ist für Dortmund die erste Auszeichnung“, sagt sie.", IN_2020, None),
    ("Das Projekt wurde erneut ausgezeichnet.", IN_2020, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "verdict"), SENTENCES)
def test_a_claim_is_held_against_what_the_register_knows(text, day, verdict):
    found = checked(text, day)

    assert [claim.verdict for claim in found] == ([verdict] if verdict else [])


def test_a_claim_says_which_years_the_register_knows():
    found = checked("Mannheim gewinnt erneut beim eGovernment-Wettbewerb.", IN_2025)

    assert [(claim.winner_words, claim.years) for claim in found] == [("Mannheim", (2018, 2020))]


def test_the_kicker_says_who_won_where_the_sentence_does_not():
    found = checked("Das Projekt gewinnt erneut den DIGITAL-Award.", IN_2024, kicker="Bielefeld")

    assert [(claim.winner_words, claim.verdict) for claim in found] == [("Bielefeld", FITS)]


def test_equal_winners_that_a_report_does_not_name_are_told():
    text = "Den Wettbewerb Smart Cities und Smart Regions gewinnt die Stadt Dortmund."
    report = Report(kicker="", headline="", lead="", body=text, day=date(2019, 1, 18))

    found = shared_prizes(report, recogniser().recognise(report), book())

    assert [(prize.year, prize.winners) for prize in found] == [
        (2019, ("Dortmund", "Emsdetten", "Lübeck"))
    ]


def test_a_nomination_is_no_prize():
    found = checked("Dortmund wurde erneut ausgezeichnet.", IN_2019)

    assert [claim.years for claim in found] == [(2018, 2019)]
    assert all(win.award != "icapital" for win in book().of(DORTMUND, 2019))
