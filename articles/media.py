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
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Article, Attachment, Picture
from articles.moments import berlin_day, now
from articles.picture_sizes import size_of
from articles.renditions import rendition, sizes_of, store
from articles.text import slugify
from articles.views.previews import HEADERS, link_or_404

#: The names that ``unguessable_name`` gives; nothing else is looked for.
NAME = re.compile(
    r"(?:(picture|attachment)/[0-9a-f]{2}/[0-9a-f]{32}\.(?:jpe?g|png|webp|avif|gif|pdf)"
    r"|(sourcematerial)/[0-9a-f]{2}/[0-9a-f]{32}\.[a-z0-9]{1,8})"
)
TYPES = {"webp": "image/webp", "avif": "image/avif", "jpg": "image/jpeg"}


@require_safe
def media(request, name):
    """The file under its stored name, or a picture in one of its sizes."""
    size = size_of(name)
    return _picture(request, size) if size else _kept_file(request, name)


def _picture(request, size):
    """One of the sizes that this picture has as it is now, or had when the page was made."""
    picture = _of(size, _shown_pictures(now()))
    is_public = picture is not None
    # Asked of every visitor, whatever was found: a 404 must not differ in its headers.
    if not is_public and _is_desk(request.user):
        picture = _of(size, Picture.objects.all())
    if picture is None or not (size in sizes_of(picture) or default_storage.exists(size.name)):
        raise Http404
    response = _made(picture, size)
    # The name says everything that made the file, so it never changes; the right to it may.
    response["ETag"] = f'"{size.name}"'
    return _guarded(response, "picture", size.name, is_public=is_public)


def _of(size, pictures):
    return pictures.filter(file__startswith=f"{size.stem}.").first()


def _made(picture, size):
    """The file of a size, made now if nobody has yet asked for it."""
    content_type = TYPES[size.ending]
    if not default_storage.exists(size.name):
        try:
            content = rendition(picture, size)
        except (OSError, ValueError):
            raise Http404 from None
        try:
            store(size, content)
        except OSError:
            return HttpResponse(content, content_type=content_type)  # no room left on the disk
    return _file(size.name, content_type=content_type)


def _kept_file(request, name):
    match = NAME.fullmatch(name)
    kind = match and (match[1] or match[2])
    title = _title_for_readers(kind, name) if kind else None
    if title is None and not (_is_desk(request.user) and kind):
        raise Http404
    response = _file(name, content_type=_type_of(name))
    return _guarded(response, kind, name, is_public=title is not None, title=title)


@require_safe
def of_preview(request, token, name):
    """A picture in a size, or an attachment, of exactly the revision that a link shows."""
    content = link_or_404(token, now()).revision.content
    if size := size_of(name):
        pks = [content[field]["id"] for field in ("picture", "second_picture") if content[field]]
        picture = _of(size, Picture.objects.filter(pk__in=pks, is_blocked=False))
        if picture is None or size not in sizes_of(picture):
            raise Http404
        response = _guarded(_made(picture, size), "picture", size.name, is_public=False)
    else:
        pks = [thing["id"] for thing in content["attachments"]]
        found = get_object_or_404(Attachment, pk__in=pks, file=name)
        response = _file(name, content_type=_type_of(name))
        _guarded(response, "attachment", name, is_public=False, title=found.title)
    for header, value in HEADERS.items():
        response[header] = value
    return response


def _guarded(response, kind, name, *, is_public, title=None):
    response["Cache-Control"] = "private, no-cache" if is_public else "private, no-store"
    response["Content-Disposition"] = _disposition(kind, title, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _title_for_readers(kind, name):
    """What a file is called while readers may have it; None while they may not."""
    if kind != "attachment":
        return None
    offered = _offered_attachments(now())
    return offered.filter(file=name).values_list("title", flat=True).first()


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
