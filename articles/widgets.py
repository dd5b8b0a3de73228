"""Widgets of the desk."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.urls import reverse
from django.utils.translation import gettext as _
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media

from articles.models import Article

#: Modules that the editor's own modules import; the map leads to the hashed file names.
EDITOR_MODULES = ImportMap(
    {
        "articles/editor/addresses": "articles/editor/addresses.js",
        "articles/editor/hint": "articles/editor/hint.js",
        "articles/editor/offers": "articles/editor/offers.js",
        "articles/editor/picker": "articles/editor/picker.js",
    }
)
MENU = ["headings", "nodes -blockType -lists", "lists", "marks", "link", "history"]


class BodyWidget(AdminProseEditorWidget):
    """The editor of a report's text, with the picker of references and the desk's words."""

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, preset="configurable")

    @property
    def media(self):
        """The editor, the map of its modules, and how it looks."""
        own = Media(importmap=EDITOR_MODULES, css={"all": ["articles/editor/editor.css"]})
        return super().media + own

    def get_config(self):
        """What the field allows, with addresses and words in the language of the request."""
        config = super().get_config()
        link = config["extensions"]["Link"]
        extensions = config["extensions"] | {
            "Menu": {"groups": [{"group": group} for group in MENU]},
            "Link": (link if isinstance(link, dict) else {}) | {"words": _link_words()},
            "Reference": {
                "url": reverse("admin:articles_article_targets"),
                "offersUrl": reverse("admin:articles_article_offers"),
                "words": _reference_words(),
            },
            "DeskWords": {
                "label": _("Text of the report"),
                "toolbar": _("Formatting"),
                "buttons": _button_words(),
            },
        }
        return config | {"extensions": extensions}


def _button_words():
    return {
        "heading2": _("Sub-heading (Ctrl+Alt+2)"),
        "heading3": _("Small sub-heading (Ctrl+Alt+3)"),
        "paragraph": _("Paragraph (Ctrl+Alt+0)"),
        "bulletList": _("List (Ctrl+Shift+8)"),
        "orderedList": _("Numbered list (Ctrl+Shift+7)"),
        "blockquote": _("Quotation (Ctrl+Shift+B)"),
        "bold": _("Bold (Ctrl+B)"),
        "italic": _("Italic (Ctrl+I)"),
        "link": _("Link to another site (Ctrl+K)"),
        "unlink": _("Remove the link"),
        "reference": _("Refer to an earlier report (Ctrl+Shift+L)"),
        "history:undo": _("Undo (Ctrl+Z)"),
        "history:redo": _("Redo (Ctrl+Shift+Z)"),
    }


def _link_words():
    return {
        "title": _("Link to another site"),
        "address": _("Address"),
        "apply": _("Apply"),
        "remove": _("Remove the link"),
        "cancel": _("Cancel"),
        "badAddress": _("Please give an address that begins with https:// (or mailto:)."),
    }


def _reference_words():
    return {
        "button": _("we reported"),
        "phrase": "wir berichteten",
        "open": _("Open: leads nowhere yet. Click to choose a report."),
        "none": _("Deliberately without a link"),
        "missing": _("This report does not exist any more."),
        "panel": {
            "count": _("References without a target: %s"),
            "unlikely": _("Nothing fitting found; only similar ones:"),
            "draft": _("just being written"),
        },
        "picker": {
            "title": _("Which report is meant?"),
            "search": _("Search the newsroom’s reports, or type an address"),
            "placeholder": _("Headline, town, date – or https://…"),
            "list": _("Reports"),
            "found": _("%s reports"),
            "oneFound": _("1 report"),
            "nothing": _("Nothing found."),
            "offered": _("Enter takes the report that fits best."),
            "unlikely": _("Nothing fitting found; only similar ones:"),
            "failed": _("The search does not answer. Please try again."),
            "outside": _("Enter refers to this outside address."),
            "badAddress": _("This is no address that begins with http:// or https://."),
            "none": _("Deliberately no link"),
            "free": _("Open again"),
            "plain": _("Plain words"),
            "cancel": _("Cancel"),
        },
    }


class TagSelect(AutocompleteSelectMultiple):
    """Type a tag: known ones are offered, an unknown one becomes new with Enter."""

    def __init__(self, attrs=None):
        super().__init__(Article._meta.get_field("tags"), admin.site, attrs)

    def get_url(self):
        """The desk's own list of tags, by name instead of by number."""
        return reverse("admin:articles_tag_names")

    def build_attrs(self, base_attrs, extra_attrs=None):
        """Let select2 take free entries beside those it is offered."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-tags": "true"}

    def optgroups(self, name, value, attrs=None):
        """Only what is chosen; everything else comes when asked for."""
        options = (
            self.create_option(name, label, label, True, index) for index, label in enumerate(value)
        )
        return [(None, list(options), 0)]
