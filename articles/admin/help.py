"""Help for the desk: the table of keys, and the handbook."""

from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.utils.html import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from articles.keys import keys_of
from articles.text import slugify

FOLDER = Path(settings.BASE_DIR) / "newsroom" / "docs"
HANDBOOK = FOLDER / "handbuch.md"
PICTURES = FOLDER / "handbuch"


@require_safe
def keys(request):
    """All keys the user has; ``teil`` leaves out the page around them."""
    _refuse(request.user)
    context = {"title": _("Keys"), "groups": keys_of(request.user)}
    if request.GET.get("teil"):
        return TemplateResponse(request, "admin/_keys.html", context)
    context |= admin.site.each_context(request)
    return TemplateResponse(request, "admin/keys.html", context)


@require_safe
def handbook(request):
    """The handbook as a page of the admin."""
    _refuse(request.user)
    contents, html = _rendered(HANDBOOK.read_text())
    context = admin.site.each_context(request) | {
        "title": _("Handbook"),
        "contents": contents,
        "handbook": html,
    }
    return TemplateResponse(request, "admin/handbook.html", context)


@require_safe
def handbook_picture(request, name):
    """A screenshot of the handbook; only what lies in its folder."""
    _refuse(request.user)
    path = PICTURES / f"{name}.png"
    if path not in set(PICTURES.glob("*.png")):
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/png")


def _refuse(user):
    if not user.has_perm("articles.view_article"):
        raise PermissionDenied


def _rendered(text):
    """Headings with anchors, for a table of contents; the text is ours, its HTML is not taken."""
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    tokens, contents = parser.parse(text), []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            anchor = slugify(inline.content)
            opening.attrSet("id", anchor)
            if opening.tag == "h2":
                contents.append((anchor, inline.content))
        for picture in (child for child in inline.children or () if child.type == "image"):
            # In the file they lie in a folder beside it, here below the page itself.
            picture.attrSet("src", picture.attrGet("src").rpartition("/")[2])
    # No HTML of the file gets through, and the file is part of the program.
    return contents, mark_safe(parser.renderer.render(tokens, parser.options, {}))  # noqa: S308
