"""Pictures in all their sizes, made before the first reader asks."""

from datetime import datetime

from django.utils.translation import gettext as _

from articles.models import Effect, Picture
from articles.renditions import make_all


def make(effect: Effect, now: datetime) -> str:
    """Make what is missing; a picture that has gone since then needs nothing."""
    picture = Picture.objects.filter(pk=effect.payload["picture"]).first()
    number = make_all(picture) if picture else 0
    return _("%(number)d files made") % {"number": number}
