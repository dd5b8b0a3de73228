"""
The canaries: one report for each way of not being public, and a public twin of each.

Every report carries a word of its own wherever a report can carry one, and a second
word in everything that is the desk's alone. All share a town, a tag, a ministry …;
each also has things that only it has. Nothing here is random.
"""

import io
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from itertools import count

from django.core.files.base import ContentFile
from PIL import ExifTags, Image

from articles import workflow
from articles.models import Article, Attachment, AwardWin, FormerAddress, Placement
from articles.roles import Role
from articles.vocabulary import CorrectionKind, InstitutionKind, PlacementKind, WinnerKind
from tests.makers import (
    NOON,
    make_award,
    make_district,
    make_edition,
    make_federal_state,
    make_institution,
    make_municipality,
    make_person,
    make_picture,
    make_section,
    make_tag,
    make_user,
    reference,
)

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
EARLY = NOON - 26 * HOUR
AGO = NOON - HOUR
#: When all that waits has come, and all that ends is over.
LATER = NOON + 9 * HOUR
#: From when to when readers see the copy; None: never, or without an end.
SPANS = {
    "draft": None,
    "review": None,
    "held": None,
    "taken back": None,
    "withdrawn": (EARLY, AGO),
    "ended": (EARLY, AGO),
    "ending": (EARLY, NOON + 3 * HOUR),
    "planned": (NOON + HOUR, None),
    "embargoed": (NOON + 2 * HOUR, None),
    "live": (EARLY, None),
    "pending": None,
    "pending of embargoed": None,
}
#: Copies that are no reports of their own: whose columns stand beside them.
CHANGES = {"pending": "live", "pending of embargoed": "embargoed"}
#: These share a section with their twins; the others have one that nobody else has.
IN_COMMON_SECTION = {"review", "ended", "planned"}
#: One place for all towns: the map draws, and lists, only what has a midpoint.
ON_THE_MAP = {"latitude": 51, "longitude": 7, "population": 900}
#: Numbers so long that none of them stands anywhere by chance.
_FIRST_NUMBER = 700_000_000_000


def word_of(name):
    """Ten letters that stand nowhere by chance, always the same for a name."""
    return "".join(chr(97 + n % 26) for n in sha256(name.encode()).digest()[:10]).capitalize()


@dataclass
class Copy:
    """A report as one of its copies tells it, and since and until when readers may know."""

    kind: str
    span: tuple | None
    things: dict
    article: Article | None = None

    @property
    def word(self):
        return word_of(self.kind)

    @property
    def desk_word(self):
        return word_of(f"{self.kind}, for the desk")

    @property
    def headline(self):
        return f"Titel {self.word}"

    @property
    def slug(self):
        return f"titel-{self.word.lower()}"

    @property
    def url(self):
        return self.article.get_absolute_url()

    @property
    def link(self):
        """How the citing report links to it."""
        return f'href="{self.url}">Verweis {self.word_at_the_citer}</a>'

    @property
    def word_at_the_citer(self):
        """Neutral words: they stay when the report has gone."""
        return str(self.article.pk - _FIRST_NUMBER)

    @property
    def is_in_common_section(self):
        return self.kind.removesuffix(" twin") in IN_COMMON_SECTION

    def is_public(self, at):
        return self.span is not None and self.span[0] <= at < (self.span[1] or at + SECOND)


@dataclass
class World:
    """All copies by kind, what they share, and the two plain reports around them."""

    copies: dict = field(default_factory=dict)
    shared: dict = field(default_factory=dict)
    origin: Article | None = None
    citer: Article | None = None

    def public(self, at):
        return [copy for copy in self.copies.values() if copy.is_public(at)]

    def hidden(self, at):
        return [copy for copy in self.copies.values() if not copy.is_public(at)]

    def told(self, text, at):
        """What a text gives away that readers may not know at ``at``: kinds, and how."""
        lowered, found = text.lower(), set()
        numbers = {copy.article.pk for copy in self.public(at)}
        for copy in self.copies.values():
            if copy.desk_word.lower() in lowered:
                found.add((copy.kind, "desk"))
        for copy in self.hidden(at):
            if copy.word.lower() in lowered:
                found.add((copy.kind, "word"))
            if copy.article.pk not in numbers and str(copy.article.pk) in lowered:
                found.add((copy.kind, "number"))
        return found


# --- Things --------------------------------------------------------------------------------


def picture_of(copy, name="", **fields):
    """A picture whose every text and whose very bytes hold the word."""
    file = io.BytesIO()
    authorship = Image.Exif()
    authorship[ExifTags.Base.ImageDescription] = copy.word
    Image.new("RGB", (8, 5), "grey").save(file, "JPEG", exif=authorship.tobytes())
    content = ContentFile(file.getvalue(), f"{copy.word}.jpg")
    texts = {
        "alternative_text": f"Zu sehen: {name}{copy.word}",
        "caption": f"Unterschrift {name}{copy.word}",
        "credit": f"Foto {name}{copy.word}",
    }
    return make_picture(file=content, title=copy.desk_word, **texts | fields)


def attachment_of(copy):
    file = ContentFile(b"%PDF-1.4 " + copy.word.encode(), f"{copy.word}.pdf")
    return Attachment.objects.create(file=file, title=f"Anlage {copy.word}")


def things_of(copy, number, town):
    """What only this copy has; places are the register's, so they have neutral names."""
    word, low = copy.word, copy.word.lower()
    land = make_federal_state(key=str(number), name=f"Land {number}", abbreviation=str(number))
    district = make_district(key=f"{number}777", name=f"Kreis {number}", federal_state=land)
    authority = make_institution(
        key=f"amt-{low}", name=f"Amt {word}", kind=InstitutionKind.AUTHORITY
    )
    award = make_award(
        key=f"preis-{low}",
        name=f"Preis {word}",
        organiser=f"Verein {word}",
        organising_institution=authority,
    )
    AwardWin.objects.create(
        edition=make_edition(award=award, name=f"Runde {word}"),
        municipality=town,
        winner_name=town.name,
        winner_kind=WinnerKind.MUNICIPALITY,
        project=f"Projekt {word}",
    )
    return {
        "section": make_section(f"Rubrik {word}"),
        "tag": make_tag(f"Stichwort {word}"),
        "person": make_person(
            f"Pia {word}", function=f"Amt für {word}", portrait=picture_of(copy), is_guest=True
        ),
        "ministry": make_institution(key=f"haus-{low}", name=f"Haus {word}", short_name="H"),
        "authority": authority,
        "award": award,
        "town": make_municipality(
            ags=f"{number:02}777001",
            name=f"Ort {number}",
            district=district,
            **ON_THE_MAP,
        ),
        "district": district,
        "land": land,
        "picture": picture_of(copy),
        "second_picture": picture_of(copy, "zweitens "),
        "attachment": attachment_of(copy),
    }


def shared_things():
    """Things that reports have in common; the award is organised, the town went into another."""
    town, heir = make_municipality(is_former=True), make_municipality()
    town.successors.add(heir)
    registered = make_institution(name="Haus aller", delivered={"key": "haus-aller"})
    return {
        "section": make_section("Rubrik aller"),
        "tag": make_tag("Stichwort aller"),
        "person": make_person("Pia Alle"),
        "ministry": registered,
        "authority": make_institution(name="Amt aller", kind=InstitutionKind.AUTHORITY),
        "award": make_award(name="Preis aller", organiser="Haus aller"),
        "town": town,
        "heir": heir,
        "district": town.district,
        "land": town.federal_state,
    }


def content_of(copy, shared, more=""):
    """The whole content of a copy, its word in every field that has words."""
    word, things = copy.word, copy.things
    return {
        "kicker": f"Dach {word}",
        "headline": copy.headline,
        "lead": f"Vorspann {word}",
        "body": f"<p>Absatz {word}.</p>{more}",
        "initials": word.lower(),
        "infobox_title": f"Kasten {word}",
        "infobox": f"Inhalt {word}",
        "links": [{"label": f"Link {word}", "address": f"https://{word.lower()}.example/"}],
        "picture": things["picture"],
        "picture_caption": f"Hier {word}",
        "second_picture": things["second_picture"],
        "attachments": [things["attachment"]],
        "section": (shared if copy.is_in_common_section else things)["section"],
        "tags": [things["tag"], shared["tag"]],
        "people": [things["person"], shared["person"]],
        "institutions": [of[name] for of in (things, shared) for name in ("ministry", "authority")],
        "awards": [things["award"], shared["award"]],
        "municipalities": [things["town"], shared["town"]],
        "districts": [things["district"], shared["district"]],
        "federal_states": [things["land"], shared["land"]],
    }


# --- Reports -------------------------------------------------------------------------------


class Desk:
    """Who brings reports to where they stand, step by step as the desk does."""

    def __init__(self):
        self.author, self.chief = make_user(Role.AUTHOR), make_user(Role.CHIEF)
        self.numbers = count(_FIRST_NUMBER + 1001, 1009)

    def write(self, content, copy=None, **columns):
        """A draft with a number of its own and, for a copy, everything the desk notes down."""
        if copy:
            columns |= {
                "working_title": f"Arbeitstitel {copy.desk_word}",
                "source_text": f"Aus der Mappe: {copy.desk_word}",
                "embargo_source": copy.desk_word,
            }
        article = Article.objects.create(pk=next(self.numbers), **columns)
        workflow.save(article, content, by=self.author, now=EARLY)
        if copy:
            file = ContentFile(copy.desk_word.encode(), f"{copy.desk_word}.pdf")
            article.source_material.create(file=file, title=copy.desk_word)
            path = f"/alt/{copy.word.lower()}.html"
            FormerAddress.objects.create(path=path, article=article)
        return article

    def release(self, article, at, until=None):
        workflow.submit(article, by=self.author, now=EARLY)
        workflow.release(article, by=self.chief, at=at, until=until, now=EARLY)

    def withdraw(self, article, note):
        workflow.withdraw(article, by=self.chief, note=note, now=AGO)

    def bring(self, copy, content):
        """The report of a copy, where its kind says that it stands at noon."""
        kind, (start, end) = copy.kind, copy.span or (None, None)
        columns = {
            "held": {"embargo_is_open_ended": True},
            "embargoed": {"embargo_until": start},
        }
        article = self.write(content, copy, **columns.get(kind, {}))
        self.note_on(article, copy)
        self.keep_for_the_desk(article, copy)
        if kind == "review":
            workflow.submit(article, by=self.author, note=copy.desk_word, now=EARLY)
        elif kind == "taken back":
            self.release(article, at=LATER)
        elif copy.span:
            self.release(article, at=start, until=None if kind == "withdrawn" else end)
        return article

    def note_on(self, article, copy):
        """A note as public as its report, one only proposed, and a reply that stays without it."""
        kind, when = CorrectionKind.CORRECTION, {"proposed_at": EARLY}
        article.corrections.create(kind=kind, text=copy.desk_word, **when)
        if copy.span:
            when |= {"published_at": copy.span[0]}
            article.corrections.create(kind=kind, text=f"Berichtigt {copy.word}", **when)
            reply = CorrectionKind.COUNTERSTATEMENT
            article.corrections.create(kind=reply, text="Das stimmt nicht.", **when)

    def keep_for_the_desk(self, article, copy):
        """What a reader reported, what is to come up again, and what colleagues asked."""
        word = copy.desk_word
        article.complaints.create(text=word, contact=f"{word}@leser.example", received_at=EARLY)
        workflow.remind(article, LATER.date(), word, sentence=word, by=self.author, now=EARLY)
        workflow.write_note(article, word, passage=word, by=self.author, now=EARLY)

    def take_away(self, copies):
        """Take offline what was public once, and back what was only planned."""
        for kind in ("withdrawn", "taken back"):
            self.withdraw(copies[kind].article, copies[kind].desk_word)

    def change(self, copy, of, content):
        """A pending change of the report of another copy, waiting for its second reader."""
        workflow.save(of.article, content, by=self.author, now=AGO)
        workflow.submit(of.article, by=self.author, note=copy.desk_word, now=AGO)
        return of.article


def build():
    """Everything, as it stands at noon."""
    desk, world = Desk(), World(shared=shared_things())
    origin = {"headline": "Wie es anfing", "lead": "Früher.", "body": "<p>Es war einmal.</p>"}
    world.origin = desk.write(origin | {"section": world.shared["section"]})
    workflow.adopt(world.origin, by=None, at=EARLY - HOUR, source="Test", now=EARLY - HOUR)
    twins = [f"{kind} twin" for kind in SPANS if kind not in CHANGES and kind != "live"]
    for number, kind in enumerate([*SPANS, *twins], start=71):
        copy = Copy(kind, SPANS.get(kind, (EARLY, None)), {})
        copy.things = things_of(copy, number, world.shared["town"])
        more = f"<p>Dazu {reference(world.origin.pk)}.</p>"
        content = content_of(copy, world.shared, more)
        of = world.copies.get(CHANGES.get(kind))
        copy.article = desk.change(copy, of, content) if of else desk.bring(copy, content)
        world.copies[kind] = copy
    desk.take_away(world.copies)
    # A prize that everybody knows, given by a house that only a planned report speaks of.
    world.shared["award"].organising_institution = world.copies["planned"].things["authority"]
    world.shared["award"].save()
    _win_all(world)
    _pin_all(world)
    world.citer = _citer(desk, world)
    for copy in world.copies.values():
        copy.article.refresh_from_db()
    return world


def _win_all(world):
    """The town of all wins the prize of all once for each report: known when the report is."""
    town, award = world.shared["town"], world.shared["award"]
    edition = make_edition(award=award, name="Runde aller")
    for kind in world.copies.keys() - CHANGES.keys():
        copy = world.copies[kind]
        AwardWin.objects.create(
            edition=edition,
            municipality=town,
            winner_name=town.name,
            winner_kind=WinnerKind.MUNICIPALITY,
            project=f"Sieg {copy.word}",
            report=copy.article,
        )


def _pin_all(world):
    """The desk has pinned each report to the front page: it is there when the report is public."""
    for kind in world.copies.keys() - CHANGES.keys():
        Placement.objects.create(
            article=world.copies[kind].article, kind=PlacementKind.PIN, made_at=EARLY
        )


def _citer(desk, world):
    """A public report that refers to every other one, in words that tell nothing."""
    cited = {c.article.pk: c for k, c in world.copies.items() if k not in CHANGES}.values()
    nodes = [
        reference(c.article.pk, f"k{n}", f"Verweis {c.word_at_the_citer}")
        for n, c in enumerate(cited)
    ]
    content = {
        "headline": "Was alles war",
        "lead": "Rückblick.",
        "body": f"<p>{', '.join(nodes)}</p>",
    }
    citer = desk.write(content | {"section": world.shared["section"]})
    workflow.adopt(citer, by=None, at=AGO, source="Test", now=AGO)
    return citer
