"""The folder ``.state`` of a checkout: what is private to it and survives a restart."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def folder(root: Path) -> Path:
    """The checkout's private folder, made with mode 0700 if it is not there yet."""
    state = root / ".state"
    state.mkdir(mode=0o700, exist_ok=True)
    return state


def kept(path: Path, text: str) -> str:
    """
    What ``path`` holds; ``text``, readable by its owner alone, if there was nothing yet.

    Raises SystemExit with one German sentence where it may not be read or written.
    """
    try:
        if not path.exists():
            _write(path, text)
        return path.read_text()
    except PermissionError:
        raise SystemExit(f"In {path.parent} fehlen Lese- oder Schreibrechte.") from None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, whole = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    # Linked when complete: of two processes at once the slower one reads the other's.
    with contextlib.suppress(FileExistsError):
        os.link(whole, path)
    Path(whole).unlink()


def kept_secret(path: Path) -> str:
    """A random secret, made once and kept in ``path``."""
    return kept(path, secrets.token_urlsafe(48))
