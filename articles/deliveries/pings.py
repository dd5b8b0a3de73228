"""Telling machines outside that a report is there, has changed, or is gone."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.deliveries import outgoing
from articles.effects import enqueue
from articles.models import Article, Effect, Tag
from articles.revisions import Snapshot
from articles.vocabulary import FEED_FILES, EffectKind

#: What has a page and feeds of its own that list the report, besides its section.
LISTED = (
    "tags",
    "people",
    "municipalities",
    "districts",
    "federal_states",
    "institutions",
    "awards",
)
#: Where each channel leads; one without a setting is not used.
_TARGETS = {
    EffectKind.PURGE: "CACHE_PURGE_URL",
    EffectKind.WEBSUB: "WEBSUB_HUB",
    EffectKind.INDEXNOW: "INDEXNOW_KEY",
}


def spread(effect: Effect, now: datetime) -> str:
    """
    Hand what happened on to every channel that is set up, each to succeed or fail by itself.

    Asks again whether readers see the report now: an hour may have been moved.
    """
    if not _still_holds(effect.kind, effect.article_id, now):
        return _called_off(effect.kind)
    channels = [kind for kind, setting in _TARGETS.items() if getattr(settings, setting)]
    for kind in channels:
        enqueue(
            kind,
            effect.article,
            occasion=effect.key.replace(":", "-"),
            due_at=now,
            payload={"tells": effect.kind},
            lane=f"{kind}:{effect.article_id}",
        )
    if not channels:
        return _("skipped: no target is set up")
    return _("handed on: %(to)s") % {"to": ", ".join(str(EffectKind(k).label) for k in channels)}


def websub(effect: Effect, now: datetime) -> str:
    """Tell the hub, in one request, which feeds have changed with the report."""
    feeds = [settings.SITE_URL + path for path in _feeds(effect.article)]
    data = {"hub.mode": "publish", "hub.url": feeds, "hub.topic": feeds}
    return _sent(effect, now, "POST", settings.WEBSUB_HUB, data=data)


def indexnow(effect: Effect, now: datetime) -> str:
    """Tell search engines the address of the report; they fetch it by themselves."""
    key = settings.INDEXNOW_KEY
    data = {
        "host": urlsplit(settings.SITE_URL).hostname,
        "key": key,
        "keyLocation": f"{settings.SITE_URL}/{key}.txt",
        "urlList": [settings.SITE_URL + effect.article.get_absolute_url()],
    }
    return _sent(effect, now, "POST", settings.INDEXNOW_URL, json=data)


def purge(effect: Effect, now: datetime) -> str:
    """Have the cache in front forget every page that shows the report."""
    if not _still_holds(effect.payload["tells"], effect.article_id, now):
        return _called_off(effect.payload["tells"])
    host = {"Host": urlsplit(settings.SITE_URL).netloc}
    for path in _pages(effect.article):
        address = settings.CACHE_PURGE_URL.rstrip("/") + path
        outgoing.send("PURGE", address, delivery_id=str(effect.delivery_id), headers=host)
    return _("delivered")


def _sent(effect: Effect, now: datetime, method: str, url: str, **body) -> str:
    if not _still_holds(effect.payload["tells"], effect.article_id, now):
        return _called_off(effect.payload["tells"])
    outgoing.send(method, url, delivery_id=str(effect.delivery_id), **body)
    return _("delivered")


def _still_holds(kind: str, article_id: int, now: datetime) -> bool:
    is_visible = Article.objects.published(now).filter(pk=article_id).exists()
    return is_visible != (kind == EffectKind.REMOVE)


def _called_off(kind: str) -> str:
    if kind == EffectKind.REMOVE:
        return _("called off: the report is public again")
    return _("called off: the report is not public")


def _feeds(article: Article) -> list[str]:
    """Every feed that the report stands in, or stood in until its last change: each format."""
    newest = [reverse(f"articles:{name}") for name in ("rss", "atom", "json_feed")]
    return newest + [page + file for page in _lists(article) for file in FEED_FILES]


def _pages(article: Article) -> list[str]:
    page = article.get_absolute_url()
    return [page, f"{page}chronik/", "/", *_feeds(article), *_lists(article)]


def _lists(article: Article) -> list[str]:
    """
    The pages of the things that the report is listed under, or was until its last change.

    Nothing of a report that was removed on legal grounds tells any more where it stood.
    """
    shown = article.exposures.order_by("-during").select_related("revision")[:2]
    contents = [exposure.revision.content for exposure in shown]
    things = _named("section", contents)
    for name in LISTED:
        things += _named(name, contents)
    for town in _named("municipalities", contents):
        things += town.successors.all()
    return list(dict.fromkeys(thing.get_absolute_url() for thing in things))


def _named(name: str, contents: list[Snapshot]) -> list:
    found = [content[name] for content in contents]
    several = [one if isinstance(one, list) else [one] for one in found if one]
    numbers = {thing["id"] for things in several for thing in things}
    model = Tag if name == "tags" else Article._meta.get_field(name).related_model
    return list(model.objects.filter(pk__in=numbers).order_by("pk"))
