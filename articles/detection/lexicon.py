"""
Words of German that recognition must know: none of them comes from a register.

Everyday words and landscapes that are also names of municipalities, adjectives
of the Länder, and the nouns that say what stands beside a name.
"""


def words_of(text: str) -> frozenset[str]:
    """The words of a text laid out for reading."""
    return frozenset(text.split())


#: Everyday words that some municipality is called by too; alone they prove nothing.
EVERYDAY = words_of(
    """
    Acht Ahorn Alpen Anger Au Auen Aura Bach Balge Bann Bark Benz Berg Berge Bergen Bengel
    Bescheid Besitz Binnen Boden Bogen Brand Brechen Brecht Breit Bruch Brunnen Brücken Buch
    Buchen Bunde Burg Burgen Bücken Eich Eichen Einig Engen Erden Ernst Esche Essen Fahren Fell
    Felde Feucht Filz Finne Fisch Fischen Floß Forst Föhren Gering Glatten Gleichen Graben Grub
    Grube Gräben Grafschaft Haar Hahn Halbe Halle Hammer Haste Hatten Hausen Hecken Heere Hehlen
    Heide Heideland Heiden Herold Hirten Hof Hohn Holm Holzen Horn Horst Häusern Höchst Höfen
    Hütten Igel Jucken Kahl Kaiserpfalz Kalt Karl Kauern Keltern Kernen Kerben Kirchen Klötze
    Kommen Korb Kordel Kotzen Krempel Kuchen Körner Küsten Lachen Lage Lahn Langen Lanze Lauben
    Lauf Laufen Lauter Leck Leer Lehre Leimen Lind Linden Lindern List Lotte Lug Löhne Macken
    Mandel Mantel Mauer Mauern Mehren Meine Mengen Moos Morschen Motten Mücke Müden Müssen Nagel
    Nahe Nebel Norden Nützen Ohne Osten Otter Perl Petting Platten Polle Pracht Preist Puls Rain
    Rauen Recke Regen Rehe Reich Reit Riegel Ringe Roden Rohr Rosa Rot Saal Salz Sand Sande
    Scheuern Schierling Schlangen Schleife Schlier Schlitz Schmelz Schmitt Schotten Schuld
    Schutz Schwall Schwarz Schwarzen Schwollen Seelen Seifen Senden Siegen Singen Sinn Sonnen
    Spalt Speicher Springe Stapel Stegen Stein Steinen Steinreich Stelle Stemmen Strande
    Strahlungen Süßen Tauche Treuen Ulmen Viereck Vogt Wald Wang Waren Wehr Weibern Weiden Weil
    Weiler Weingarten Weisen Welle Wellen Welt Wenden Werben Werder Weste Wetter Wiesen Winden
    Winkel Winzer Wirft Wisch Wissen Wolken Wüstenrot Übersee
    """
)

#: Länder and old parts of them; as a kicker they mean the Land.
LAND_NAMES = words_of(
    """
    Bayern Brandenburg Hessen Saarland Thüringen Niedersachsen Anhalt Mecklenburg Sachsen Pommern
    """
)
#: Landscapes, rivers, Länder and foreign places that some municipality is called by too.
ELSEWHERE = words_of(
    """
    Bayern Brandenburg Hessen Saarland Thüringen Niedersachsen Anhalt Mecklenburg Sachsen Pommern
    Schlesien Spessart Nassau Salzburg Rom Linz Brest Tessin Brügge Königsberg Elbe Marne Nahe Dill
    Saar Ruhr Rhein Mosel Lahn Rhön Eifel Hunsrück Taunus Altmark Wendland Friesland Frankenstein
    Münchhausen Gutenberg Zollernalb Fläming Spreewald Havelland Paris Wien Basel Prag Böhmen
    Holland England Amerika Kalifornien Brasilien Rußland Kamerun Oberland Unterland Grafschaft
    """
)

#: What looks derived from a town (“Lage” + “er”) and is a word, a name or a brand of its own.
NOT_DERIVED = words_of(
    """
    Achter Banner Berger Bergler Berner Besitzer Brecher Breiter Bretter Bücher Dinger Dürer
    Eimer Einiger Enger Engerer Ernster Escher Esser Fahrer Felder Feuchter Fischer Flieder
    Frecher Geringer Gießer Glatter Gleicher Gräber Hager Halber Hammer Hehler Hinter Höchster
    Hunger Inder Kader Kahler Kalter Keller Kenner Kerker Klinker Küster Lacher Lager Langer
    Lauterer Lecker Leerer Lehrer Linder Macker Meiner Minder Morscher Müder Naher Nieder Panter
    Platter Rainer Rauer Reger Reicher Reiter Reuter Riester Ringer Roter Schierer Schotter
    Schwarzer Schwerter Selber Sender Sieger Springer Staufer Steinreicher Steller Stolper Süßer
    Taucher Trainer Treuer Wacker Weiler Weiser Werber Werner Wieder Wischer Wörter Weber Müller
    Bauer Maler Meier Bayer Kaiser Leiter Träger Bürger Partner Anger Auer Walder Steiner Hofer
    Huber Moser Lauber Thaler Holzer Winkler Kirchner Brunner Ortner Rieder Eder Ebner Gruber
    Pichler Egger Wimmer Haider Lechner Stadler Wagner Schlosser Sommer Winter Koller Keiler
    Ritter Sander Neuer Oster Alter Wiesner Bacher Lindner Büchner Lindener Hauser Häuser
    Hausener Seener Rotter Weidner Weidener Buchner Buchener Hüttner Zeller Wester Norder
    Bergner Bergener
    """
)

#: Länder: (adjective, further beginnings of regional adjectives that lie in this Land only).
LAND_ADJECTIVES = {
    "BW": "baden-württembergisch badisch württembergisch südbadisch nordbadisch oberschwäbisch",
    "BY": "bayerisch bayrisch fränkisch oberfränkisch mittelfränkisch unterfränkisch oberbayerisch "
    "niederbayerisch oberpfälzisch",
    "BE": "berlinisch",
    "BB": "brandenburgisch märkisch uckermärkisch",
    "HB": "bremisch",
    "HH": "hamburgisch",
    "HE": "hessisch südhessisch nordhessisch mittelhessisch osthessisch",
    "MV": "mecklenburg-vorpommerisch mecklenburgisch vorpommersch mecklenburg-vorpommersch",
    "NI": "niedersächsisch ostfriesisch emsländisch oldenburgisch",
    "NW": "nordrhein-westfälisch westfälisch südwestfälisch ostwestfälisch lippisch "
    "niederrheinisch münsterländisch bergisch",
    "RP": "rheinland-pfälzisch pfälzisch rheinhessisch westpfälzisch vorderpfälzisch südpfälzisch",
    "SL": "saarländisch",
    "SN": "sächsisch vogtländisch erzgebirgisch ostsächsisch westsächsisch nordsächsisch",
    "ST": "sachsen-anhaltisch sachsen-anhaltinisch anhaltisch altmärkisch",
    "SH": "schleswig-holsteinisch holsteinisch dithmarsisch nordfriesisch",
    "TH": "thüringisch ostthüringisch südthüringisch nordthüringisch",
}

#: Land adjectives in -er, as they stand in the names of houses (“Thüringer Ministerium”).
LAND_EPITHETS = {"TH": "Thüringer", "HB": "Bremer", "HH": "Hamburger", "BE": "Berliner"}

#: Landscapes that lie in one Land, as a report places a town (“im Allgäu” does not decide).
LANDSCAPES = {
    "Oberfranken": "BY", "Mittelfranken": "BY", "Unterfranken": "BY", "Franken": "BY",
    "Oberbayern": "BY", "Niederbayern": "BY", "Oberpfalz": "BY", "Westfalen": "NW",
    "Ostwestfalen": "NW", "Südwestfalen": "NW", "Münsterland": "NW", "Sauerland": "NW",
    "Ruhrgebiet": "NW", "Niederrhein": "NW", "Siegerland": "NW", "Pfalz": "RP",
    "Westerwald": "RP", "Rheinhessen": "RP", "Ostfriesland": "NI", "Wendland": "NI",
    "Nordhessen": "HE", "Südhessen": "HE", "Mittelhessen": "HE", "Wetterau": "HE",
    "Baden": "BW", "Württemberg": "BW", "Oberschwaben": "BW", "Schwarzwald": "BW",
    "Kraichgau": "BW", "Ortenau": "BW", "Holstein": "SH", "Dithmarschen": "SH",
    "Vorpommern": "MV", "Mecklenburg": "MV", "Uckermark": "BB", "Lausitz": "BB",
    "Prignitz": "BB", "Vogtland": "SN", "Erzgebirge": "SN", "Altmark": "ST", "Anhalt": "ST",
    "Saarland": "SL", "Eichsfeld": "TH",
}  # fmt: skip

#: Topic in the name of a ministry → how it begins a compound (“Innern” → “Innenministerium”).
TOPICS = {
    "Innern": "innen", "Inneren": "innen", "Inneres": "innen", "Wirtschaft": "wirtschafts",
    "Finanzen": "finanz", "Justiz": "justiz", "Verkehr": "verkehrs", "Gesundheit": "gesundheits",
    "Arbeit": "arbeits", "Soziales": "sozial", "Umwelt": "umwelt", "Bildung": "bildungs",
    "Forschung": "forschungs", "Digitales": "digital", "Digitalisierung": "digital",
    "Digitale": "digital", "Bau": "bau", "Bauwesen": "bau", "Bauen": "bau",
    "Familie": "familien", "Landwirtschaft": "landwirtschafts", "Ernährung": "ernährungs",
    "Verteidigung": "verteidigungs", "Entwicklung": "entwicklungs", "Heimat": "heimat",
    "Infrastruktur": "infrastruktur", "Klimaschutz": "klimaschutz", "Energie": "energie",
    "Energiewende": "energiewende", "Verbraucherschutz": "verbraucherschutz",
    "Wissenschaft": "wissenschafts", "Wohnen": "wohnungsbau", "Kommunales": "kommunal",
    "Kommunen": "kommunal", "Landesentwicklung": "landesentwicklungs",
    "Technologie": "technologie", "Innovation": "innovations", "Jugend": "jugend",
    "Stadtentwicklung": "stadtentwicklungs", "Staatsmodernisierung": "staatsmodernisierungs",
}  # fmt: skip

#: Words before a name that make it a part of a town.
PART_WORDS = (
    "Stadtteil Ortsteil Stadtbezirk Ortsbezirk Stadtviertel Viertel Quartier Ortschaft Vorort "
    "Teilort Bezirk Kiez"
)
#: Words before a name that make it a municipality.
TOWN_WORDS = (
    "Stadt Gemeinde Kommune Großstadt Kleinstadt Mittelstadt Kreisstadt Hansestadt Residenzstadt "
    "Universitätsstadt Landeshauptstadt Hauptstadt Marktgemeinde Markt Ort Dorf Bundesstadt "
    "Metropole Millionenstadt Nachbarstadt Nachbargemeinde Nachbarkommune Partnerstadt "
    "Pilotkommune Modellkommune Modellstadt Kurstadt Bergstadt Kurort Lutherstadt "
    "Ortsgemeinde Landgemeinde "
    "Einheitsgemeinde Inselgemeinde Messestadt Hochschulstadt Klingenstadt Domstadt "
    "Hafenstadt Fachwerkstadt Stadtverwaltung Gemeindeverwaltung Rathaus Stadtrat Gemeinderat "
    "Stadtwerke Stadtbibliothek Bürgerbüro Bürgeramt Stadtarchiv Volkshochschule Musikschule "
    "Feuerwehr Stadtverordnetenversammlung Pilotstadt Vorreiterstadt Ratsversammlung Bauhof "
    "Mitgliedskommune Mitgliedsstadt Mitgliedsgemeinde Gewinnerstadt Gewinnerkommune "
)
#: Words before or after a name that make it part of the name of something else.
HOUSE_WORDS = (
    "Universität Uni Hochschule Fachhochschule Universitätsklinikum Klinikum Landgericht "
    "Amtsgericht Oberlandesgericht Verwaltungsgericht Sozialgericht Arbeitsgericht Finanzgericht "
    "Bistum Erzbistum Regierungspräsidium Bezirksregierung Polizeipräsidium Sparkasse Flughafen "
    "Verlag Rechenzentrum Zweckverband IHK Handwerkskammer Hauptbahnhof Bahnhof Schloss Burg "
    "Kloster Talsperre Autobahnkreuz Hotel Firma Unternehmen Hersteller Anbieter Dienstleister "
    "Softwarehaus Agentur Beratungshaus Kanzlei Stiftung Verein TU FH TH Verkehrsverbund "
    "Regierungsbezirk Wahlkreis Netzbetreiber Institut Forschungszentrum Hochschulverbund "
    "Datenzentrale "
    "FC VfL VfB SV TSV SC TSG Borussia Eintracht Fortuna Hertha Arminia "
    "Projekt Chatbot Assistent Roboter Bahnhofs Messe Kirchenkreis Dekanat"
)
#: What follows a derived form when it does not speak of the town.
ELSE_AFTER_DERIVED = (
    "Land Umland Region Raum Heide Becken Bucht Börde Wald Seenplatte Ring Straße Platz Allee Weg "
    "Schlüssel Tabelle Republik Dreieck Sicherheitskonferenz Karneval Woche Stadtmusikanten "
    "Tor Damm Ufer Chaussee Gasse Erklärung Appell Konvention Abkommen Programm Modell Zeitung "
    "Nachrichten Allgemeine Allgemeinen Rundschau Morgenpost Anzeiger Tageblatt Tagblatt Kurier "
    "Volkszeitung Presse Verlag Universität Hochschule Institut Institute Unternehmen Firma "
    "Anbieter Softwarehaus Start-up Startup IT-Dienstleister Softwareanbieter Hersteller Agentur "
    "Kanzlei Landtag Landesregierung Staatskanzlei Ministerium Münster Dom Messe Versicherung "
    "Bank Berg Berge Alb Alm Schloss Burg Kreis Altland Schweiz Höhe Höhen Seenland Spezialist "
    "Beratungshaus Beratungsunternehmen Softwareunternehmen Softwarehersteller Senat Elbe "
    "Senatsverwaltung Senatskanzlei Senator Senatorin Rück Leben Hypo"
)
#: Words that say that a town itself acts or is acted on, in the sentence of a capital.
TOWN_AFFAIRS = (
    "Rathaus Rathauses Stadt Stadtverwaltung Oberbürgermeister Oberbürgermeisterin Bürgermeister "
    "Bürgermeisterin Stadtrat Landeshauptstadt Großstadt Einwohner Einwohnern Konferenz Messe "
    "Kongress Tagung Veranstaltung Kongresses Gala Festakt Preisverleihung Forum Fachmesse "
    "Fachkongress überreicht überreichte überreichten übergab übergeben "
    "getagt tagt tagte tagten trafen getroffen stattfand stattgefunden zusammengekommen Gipfel "
    "entgegen vorgestellt verliehen Verleihung ausgezeichnet "
    "Stadtwerke Bürgeramt Standort Standorte Sitz Treffen Auftakt Workshop Hackathon "
    "Gewinner Gewinnern Preisträger Preisträgern Siegerehrung gekürt geehrt Urkunden "
    "unterzeichnet unterzeichneten eröffnet eröffnete"
)
#: Articles, possessives and contracted prepositions: no town bears one.
ARTICLES = words_of(
    """
    der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner am
    im zum zur vom beim ins ans aufs fürs übers unterm jede jeder jedes jeden jedem diese dieser
    dieses diesen diesem jene jener ihre ihr ihren ihrem ihrer seine sein seinen seinem seiner
    unsere unser unserem unseren unserer manche mancher welche welcher alle aller allen viele
    vielen mehr weniger wenig viel neue neuen neuer neues gute guten guter gutes altes alten
    alter zwei drei vier fünf sechs sieben acht neun zehn
    """
)
#: Prepositions of place that stand before a town without an article.
PLACE_PREPOSITIONS = words_of(
    """
    in aus nach bei zwischen von nahe rund gegenüber mit gen ab bis auf richtung
    """
)
#: Lower-case abbreviations of bodies stand for sure only beside one of these.
BODY_WORDS = "Verband Verbands Branchenverband Agentur Digitalagentur Genossenschaft Netzwerk"
#: What makes generic words the name of an award.
AWARD_WORDS = (
    "Wettbewerb Wettbewerbs Wettbewerbes Bundeswettbewerb Bundeswettbewerbs Ideenwettbewerb "
    "Landeswettbewerb Landeswettbewerbs Preis Preises Award Awards Auszeichnung Förderprogramm "
    "Förderprogramms Programm Programms Modellvorhaben Modellvorhabens Ausschreibung "
    "Förderwettbewerb Förderwettbewerbs Titel Ranking Index Preisträger Förderaufruf "
    "Jury Finale Preisgeld Wettbewerbsphase Gewinner Sieger Förderbekanntmachung"
)
#: Words near a name that is an initiative as well as an award.
AWARD_AFFAIRS = (
    "Wettbewerb Preis Preisträger Gewinner Jury Auszeichnung ausgezeichnet prämiert Sieger Award "
    "Hauptpreis Preisverleihung gekürt Preisgeld"
)
