"""What every page of the desk carries."""

import json

from django import template

from articles.keys import for_script

register = template.Library()


@register.simple_tag
def keys_as_json(user):
    """The keys that the script of the page listens to."""
    return json.dumps(for_script(user))
