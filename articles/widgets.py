"""Widgets of the desk."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.urls import reverse

from articles.models import Article


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
