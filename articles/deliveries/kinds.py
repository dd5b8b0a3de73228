"""What is done for each kind of side effect: the one table to add a row to."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from articles.deliveries import letters, pictures, pings
from articles.models import Effect
from articles.vocabulary import EffectKind


class Kind(NamedTuple):
    """
    ``deliver(effect, now)`` does it and returns a few words for the desk, or raises.

    ``may_be_repeated``: whoever gets it twice takes no notice, since it does the same again or
    knows the id. What may not is marked as unsure when a worker dies over it.
    """

    deliver: Callable[[Effect, datetime], str]
    may_be_repeated: bool = True


KINDS = {
    EffectKind.ANNOUNCE: Kind(pings.spread),
    EffectKind.UPDATE: Kind(pings.spread),
    EffectKind.REMOVE: Kind(pings.spread),
    EffectKind.WEBSUB: Kind(pings.websub),
    EffectKind.INDEXNOW: Kind(pings.indexnow),
    EffectKind.PURGE: Kind(pings.purge),
    EffectKind.MAIL: Kind(letters.post, may_be_repeated=False),
    EffectKind.PICTURE: Kind(pictures.make),
}
