"""Which house a sentence speaks of: by name, abbreviation, topic, day and Land."""

from datetime import date

import pytest

from articles.detection.entities import Kind, Report
from tests.detection.shipped_registers import recogniser


def found(text, day=date(2024, 5, 14), kicker=""):
    report = Report(kicker=kicker, headline="Neues aus dem Amt", lead="", body=text, day=day)
    return [mention for mention in recogniser().recognise(report) if mention.kind == Kind.BODY]


def sure(text, day=date(2024, 5, 14), kicker=""):
    return {mention.key for mention in found(text, day, kicker) if mention.sure}


BOUNDARY_DAYS = [
    # the change of government of 8 December 2021
    ("Das Bundesbauministerium fördert.", date(2021, 12, 7), {"bund-bmi"}),
    ("Das Bundesbauministerium fördert.", date(2021, 12, 8), {"bund-bmwsb"}),
    ("Das Bundesdigitalministerium fördert.", date(2021, 12, 8), {"bund-verkehr"}),
    ("Das Bundesinnenministerium fördert.", date(2021, 12, 8), {"bund-bmi"}),
    ("Laut BMWi ist das Geld da.", date(2021, 12, 7), {"bund-wirtschaft"}),
    ("Laut BMWK ist das Geld da.", date(2021, 12, 8), {"bund-wirtschaft"}),
    ("Laut BMJV ist das Geld da.", date(2021, 12, 7), {"bund-bmj"}),
    # the change of government of 6 May 2025
    ("Das Bundesdigitalministerium fördert.", date(2025, 5, 5), {"bund-verkehr"}),
    ("Das Bundesdigitalministerium fördert.", date(2025, 5, 6), {"bund-bmds"}),
    ("Das Bundesbildungsministerium fördert.", date(2025, 5, 5), {"bund-forschung"}),
    ("Das Bundesbildungsministerium fördert.", date(2025, 5, 6), {"bund-familie"}),
    ("Das Bundesheimatministerium fördert.", date(2025, 5, 6), {"bund-landwirtschaft"}),
    ("Laut BMV ist das Geld da.", date(2025, 5, 6), {"bund-verkehr"}),
    # an abbreviation of two Länder
    ("Das MWIDE zahlt.", date(2021, 5, 6), {"nw-wirtschaft"}),
    ("Das MWIDE zahlt.", date(2026, 5, 6), {"sl-wirtschaft"}),
    ("Das saarländische MWIDE zahlt.", date(2021, 5, 6), {"sl-wirtschaft"}),
]

SENTENCES = [
    ("Das Bundesministerium des Innern und für Heimat (BMI) prüft das.", "", {"bund-bmi"}),
    ("Ein Sprecher des Bundesministeriums der Finanzen bestätigte das.", "", {"bund-bmf"}),
    ("Nach Angaben des Bundesverkehrsministeriums fehlt Personal.", "", {"bund-verkehr"}),
    (
        "Das Auswärtige Amt und das Bundeskanzleramt haben zugestimmt.",
        "", {"bund-aa", "bund-bkamt"},
    ),
    ("Im Auswärtigen Amt läuft ein Versuch.", "", {"bund-aa"}),
    ("Die BMDV-Förderung endet.", "", {"bund-verkehr"}),
    # names with a small letter, at the head of a sentence and as an abbreviation
    ("Ekom21 betreibt den Dienst.", "", {"ekom21"}),
    ("Die Server stehen beim krz.", "", {"krz-lemgo"}),
    ("Die Karte ist nur der next Schritt.", "", set()),
    ("Der Landesbetrieb Daten und Information schickte Geräte.", "", {"ldi-rlp"}),
    # the Land just named has the house
    (
        "Vorbild ist Hamburg, wo die Senatskanzlei führt, und Bremen mit dem Senator für Finanzen.",
        "Berlin", {"hh-sk", "hb-sf"},
    ),
    ("Anders Bayern, dessen Digitalministerium früh begann.", "Hessen", {"by-stmd"}),
    # a hyphen, the Land of the sentence, the house that is meant all along
    (
        "Das NRW-Ministerium für Heimat, Kommunales, Bau und Digitalisierung (MHKBD) zahlt.",
        "", {"nw-heimat"},
    ),
    (
        "In Niedersachsen wartet man ab. In Bremen zahlt der Senator für Finanzen. Sachsen prüft.",
        "", {"hb-sf"},
    ),
    (
        "Der Preis des Wirtschaftsministeriums geht nach Dortmund, Köln und Bochum, so das BMWK.",
        "", {"bund-wirtschaft"},
    ),
    # Länder
    ("Das bayerische Digitalministerium zahlt.", "", {"by-stmd"}),
    ("Bayerns Digitalministerium zahlt.", "", {"by-stmd"}),
    ("Das Digitalministerium zahlt.", "Bayern", {"by-stmd"}),
    ("Das Digitalministerium in München zahlt.", "", {"by-stmd"}),
    ("Das bayerische Finanz- und Heimatministerium zahlt.", "", {"by-stmfh"}),
    ("Das baden-württembergische Innenministerium zahlt.", "", {"bw-im"}),
    ("Das Innenministerium von Baden-Württemberg zahlt.", "", {"bw-im"}),
    ("Das Innenministerium zahlt.", "Brandenburg", {"bb-mik"}),
    ("Das hessische Innenministerium zahlt.", "", set()),
    ("Das Innenministerium zahlt.", "Hessen", set()),
    ("Das Hessische Ministerium für Digitalisierung und Innovation zahlt.", "", {"he-dig"}),
    ("Hessens Digitalministerium zahlt.", "", {"he-dig"}),
    ("Das Thüringer Finanzministerium (TFM) zahlt.", "", {"th-tfm"}),
    ("Laut Thüringer Digitalministerium ist das Geld da.", "", set()),
    ("Das Ministerium für Digitales und Infrastruktur (TMDI) in Erfurt zahlt.", "", {"th-infra"}),
    ("Das Landwirtschaftsministerium Schleswig-Holsteins zahlt.", "", set()),
    ("Die sächsische Staatskanzlei lädt ein.", "", {"sn-sk"}),
    ("Die Sächsische Staatskanzlei lädt ein.", "", {"sn-sk"}),
    ("Die Staatskanzlei in Kiel lädt ein.", "", {"sh-stk"}),
    ("Die Staatskanzlei lädt ein.", "Schleswig-Holstein", {"sh-stk"}),
    ("Die bayerische Staatskanzlei lädt ein.", "", set()),
    ("Die Hamburger Senatskanzlei lädt ein.", "", {"hh-sk"}),
    ("Die Senatskanzlei Hamburg lädt ein.", "", {"hh-sk"}),
    (
        "Das Ministerium für Infrastruktur und Digitales in Sachsen-Anhalt (MID) zahlt.",
        "", {"st-mid"},
    ),
    ("Das Ministerium für Inneres und Sport zahlt.", "Niedersachsen", {"ni-mi"}),
    (
        "Das Ministerium für Inneres, Bau und Digitalisierung (IM) zahlt. Das IM hofft.",
        "", {"mv-im"},
    ),
    ("Das IM hofft.", "", set()),
    ("Das Ministerium des Innern und für Sport zahlt.", "Rheinland-Pfalz", set()),
    (
        "Das Ministerium für Inneres, Kommunales, Wohnen und Sport zahlt.",
        "Schleswig-Holstein", set(),
    ),
    ("Das österreichische Bundesjustizministerium zahlt.", "", set()),
    # the person in office is offered, not taken
    ("Bundesinnenministerin Rita Beispiel sprach.", "", set()),
    # associations of towns and districts
    ("Der Deutsche Städtetag begrüßt das.", "", {"dst"}),
    (
        "Im Namen des Deutschen Städtetages und des Deutschen Landkreistags dankte er.",
        "", {"dst", "dlt"},
    ),
    ("Der Deutsche Städte- und Gemeindebund (DStGB) mahnt. Der DStGB warnt.", "", {"dstgb"}),
    ("Der Bayerische Städtetag mahnt.", "", {"bayst"}),
    ("Der bayerische Gemeindetag mahnt.", "", {"baygt"}),
    ("Der Städtetag Baden-Württemberg mahnt.", "", {"st-bw"}),
    ("Der Landkreistag Baden-Württemberg mahnt.", "", {"lkt-bw"}),
    ("Der Sächsische Städte- und Gemeindetag mahnt.", "", set()),
    ("Der Niedersächsische Landkreistag mahnt.", "", set()),
    ("Der Städte- und Gemeindebund Nordrhein-Westfalen mahnt.", "", {"stgb-nrw"}),
    ("Der Städte- und Gemeindebund NRW mahnt.", "", {"stgb-nrw"}),
    ("Der Niedersächsische Städte- und Gemeindebund (NSGB) mahnt.", "", {"nsgb"}),
    ("Der Hessische Städte- und Gemeindebund mahnt.", "", {"hsgb"}),
    ("Die kommunalen Spitzenverbände mahnen.", "", set()),
    # authorities, providers, companies
    ("Das Bundesamt für Sicherheit in der Informationstechnik warnt.", "", {"bsi"}),
    ("Das Landesamt für Sicherheit in der Informationstechnik (LSI) warnt.", "", {"lsi-by"}),
    ("Das BSI warnt.", "", {"bsi"}),
    ("Der IT-Planungsrat und die FITKO haben das beschlossen.", "", {"it-planungsrat", "fitko"}),
    ("Die Föderale IT-Kooperation (FITKO) hilft.", "", {"fitko"}),
    ("Der IT-Dienstleister Dataport hilft.", "", {"dataport"}),
    ("IT-Dienstleister helfen.", "", set()),
    ("Die Anstalt für Kommunale Datenverarbeitung in Bayern (AKDB) hilft.", "", {"akdb"}),
    ("Der Dienstleister regio iT hilft.", "", {"regioit"}),
    ("Die Südwestfalen-IT hilft.", "", {"sit"}),
    ("Die Stabsstelle Innovation und Technik (SIT) hilft.", "", set()),
    ("Komm.ONE und ekom21 helfen.", "", {"kommone", "ekom21"}),
    ("Die Kommunale Datenverarbeitung Oldenburg (KDO) hilft.", "", {"kdo"}),
    ("Der Zweckverband Kommunale Datenverarbeitung Oldenburg hilft.", "", {"kdo"}),
    ("Die Gemeinsame Kommunale Datenzentrale Recklinghausen hilft.", "", {"gkd-re"}),
    ("Das Kommunale Rechenzentrum Niederrhein (KRZN) hilft.", "", {"krzn"}),
    ("Mit Hilfe des Kommunalen Rechenzentrums Niederrhein klappte es.", "", {"krzn"}),
    ("Die Hessische Zentrale für Datenverarbeitung hilft.", "", {"hzd"}),
    ("Das Statistische Bundesamt (Destatis) zählt.", "", {"destatis"}),
    ("Nach Zahlen des Statistischen Bundesamtes steigt das.", "", {"destatis"}),
    ("Der Nationale Normenkontrollrat (NKR) mahnt.", "", {"nkr"}),
    ("Die Kommunale Gemeinschaftsstelle für Verwaltungsmanagement (KGSt) rät.", "", {"kgst"}),
    ("Die Initiative D21 und Vitako raten.", "", {"initiative-d21", "vitako"}),
    ("Der Branchenverband Bitkom rät.", "", {"bitkom"}),
    ("Der Verband kommunaler Unternehmen (VKU) rät.", "", {"vku"}),
    ("Der Verband eco rät.", "", {"eco"}),
    ("Die EU-Kommission fördert.", "", {"ec-eic"}),
    ("Die Europäische Kommission fördert.", "", {"ec-eic"}),
    ("Die Förderbank KfW zahlt.", "", {"kfw"}),
    ("Die NRW.BANK zahlt.", "", {"nrwbank"}),
    ("Die Stiftung Lebendige Stadt zahlt.", "", {"stiftung-lebendige-stadt"}),
    ("Die Stiftung „Lebendige Stadt“ zahlt.", "", {"stiftung-lebendige-stadt"}),
    ("Das Deutsche Institut für Urbanistik (Difu) fragt.", "", {"difu"}),
    ("Das Fraunhofer IESE rechnet.", "", {"fraunhofer-iese"}),
    (
        "Das Fraunhofer-Institut für Experimentelles Software Engineering rechnet.",
        "", {"fraunhofer-iese"},
    ),
    ("Die Open Knowledge Foundation Deutschland hilft.", "", {"okfde"}),
    ("Die Bundesdruckerei druckt.", "", {"bundesdruckerei"}),
    ("Das IT-Dienstleistungszentrum Berlin (ITDZ Berlin) hilft.", "", {"itdz-berlin"}),
    ("Das Thüringer Landesrechenzentrum (TLRZ) hilft.", "", {"tlrz"}),
    ("Die Cybersicherheitsagentur Baden-Württemberg (CSBW) hilft.", "", {"csbw"}),
    ("Der DigitalService des Bundes hilft.", "", {"digitalservice"}),
    ("Das Zentrum für Digitale Souveränität (ZenDiS) hilft.", "", {"zendis"}),
    (
        "Das Zentrum Digitale Souveränität der öffentlichen Verwaltung (ZenDiS) hilft.",
        "", {"zendis"},
    ),
    ("Der GovTech Campus Deutschland hilft.", "", {"govtech-campus"}),
    ("Die Landesbehörde IT.NRW hilft.", "", {"itnrw"}),
    ("Der eGo-Saar und der Zweckverband eGo-MV helfen.", "", {"ego-saar", "ego-mv"}),
    ("Die Bundesnetzagentur mahnt.", "", {"bnetza"}),
    ("Die Bundesagentur für Sprunginnovationen (SPRIND) zahlt.", "", {"sprind"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "expected"), BOUNDARY_DAYS)
def test_the_day_decides_which_house_a_name_means(text, day, expected):
    assert sure(text, day) == expected


@pytest.mark.parametrize(("text", "kicker", "expected"), SENTENCES)
def test_the_houses_of_a_sentence_are_accepted_and_nothing_else(text, kicker, expected):
    assert sure(text, kicker=kicker) == expected


def test_a_minister_offers_the_ministry():
    (mention,) = found("Bundesinnenministerin Rita Beispiel sprach.")

    assert (mention.key, mention.sure, mention.reason) == ("bund-bmi", False, "office")


def test_an_ambiguous_abbreviation_shows_both_houses():
    (mention,) = found("Das MWIDE zahlt.", date(2022, 5, 1))

    assert not mention.sure
    assert set(mention.keys) == {"nw-wirtschaft", "sl-wirtschaft"}
