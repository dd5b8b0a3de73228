"""
The text of a report: a small fixed set of HTML, clean on every way into the database.

Elements: ``p h2 h3 ul ol li blockquote strong em a br`` and the reference node
``<span data-reference="17" data-key="x7">wir berichteten</span>``.
"""

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField, ProseEditorFormField

from articles.fields.addresses import clean_address
from articles.fields.markup import TooDeep, canonical, clean_reference

#: Bytes of UTF-8. nh3 needs time quadratic to nesting, PostgreSQL's index has a limit.
LARGEST = 300_000
DEEPEST = 32
TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "a", "br", "span"}

#: What the editor may do; the names are those of django-prose-editor and of our own modules.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "Link": {"protocols": ["http", "https", "mailto"]},
    "Reference": True,
    "CleanPaste": True,
    "DeskWords": True,
    "NoInjectedStyles": True,
    "NoSpellCheck": False,
}


class CleanBody(str):
    """A text that went through ``clean_body``; cleaning it again costs nothing."""

    __slots__ = ()


def clean_body(html: str) -> CleanBody:
    """
    The canonical, harmless form of ``html``; equal for what is equal in the editor.

    Raises ValidationError beyond 300,000 bytes or 32 nested elements. Cleaning
    twice changes nothing.
    """
    if isinstance(html, CleanBody):
        return html
    _check_size(html)
    try:
        composed = canonical(html, depth=DEEPEST)
    except TooDeep:
        message = _("The text is nested more than %(limit)s levels deep.")
        raise ValidationError(message, code="too_deep", params={"limit": DEEPEST}) from None
    # Composed of harmless parts already; nh3 is the second lock on the same door.
    clean = _LOCK.clean(composed)
    _check_size(clean)
    return CleanBody(clean)


def _check_size(html: str) -> None:
    if len(html) > LARGEST or len(html.encode(errors="replace")) > LARGEST:
        message = _("The text is larger than %(limit)s kB.")
        raise ValidationError(message, code="too_large", params={"limit": LARGEST // 1000})


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return clean_address(value, schemes=("http", "https", "mailto"))
    return clean_reference(value) if name == "data-reference" else value


_LOCK = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}, "span": {"data-reference", "data-key"}},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
)


class BodyFormField(ProseEditorFormField):
    """The editor in a form; its value is clean."""

    def clean(self, value):
        """Clean what the browser sent."""
        return clean_body(super().clean(value))


class BodyField(ProseEditorField):
    """A body, sanitised on save, by ``update()`` and ``bulk_update()`` and from fixtures alike."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", dict(EXTENSIONS))
        super().__init__(*args, sanitize=clean_body, **kwargs)

    def deconstruct(self):
        """Migrations keep this class, so that they sanitise too; not what the editor may do."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "articles.fields.body.BodyField", args, kwargs

    def to_python(self, value):
        """Clean what a form or a fixture brings."""
        value = super().to_python(value)
        return clean_body(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        """Clean, and leave the instance with what was stored."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean_body(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        """Clean for writers that never touch an instance."""
        if isinstance(value, str):
            value = clean_body(value)
        return super().get_db_prep_save(value, connection)

    def formfield(self, **kwargs):
        """The editor, with the same rules."""
        return super().formfield(**({"form_class": BodyFormField} | kwargs))
