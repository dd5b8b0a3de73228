"""Reading any HTML as tags and text, from left to right, in time linear to its length."""

import re
from collections.abc import Iterator
from html import unescape

from articles.text import normalised

#: Elements whose content is no text of a report.
DROPPED = {
    "script", "style", "title", "textarea", "iframe", "noscript", "noembed", "noframes",
    "template", "svg", "math", "object", "select", "audio", "video", "canvas", "head", "xmp",
    "plaintext",
}  # fmt: skip
_QUOTED = r"""(?:[^>"']|"[^"]*+"|'[^']*+')*+"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/><]*+)({_QUOTED})>")
#: A lone "<" is text, as in “1 < 2”.
_START = re.compile(r"<(?:/?([a-zA-Z])|[!?/])")
_SIMPLE_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/><]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]*+))?""")


def tokens(html: str) -> Iterator[tuple[str, str, str, str]]:
    """(closes, name, attributes, "") for tags, ("", "", "", text) for text."""
    at, tag = 0, _TAG
    while start := _START.search(html, at):
        if start.start() > at:
            yield "", "", "", html[at : start.start()]
        at = start.start()
        found = tag.match(html, at)
        if not found and start[1]:
            # A quotation mark never closed: from here on a tag ends at its first ">".
            tag = _SIMPLE_TAG
            found = tag.match(html, at)
        name = found[2].lower() if found else ""
        if name and name not in DROPPED:
            yield found[1], name, found[3], ""
        at = _end(html, at, found, name)
    if at < len(html):
        yield "", "", "", html[at:]


def _end(html: str, at: int, found: re.Match | None, name: str) -> int:
    """Where the tag (or comment, or declaration) at ``at`` ends, with what it drops."""
    if found and (found[1] or name not in DROPPED):
        return found.end()
    if found:
        after = re.compile(rf"</{re.escape(name)}[^>]*+>?", re.IGNORECASE).search(html, at)
        return after.end() if after else len(html)
    end = "-->" if html.startswith("<!--", at) else ">"
    found_at = html.find(end, at + 2)
    return found_at + len(end) if found_at >= 0 else len(html)


def attributes_of(source: str) -> dict[str, str]:
    """Attributes by lower-case name; of two with one name the first counts."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(source):
        value = value[1:-1] if value[:1] in ('"', "'") else value
        found.setdefault(name.lower(), normalised(unescape(value)))
    return found
