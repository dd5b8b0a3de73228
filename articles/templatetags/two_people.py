"""The word on every page of the desk when nobody reads a second time."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def is_desk_of_one():
    """Whether the rule of two people is switched off."""
    return settings.DESK_OF_ONE
