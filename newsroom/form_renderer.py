"""
The small pieces that forms are made of, written by hand instead of by a template each.

A report's form has some forty inputs, and the list fifty boxes to tick; read through Django's
templates they cost more than everything else on the page. What is not in ``_WRITTEN`` is
rendered as ever. The text is that of Django's templates, but for blanks; a test compares.
"""

import html
import re

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.safestring import SafeData

_BETWEEN_TAGS = re.compile(r">\s+<")
_INPUTS = (
    "checkbox", "color", "date", "datetime", "email", "file", "hidden", "input", "number",
    "password", "search", "tel", "text", "time", "url",
)  # fmt: skip


class QuickRenderer(DjangoTemplates):
    """Django's renderer with a shorter way for what is rendered most."""

    def render(self, template_name, context, request=None):
        """The piece as text."""
        write = _WRITTEN.get(template_name)
        return write(self, context) if write else super().render(template_name, context, request)


def _text(value):
    value = localize(value)
    return value if isinstance(value, SafeData) else html.escape(str(value))


def _plain(value):
    """Like the filter ``stringformat:"s"``: numbers without separators."""
    text = str(value)
    return text if isinstance(value, SafeData) else html.escape(text)


def _attributes(attrs):
    written = []
    for name, value in (attrs or {}).items():
        if value is True:
            written.append(f" {_text(name)}")
        elif value is not False:
            written.append(f' {_text(name)}="{_plain(value)}"')
    return "".join(written)


def _input(renderer, context):
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{_plain(widget["value"])}"'
    start = f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"'
    return f"{start}{value}{_attributes(widget['attrs'])}>"


def _textarea(renderer, context):
    widget = context["widget"]
    value = _text(widget["value"]) if widget["value"] else ""
    start = f'<textarea name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>'
    return f"{start}\n{value}</textarea>"


def _select(renderer, context):
    widget = context["widget"]
    parts = [f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        parts += [f'\n  <optgroup label="{_text(group)}">'] if group else []
        for option in options:
            parts += ["\n  ", renderer.render(option["template_name"], {"widget": option})]
        parts += ["\n  </optgroup>"] if group else []
    return "".join([*parts, "\n</select>"])


def _option(renderer, context):
    widget = context["widget"]
    start = f'<option value="{_plain(widget["value"])}"{_attributes(widget["attrs"])}>'
    return f"{start}{_text(widget['label'])}</option>"


def _several(renderer, context):
    parts = (
        renderer.render(one["template_name"], {"widget": one})
        for one in context["widget"]["subwidgets"]
    )
    return _BETWEEN_TAGS.sub("><", "".join(parts))


def _label(renderer, context):
    label, tag = _text(context["label"]), context["tag"]
    if not context["use_tag"]:
        return label
    return f"<{tag}{_attributes(context['attrs'])}>{label}</{tag}>"


def _errors(renderer, context):
    errors = context["errors"]
    if not errors:
        return ""
    name = f' id="{_text(errors.field_id)}_error"' if errors.field_id else ""
    rows = "".join(f"<li>{_text(error)}</li>" for error in errors)
    return f'<ul class="{_text(context["error_class"])}"{name}>{rows}</ul>'


_WRITTEN = {f"django/forms/widgets/{name}.html": _input for name in _INPUTS} | {
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/select_option.html": _option,
    "django/forms/widgets/multiwidget.html": _several,
    "django/forms/label.html": _label,
    "django/forms/errors/list/default.html": _errors,
    "django/forms/errors/list/ul.html": _errors,
}
