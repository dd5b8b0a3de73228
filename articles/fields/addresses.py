"""Outside addresses that may stand in a text: no scripts, no tricks with invisible characters."""

import re
import unicodedata
from collections.abc import Container
from urllib.parse import urlsplit

LONGEST = 2000
_MAIL = re.compile(r"[^@\s:/?#]+@[^@\s/?#]+\.[^@\s/?#.]+(\?[^\s]*)?")
_ESCAPED = str.maketrans({'"': "%22", "<": "%3C", ">": "%3E", "`": "%60", "'": "%27"})


def clean_address(address: str, *, schemes: Container[str]) -> str | None:
    """
    ``address`` in its stored form, or None where it leads nowhere safe.

    Needs one of ``schemes`` and a host (or a mail box); refuses log-ins before the
    host, blanks, control and invisible characters, and back slashes.
    """
    address = address.strip(" \t\r\n\f")
    if not address or len(address) > LONGEST or any(map(_is_treacherous, address)):
        return None
    scheme, colon, rest = address.partition(":")
    scheme = scheme.lower()
    if not colon or scheme not in schemes:
        return None
    is_sound = bool(_MAIL.fullmatch(rest)) if scheme == "mailto" else _has_host(rest)
    written = f"{scheme}:{rest}".translate(_ESCAPED)
    return written if is_sound and len(written) <= LONGEST else None


def _is_treacherous(character: str) -> bool:
    return (
        character == "\\"
        or character.isspace()
        or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")
    )


def _has_host(rest: str) -> bool:
    if not rest.startswith("//"):
        return False
    try:
        parts = urlsplit(f"https:{rest}")
        return bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False
