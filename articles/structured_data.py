"""
What pages say to machines: schema.org as plain dictionaries, made of the same objects.

Addresses begin with ``site.url`` (``root``), never with what a request says. Nothing is in here
that the page itself does not show.
"""

import json
from collections.abc import Iterable
from typing import Any, Protocol

from django.utils.safestring import SafeString, mark_safe

Data = dict[str, Any]
#: By the number of digits of its key: what a place is, and what the key is called.
_PLACES = {8: ("City", "AGS"), 5: ("AdministrativeArea", "Kreisschlüssel")}
#: What would end the element, or begin another, becomes JSON's own escape.
_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Thing(Protocol):
    """A section, tag, person, place, institution or award: ``read_model.Thing``."""

    name: str
    url: str
    note: str
    key: str


class Site(Protocol):
    """What the publication is called, and where it is."""

    name: str
    claim: str
    url: str


def as_script(*graph: Data) -> SafeString:
    """A data block for a page, which no policy runs and no text in it can leave."""
    content = {"@context": "https://schema.org", "@graph": graph}
    text = _ENCODER.encode(content)
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


def of_site(site: Site) -> tuple[Data, Data]:
    """The home page: the publication, and how it is searched."""
    search = {
        "@type": "SearchAction",
        "target": f"{site.url}/suche/?q={{search_term_string}}",
        "query-input": "required name=search_term_string",
    }
    website = {
        "@type": "WebSite",
        "name": site.name,
        "description": site.claim,
        "url": f"{site.url}/",
        "inLanguage": "de",
        "publisher": {"@id": _publisher_id(site)},
        "potentialAction": search,
    }
    return website, _publisher(site)


def of_report(page: Any, site: Site) -> tuple[Data, Data, Data]:
    """
    A report (a ``read_model.ReportPage``) with its publisher and the way to it.

    An advertisement is no news.
    """
    root, publisher = site.url, {"@id": _publisher_id(site)}
    about = [_place(place, root) for place in page.places]
    about += [_house(house, root) for house in page.institutions]
    about += [_named("Thing", award, root) for award in page.awards]
    content = {
        "@type": "AdvertiserContentArticle" if page.is_advertisement else "NewsArticle",
        "@id": f"{root}{page.url}",
        "url": f"{root}{page.url}",
        "mainEntityOfPage": f"{root}{page.url}",
        "headline": page.headline,
        "alternativeHeadline": page.kicker,
        "description": page.lead,
        "datePublished": page.iso,
        "dateModified": page.modified_at.isoformat(),
        "inLanguage": "de",
        "isAccessibleForFree": True,
        "articleSection": page.section.name if page.section else "",
        "keywords": [tag.name for tag in page.tags],
        "author": [_named("Person", person, root) for person in page.people] or publisher,
        "publisher": publisher,
        "image": [_image(p, root) for p in (page.picture, page.second_picture) if p],
        "about": about,
        "citation": [_citation(earlier, root) for earlier in page.earlier],
        "correction": [_correction(note) for note in page.corrections],
    }
    section = [(page.section.name, page.section.url)] if page.section else []
    trail = [*section, (page.headline, page.url)]
    said = {name: value for name, value in content.items() if value}
    return said, _publisher(site), breadcrumbs(trail, site)


def breadcrumbs(trail: Iterable[tuple[str, str]], site: Site) -> Data:
    """The way from the home page to a page; ``trail`` has the names and paths after it."""
    steps = [
        {"@type": "ListItem", "position": n, "name": name, "item": f"{site.url}{path}"}
        for n, (name, path) in enumerate([(site.name, "/"), *trail], 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _publisher(site: Site) -> Data:
    name = {"@type": "NewsMediaOrganization", "@id": _publisher_id(site), "name": site.name}
    return name | {"url": f"{site.url}/"}


def _publisher_id(site: Site) -> str:
    return f"{site.url}/#redaktion"


def _named(kind: str, thing: Thing, root: str) -> Data:
    return {"@type": kind, "name": thing.name, "url": f"{root}{thing.url}"}


def _place(place: Thing, root: str) -> Data:
    kind, called = _PLACES.get(len(place.key), ("State", ""))
    if not called:
        return _named(kind, place, root)
    key = {"@type": "PropertyValue", "propertyID": called, "value": place.key}
    return _named(kind, place, root) | {"identifier": key}


def _house(house: Thing, root: str) -> Data:
    is_ministry = house.url.startswith("/ministerien/")
    named = _named("GovernmentOrganization" if is_ministry else "Organization", house, root)
    return named | ({"alternateName": house.note} if house.note else {})


def _image(picture: Any, root: str) -> Data:
    said = {
        "@type": "ImageObject",
        "url": f"{root}{picture.url}",
        "width": picture.width,
        "height": picture.height,
        "caption": picture.caption,
        "creditText": picture.credit,
    }
    return {name: value for name, value in said.items() if value}


def _citation(earlier: Any, root: str) -> Data:
    return {
        "@type": "NewsArticle",
        "headline": earlier.headline,
        "url": f"{root}{earlier.url}",
        "datePublished": earlier.iso,
    }


def _correction(note: Any) -> Data:
    text = f"{note.label}: {note.text}"
    return {"@type": "CorrectionComment", "text": text, "datePublished": note.iso}
