"""Ministries and other institutions in a report: which house, of which Land, on which day."""

import re
from dataclasses import dataclass, field, replace

from articles.detection.body_forms import BodyForm, topics_of
from articles.detection.entities import Body, FormSort, Kind, Mention, Reason
from articles.detection.lexicon import BODY_WORDS, LAND_ADJECTIVES, LAND_EPITHETS
from articles.detection.matching import Hit
from articles.detection.reading import Reading

_GENERIC = (FormSort.TOPIC, FormSort.GENERIC)
_GOES_ON = re.compile(r"^(?:,| und| sowie) (?:für )?[A-ZÄÖÜ]")
_COORDINATED = re.compile(r"(?:[A-ZÄÖÜ][\wäöüß-]*- und )$")
#: “Hessen, wo das …”, “Bremen mit seinem …”: the house is of the Land just named.
_CLAUSE = re.compile(
    r"(?P<land>[A-ZÄÖÜ][\w-]+)(?:, (?:wo|dessen|deren)| mit)"
    r"(?: (?:der|die|das|dem|den|ihre[mrn]?|seine[mrn]?|eine[mrn]?|eigene[mrn]?))* $"
)
_EPITHET = re.compile(r"([\w-]+?)(?:e|en|er|es|em)? $")
#: Neighbours have ministries of the same names.
_FOREIGN = re.compile(
    r"(?:[Öö]sterreich|[Ss]chweizer|[Ee]stn|[Dd]än|[Ff]ranzös|[Pp]oln|[Nn]iederländ|[Ll]uxemburg|"
    r"[Ii]talien|[Ss]pan|[Uu]krain|[Tt]schech|[Ff]inn|[Ss]chwed)(?:isch)?e?[nrsm]? $"
)
_VOWEL = re.compile(r"[aeiouyäöü]")
_WORD = re.compile(r"[A-ZÄÖÜ][\w-]+")
_OF_THE_BUND = re.compile(r"\bBund(?:es)?\b|\bBundes[a-z]|\bBM[A-Z]")
_BESIDE = frozenset(BODY_WORDS.split())


@dataclass(slots=True)
class LandWords:
    """The words by which a report names a Land beside a house; made once."""

    adjectives: dict[str, str]
    names: dict[str, str]
    after: re.Pattern

    @classmethod
    def of(cls, lands: dict[str, str], capitals: dict[str, str]) -> "LandWords":
        """``lands`` maps abbreviations to names, ``capitals`` names of capitals to Länder."""
        adjectives = {
            stem: land for land, stems in LAND_ADJECTIVES.items() for stem in stems.split()
        }
        names = {name: land for land, name in lands.items()} | {"NRW": "NW"}
        names |= capitals
        words = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        after = re.compile(
            rf"^(?: \([\w-]+\))?,? ?(?:des Landes |des |von |der |in |für |im |\()?"
            rf"(?:Freistaats? |Landes )?(?P<land>{words})s?\b"
        )
        genitives = {name + "s": land for name, land in names.items()}
        epithets = {word: land for land, word in LAND_EPITHETS.items()}
        return cls(adjectives | epithets, names | genitives, after)

    def says(self, text: str) -> bool:
        """Whether the name of a house has its Land in it."""
        return any(name in text for name in self.names) or "isch" in text.split(" ", 1)[0]

    def beside(self, before: str, after: str) -> str:
        """The Land that the words directly before or after a house give; empty without one."""
        clause = _CLAUSE.search(before)
        if clause and clause["land"] in self.names:
            return self.names[clause["land"]]
        before = _COORDINATED.sub("", before)
        word = before.rstrip().rsplit(" ", 1)[-1] if before.endswith(" ") else ""
        if word in self.names:
            return self.names[word]
        if word in self.adjectives:
            return self.adjectives[word]
        found = _EPITHET.search(before)
        if found and found[1].lower() in self.adjectives:
            return self.adjectives[found[1].lower()]
        behind = self.after.match(after)
        return self.names[behind["land"]] if behind else ""


@dataclass(slots=True)
class BodyFinder:
    """Finds the bodies of one report, hit by hit in order of appearance."""

    reading: Reading
    words: LandWords
    lands: dict[str, int]
    shared: frozenset[str] = frozenset()  # abbreviations that begin the name of an award
    found: list[Mention] = field(default_factory=list)
    _last: tuple[str, int] = ("", -1)
    _introduced: dict[str, str] = field(default_factory=dict)
    _foreign: set[str] = field(default_factory=set)
    _known: dict[str, Body] = field(default_factory=dict)
    _by_lead: list[int] = field(default_factory=list)  # found only because one Land leads

    def take(self, hit: Hit, forms: list[BodyForm]) -> bool:
        """Note the mention that a hit is, if it is one; whether it was."""
        text = self.reading.text[hit.start : hit.end]
        after = self.reading.after(hit.end)
        beside = self.words.beside(self.reading.before(hit.start, 40), after)
        sort = forms[0].sort
        before = self.reading.before(hit.start, 40)
        if _FOREIGN.search(before) or _is_longer_name(sort, after, forms):
            return False
        if sort == FormSort.ABBREVIATION:
            answer = self._abbreviation(hit, text, forms, beside)
        elif sort in _GENERIC or sort == FormSort.OFFICE:
            answer = self._by_topic(forms, beside or self._land_of_sentence(hit))
        else:
            answer = self._by_name(forms, beside)
        if answer is None:
            return False
        self._known.update((form.body.key, form.body) for form in forms)
        self._note(hit, text, sort, *answer)
        return True

    def settle(self) -> list[Mention]:
        """All mentions; “das Wirtschaftsministerium” may be the federal one that is named."""
        named = {mention.key for mention in self.found if mention.sure}
        federal = [body for key in named if (body := self._known[key]).is_federal]
        for index in self._by_lead:
            mention = self.found[index]
            topic = mention.words.lower()
            same = [body.key for body in federal if topic.startswith(tuple(_topics(body)))]
            if mention.sure and same:
                keys = (*mention.keys, *same)
                undecided = replace(mention, keys=keys, sure=False, reason=Reason.UNDECIDED)
                self.found[index] = undecided
        return self.found

    def _note(self, hit: Hit, text: str, sort: FormSort, keys: list, sure: bool, why: str) -> None:
        place, start = self.reading.place(hit.start)
        if sort == FormSort.OFFICE:
            sure, why = False, Reason.OFFICE
        mention = Mention(
            Kind.BODY, tuple(keys), place, start, start + len(text), text, sure, Reason(why)
        )
        self.found.append(mention)
        self._last = (keys[0], hit.end)

    def _by_name(self, forms: list[BodyForm], beside: str) -> tuple | None:
        bodies = _bodies(forms)
        fitting = [body for body in bodies if not (beside and body.land and body.land != beside)]
        if not fitting:
            return None
        if len(fitting) > 1:
            return self._of_several(fitting, beside)
        body = fitting[0]
        says_land = self.words.says(forms[0].text)
        if body.land and not beside and not says_land and self._speaks_of_another_land(body):
            return [body.key], False, Reason.OTHER_LAND
        return [body.key], True, Reason.FULL_NAME

    def _speaks_of_another_land(self, body: Body) -> bool:
        return bool(self.lands) and body.land not in self.lands and _is_ministerial(body)

    def _of_several(self, bodies: list[Body], beside: str) -> tuple | None:
        ranked = sorted(bodies, key=lambda body: -self._weight(body, beside))
        first, second = (self._weight(body, beside) for body in ranked[:2])
        keys = [body.key for body in ranked]
        return keys, first > second, Reason.SAME_LAND if first > second else Reason.UNDECIDED

    def _weight(self, body: Body, beside: str) -> int:
        if beside:
            return 100 if body.land == beside else 0
        return self.lands.get(body.land, 0)

    def _by_topic(self, forms: list[BodyForm], beside: str) -> tuple | None:
        federal = [form for form in forms if form.body.is_federal]
        if federal and not beside and not forms[0].text.startswith("Bundes"):
            return self._federal_generic(federal, forms)
        if federal and forms[0].text.startswith("Bundes"):
            return self._of_the_day(federal)
        land = beside or self._only_land()
        own = [form for form in forms if form.body.land == land]
        if not land or not own:
            return None
        if not beside:
            self._by_lead.append(len(self.found))
        keys, sure, why = self._of_the_day(own)
        return keys, sure, Reason.SAME_LAND if sure else why

    def _federal_generic(self, federal: list[BodyForm], forms: list[BodyForm]) -> tuple:
        """“Der Städtetag”: the one named before, that of the Land, else the German one."""
        named = {mention.key for mention in self.found}
        keys = list(dict.fromkeys(form.body.key for form in [*federal, *forms]))
        for key in keys:
            if key in named:
                return [key, *(k for k in keys if k != key)], True, Reason.NAMED_BEFORE
        land = self._only_land()
        if not self.lands or (not land and len(self.lands) > 2):
            return keys, True, Reason.LARGEST
        keys.sort(key=lambda key: all(f.body.land != land for f in forms if f.body.key == key))
        return keys, False, Reason.UNDECIDED

    def _land_of_sentence(self, hit: Hit) -> str:
        """Where a report speaks of several Länder, the only one that the sentence names."""
        if len(self.lands) < 2:
            return ""
        sentence = self.reading.sentence(hit.start)
        named = {
            self.words.names[word] for word in _WORD.findall(sentence) if word in self.words.names
        }
        return named.pop() if len(named) == 1 and not _OF_THE_BUND.search(sentence) else ""

    def _only_land(self) -> str:
        """The Land that the report is about, if one clearly leads."""
        ranked = sorted(self.lands.items(), key=lambda item: -item[1])
        if not ranked:
            return ""
        leads = len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]
        return ranked[0][0] if leads else ""

    def _of_the_day(self, forms: list[BodyForm]) -> tuple:
        then = [form for form in forms if form.name.covers(self.reading.day)]
        ranked = sorted(then or forms, key=lambda form: form.rank)
        keys = list(dict.fromkeys(form.body.key for form in ranked))
        best = {form.body.key for form in ranked if form.rank == ranked[0].rank}
        sure = bool(then) and (len(best) == 1 or len(keys) == 1)
        return keys, sure, Reason.VALID_THEN if then else Reason.UNDECIDED

    def _abbreviation(
        self, hit: Hit, text: str, forms: list[BodyForm], beside: str
    ) -> tuple | None:
        bodies = _bodies(forms)
        keys = [body.key for body in bodies]
        if self._is_introduced_here(hit, keys):
            self._introduced[text] = self._last[0]
        if text in self._introduced:
            return [self._introduced[text]], True, Reason.NAMED_BEFORE
        if len(text) < 3 or text in self._foreign or self._introduces_another(hit, forms):
            self._foreign.add(text)
            return None
        if (
            text.islower()
            and len(text) < 5
            and _VOWEL.search(text)
            and self.reading.word_before(hit.start) not in _BESIDE
        ):
            return keys, False, Reason.COMMON_WORD
        if text in self.shared or (len(text) == 3 and self._is_faint(hit, bodies)):
            return keys, False, Reason.OTHER_LAND
        return self._of_abbreviation(forms, bodies, beside)

    def _may_be_a_word(self, hit: Hit, text: str) -> bool:
        """“eco” and “next” are words as well; without a vowel none is."""
        is_pronounceable = text.islower() and len(text) < 5 and bool(_VOWEL.search(text))
        return is_pronounceable and self.reading.word_before(hit.start) not in _BESIDE

    def _is_faint(self, hit: Hit, bodies: list[Body]) -> bool:
        """Three letters mean many things: not in compounds, not in the report of another Land."""
        if any(body.is_federal for body in bodies):
            return False
        elsewhere = bool(self.lands) and not any(body.land in self.lands for body in bodies)
        return elsewhere or self.reading.text[hit.end : hit.end + 1] == "-"

    def _of_abbreviation(self, forms: list[BodyForm], bodies: list[Body], beside: str) -> tuple:
        if len(bodies) == 1:
            foreign = beside and bodies[0].land and beside != bodies[0].land
            return [bodies[0].key], not foreign, Reason.ABBREVIATION
        own = [body for body in bodies if body.land == beside] if beside else []
        if own:
            return [own[0].key], True, Reason.SAME_LAND
        then = _bodies([form for form in forms if form.name.covers(self.reading.day)])
        if len(then) == 1 and not beside:
            other = self._speaks_of_another_land(then[0])
            return [then[0].key], not other, Reason.VALID_THEN
        return self._of_several(then or bodies, beside)

    def _is_introduced_here(self, hit: Hit, keys: list[str]) -> bool:
        """“Ministerium … (IM)”: in brackets behind the name of one of its bearers."""
        key, end = self._last
        gap = self.reading.text[end : hit.start] if 0 <= end < hit.start else "x" * 99
        return key in keys and len(gap) < 45 and gap.endswith("(") and "." not in gap

    def _introduces_another(self, hit: Hit, forms: list[BodyForm]) -> bool:
        """“Stabsstelle Innovation (SIT)”: in brackets behind words that are not of its name."""
        text = self.reading.text
        if text[hit.start - 1 : hit.start] != "(" or text[hit.end : hit.end + 1] != ")":
            return False
        words = re.findall(r"[A-ZÄÖÜ][\w-]{2,}", self.reading.before(hit.start, 90))[-6:]
        heads = {head[:5].lower() for form in forms for head in _heads(form.name.name)}
        return bool(words) and not any(word[:5].lower() in heads for word in words)


def _topics(body: Body) -> list[str]:
    return [topic for name in body.names for topic in topics_of(name.name)]


def _bodies(forms: list[BodyForm]) -> list[Body]:
    return list({form.body.key: form.body for form in forms}.values())


def _heads(name: str) -> list[str]:
    """The words that a name can't do without: its first noun, and what stands before it."""
    words = re.findall(r"[A-ZÄÖÜ][\w-]{2,}", name)
    return words[:2] if words and re.search(r"(?:e|er|es)$", words[0]) else words[:1]


def _is_ministerial(body: Body) -> bool:
    return "inisterium" in body.names[0].name or "kanzlei" in body.names[0].name


def _is_longer_name(sort: FormSort, after: str, forms: list[BodyForm]) -> bool:
    """“Ministerium für Inneres” before “, Kultur und Europa” is another house."""
    return sort == FormSort.TOPIC and " " in forms[0].text and bool(_GOES_ON.match(after))
