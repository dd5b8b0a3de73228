"""Reports in a folder: which files they are, and what lies beside them."""

import json
from pathlib import Path

from django.utils.translation import gettext as _

from articles.importers.records import Rejected
from articles.importers.reports import LARGEST

ENDINGS = {".md", ".markdown", ".txt"}
#: In the shape in which collections are exchanged the reports have a folder of this name.
INNER = "articles"
#: What ``entities.jsonl`` calls things, and the field of a report that takes them.
ENTITY_FIELDS = {
    "municipalities": "municipalities",
    "districts": "districts",
    "federal_states": "federal_states",
    "bodies": "institutions",
    "awards": "awards",
}


def collection_of(path: Path) -> str:
    """The name of the collection that a file or folder belongs to."""
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    return (folder.parent if folder.name == INNER else folder).name


def report_files(path: Path) -> list[Path]:
    """The files of ``path`` that can be reports, in order of their names; not its sub-folders."""
    if path.is_file():
        return [path]
    folder = path / INNER if (path / INNER).is_dir() else path
    return sorted(
        file
        for file in folder.iterdir()
        if file.suffix.lower() in ENDINGS and file.is_file() and file.name[0] not in "._"
    )


def read_bytes(file: Path) -> bytes:
    """The bytes of a file; of one that is too large only as many as show it."""
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def read_entities(folder: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    """What each report speaks of, by its id, from ``entities.jsonl``; empty without the file."""
    file = folder / "entities.jsonl"
    if not file.is_file():
        return {}
    try:
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        return {line["article"]: _entities(line) for line in lines}
    except (ValueError, KeyError, TypeError) as error:
        raise Rejected(_("%(file)s is not readable.") % {"file": file.name}) from error


def _entities(line: dict) -> dict[str, tuple[str, ...]]:
    return {
        field: tuple(str(key) for key in line[name])
        for name, field in ENTITY_FIELDS.items()
        if line.get(name)
    }
