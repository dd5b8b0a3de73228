"""What every page of the desk carries."""

import json

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles.keys import for_script

register = template.Library()


@register.simple_tag
def keys_as_json(user):
    """The keys that the script of the page listens to."""
    return json.dumps(for_script(user))


@register.simple_tag
def navigation(groups, path):
    """The groups of pages with their entries, as Django's script for the sidebar wants them."""
    head = format_html(
        '<thead class="visually-hidden"><tr><th scope="col">{}</th>'
        '<th scope="col">{}</th></tr></thead>',
        _("Page"),
        _("Add link"),
    )
    rows = (
        (group["app_url"], group["name"], head, _entries(group["models"], path)) for group in groups
    )
    return format_html_join(
        "",
        '<div class="module"><table><caption><a href="{}" class="section">{}</a></caption>'
        "{}{}</table></div>",
        rows,
    )


def _entries(entries, path):
    return format_html_join(
        "",
        '<tr class="model-{}{}"><th scope="row" id="nav-{}"><a href="{}"{}>{}</a></th>'
        "<td>{}</td></tr>",
        (_entry(entry, entry["admin_url"] in path) for entry in entries if entry["admin_url"]),
    )


def _entry(entry, is_current):
    name = entry["object_name"].lower()
    add = entry.get("add_url")
    return (
        name,
        " current-model" if is_current else "",
        name,
        entry["admin_url"],
        mark_safe(' aria-current="page"') if is_current else "",
        entry["name"],
        format_html(
            '<a href="{}" class="addlink" aria-describedby="nav-{}">{}</a>', add, name, _("Add")
        )
        if add
        else "",
    )
