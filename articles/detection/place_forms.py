"""
How municipalities and districts are written.

From “Neustadt a.d.Waldnaab” come the full forms (with and without the blanks,
abbreviations written out), the short form “Neustadt”, its genitive, and for places
of some size the derived forms (“Neustädter” is irregular, “Ulmer” is not).
"""

import re
from collections.abc import Iterator

from articles.detection.entities import FormSort, Kind, NameForm, Place
from articles.detection.lexicon import ELSEWHERE, EVERYDAY, NOT_DERIVED

#: Below this size nobody speaks of “the Kleinkleckersdorfer” and expects to be understood.
DERIVED_FROM = 3_000
#: What follows the short name in an official one.
_REST = re.compile(r"\s?(?:\(|/|,|\s(?:[abiouv]\.|(?:am|an|auf|bei|im|in|ob|unter|vor)(?=\s)))")
_PREFIX = re.compile(r"(?:Stadt|Markt|Insel|Hansestadt|Lutherstadt) (?=[A-ZÄÖÜ])")
_WRITTEN_OUT = (
    (re.compile(r"\ba\. ?d\. ?"), "an der "),
    (re.compile(r"\bi\. ?d\. ?"), "in der "),
    (re.compile(r"\bv\. ?d\. ?"), "vor der "),
    (re.compile(r"\bo\. ?d\. ?"), "ob der "),
    (re.compile(r"\ba\. ?"), "am "),
    (re.compile(r"\bi\. ?"), "im "),
    (re.compile(r"\bb\. ?"), "bei "),
    (re.compile(r"\bu\. ?"), "unter "),
    (re.compile(r"\bOPf\."), "Oberpfalz"),
    (re.compile(r"\bOB\b"), "Oberbayern"),
    (re.compile(r"\bSt\. ?"), "Sankt "),
    (re.compile(r"^Hann\. "), "Hannoversch "),
)
_IN = re.compile(r"\bim (?=Ober)")
_IRREGULAR = {
    "Hannover": ("Hannoveraner",),
    "Halle": ("Hallenser", "Hallescher", "Hallesche", "Halleschen"),
    "Münster": ("Münsteraner",),
    "Jena": ("Jenaer", "Jenenser"),
    "Merseburg": ("Merseburger",),
    "Zeitz": ("Zeitzer",),
    "Neuss": ("Neusser",),
    "Trier": ("Trierer",),
}
_KREIS = re.compile(r"(?:kreis|Kreis)$")


def short_name(name: str) -> str:
    """The name without what tells it from others: “Halle (Saale)” → “Halle”."""
    found = _REST.search(name, 2)
    return (name[: found.start()] if found else name).strip()


def qualifier(name: str) -> str:
    """What tells it from others, letters only: “Weiden i.d.OPf.” → “OPf”; else empty."""
    rest = name[len(short_name(name)) :]
    words = re.findall(r"[A-ZÄÖÜ][^\W\d_]+", rest)
    return words[-1] if words else ""


def place_forms(place: Place) -> Iterator[NameForm]:
    """Every way of writing a municipality or district, each with how it came about."""
    forms = _district_forms(place) if place.kind == Kind.DISTRICT else _town_forms(place)
    seen = set()
    for text, sort in forms:
        if text not in seen and len(text) > 1:
            seen.add(text)
            yield NameForm(text, place.kind, place.key, sort)


def full_forms(name: str) -> list[str]:
    """The official name, with spaces and abbreviations as people write them."""
    name = re.sub(r"\s*/\s*", "/", name)
    spaced = re.sub(r"(?<=[a-z])\.(?=[^\s.,)])", ". ", name)
    out = name
    for pattern, words in _WRITTEN_OUT:
        out = pattern.sub(words, out)
    forms = [name, spaced, re.sub(r"\. (?=[a-zA-ZÄÖÜ])", ".", name), out, _IN.sub("in der ", out)]
    forms += [_IN.sub("in ", out)]
    forms += [_at_river(form) for form in forms[:1] if form.endswith(")")]
    forms += [form.replace("/", " ") for form in forms if form.count("/") == 1]
    return [form for form in dict.fromkeys(forms) if form]


def _at_river(name: str) -> str:
    """“Halle (Saale)” is written “Halle an der Saale”, too; harmless where it is no river."""
    base, _, river = name.rstrip(")").partition(" (")
    return f"{base} an der {river}"


def _town_forms(place: Place) -> Iterator[tuple[str, FormSort]]:
    short = short_name(place.name)
    for form in full_forms(place.name):
        if form != short:
            yield form, FormSort.FULL
            yield genitive(form), FormSort.FULL
    whole = place.name == short and " " not in short
    for base in _bases(short):
        yield base, FormSort.FULL if whole else FormSort.SHORT
        yield genitive(base), FormSort.FULL if whole else FormSort.SHORT
        if place.population >= DERIVED_FROM and base not in ELSEWHERE:
            yield from ((form, FormSort.DERIVED) for form in derived(base))


def _bases(short: str) -> list[str]:
    """The short name, “St.” written out, and the name after a title that is part of it."""
    bases = [short]
    bare = _PREFIX.sub("", short)
    if bare != short and bare not in EVERYDAY and bare not in ELSEWHERE and bare != "Schwaben":
        bases.append(bare)
    bases += [base.replace("St. ", "Sankt ") for base in bases if base.startswith("St. ")]
    bases += [base.replace("Sankt ", "St. ") for base in bases if base.startswith("Sankt ")]
    return list(dict.fromkeys(bases))


def genitive(name: str) -> str:
    """“Dortmund” → “Dortmunds”; after s, ß, x, z an apostrophe."""
    if not name[-1].isalpha():
        return name
    return name + ("’" if name[-1] in "sßxz" else "s")


def derived(base: str) -> Iterator[str]:
    """“Ulm” → Ulmer, Ulmern, Ulmerin, Ulmerinnen."""
    last = base.rsplit(" ", 1)[-1]
    if last in EVERYDAY and len(last) < 5 and " " not in base and last != "Hof":
        return
    for stem in _derived_stems(base):
        if stem.rsplit(" ", 1)[-1] in NOT_DERIVED:
            continue
        yield stem
        if stem.endswith("er"):
            yield from (stem + "n", stem + "in", stem + "innen")


def _derived_stems(base: str) -> set[str]:
    if base in _IRREGULAR:
        return set(_IRREGULAR[base])
    stems = {base + "er"}
    if base.endswith("en"):
        stems |= {base[:-2] + "er", base[:-2] + "ner"}
    if base.endswith("e"):
        stems = {base + "r"}
    if base.endswith("el") and len(base) > 5:
        stems.add(base[:-2] + "ler")
    if base.endswith("stadt"):
        stems.add(base[: -len("stadt")] + "städter")
    return {stem for stem in stems if len(stem) > 4}


def _district_forms(place: Place) -> Iterator[tuple[str, FormSort]]:
    short = short_name(place.name)
    is_own = bool(_KREIS.search(short)) or " " in short or "-" in short
    sort = FormSort.FULL if is_own else FormSort.SHORT
    if "-" in short.removesuffix("-Kreis") and "kreis " not in short:
        yield short.removesuffix("-Kreis"), FormSort.SHORT
    for form in dict.fromkeys([*full_forms(place.name), short]):
        yield form, sort
        yield genitive(form), sort
        if _KREIS.search(form):
            yield form + "es", sort
            yield form + "e", sort
