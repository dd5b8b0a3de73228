"""
RSS 2.0 of everything, and of each section, tag, author, place, institution and award.

In full text, made from the same objects as the pages. Ids are the report's number
for ever, so that a new headline is no new report. Addresses are those of
``SITE_URL``, never of the request.
"""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.decorators.http import require_safe

from articles import counts
from articles.models import Article
from articles.moments import now
from articles.read_model import body_html, notes_html, reports
from articles.views import awards, institutions, places, subjects
from articles.vocabulary import CountedBy

LENGTH = 30
#: By the kind of thing a feed is about: where the thing is found.
FINDERS = {
    CountedBy.SECTION: subjects.section_of,
    CountedBy.TAG: subjects.tag_of,
    CountedBy.PERSON: subjects.person_of,
    CountedBy.MUNICIPALITY: places.place_of,
    CountedBy.DISTRICT: places.place_of,
    CountedBy.FEDERAL_STATE: places.federal_state_of,
    CountedBy.INSTITUTION: institutions.institution_of,
    CountedBy.AWARD: awards.award_of,
}


class FullTextFeed(Rss201rev2Feed):
    """RSS with the whole report and its author."""

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", item["updateddate"].isoformat())
        handler.addQuickElement("content:encoded", item["content"])


@require_safe
def newest(request):
    """The newest reports of the house."""
    at = now()
    return _feed(request, settings.SITE_NAME, "/", Article.objects.published(at).editorial(), at)


@require_safe
def of_place(request, key, slug=""):
    """The newest reports on a municipality or a district."""
    return of(request, CountedBy.MUNICIPALITY if len(key) == 8 else CountedBy.DISTRICT, key)


@require_safe
def of(request, counted_by, key):
    """The newest reports on one thing; 404 where there is none."""
    subject, at = FINDERS[counted_by](key), now()
    published = Article.objects.published(at).editorial()
    parts = [town["pk"] for town in getattr(subject, "its_predecessors", ())]
    published = published.filter(**{f"{counts.KEYS[counted_by]}__in": [subject.pk, *parts]})
    if parts:  # a report on two of them would stand there twice
        published = published.distinct()
    title = f"{settings.SITE_NAME}: {subject}"
    return _feed(request, title, subject.get_absolute_url(), published, at)


def _feed(request, title, path, published, at):
    found = reports(published.newest_first()[:LENGTH], at)
    if not found and path != "/":
        raise Http404
    feed = FullTextFeed(
        title=title,
        link=f"{settings.SITE_URL}{path}",
        description=settings.SITE_CLAIM,
        language="de",
        feed_url=f"{settings.SITE_URL}{request.path}",
    )
    for page in found:
        feed.add_item(**_item(page))
    type_ = "application/rss+xml; charset=utf-8"
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(feed.writeString("utf-8"), content_type=type_, headers=headers)


def _item(page):
    kicker = f"{page.kicker}: " if page.kicker else ""
    return {
        "title": f"{kicker}{page.headline}",
        "link": f"{settings.SITE_URL}{page.url}",
        "description": page.lead,
        "content": notes_html(page) + body_html(page, settings.SITE_URL),
        "pubdate": page.published_at,
        "updateddate": page.modified_at,
        "unique_id": f"{settings.SITE_URL}/meldungen/{page.pk}/",
        "unique_id_is_permalink": False,
        "categories": [tag.name for tag in page.tags],
    }
