"""
Files that no row names any more, and that nothing is left to delete: after a crash, a transaction
that was undone, a report that went with its source files.

Only folders of our own are looked at, and what was written lately is left alone: its row may be
on the way.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import models

from articles.models import Attachment, Picture, SourceMaterial
from articles.picture_sizes import stem_of

#: For so long a file may be without a row.
GRACE = timedelta(days=1)
_KEPT = (Picture, Attachment, SourceMaterial)


def leftovers(at: datetime) -> Iterator[str]:
    """The stored names, older than a day at ``at``, of files that belong to no row."""
    for model in _KEPT:
        found = list(_older_files(model._meta.model_name, at - GRACE))
        # Asked after the files were listed: what came in between is kept.
        kept = _stems(model)
        yield from (name for name in found if _stem(name) not in kept)


def sweep(at: datetime) -> list[str]:
    """Delete them; returns their names."""
    names = list(leftovers(at))
    for name in names:
        default_storage.delete(name)
    return names


def _older_files(folder: str, limit: datetime) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    for part in default_storage.listdir(folder)[0]:
        for file in default_storage.listdir(f"{folder}/{part}")[1]:
            name = f"{folder}/{part}/{file}"
            if default_storage.get_modified_time(name) < limit:
                yield name


def _stems(model: type[models.Model]) -> set[str]:
    return {stem_of(name) for name in model.objects.values_list("file", flat=True)}


def _stem(name: str) -> str:
    """Of a kept file and of every size that is made of it: what stands before “-” and “.”."""
    return stem_of(name).partition("-")[0]
