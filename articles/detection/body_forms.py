"""
How ministries and other institutions are written, derived from their registered names.

A name gives its core (without the Land and without the legal form), which is
inflected; the words around a hit tell the Land later. A ministry's topics give
the everyday compounds (“Bundesministerium des Innern” → “Bundesinnenministerium”).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.detection.entities import Body, BodyName, FormSort
from articles.detection.lexicon import LAND_ADJECTIVES, LAND_EPITHETS, TOPICS


@dataclass(frozen=True, slots=True)
class BodyForm:
    """A way of writing a body; ``rank`` is the place of the topic in the ministry's name."""

    text: str
    body: Body
    name: BodyName
    sort: FormSort
    rank: int = 0


_LEGAL = re.compile(
    r"(?:,? (?:e\. ?V\.|gGmbH|GmbH|mbH|AöR|AG|eG|e\. ?G\.|KG|GmbH des Bundes|Unternehmensgruppe))+$"
)
_LEADING = re.compile(r"^(?:Der|Die|Das) ")
_OWN_SHORT = re.compile(r"^[A-Z]{2,5} (?=[A-ZÄÖÜ][a-zäöü]{3}\S+ \S)")
_SHORT_LANDS = (
    ("Nordrhein-Westfalen", "NRW"),
    ("Mecklenburg-Vorpommern", "MV"),
    ("Mecklenburg-Vorpommern", "M-V"),
)
_DASH = re.compile(r" [–—-] | / ")
_QUOTES = str.maketrans("", "", '„“”"»«')
_MINISTRY = re.compile(
    r"(?:Bundes|Staats)?ministerium\b|Ministerium\b|Senatsverwaltung\b|\w+ministerium\b|"
    r"\w*[Kk]anzlei\b|Bundeskanzleramt\b|Auswärtiges Amt\b|Senator\b"
)
_OF_ITS_LAND = re.compile(r"\b(?:Städte|Gemeinde|Landkreis)|^Landesbetrieb\b")
_HEAD = re.compile(
    r"^((?:[A-ZÄÖÜ][\w-]*(?:es|er|en|em|e) )*)((?:[A-ZÄÖÜ]\w+- und )?[A-ZÄÖÜ][\w-]*)(.*)$"
)
_ADJECTIVE = re.compile(r"(?<=isch)(?:es|er|e)(?= )|(?<=liche)[rs](?= )")
_FIRST_ADJECTIVE = re.compile(
    r"^(Deutsch|Kommunal|Föderal|National|Statistisch|Gemeinsam|Auswärtig|Europäisch|\w+isch)"
    r"(?:es|er|e) (?=[A-ZÄÖÜ])"
)


def body_forms(body: Body, lands: dict[str, str]) -> Iterator[BodyForm]:
    """Every way of writing a body; ``lands`` maps abbreviations of Länder to their names."""
    seen = set()
    for form in _all_forms(body, lands):
        if form.text and (form.text, form.sort, form.name) not in seen:
            seen.add((form.text, form.sort, form.name))
            yield form


def _all_forms(body: Body, lands: dict[str, str]) -> Iterator[BodyForm]:
    for name in body.names:
        for text in _name_texts(name.name, body.land, lands):
            sort = FormSort.GENERIC if is_generic_house(text) else FormSort.FULL
            sort = FormSort.OFFICE if "ürgermeister" in text else sort
            for inflected in inflections(text):
                yield BodyForm(inflected, body, name, sort)
        for text in {name.abbreviation, name.abbreviation.replace("-", "\u2011")} - {""}:
            yield BodyForm(text, body, name, abbreviation_sort(text))
        if _is_house_of_government(name.name):
            yield from _topic_forms(body, name)
            yield from _cut_forms(body, name, lands)


def _cut_forms(body: Body, name: BodyName, lands: dict[str, str]) -> Iterator[BodyForm]:
    """The name up to its first topic, which is often all that is said of it."""
    core = _without_land(_LEADING.sub("", name.name), body.land, lands)
    cut = re.match(r"([^,]*?\b(?:für|der|des) [A-ZÄÖÜ]\w+)(?:,| und )", core)
    if cut:
        for text in inflections(cut[1]):
            yield BodyForm(text, body, name, FormSort.TOPIC)


def abbreviation_sort(text: str) -> FormSort:
    """“Dataport” is a name, “BMI” an abbreviation."""
    is_name = (len(text) > 5 and not text.isupper()) or " " in text
    return FormSort.FULL if is_name and text[0].isupper() else FormSort.ABBREVIATION


def is_generic_house(text: str) -> bool:
    """Whether the words fit a house of every Land (“Staatskanzlei”, “Städtetag”)."""
    pattern = (
        r"(?:Staats|Senats)kanzlei|[A-ZÄÖÜ][a-zäöüß]*ministerium|Senator für Finanzen|"
        r"(?:Städte|Gemeinde|Landkreis)tag|Städte- und Gemeindebund"
    )
    return bool(re.fullmatch(pattern, text))


def _is_house_of_government(name: str) -> bool:
    return "inisterium" in name or name.startswith("Senatsverwaltung")


def _name_texts(name: str, land: str, lands: dict[str, str]) -> list[str]:
    """The name itself and its shorter cores."""
    name = _LEADING.sub("", name)
    parts = [_LEGAL.sub("", part).strip() for part in _DASH.split(name)]
    texts = [name.strip(), _LEGAL.sub("", name).strip()]
    texts += [part for part in parts if len(parts) > 1 and _is_a_name(part)]
    texts = [re.sub(r"\s*\([^)]*\)?", "", text).strip(" )") for text in texts]
    texts += ["EU-" + text[12:] for text in texts if text.startswith("Europäische ")]
    texts += [re.sub(r"^Zweckverband (?=\w+-[A-Z])", "", text) for text in texts]
    texts += [_OWN_SHORT.sub("", text) for text in texts]
    texts += [rest for text in texts if (rest := _without_operator(text))]
    texts += [text.replace("Beauftragte/r", "Beauftragte") for text in texts if "/r" in text]
    texts += [re.sub(r"(?<= \w) Deutschland$|(?<=\w\w) Deutschland$", "", text) for text in texts]
    texts += [core for text in texts if (core := _without_land(text, land, lands)) != text]
    texts += [f"{short}-{text}" for text in texts for short in _hyphened(text, land, lands)]
    texts += [text.translate(_QUOTES) for text in texts]
    texts += [text.replace("des Innern", "des Inneren") for text in texts]
    for long, short in _SHORT_LANDS:
        texts += [text.replace(long, short) for text in texts if long in text]
    texts += [shorter for text in texts if (shorter := _without_descriptor(text))]
    texts += [text[0].upper() + text[1:] for text in texts if text[0].islower() and len(text) > 4]
    return [text for text in dict.fromkeys(texts) if len(text) > 2 and text not in lands.values()]


def _hyphened(text: str, land: str, lands: dict[str, str]) -> list[str]:
    """“NRW-” before “Ministerium für …”, where a Land has so short a name."""
    is_bare = text.startswith(("Ministerium ", "Staatskanzlei")) and lands.get(land, "") not in text
    return [short for name, short in _SHORT_LANDS if is_bare and name == lands.get(land)]


def _without_operator(text: str) -> str:
    """“Staatsbetrieb Sächsische Informatik Dienste” → the three last words."""
    found = re.match(r"(?:Staatsbetrieb|Landesbetrieb|Zweckverband) (?=(?:\S+ ){2,})", text)
    return text[found.end() :] if found else ""


def _is_a_name(part: str) -> bool:
    """Of “Vitako – Bundes-Arbeitsgemeinschaft …” both; of a mere gloss not."""
    return not part.startswith(("Der ", "Berater "))


def _without_descriptor(text: str) -> str:
    """“regio iT gesellschaft für informationstechnologie” → “regio iT”."""
    found = re.match(r"(.+?) (?:gesellschaft für|Systems$|Unternehmensgruppe$)", text)
    return found[1] if found else ""


def _without_land(text: str, land: str, lands: dict[str, str]) -> str:
    """“Hessisches Ministerium …” and “… des Landes Hessen” without the Land."""
    if not land:
        return re.sub(r"^Deutsche[rs]? (?=Städt|Gemeinde|Landkreis)", "", text)
    if not _MINISTRY.search(text) and not _OF_ITS_LAND.search(text):
        return text
    name = lands[land]
    stems = "|".join(re.escape(stem) for stem in LAND_ADJECTIVES.get(land, "").split())
    epithet = LAND_EPITHETS.get(land, name)
    text = re.sub(rf"^(?:(?i:{stems})(?:es|er|e)|{epithet}) (?=[A-ZÄÖÜ])", "", text)
    text = re.sub(r" (?:des Landes |des )?" + re.escape(name) + r"(?:s|es)?$", "", text)
    return re.sub(r" (?:des|von) " + re.escape(name) + r"(?= |$)", "", text)


def inflections(text: str) -> Iterator[str]:
    """Nominative and genitive, weak and strong adjectives: “(des) Deutschen Städtetags”."""
    adjective = _FIRST_ADJECTIVE.match(text)
    starts = [text]
    if adjective:
        stem, rest = adjective[1], text[adjective.end() :]
        starts = [f"{stem}{ending} {rest}" for ending in ("er", "es", "e", "en", "em")]
    for start in starts:
        yield start
        yield from _genitives(start)


def _genitives(text: str) -> Iterator[str]:
    found = _HEAD.match(text)
    if not found or text.isupper():
        return
    before, noun, after = found.groups()
    if noun.endswith("beauftragte"):
        yield from (f"{before}{noun}{ending}{after}" for ending in "nr")
        return
    if noun[-1] in "sxzß" or not noun[-1].isalpha():
        return
    for ending in (
        ("s", "es") if noun[-1] in "tgdb" and noun.rsplit(" ", 1)[-1][1:].islower() else ("s",)
    ):
        yield f"{before}{noun}{ending}{after}"


def _topic_forms(body: Body, name: BodyName) -> Iterator[BodyForm]:
    prefix = "Bundes" if body.is_federal else ""
    for rank, topic in enumerate(topics_of(name.name)):
        compound = prefix + topic if prefix else topic.capitalize()
        compounds = [compound] if prefix else [compound, "Landes" + topic]
        if body.land == "NW":
            compounds.append("NRW-" + topic.capitalize())
        for beginning in compounds:
            for ending in ("ministerium", "ministeriums"):
                yield BodyForm(beginning + ending, body, name, FormSort.TOPIC, rank)
        for ending in ("minister", "ministers", "ministerin", "ressort", "ressorts"):
            yield BodyForm(compound + ending, body, name, FormSort.OFFICE, rank)


def topics_of(name: str) -> list[str]:
    """The topics of a ministry's name as beginnings of compounds, in order, each once."""
    words = re.findall(r"[A-ZÄÖÜ][a-zäöüß]+", name)
    found = [TOPICS[word] for word in words if word in TOPICS]
    whole = re.search(r"\b([A-ZÄÖÜ][a-zäöüß]*)ministerium", name)
    if whole and whole[1] not in ("Bundes", "Staats"):
        found.insert(0, whole[1].lower())
    return list(dict.fromkeys(found))
