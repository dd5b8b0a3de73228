"""The colours of the site, where the settings replace those of the style sheet."""

import hashlib
import re
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

#: Colours of ``static/articles/site.css`` that may be replaced.
NAMES = ("paper", "ink", "soft", "line", "wash", "signal")
#: By day and by night as the style sheet has them: for the frame of browsers and for cards.
PAPER, INK, SIGNAL = ("#fbfaf7", "#151618"), ("#1d1b19", "#ebe7df"), ("#b3161b", "#ff7066")
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)

Colours = Mapping[str, tuple[str, ...]]


def stylesheet(colours: Colours) -> str:
    """
    The style sheet that sets ``colours``: by name one for day and night, or one for each.

    Raises ImproperlyConfigured for an unknown name or for what is no colour.
    """
    for name, values in colours.items():
        if name not in NAMES or len(values) > 2 or not all(map(_COLOUR.fullmatch, values)):
            wanted = f"one of {', '.join(NAMES)}, as “#abc” or, for day and night, “#abc/#def”"
            raise ImproperlyConfigured(
                f"SITE_COLOURS: “{name}={'/'.join(values)}” is not {wanted}."
            )
    rules = "".join(
        f"--{name}:light-dark({values[0]},{values[-1]});" for name, values in colours.items()
    )
    return f":root{{{rules}}}" if rules else ""


def fingerprint(colours: Colours) -> str:
    """What names the style sheet, so that it can be kept for good; empty without one."""
    css = stylesheet(colours)
    return hashlib.blake2s(css.encode(), digest_size=6).hexdigest() if css else ""
