"""
Uploaded files, through our own door only.

A file is served while a published report uses it (or an author with published
reports wears it), and to the desk always. Everything else is the plain 404.
"""

import mimetypes
import re

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import Article, Attachment, Picture
from articles.moments import berlin_day, now
from articles.text import slugify

#: The names that ``unguessable_name`` gives; nothing else is looked for.
NAME = re.compile(
    r"(?:(picture|attachment)/[0-9a-f]{2}/[0-9a-f]{32}\.(?:jpe?g|png|webp|avif|gif|pdf)"
    r"|(sourcematerial)/[0-9a-f]{2}/[0-9a-f]{32}\.[a-z0-9]{1,8})"
)
TYPES = {"webp": "image/webp", "avif": "image/avif"}


@require_safe
def media(request, name):
    """The file under its stored name."""
    match = NAME.fullmatch(name)
    kind = match and (match[1] or match[2])
    title = _title_for_readers(kind, name) if kind else None
    # Asked of every visitor, whatever was found: a 404 must not differ in its headers.
    if title is None and not (_is_desk(request.user) and kind):
        raise Http404
    response = _file(name, content_type=_type_of(name))
    response["Cache-Control"] = "private, no-store" if title is None else "private, no-cache"
    response["Content-Disposition"] = _disposition(kind, title, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _title_for_readers(kind, name):
    """What a file is called while readers may have it; None while they may not."""
    if kind == "sourcematerial":
        return None
    at = now()
    things = _offered_attachments(at) if kind == "attachment" else _shown_pictures(at)
    return things.filter(file=name).values_list("title", flat=True).first()


def _disposition(kind, title, name):
    """Pictures open in their page; the title of a picture is the desk's own business."""
    if kind == "picture":
        return "inline"
    ending = name.rsplit(".", 1)[-1]
    return f'attachment; filename="{slugify(title or "", fallback="quelle")}.{ending}"'


def _offered_attachments(at):
    published = Article.objects.published(at)
    return Attachment.objects.filter(Exists(published.filter(attachments=OuterRef("pk"))))


def _shown_pictures(at):
    published = Article.objects.published(at)
    is_used = (
        Exists(published.filter(picture=OuterRef("pk")))
        | Exists(published.filter(second_picture=OuterRef("pk")))
        | Exists(published.filter(people__portrait=OuterRef("pk")))
    )
    is_allowed = Q(licence_ends_on__isnull=True) | Q(licence_ends_on__gte=berlin_day(at))
    return Picture.objects.filter(is_used, is_allowed, is_blocked=False)


def _is_desk(user):
    return user.is_active and user.has_perm("articles.view_picture")


def _file(name, **how):
    """The bytes; or, behind a web server that can, a word to it where they lie."""
    if settings.MEDIA_ACCEL_PREFIX:
        return HttpResponse(
            headers={"X-Accel-Redirect": f"{settings.MEDIA_ACCEL_PREFIX}{name}"}, **how
        )
    try:
        return FileResponse(default_storage.open(name), **how)
    except FileNotFoundError:
        raise Http404 from None


def _type_of(name):
    ending = name.rsplit(".", 1)[-1]
    return TYPES.get(ending) or mimetypes.types_map.get(f".{ending}", "application/octet-stream")
