"""
One revision as the page will look on its day: for the desk, and by signed link for others.

Nothing of it is kept, indexed or told to other sites; the pictures of a link come by the
same link, for nobody else may see them yet.
"""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import workflow
from articles.moments import now
from articles.read_model import Image, preview
from articles.text import slugify

_MEDIA = settings.MEDIA_URL
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def page_of(revision, at):
    """The page that a revision would make when its hour has come, or now if that is past."""
    article, content = revision.article, revision.content
    hour = article.publish_at
    day = max(hour, at) if hour else at
    return preview(
        content,
        pk=article.pk,
        slug=slugify(content["headline"]),
        at=day,
        published_at=hour or at,
        updated_at=article.updated_at,
    )


def rendered(request, revision, report, **more):
    """The response with a preview; no cache, no search engine and no other site learns of it."""
    context = {"report": report, "revision": revision, **more}
    response = render(request, "articles/preview.html", context)
    for header, value in HEADERS.items():
        response[header] = value
    return response


@require_safe
def shared(request, token):
    """The page behind a signed link; each opening is noted with its moment, and no more."""
    at = now()
    link = link_or_404(token, at)
    if request.method == "GET":
        link.visits.create(at=at)
    report = _with_files_by(token, page_of(link.revision, at))
    return rendered(request, link.revision, report, link=link)


def link_or_404(token, at):
    """The link that a token opens at ``at``, to a report that was not removed."""
    link = workflow.linked(token, at)
    if link is None or link.revision.article.is_removed:
        raise Http404
    return link


@dataclass(frozen=True)
class _LinkedImage(Image):
    """A picture whose sizes come by the door of a link."""

    door: str = ""

    @property
    def whole(self):
        """The whole picture."""
        return self._by_link(super().whole)

    @property
    def cut(self):
        """Cut to 3:2 around the focal point."""
        return self._by_link(super().cut)

    def _by_link(self, shown):
        by_door = {k: getattr(shown, k).replace(_MEDIA, self.door) for k in ("avif", "webp", "url")}
        return replace(shown, **by_door)


def _with_files_by(token, report):
    door = reverse("articles:preview", args=[token])

    def by_link(image):
        return image and _LinkedImage(**vars(image), door=door)

    def file_by_link(thing):
        return replace(thing, url=thing.url.replace(_MEDIA, door))

    return replace(
        report,
        picture=by_link(report.picture),
        second_picture=by_link(report.second_picture),
        attachments=tuple(map(file_by_link, report.attachments)),
    )
