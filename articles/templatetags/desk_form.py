"""
The fields of a form as Django's ``admin/includes/fieldset.html`` sets them, written by hand.

A report's form has forty of them; this is a third of what the template takes.
"""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def fieldset_as_html(fieldset, level, *parts):
    """One group of fields; ``level`` and ``parts`` are the level and the name of its heading."""
    name = f"{'-'.join(map(str, parts))}-heading"
    description = fieldset.description and f'<div class="description">{fieldset.description}</div>'
    lines = (_line(line, list(line)) for line in fieldset)
    # Texts and inputs are those that the forms have escaped; descriptions are the program's own.
    inside = mark_safe("".join([description or "", *lines]))  # noqa: S308
    if not fieldset.name:
        return format_html(
            '<fieldset class="module aligned {}">{}</fieldset>', fieldset.classes, inside
        )
    heading = format_html(
        '<h{level} id="{name}" class="fieldset-heading">{text}</h{level}>',
        level=level,
        name=name,
        text=fieldset.name,
    )
    if fieldset.is_collapsible:
        inside = format_html("<details><summary>{}</summary>{}</details>", heading, inside)
    else:
        inside = heading + inside
    return format_html(
        '<fieldset class="module aligned {}" aria-labelledby="{}">{}</fieldset>',
        fieldset.classes,
        name,
        inside,
    )


def _line(line, fields):
    is_one = len(fields) == 1
    errors = line.errors() if is_one else ""
    classes = ["form-row"]
    classes += ["errors"] if errors else []
    classes += [] if line.has_visible_field else ["hidden"]
    classes += [f"field-{_of(field, 'name')}" for field in fields]
    inside = "".join(f"<div>{_field(field, is_one)}{_help(field)}</div>" for field in fields)
    if not is_one:
        inside = f'<div class="flex-container form-multiline">{inside}</div>'
    return f'<div class="{" ".join(classes)}">{errors}{inside}</div>'


def _field(field, is_one):
    classes, errors = ["flex-container"], ""
    if not is_one:
        errors = "" if field.is_readonly else field.errors()
        classes += ["fieldBox", f"field-{_of(field, 'name')}"]
        classes += ["errors"] if errors else []
        classes += ["hidden"] if _of(field, "is_hidden") else []
    classes += ["checkbox-row"] if field.is_checkbox else []
    label = field.label_tag()
    if field.is_checkbox:
        inside = f"{field.field}{label}"
    elif field.is_readonly:
        inside = f'{label}<div class="readonly">{field.contents()}</div>'
    else:
        inside = f"{label}{field.field}"
    return f'{errors}<div class="{" ".join(classes)}">{inside}</div>'


def _help(field):
    text = _of(field, "help_text")
    if not text:
        return ""
    identity = _of(field, "id_for_label")
    identity = f' id="{conditional_escape(identity)}_helptext"' if identity else ""
    hidden = " hidden" if _of(field, "is_hidden") else ""
    # Help texts may hold HTML, as everywhere in Django's admin.
    return f'<div class="help{hidden}"{identity}><div>{text}</div></div>'


def _of(field, name):
    """What Django says about a field; of one that is only shown it says it in a dictionary."""
    about = field.field
    return about.get(name, "") if isinstance(about, dict) else getattr(about, name)
