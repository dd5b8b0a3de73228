"""Makers of one valid thing each; everything can be overridden, nothing is random."""

import io
from datetime import UTC, datetime
from itertools import count

from django.core.files.base import ContentFile
from PIL import Image

from articles import revisions, workflow
from articles.models import (
    Article,
    Attachment,
    Award,
    AwardEdition,
    District,
    FederalState,
    Institution,
    InstitutionName,
    Municipality,
    Person,
    Picture,
    Section,
    Tag,
    User,
)
from articles.renditions import sizes_of
from articles.roles import Role
from articles.vocabulary import InstitutionKind

NOON = datetime(2026, 3, 3, 11, tzinfo=UTC)
_numbers = count(1)


def make_user(role=Role.EDITOR, **fields):
    """An account with the given role."""
    number = next(_numbers)
    defaults = {"username": f"{role}-{number}", "initials": f"{role[:1]}{number}"}
    return User.objects.create_user(role=role, **(defaults | fields))


def make_section(name="Smart City", **fields):
    """A section; the same one for the same name."""
    return Section.objects.get_or_create(name=name, defaults=fields)[0]


def make_tag(name="Open Data"):
    """A tag; the same one for the same name."""
    return Tag.objects.get_or_create(name=name)[0]


def make_person(name="Vera Ernst", **fields):
    """An author."""
    return Person.objects.create(name=name, **fields)


def make_federal_state(**fields):
    """A Land, Musterland unless told otherwise; the same one for the same key."""
    defaults = {"key": "05", "name": "Musterland", "abbreviation": "ML"} | fields
    key = defaults.pop("key")
    return FederalState.objects.get_or_create(key=key, defaults=defaults)[0]


def make_district(**fields):
    """A district of the Land."""
    defaults = {"key": "05001", "name": "Musterkreis", "kind": "Kreis"} | fields
    defaults.setdefault("federal_state", make_federal_state())
    key = defaults.pop("key")
    return District.objects.get_or_create(key=key, defaults=defaults)[0]


def make_municipality(**fields):
    """A municipality of the district."""
    number = next(_numbers)
    defaults = {"ags": f"05{1000 + number:06d}", "name": f"Musterstadt {number}", "kind": "Stadt"}
    defaults |= fields
    defaults.setdefault("district", make_district())
    defaults.setdefault("federal_state", defaults["district"].federal_state)
    return Municipality.objects.create(**defaults)


def make_institution(**fields):
    """A ministry with one name of open ends."""
    number = next(_numbers)
    defaults = {
        "key": f"haus-{number}",
        "name": f"Ministerium für Muster {number}",
        "short_name": f"MM{number}",
        "kind": InstitutionKind.MINISTRY,
    } | fields
    institution = Institution.objects.create(**defaults)
    InstitutionName.objects.create(
        institution=institution, name=institution.name, abbreviation=institution.short_name
    )
    return institution


def make_award(**fields):
    """A prize without editions."""
    number = next(_numbers)
    return Award.objects.create(**({"key": f"preis-{number}", "name": f"Preis {number}"} | fields))


def make_edition(**fields):
    """An edition of an award."""
    defaults = {"year": 2025} | fields
    defaults.setdefault("award", make_award())
    return AwardEdition.objects.create(**defaults)


def make_picture(**fields):
    """A grey picture with everything that must be said of it."""
    file = io.BytesIO()
    Image.new("RGB", (80, 50), "grey").save(file, "JPEG")
    complete = {
        "file": ContentFile(file.getvalue(), name="grey.jpg"),
        "title": "Rathaus",
        "credit": "Stadt Musterstadt",
        "alternative_text": "Ein graues Haus",
    }
    return Picture.objects.create(**(complete | fields))


def shown_name(picture, ending="jpg"):
    """The name under which readers get the whole of a picture, as large as it is offered."""
    wholes = [size for size in sizes_of(picture) if size.focus is None and size.ending == ending]
    return wholes[-1].name


def make_attachment(title="Der Masterplan"):
    """A file for readers."""
    return Attachment.objects.create(file=ContentFile(b"%PDF-1.4", "plan.pdf"), title=title)


def reference(to="open", key="r1", words="wir berichteten"):
    """A reference node as a body holds it."""
    return f'<span data-reference="{to}" data-key="{key}">{words}</span>'


def make_article(by=None, now=NOON, desk=None, **content):
    """
    A complete draft, saved as the desk saves.

    ``content`` as ``workflow.save`` takes it; ``desk`` sets columns that are no content.
    """
    complete = {
        "kicker": "Musterstadt",
        "headline": "Rathaus wird digital",
        "lead": "Die Stadt stellt ihre Anträge um.",
        "body": "<p>Bürger stellen Anträge künftig im Netz.</p>",
        "section": make_section(),
    }
    article = Article(**(desk or {}))
    workflow.save(article, complete | content, by=by, now=now)
    return article


def make_submitted(by=None, now=NOON, **content):
    """A report waiting for review."""
    by = by or make_user(Role.AUTHOR)
    article = make_article(by=by, now=now, **content)
    workflow.submit(article, by=by, now=now)
    return article


def make_released(at=None, until=None, by=None, now=NOON, **content):
    """A report released by an editor, at once or for the hour ``at``, by two people."""
    article = make_submitted(now=now, **content)
    workflow.release(article, by=by or make_user(), at=at, until=until, now=now)
    return article


def make_adopted(at=NOON, **content):
    """A report taken in as public since ``at``, without approval: the quickest public report."""
    article = make_article(now=at, **content)
    workflow.adopt(article, by=None, at=at, source="Test", now=at)
    return article


def content_of(article):
    """The working copy of ``article`` as a snapshot."""
    return revisions.working_copy(article)
