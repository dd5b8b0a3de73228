"""The pictures of the demo: drawn once, then kept like every other picture."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from articles import effects
from articles.importers.field_store import Track, untracked
from articles.importers.prints import draw
from articles.models import Picture
from articles.vocabulary import Licence

CREDIT = "Amt & Netz/Zeichnung"


def demo_pictures(listed: Path, now: datetime, track: Track = untracked) -> dict[str, int]:
    """The numbers of the listed pictures by the id of their report; what is missing is drawn."""
    entries = json.loads(listed.read_text("utf-8"))
    known = {picture.title: picture for picture in Picture.objects.filter(credit=CREDIT)}
    return {
        report: (known.get(entry["title"]) or _drawn(entry, now)).pk
        for report, entry in track(list(entries.items()), _("Pictures"))
    }


def _drawn(entry: Mapping[str, str | int], now: datetime) -> Picture:
    picture = Picture.objects.create(
        file=ContentFile(draw(entry["motif"], entry["seed"]), name="print.jpg"),
        title=entry["title"],
        alternative_text=entry["alternative_text"],
        caption=entry["caption"],
        credit=CREDIT,
        licence=Licence.OWN,
    )
    effects.picture_came(picture, now)
    return picture
