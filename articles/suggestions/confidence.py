"""
Whether the best candidate is good enough to be offered first (“pre-selected”).

A logistic of three things, fitted on one labelled collection and judged on another one that
the fit had not seen. Being wrong is dearer than being silent.
"""

import math
from collections.abc import Collection, Sequence

from articles.suggestions.places import Place
from articles.suggestions.scoring import Reasons

#: Pre-selected from this probability on.
ENOUGH = 0.89
_LOCAL = ("sentence", "words", "named", "time", "echo", "origin")
#: What the place itself says, the lead over the next one, and a time named that does not fit.
_WEIGHTS = {"said": 0.3, "lead": 2.3, "misfit": -1.9}
#: Kicker, town, topic and a fitting time alone never make a pre-selection: the place must say
#: something of the matter too.
_LEAST_SAID = 0.25
_LARGEST_LEAD = 2.0
_FITS = 0.05


def confidence(
    place: Place, offered: Sequence[Reasons], taken: Collection[int | str] = ()
) -> float:
    """
    How probable it is that the first of ``offered`` is meant, between 0 and 1.

    ``taken`` are the candidates that other places of the report get: they are no rivals.
    """
    best = offered[0]
    rivals = [each.score for each in offered[1:] if each.candidate.id not in taken]
    misfit = bool(place.spans) and best.features["time"] < _FITS
    said = sum(best.features.get(name, 0.0) for name in _LOCAL)
    if said - best.features.get("time", 0.0) < _LEAST_SAID:
        return 0.0
    evidence = {
        "said": said,
        "lead": min(_LARGEST_LEAD, max(0.0, best.score - max(rivals, default=0.0))),
        "misfit": float(misfit),
    }
    total = sum(_WEIGHTS[name] * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-total))
