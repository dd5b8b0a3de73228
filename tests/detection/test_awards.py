"""Which award a sentence speaks of, however a journalist takes its name apart."""

from datetime import date

import pytest

from articles.detection.entities import Kind, Report
from tests.detection.shipped_registers import recogniser


def sure(text, kicker=""):
    report = Report(
        kicker=kicker, headline="Neues aus dem Amt", lead="", body=text, day=date(2021, 5, 14)
    )
    found = recogniser().recognise(report)
    return {mention.key for mention in found if mention.kind == Kind.AWARD and mention.sure}


SENTENCES = [
    ("Die Stadt wurde als Digitalste Stadt ausgezeichnet.", {"stiftungspreis-lebendige-stadt"}),
    ("Den Titel „Die digitalste Stadt“ trägt sie gern.", {"stiftungspreis-lebendige-stadt"}),
    (
        "Der Stiftungspreis der Stiftung „Lebendige Stadt“ ging nach Norden.",
        {"stiftungspreis-lebendige-stadt"},
    ),
    (
        "Die Stiftung Lebendige Stadt vergab ihren Stiftungspreis.",
        {"stiftungspreis-lebendige-stadt"},
    ),
    (
        "Die Stiftung Lebendige Stadt hat sie als digitalste Stadt ausgezeichnet.",
        {"stiftungspreis-lebendige-stadt"},
    ),
    ("Wir wollen die digitalste Stadt im Land werden.", set()),
    ("Im Wettbewerb Smart Cities und Smart Regions gewann ein Dorf.", {"stadt-land-digital"}),
    ("Der Wettbewerb Stadt.Land.Digital kürte drei Sieger.", {"stadt-land-digital"}),
    ("Beim Wettbewerb „Stadt. Land. Digital“ gewann ein Dorf.", {"stadt-land-digital"}),
    ("Die Initiative Stadt.Land.Digital berät Orte.", set()),
    ("Im 24. eGovernment-Wettbewerb gewann ein Dorf.", {"egovernment-wettbewerb"}),
    ("Beim E-Government-Wettbewerb gewann ein Dorf.", {"egovernment-wettbewerb"}),
    ("Die Sieger des eGovernment-Wettbewerbs stehen fest.", {"egovernment-wettbewerb"}),
    ("Der eGov-Wettbewerb läuft.", {"egovernment-wettbewerb"}),
    ("Im Smart City Index liegt sie vorn.", {"bitkom-smart-city-index"}),
    ("Im Smart-City-Index des Bitkom liegt sie vorn.", {"bitkom-smart-city-index"}),
    ("Der Bitkom veröffentlicht sein Smart-City-Ranking.", {"bitkom-smart-city-index"}),
    ("Die Plätze des Smart City Indexes sind vergeben.", {"bitkom-smart-city-index"}),
    ("Der Bitkom-Index zeigt Bewegung.", {"bitkom-smart-city-index"}),
    ("Im Wettbewerb „Digitale Stadt“ gewann sie.", {"bitkom-digitale-stadt"}),
    ("Im Wettbewerb Digitale Stadt gewann sie.", {"bitkom-digitale-stadt"}),
    ("Beim Bitkom-Wettbewerb „Digitale Stadt“ gewann sie.", {"bitkom-digitale-stadt"}),
    ("Die digitale Stadt von morgen braucht Daten.", set()),
    ("Die Förderung als Modellprojekt Smart Cities läuft aus.", {"modellprojekte-smart-cities"}),
    ("Als eines der Modellprojekte Smart Cities erhält sie Geld.", {"modellprojekte-smart-cities"}),
    ("Das Programm „Modellprojekte Smart Cities“ (MPSC) läuft.", {"modellprojekte-smart-cities"}),
    ("Das Smart-Cities-Modellprojekt läuft.", {"modellprojekte-smart-cities"}),
    ("Das Smart-City-Modellprojekt läuft.", {"modellprojekte-smart-cities"}),
    ("Die Smart-City-Modellprojekte laufen.", {"modellprojekte-smart-cities"}),
    ("Das Modellprojekt „Smart Cities“ läuft.", {"modellprojekte-smart-cities"}),
    ("Ein Modellprojekt zeigt, wie eine Smart City aussieht.", set()),
    ("Die Stadt ist Modellkommune Smart City.", {"modellprojekte-smart-cities"}),
    ("Sie gehört zu den Modellkommunen Smart Cities.", {"modellprojekte-smart-cities"}),
    ("Das Förderprogramm Smart Cities läuft.", {"modellprojekte-smart-cities"}),
    ("Sie will eine Smart City werden.", set()),
    ("Als Modellkommune Open Government legt sie Daten offen.", {"modellkommune-open-government"}),
    ("Die Modellkommunen Open Government ziehen Bilanz.", {"modellkommune-open-government"}),
    (
        "Unter den Modellkommunen, die der Bund für Open Government sucht, ist ein Dorf.",
        {"modellkommune-open-government"},
    ),
    ("Open Government heißt, dass alle mitreden.", set()),
    ("Neun Modellkommunen für Open Government ziehen Bilanz.", {"modellkommune-open-government"}),
    ("Die Open-Government-Modellkommune zieht Bilanz.", {"modellkommune-open-government"}),
    ("Die Digitalen Modellregionen in NRW ziehen Bilanz.", {"digitale-modellregionen-nrw"}),
    (
        "In Nordrhein-Westfalen ziehen die Digitalen Modellregionen Bilanz.",
        {"digitale-modellregionen-nrw"},
    ),
    ("Das Landesprogramm Digitale Modellregionen NRW läuft aus.", {"digitale-modellregionen-nrw"}),
    ("Im Wettbewerb Digitale Zukunftskommune@bw gewann sie.", {"zukunftskommune-bw"}),
    ("Die Digitalen Zukunftskommunen@bw stehen fest.", {"zukunftskommune-bw"}),
    ("Das Projekt Zukunftskommune@BW hilft.", {"zukunftskommune-bw"}),
    ("Wir sind eine Zukunftskommune.", set()),
    ("Beim Wettbewerb Digitale Zukunftskommune gewann sie.", {"zukunftskommune-bw"}),
    ("Das Modellvorhaben Smarte.Land.Regionen hilft.", {"smarte-land-regionen"}),
    ("Beim Modellvorhaben „Smarte LandRegionen“ ist der Kreis dabei.", {"smarte-land-regionen"}),
    ("Im Programm Smarte Landregionen sind sieben Kreise.", {"smarte-land-regionen"}),
    ("Im Wettbewerb Zukunftsstadt kam sie in die dritte Phase.", {"zukunftsstadt"}),
    ("Im Wettbewerb „Zukunftsstadt 2030+“ kam sie weit.", {"zukunftsstadt"}),
    ("Der Zukunftsstadt-Wettbewerb endet.", {"zukunftsstadt"}),
    ("Wir sehen uns als Zukunftsstadt.", set()),
    ("Der iCapital Award geht nach Norden.", {"icapital"}),
    ("Beim iCapital-Wettbewerb der EU-Kommission war sie Finalistin.", {"icapital"}),
    ("Der European Capital of Innovation Award ist dotiert.", {"icapital"}),
    ("Sie darf sich Innovationshauptstadt nennen.", {"icapital"}),
    ("Sie ist Europäische Innovationshauptstadt.", {"icapital"}),
    ("Den Deutschen Nachhaltigkeitspreis erhielt ein Dorf.", {"dnp-kommunen"}),
    (
        "Der Deutsche Nachhaltigkeitspreis für Städte und Gemeinden ging an ein Dorf.",
        {"dnp-kommunen"},
    ),
    ("Beim Deutschen Nachhaltigkeitspreis 2021 siegte ein Dorf.", {"dnp-kommunen"}),
    ("Der hessische Nachhaltigkeitspreis ging an ein Dorf.", set()),
    ("Der Wettbewerb „Kommunal? Digital!“ ist entschieden.", {"kommunal-digital-bayern"}),
    ("Kommunal? Digital! heißt der Wettbewerb.", {"kommunal-digital-bayern"}),
    ("Der DIGITAL-Award ging an ein Dorf.", {"digital-award"}),
    ("Der Digital Award 2023 ging an ein Dorf.", {"digital-award"}),
    ("Der Gewinner des DIGITAL-Awards steht fest.", {"digital-award"}),
    ("Der „Preis für gute Verwaltung“ ging an ein Amt.", {"preis-fuer-gute-verwaltung"}),
    ("Der Preis für Gute Verwaltung ging an ein Amt.", {"preis-fuer-gute-verwaltung"}),
    ("Die Gewinner des Preises für gute Verwaltung stehen fest.", {"preis-fuer-gute-verwaltung"}),
    ("Beim Wettbewerb Apps für Deutschland siegte ein Team.", {"apps-fuer-deutschland"}),
    ("Beim Wettbewerb Apps4Deutschland siegte ein Team.", {"apps-fuer-deutschland"}),
    ("Der Wettbewerb Future Communities ist beendet.", {"future-communities-bw"}),
    (
        "Future Communities 2019 ist beendet, der Wettbewerb war ein Erfolg.",
        {"future-communities-bw"},
    ),
    (
        "Im Wettbewerb „Gemeinden, Städte und Landkreise 4.0“ gewann ein Dorf.",
        {"future-communities-bw"},
    ),
    (
        "Der Bundeswettbewerb „Zusammenleben Hand in Hand“ ist entschieden.",
        {"zusammenleben-hand-in-hand"},
    ),
    (
        "Der Bundeswettbewerb Zusammenleben Hand in Hand – Kommunal gestalten endet.",
        {"zusammenleben-hand-in-hand"},
    ),
    ("Das Zusammenleben in den Dörfern wird leichter.", set()),
    ("Der Preis „Gute Verwaltung“ ging an ein Amt.", {"preis-fuer-gute-verwaltung"}),
    ("Der Verwaltungspreis ging an ein Amt.", {"preis-fuer-gute-verwaltung"}),
    ("Der Bayerische Verwaltungspreis ging an ein Amt.", set()),
    ("Gute Verwaltung braucht Geduld.", set()),
    ("Der Staatsanzeiger Award ging an ein Amt.", {"staatsanzeiger-award"}),
    ("Der Staatsanzeiger-Award ging an ein Amt.", {"staatsanzeiger-award"}),
    ("Der NSGB-Zukunftspreis ging an ein Dorf.", {"nsgb-zukunftspreis"}),
    (
        "Der Zukunftspreis des Niedersächsischen Städte- und Gemeindebundes ging an ein Dorf.",
        {"nsgb-zukunftspreis"},
    ),
    ("Den Zukunftspreis des NSGB erhielt ein Dorf.", {"nsgb-zukunftspreis"}),
    ("Der Open Data Impact Award ging an ein Team.", {"open-data-impact-award"}),
    ("Der Open-Data-Impact-Award ging an ein Team.", {"open-data-impact-award"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_the_awards_of_a_sentence_are_accepted_and_nothing_else(text, expected):
    assert sure(text) == expected
