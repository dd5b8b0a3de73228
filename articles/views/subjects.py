"""
Pages of what reports are sorted by: sections, tags, authors.

They exist as long as they have a public report; without one their very name may
be part of what is not public yet. Each ``…_of`` function says what a page is
about, for the page and its feed alike.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles import counts
from articles.models import Person, Section, Tag
from articles.models.article import is_known as is_known_thing
from articles.moments import berlin_day, now
from articles.read_model import image_of
from articles.views.listing import listing_of
from articles.views.namesakes import address_named_by, with_namesakes
from articles.views.pages import moved, page
from articles.vocabulary import CountedBy


@require_safe
def section(request, slug):
    """The reports of a section."""
    return _page(request, "section", CountedBy.SECTION, section_of(slug))


@require_safe
def tag(request, slug):
    """The reports under a tag; one that names a place, house or award leads to its page."""
    subject = with_namesakes(slug)
    named = address_named_by(subject)
    return moved(named) if named else _page(request, "tag", CountedBy.TAG, subject)


@require_safe
def person(request, slug):
    """The reports of an author."""
    subject = person_of(slug)
    portrait = image_of(subject.portrait, berlin_day(now()))
    return _page(request, "person", CountedBy.PERSON, subject, portrait=portrait)


def section_of(slug):
    """The section, or 404."""
    return get_object_or_404(Section, slug=slug)


def tag_of(slug):
    """The tag, or 404."""
    return get_object_or_404(Tag, slug=slug)


def person_of(slug):
    """The author with the portrait, or 404."""
    return get_object_or_404(Person.objects.select_related("portrait"), slug=slug)


def is_known(counted_by, to_it=""):
    """Whether readers know an institution or award now (see ``models.article.is_known``)."""
    return is_known_thing(counts.KEYS[counted_by], now(), to_it)


def _page(request, template, counted_by, subject, **more):
    reports = listing_of(request, counted_by, subject.pk)
    if not reports.total:
        raise Http404
    return page(request, template, {"subject": subject, "listing": reports, **more})
