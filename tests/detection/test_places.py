"""Which words of a sentence are towns and districts, and which of one name is meant."""

import time
from datetime import date

import pytest

from articles.detection.entities import Kind, Report
from tests.detection.shipped_registers import recogniser, registers

DAY = date(2024, 5, 14)


def named(key):
    place = next(place for place in registers().places if place.key == key)
    return f"{place.name} {place.land}"


def mentions(text, kicker="", kind=Kind.MUNICIPALITY):
    report = Report(kicker=kicker, headline="Neues aus dem Amt", lead="", body=text, day=DAY)
    return [mention for mention in recogniser().recognise(report) if mention.kind == kind]


def sure_towns(text, kicker=""):
    return {named(mention.key) for mention in mentions(text, kicker) if mention.sure}


SENTENCES = [
    # common words that are towns as well
    ("Das Essen in der Kantine wird jetzt per App bezahlt.", set()),
    ("In Essen startet ein neues Serviceportal.", {"Essen NW"}),
    ("Die Stadt Essen stellt ihre Akten um.", {"Essen NW"}),
    ("Essen und Trinken kosten im Rathaus künftig mehr.", set()),
    ("Nach dem Essen tagte der Ausschuss.", set()),
    ("Die Lage ist ernst, sagt der Kämmerer.", set()),
    ("In dieser Lage half nur ein Fax.", set()),
    ("Die Stadt Lage (Kreis Lippe) führt die E-Akte ein.", {"Lage NW"}),
    ("Weil die Server ausfielen, blieb das Amt geschlossen.", set()),
    ("Weil am Rhein testet einen Chatbot.", {"Weil am Rhein BW"}),
    ("Wer singen will, findet Termine im Netz, denn Singen verbindet.", set()),
    ("Die Stadt Singen (Hohentwiel) öffnet ihre Daten.", {"Singen (Hohentwiel) BW"}),
    ("Das Wissen der Beschäftigten soll erhalten bleiben.", set()),
    ("Wissen ist Macht, heißt es im Konzept.", set()),
    (
        "Die Verbandsgemeinde und die Stadt Wissen (Kreis Altenkirchen) arbeiten zusammen.",
        {"Wissen RP"},
    ),
    ("Im Norden wird schneller gebaut als im Süden.", set()),
    ("Emden, Aurich und Norden bauen gemeinsam.", {"Emden NI", "Aurich NI", "Norden NI"}),
    ("Der Süden und Norden sind versorgt.", set()),
    # derived forms in a row
    ("Kasseler und Fuldaer Ämter tauschen Daten.", {"Kassel HE", "Fulda HE"}),
    ("In Trierer, Wormser und Speyerer Akten.", {"Trier RP", "Worms RP", "Speyer RP"}),
    (
        "Auch die Regensburger, Passauer und Landshuter haben zugelegt.",
        {"Regensburg BY", "Passau BY", "Landshut BY"},
    ),
    ("Auch die Regensburger, Müller und Schweizer haben zugelegt.", {"Regensburg BY"}),
    # papers, companies and governments that bear a town's name
    ("Der Kölner Stadt-Anzeiger und die Passauer Neue Presse berichteten.", set()),
    ("Die Münchener Rück fördert das, die Münchener Neue Sammlung auch.", {"München BY"}),
    ("Die Berliner Senatsverwaltung und das Hamburger Senatskanzlei-Team prüfen.", set()),
    # a direction has its article, a town has none
    ("In Norden, wo die Leitungen schon liegen, ist man zufrieden.", {"Norden NI"}),
    ("In Norden und Süden wird gebaut.", set()),
    ("Nach Norden fehlt der Anschluss, von Norden kommt keiner.", set()),
    # what only a town has
    ("Lehres Bürgermeister sagte ab.", {"Lehre NI"}),
    ("Mit Leers neuer Stadtverwaltung geht es leichter.", {"Leer (Ostfriesland) NI"}),
    ("Hofs Erweiterung und Brands Rede standen an.", set()),
    # a neighbour in the row
    (
        "In Engen und im benachbarten Rielasingen-Worblingen prüft man das.",
        {"Engen BW", "Rielasingen-Worblingen BW"},
    ),
    # a person of a town's name, and the town in a list
    (
        "Rheine, Coesfeld und Ahaus liefern, sagt Projektleiterin Petra Coesfeld.",
        {"Rheine NW", "Coesfeld NW", "Ahaus NW"},
    ),
    # capitals that act as towns, and those that govern
    (
        "Kiel, Husum und Plön schließen ihre Portale zusammen, das Ministerium zahlt.",
        {"Kiel SH", "Husum SH", "Plön SH"},
    ),
    ("Der Ausschuss hat in Wiesbaden getagt, die Landesregierung lud ein.", {"Wiesbaden HE"}),
    ("Magdeburg und Erfurt haben neue Minister ernannt.", set()),
    ("Die Stadt Norden in Ostfriesland baut ein Funknetz auf.", {"Norden NI"}),
    ("Auf dem Hof der Schule stehen zwei Container.", set()),
    ("Das Rot der Ampel ist jetzt digital gesteuert.", set()),
    ("Unter den Linden wird ein Sensor vergraben.", set()),
    ("Junge Linden brauchen Wasser.", set()),
    ("Mit einem Buch in der Hand eröffnete sie die Halle.", set()),
    ("Bei Regen meldet der Pegel Alarm.", set()),
    ("Die Stadt Regen im Bayerischen Wald hat 11.000 Einwohner.", {"Regen BY"}),
    ("Die Stelle ist neu, der Speicher ist voll.", set()),
    ("Das Boden- und Waldkataster wird digital.", set()),
    ("Wenden Sie sich an das Bürgeramt.", set()),
    ("Rain und Reich sind keine Worte für ein Konzept.", set()),
    ("Die Wehr rückt mit Tablets aus, das Wetter spielt mit.", set()),
    ("Im Wald bei Bergen stehen Sensoren.", set()),
    # inflection and derived forms
    ("Bochums Oberbürgermeister lobt das Vorhaben.", {"Bochum NW"}),
    ("Die Bielefelder Stadtverwaltung schaltet das Portal frei.", {"Bielefeld NW"}),
    ("Die Kasseler können Anträge nun online stellen.", {"Kassel HE"}),
    ("Im Regensburger Rathaus steht ein Terminal.", {"Regensburg BY"}),
    ("Den Erlangern gefällt die App.", {"Erlangen BY"}),
    ("Ein Team aus Tübinger Schülerinnen gewann.", {"Tübingen BW"}),
    ("Münchens Referat für IT wächst.", {"München BY"}),
    (
        "Die Bremer Verwaltung und die Bremerhavener Kollegen kooperieren.",
        {"Bremen HB", "Bremerhaven HB"},
    ),
    ("Im Lager der Feuerwehr fehlt ein Scanner.", set()),
    ("Der Sender überträgt die Sitzung.", set()),
    # parts of other names
    ("Am Karlsruher Platz in der Innenstadt hängt ein Hotspot.", set()),
    ("In der Frankfurter Allee und der Prager Straße wird gebaut.", set()),
    ("Wie die Stuttgarter Zeitung berichtet, ist das Projekt beendet.", set()),
    ("Der Bahnhof und der Bauhof bekommen WLAN.", set()),
    ("Das Leipziger Umland holt auf.", set()),
    ("Das Landgericht Traunstein verhandelt digital.", set()),
    ("Die Wetzlar Systems GmbH und die Firma Coburg liefern Geräte.", set()),
    ("Im Stadtteil Lindenau und im Ortsteil Neustadt wird gegraben.", set()),
    ("In den Stadtteilen Eving, Hombruch und Mengede hängen Sensoren.", set()),
    ("Im Raum Augsburg wird getestet.", set()),
    ("Auf der Hannover Messe und in Halle 5 stehen Geräte.", set()),
    ("Der Königsteiner Schlüssel gilt, der 1. FC Nürnberg zahlt.", set()),
    ("Die PROSOZ Herten und die IHK Ulm helfen.", set()),
    ("In Dortmund-Hörde steht ein Terminal.", {"Dortmund NW"}),
    ("Das Brettspiel heißt „Bottrop“.", set()),
    ("Die Coburg AG zahlt, und auf portal.Coburg.de steht mehr.", set()),
    ("Wissen (Kreis Altenkirchen) hilft den Nachbarn.", {"Wissen RP"}),
    ("Das erklärte Aarbergen.", set()),
    ("Das freut Aarbergen.", set()),
    ("In Aarbergen freut man sich.", {"Aarbergen HE"}),
    ("Aarbergen (Hessen) freut das.", {"Aarbergen HE"}),
    # people
    ("„Das hilft uns“, sagt Petra Ulm aus dem Hauptamt.", set()),
    ("Projektleiter Jonas Hof sieht das anders. Hof will weitermachen.", set()),
    ("Oberbürgermeisterin Sabine Fulda eröffnete das Portal.", set()),
    ("Frau Kassel, was ändert sich?", set()),
    ("Landrat Bernd Siegen unterschrieb.", set()),
    ("Kämmerer Essen rechnet mit Ausgaben von zwei Millionen Euro.", set()),
    ("Dr. Hameln leitet das Rechenzentrum.", set()),
    ("Im Gespräch mit Lotte Bergmann ging es um Daten.", set()),
    ("„Das hilft“, ergänzt Peine. Das Team um Celle ist stolz.", set()),
    ("Tabellenführer Herne freut sich mit Mitglied Bottrop.", {"Herne NW", "Bottrop NW"}),
    ("Der IT-Leiter der Stadt Gladbeck und der IT-Leiter Stadt Marl.", {"Gladbeck NW", "Marl NW"}),
    # homonyms
    ("Die Stadt Halle (Saale) digitalisiert das Wohngeld.", {"Halle (Saale) ST"}),
    ("In Halle (Westf.) ruht der Papierverkehr.", {"Halle (Westf.) NW"}),
    ("Die Verwaltung von Frankfurt am Main nutzt KI.", {"Frankfurt am Main HE"}),
    ("In Frankfurt (Oder) hilft ein Chatbot.", {"Frankfurt (Oder) BB"}),
    ("In Frankfurt/Oder hilft ein Chatbot.", {"Frankfurt (Oder) BB"}),
    ("Oldenburg (Oldb) veröffentlicht Daten.", {"Oldenburg (Oldb) NI"}),
    ("Oldenburg in Holstein veröffentlicht Daten.", {"Oldenburg in Holstein SH"}),
    ("Das niedersächsische Oldenburg veröffentlicht Daten.", {"Oldenburg (Oldb) NI"}),
    ("Neustadt an der Aisch baut aus. In Neustadt freut man sich.", {"Neustadt a.d.Aisch BY"}),
    ("In Neustadt freut man sich.", set()),
    ("In Friedberg (Wetteraukreis) tagte der Rat.", {"Friedberg (Hessen) HE"}),
    (
        "In Friedberg und Augsburg teilen sich die Ämter eine Software.",
        {"Friedberg BY", "Augsburg BY"},
    ),
    (
        "In Friedberg und Bad Nauheim teilen sich die Ämter eine Software.",
        {"Friedberg (Hessen) HE", "Bad Nauheim HE"},
    ),
    ("Limburg an der Lahn und Wetzlar kooperieren.", {"Limburg a. d. Lahn HE", "Wetzlar HE"}),
    ("Weiden in der Oberpfalz und Amberg kooperieren.", {"Weiden i.d.OPf. BY", "Amberg BY"}),
    ("Rothenburg ob der Tauber setzt auf Sensoren.", {"Rothenburg ob der Tauber BY"}),
    ("Sankt Augustin und St. Ingbert tauschen sich aus.", {"Sankt Augustin NW", "St. Ingbert SL"}),
    (
        "Ludwigshafen am Rhein und Mannheim planen einen Zwilling.",
        {"Ludwigshafen am Rhein RP", "Mannheim BW"},
    ),
    (
        "Die Hansestadt Rostock und die Universitätsstadt Greifswald gehen voran.",
        {"Rostock MV", "Greifswald MV"},
    ),
    (
        "Villingen-Schwenningen, Rottweil und Tuttlingen bilden einen Verbund.",
        {"Villingen-Schwenningen BW", "Rottweil BW", "Tuttlingen BW"},
    ),
    # districts against towns
    ("Der Landkreis Kassel baut Glasfaser aus.", set()),
    ("Stadt und Landkreis Kassel bauen Glasfaser aus.", {"Kassel HE"}),
    ("Die Landkreise Osnabrück, Vechta und Diepholz kooperieren.", set()),
    (
        "Die Städte Osnabrück, Vechta und Diepholz kooperieren.",
        {"Osnabrück NI", "Vechta NI", "Diepholz NI"},
    ),
    ("Im Kreis Unna liegt Bergkamen.", {"Bergkamen NW"}),
    ("Haltern am See (Kreis Recklinghausen) hat ein neues Portal.", {"Haltern am See NW"}),
    ("Das Landratsamt Rosenheim stellt um.", set()),
    ("Der Kreistag von Göttingen hat zugestimmt.", set()),
    # capitals that stand for their government
    ("Aus Berlin kommt Geld vom Bund.", set()),
    ("Auf einer Konferenz in Berlin wurde das Vorhaben vorgestellt.", {"Berlin BE"}),
    ("Die Landesregierung in Wiesbaden hat das Kabinett gebildet, heißt es in Wiesbaden.", set()),
    ("Die Stadt Wiesbaden digitalisiert ihr Archiv.", {"Wiesbaden HE"}),
    ("Die Innenministerin hat in Mainz die Preisträger geehrt.", {"Mainz RP"}),
    ("Die Innenministerin hat in Mainz mehr Geld versprochen.", set()),
    # villages
    (
        "Süderlügum und Leck gehören dazu, auch in Niebüll wird gebaut.",
        {"Süderlügum SH", "Leck SH", "Niebüll SH"},
    ),
    ("Ein Gutachten aus Wolfratshausen liegt vor.", {"Wolfratshausen BY"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_the_towns_of_a_sentence_are_accepted_and_nothing_else(text, expected):
    assert sure_towns(text) == expected


@pytest.mark.parametrize(
    ("kicker", "text", "expected"),
    [
        ("Essen", "Die Verwaltung führt die E-Akte ein.", "Essen NW"),
        ("Hof", "Die Verwaltung führt die E-Akte ein.", "Hof BY"),
        ("Singen", "Das Portal ist online, teilt die Stadt mit.", "Singen (Hohentwiel) BW"),
        (
            "Hessen",
            "In Langen wird das Bürgerbüro digital. Die Stadt Langen zahlt.",
            "Langen (Hessen) HE",
        ),
        (
            "Ostholstein",
            "Neustadt bekommt ein Funknetz. Der Kreis Ostholstein zahlt.",
            "Neustadt in Holstein SH",
        ),
    ],
)
def test_the_kicker_tells_which_town_is_meant(kicker, text, expected):
    assert sure_towns(text, kicker) == {expected}


@pytest.mark.parametrize(("kicker", "is_found"), [("Brandenburg", True), ("Breitband", False)])
def test_a_little_town_needs_no_neighbours_in_the_report_of_its_land(kicker, is_found):
    found = sure_towns("Aus Cottbus kam nichts. Lindow meldete 40 Funklöcher.", kicker)

    assert ("Lindow (Mark) BB" in found) is is_found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Landkreis Hof baut aus.", {"Hof BY"}),
        ("Singen (Kreis Konstanz) baut aus.", {"Konstanz BW"}),
        (
            "Die Landkreise Biberach, Böblingen und Tuttlingen gewinnen.",
            {"Biberach BW", "Böblingen BW", "Tuttlingen BW"},
        ),
        (
            "Die Landkreise Celle, Rhein-Neckar, Irgendwo, Karlsruhe und Fulda sind dabei.",
            {"Celle NI", "Rhein-Neckar-Kreis BW", "Karlsruhe BW", "Fulda HE"},
        ),
        ("Landkreise wie Leer und Wittmund sind dabei.", {"Leer NI", "Wittmund NI"}),
        ("Der Rems-Murr-Kreis und der Enzkreis sind dabei.", {"Rems-Murr-Kreis BW", "Enzkreis BW"}),
        ("Vertreter des Hochsauerlandkreises kamen.", {"Hochsauerlandkreis NW"}),
        ("Im Eifelkreis Bitburg-Prüm fährt ein Rufbus.", {"Eifelkreis Bitburg-Prüm RP"}),
        ("Stadt und Landkreis Karlsruhe sind dabei.", {"Karlsruhe BW"}),
        (
            "Die Region Hannover und die Städteregion Aachen sind dabei.",
            {"Region Hannover NI", "Städteregion Aachen NW"},
        ),
        ("Ein Gesprächskreis Bonn und der Umkreis Ulm sind keine Kreise.", set()),
        ("Der Landkreis Neustadt an der Waldnaab ist dabei.", {"Neustadt a.d.Waldnaab BY"}),
    ],
)  # fmt: skip
def test_districts_are_not_their_towns(text, expected):
    found = {named(m.key) for m in mentions(text, kind=Kind.DISTRICT) if m.sure}
    assert found == expected


def test_an_undecided_homonym_is_offered_with_all_its_bearers_in_order():
    (mention,) = mentions("In Neustadt freut man sich.")

    assert not mention.sure
    assert len(mention.keys) > 10
    assert mention.reason == "undecided"


def test_a_mention_says_where_it_stands():
    report = Report("Neues", "Die Stadt Bochum ist dabei.", "Auch Bochums Nachbarn.", DAY, "Ruhr")

    found = recogniser().recognise(report)

    places = [(m.field, m.start, m.end, m.words) for m in found if m.kind == Kind.MUNICIPALITY]
    assert places == [("lead", 10, 16, "Bochum"), ("body", 5, 12, "Bochums")]


@pytest.mark.parametrize(
    "text",
    ["Die Landkreise " + "Hof, " * 20_000, "Potsdam " * 20_000, "„" * 100_000, "A. " * 50_000],
)
def test_no_text_keeps_recognition_busy(text):
    began = time.thread_time()

    mentions(text)

    assert time.thread_time() - began < 5
