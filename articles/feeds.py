"""
Feeds of everything, and of each section, tag, author, place, institution and award.

As RSS 2.0, Atom and JSON Feed 1.1, in full text, made from the same objects as the pages.
Ids are the report's number for ever, so that a new headline is no new report. A correction
brings an old one back, under its id and with a newer update. Addresses are those of
``SITE_URL``, never of the request. Advertisements are no news.
"""

import json
from datetime import timedelta
from html import escape

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.views.decorators.http import require_safe

from articles import counts
from articles.models import Article
from articles.moments import EARLIEST, now
from articles.read_model import body_html, notes_html, reports
from articles.views import awards, institutions, places, subjects
from articles.views.pages import kept
from articles.vocabulary import FEED_FILES, CountedBy

LENGTH = 30
#: For so long a corrected report stands in the feeds, however old it is.
LATELY = timedelta(days=7)
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


class _Changed:
    """A feed as new as the newest change in it; an empty one is as old as can be."""

    def latest_post_date(self):
        """The newest change of all reports in the feed."""
        return max((item["updateddate"] for item in self.items), default=EARLIEST)

    def _add_hub(self, handler, name):
        if settings.WEBSUB_HUB:
            handler.addQuickElement(name, None, {"rel": "hub", "href": settings.WEBSUB_HUB})


class FullTextRss(_Changed, Rss201rev2Feed):
    """RSS with the whole report and its author."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        self._add_hub(handler, "atom:link")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", item["updateddate"].isoformat())
        handler.addQuickElement("content:encoded", item["content"])


class FullTextAtom(_Changed, Atom1Feed):
    """Atom with the whole report; lead and headline are plain text."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        self._add_hub(handler, "link")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed:
    """JSON Feed 1.1 with the interface of Django's feeds."""

    content_type = "application/feed+json; charset=utf-8"

    def __init__(self, title, link, description, language, feed_url):
        self.items = []
        self.feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title,
            "home_page_url": link,
            "feed_url": feed_url,
            "description": description,
            "language": language,
            "authors": [{"name": settings.SITE_NAME, "url": f"{settings.SITE_URL}/"}],
        }

    def add_item(self, **item):
        """One report, as the other feeds take it."""
        said = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["content"],
            "image": item["image"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": [{"name": item["author_name"]}] if item["author_name"] else None,
            "tags": item["categories"],
        }
        self.items.append({name: value for name, value in said.items() if value})

    def writeString(self, encoding):
        """The whole feed as text."""
        hubs = [{"type": "WebSub", "url": settings.WEBSUB_HUB}] if settings.WEBSUB_HUB else []
        content = self.feed | ({"hubs": hubs} if hubs else {}) | {"items": self.items}
        return json.dumps(content, ensure_ascii=False)


FORMATS = dict(zip(FEED_FILES, (FullTextRss, FullTextAtom, JsonFeed), strict=True))


@require_safe
def newest(request, file="feed.xml"):
    """The newest reports of the house."""
    return _feed(request, file, settings.SITE_NAME, "/", {}, now())


@require_safe
def of_place(request, key, slug="", file="feed.xml"):
    """The newest reports on a municipality or a district."""
    is_town = len(key) == 8
    return of(request, CountedBy.MUNICIPALITY if is_town else CountedBy.DISTRICT, key, file)


@require_safe
def of(request, counted_by, key, file="feed.xml"):
    """The newest reports on one thing; 404 where there is none."""
    subject, at = FINDERS[counted_by](key), now()
    parts = [town["pk"] for town in getattr(subject, "its_predecessors", ())]
    about = {f"{counts.KEYS[counted_by]}__in": [subject.pk, *parts]}
    title = f"{settings.SITE_NAME}: {subject}"
    return _feed(request, file, title, subject.get_absolute_url(), about, at)


def _feed(request, file, title, path, about, at):
    found = reports(_in_feed(about, at).newest_first(), at)
    if not found and path != "/":
        raise Http404
    feed = FORMATS[file](
        title=title,
        link=f"{settings.SITE_URL}{path}",
        description=settings.SITE_CLAIM,
        language="de",
        feed_url=f"{settings.SITE_URL}{request.path}",
    )
    for page in found:
        feed.add_item(**_item(page))
    text = feed.writeString("utf-8")
    return kept(HttpResponse(text, content_type=feed.content_type))


def _in_feed(about, at):
    """The newest, and older ones that were corrected lately: subscribers have read these, too."""
    public = Article.objects.published(at).editorial()
    ours = public.filter(**about)
    if any(len(keys) > 1 for keys in about.values()):  # a report on two would stand there twice
        ours = ours.distinct()
    lately = {"corrections__published_at__gt": at - LATELY, "corrections__published_at__lte": at}
    newest = ours.newest_first().values("pk")[:LENGTH]
    corrected = ours.filter(**lately).newest_first().values("pk")[:LENGTH]
    return public.filter(pk__in=newest.union(corrected))


def _item(page):
    kicker = f"{page.kicker}: " if page.kicker else ""
    return {
        "title": f"{kicker}{page.headline}",
        "link": f"{settings.SITE_URL}{page.url}",
        "description": page.lead,
        "content": f"{_figure(page.picture)}{notes_html(page)}{body_html(page, settings.SITE_URL)}",
        "image": page.picture and f"{settings.SITE_URL}{page.picture.url}",
        "pubdate": page.published_at,
        "updateddate": page.modified_at,
        "author_name": ", ".join(person.name for person in page.people) or page.initials,
        "unique_id": f"{settings.SITE_URL}/meldungen/{page.pk}/",
        "unique_id_is_permalink": False,
        "categories": [tag.name for tag in page.tags],
    }


def _figure(picture):
    if picture is None:
        return ""
    url, text = escape(f"{settings.SITE_URL}{picture.url}"), escape(picture.alternative_text)
    below = escape(f"{picture.caption} ({picture.credit})".strip())
    return f'<figure><img src="{url}" alt="{text}"><figcaption>{below}</figcaption></figure>'
