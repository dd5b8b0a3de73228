"""
How awards are written, derived from their registered names.

Journalists take a name apart: they drop “Wettbewerb” and the organiser, keep
what stands in quotation marks, write hyphens or none, singular or plural, and
inflect. All forms are compared folded (lower case, blanks for hyphens).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.detection.entities import FormSort, Prize


@dataclass(frozen=True, slots=True)
class AwardForm:
    """A way of writing an award; ``needs_capital`` where only capitals tell it from plain words."""

    text: str
    award: Prize
    sort: FormSort


_QUOTED = re.compile(r"„([^“]+)“")
_BRACKETS = re.compile(r"\s*\(([^)]*)\)")
_GENERIC_HEAD = re.compile(
    r"^(?:(?:Bundes|Landes)?[Ww]ettbewerb|Modellvorhaben|Initiative|Preis der Stiftung) (?=[„\w])"
)
_SCOPE = re.compile(r" (?:für (?:Städte und Gemeinden|Kommunen)|in [A-Z]{2,3}|der Initiative .*)$")
_ARTICLE = re.compile(r"^(?:Die|Der|Das) ")
#: The official German name of a European award.
_TRANSLATED = {
    "European Capital of Innovation": (
        "Europäische Innovationshauptstadt",
        "Innovationshauptstadt",
        "European Capital of Innovation",
    )
}
#: “Stiftungspreis der …” and “…-Zukunftspreis”: with its giver, the noun alone is enough.
_PRIZE_NOUN = re.compile(r"^(?:[A-Z]+-)?([A-ZÄÖÜ][a-zäöüß]{4,}preis)(?= der |$)")
_MARKS = str.maketrans("", "", '„“”"»«')
_ABBREVIATION = re.compile(r"[A-Z0-9][A-Za-z0-9]*[A-Z0-9]|[a-z]?[A-Z]\w*[A-Z]\w*|[a-z][A-Z]\w+")
_PLURALS = {"projekte": "projekt", "regionen": "region", "kommunen": "kommune", "cities": "city"}


def award_forms(award: Prize) -> Iterator[AwardForm]:
    """Every way of writing an award."""
    seen = set()
    for text in _variants(award):
        for inflected in _inflections(text):
            key = inflected.lower()
            if key not in seen and len(key) > 2:
                seen.add(key)
                yield AwardForm(inflected, award, form_sort(inflected))
    title = re.match(r"Modell\w+ ((?:[A-Z]\w+ ?){2,})$", award.name)
    if title and title[1].lower() not in seen:
        yield AwardForm(title[1], award, FormSort.TITLE)


def _variants(award: Prize) -> Iterator[str]:
    for text in _cores(award):
        yield text
        yield from _spellings(text)


def _cores(award: Prize) -> list[str]:
    texts = [award.name, award.short_name]
    texts += _quoted_titles(award.name)
    texts += [inner for inner in _BRACKETS.findall(award.name) if _is_name(inner, award)]
    texts += [_BRACKETS.sub("", award.name)]
    texts += [_GENERIC_HEAD.sub("", text) for text in texts]
    texts += [_SCOPE.sub("", text) for text in texts]
    texts += [_ARTICLE.sub("", text) for text in texts]
    texts += [part for text in texts for part in _dash_parts(text)]
    texts += [
        text[: text.rindex(" Award")] for text in texts if re.search(r"( \w+){2} Awards?$", text)
    ]
    texts += [re.sub(r"^Deutscher (?=\w+preis)", "", text) for text in texts]
    texts += [word for text in texts for word in _TRANSLATED.get(text, ())]
    texts += [text.rstrip("!") for text in texts] + [text.partition("@")[0] for text in texts]
    texts += [text.rsplit(" ", 1)[-1] for text in texts if re.search(r"^Digitale \w{10,}e$", text)]
    texts += [found[1] for text in texts if (found := _PRIZE_NOUN.match(text))]
    texts += [text[10:11].upper() + text[11:] for text in texts if text.startswith("Preis für ")]
    if "4" in award.short_name:
        texts += [text.replace(" für ", "4") for text in texts]
    texts += [
        f"{text.split(' ')[0]} {noun}"
        for text in texts
        for noun in ("Index", "Ranking")
        if re.match(r"\w+ \w+ \w+ Index$", text)
    ]
    texts += [_without_organiser(text) for text in texts]
    texts = [text.translate(_MARKS).strip() for text in texts]
    return [text for text in dict.fromkeys(texts) if len(text) > 2 and not _is_descriptor(text)]


def _dash_parts(text: str) -> list[str]:
    """Both sides of a dash that are titles; a side with one capital only is a motto."""
    parts = [part.strip() for part in re.split(r" [–—] ", text)]
    return [part for part in parts if len(re.findall(r"\b[A-ZÄÖÜ]", part)) > 1]


def _quoted_titles(name: str) -> list[str]:
    """Titles in quotation marks, unless they are the name of the giver."""
    return [
        found[1]
        for found in _QUOTED.finditer(name)
        if "Stiftung" not in name[: found.start()] or name[: found.start()].endswith(": ")
    ]


def _is_name(inner: str, award: Prize) -> bool:
    return inner.lower() == award.short_name.lower()


def _is_descriptor(text: str) -> bool:
    """Not a name by itself: “Kommunal gestalten”, “Gemeinden, Städte und Landkreise 4.0”."""
    return text[0].islower() and not text[1:2].isupper() and not text.startswith("eG")


def _without_organiser(text: str) -> str:
    """“Bitkom Smart City Index” → “Smart City Index”; only a brand in front is dropped."""
    rest = text.partition(" ")[2]
    return rest if re.search(r" (?:Index|Ranking)$", rest) and rest.count(" ") > 1 else text


def _spellings(text: str) -> Iterator[str]:
    """With and without blanks and dots, singular and plural, prefixes of e-government."""
    if re.search(r"\w\.\w", text):
        yield text.replace(".", " ")
        yield text.replace(".", ". ")
        yield re.sub(r"\.(\w+)\.(\w)", lambda m: f" {m[1]}{m[2].lower()}", text)
        yield re.sub(r"\.(\w+)\.(\w)", lambda m: f" {m[1]}{m[2]}", text)
    for start in ("eGovernment", "eGov"):
        if text.startswith(start):
            yield "e-" + text[1:]
    yield from _singulars(text)
    yield from _turned(text)
    if text.endswith(" Index"):
        yield text[: -len("Index")] + "Ranking"
    if text.endswith("@bw"):
        yield re.sub(r"^\w+ ", "", text)
        yield text.replace("kommune@", "kommunen@")
        yield re.sub(r"^\w+ ", "", text).replace("kommune@", "kommunen@")


def _singulars(text: str) -> Iterator[str]:
    words = text.split(" ")
    yield from _other_heads(words)
    for plural, singular in _PLURALS.items():
        if words[0].lower().endswith(plural):
            first = words[0][: -len(plural)] + singular
            yield " ".join([first, *words[1:]])
            yield " ".join([first + "s", *words[1:]])
            if words[-1].lower() in _PLURALS:
                last = words[-1][:-3] + "y"
                yield " ".join([first, *words[1:-1], last])
                yield " ".join([words[0], *words[1:-1], last])
    if words[0].lower().endswith("kommune"):
        yield " ".join([words[0] + "n", *words[1:]])
    if len(words) > 1 and words[1].lower().endswith("regionen"):
        yield " ".join([words[0], words[1][:-2], *words[2:]])


_MODELS = (
    "Modellkommune", "Modellkommunen", "Modellprojekt", "Modellprojekte", "Modellprojekten",
    "Modellprojekts", "Modellstadt", "Modellstädte", "Modellstädten", "Modellvorhaben",
)  # fmt: skip


def _other_heads(words: list[str]) -> Iterator[str]:
    """A town that takes part in “Modellprojekte X” is a “Modellkommune X”, or one “für X”."""
    if not re.match(r"Modell(?:projekte|kommune)$", words[0]) or len(words) < 2:
        return
    whole = " ".join(words[1:])
    titles = {whole, re.sub(r"ies$", "y", whole), re.sub(r"ies$", "ys", whole)}
    for title in titles:
        for head in _MODELS:
            yield from (f"{head} {title}", f"{head} für {title}", f"{title} {head}")
            yield f"{head} „{title}“"
        if title == whole:
            yield from (f"Förderprogramm{end} {title}" for end in ("", "s"))
            yield from (f"Förderprogramm{end} „{title}“" for end in ("", "s"))


def _turned(text: str) -> Iterator[str]:
    """“Modellprojekte Smart Cities” → “Smart-City-Modellprojekt”, “Smart-Cities-Modellprojekte”."""
    words = text.split(" ")
    if len(words) < 2 or not re.match(r"(?:Modell|Wettbewerb)", words[0]):
        return
    head, rest = words[0], " ".join(words[1:])
    one = re.sub(r"ies$", "y", rest)
    for noun in {head, re.sub(r"e$", "", head), re.sub(r"e$", "en", head), head + "n"}:
        for title in (rest, one):
            yield f"{title} {noun}"
            yield f"{noun} {title}"


def _inflections(text: str) -> Iterator[str]:
    yield text
    first, _, rest = text.partition(" ")
    if rest and re.search(r"(?:sche[rs]?|ste|te|ale|arte)$", first):
        stem = re.sub(r"e[rs]?$", "", first)
        yield from (f"{stem}{ending} {rest}" for ending in ("e", "er", "es", "en", "em"))
    if re.search(r"(?:[Pp]reis|[Ww]ettbewerb|[Aa]ward|[Ii]ndex|Capital)$", text):
        yield text + ("es" if text.endswith("s") else "s")
        yield text + "es"
    if first == "Preis":
        yield f"Preises {rest}"
    if first.startswith("Wettbewerb"):
        yield f"Wettbewerbs {rest}"


def form_sort(text: str) -> FormSort:
    """Whether the words are a name by themselves or plain words (“Digitale Stadt”)."""
    if _ABBREVIATION.fullmatch(text) or "@" in text or re.search(r"\w\.\w|[?!]|\d", text):
        return FormSort.FULL
    words = text.split(" ")
    if len(words) == 1:
        is_long = len(text) > 16 and "preis" not in text
        return FormSort.FULL if "-" in text or is_long else FormSort.GENERIC
    if len(words[-1]) > 16:
        return FormSort.FULL
    is_phrase = re.fullmatch(
        r"(?:(?:Die|Der|Das) )?\w*e[nrsm]? [A-ZÄÖÜ]\w+|Future \w+|Smart City Ranking", text
    )
    is_brand = text.split(" ")[-1].endswith(("preis", "preises", "Award", "Awards"))
    return FormSort.GENERIC if is_phrase and not is_brand else FormSort.FULL
