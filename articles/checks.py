"""What ``manage.py check`` says of the settings."""

from django.conf import settings
from django.core.checks import Info, register


@register()
def two_people(app_configs, **kwargs):
    """Name the rule that a desk of one has switched off."""
    if not settings.DESK_OF_ONE:
        return []
    hint = "Every such release is named in its trail. Unset DESK_OF_ONE once there are two of you."
    return [Info("Reports go out without a second reader.", hint=hint, id="articles.I001")]
