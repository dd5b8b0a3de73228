"""The reasons for a candidate in words: “gleiche Kommune, gleiche Auszeichnung, 4 Monate davor”."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.suggestions.scoring import Reasons

#: A feature is named as a reason from this value on.
_NAMED = 0.25
_MOST_WORDS = 3
_SAME = {
    "municipality": gettext_lazy("same municipality"),
    "district": gettext_lazy("same district"),
    "federal_state": gettext_lazy("same Land"),
    "institution": gettext_lazy("same institution"),
    "award": gettext_lazy("same award"),
    "kicker": gettext_lazy("same kicker"),
}


def in_words(reasons: Reasons, today: date) -> list[str]:
    """Why this candidate, the weightiest kind first, at last how long before ``today``."""
    return [*_things(reasons.keys), *_text(reasons), distance(reasons.candidate.day, today)]


def distance(day: date, today: date) -> str:
    """“4 months before”: whole days below a month, months below two years, then years."""
    days = (today - day).days
    months = round(days / 30.44)
    if days <= 0:
        return _("the same day")
    if months < 1:
        return ngettext("%(n)d day before", "%(n)d days before", days) % {"n": days}
    if months < 24:
        return ngettext("%(n)d month before", "%(n)d months before", months) % {"n": months}
    years = round(days / 365.25)
    return ngettext("%(n)d year before", "%(n)d years before", years) % {"n": years}


def _things(keys: Iterable[str]) -> list[str]:
    kinds = {key.partition(":")[0] for key in keys}
    if kinds & {"municipality", "district"}:
        kinds -= {"federal_state", "kicker"}
    return [str(words) for kind, words in _SAME.items() if kind in kinds]


def _text(reasons: Reasons) -> list[str]:
    found = []
    if reasons.words:
        shared = ", ".join(reasons.words[:_MOST_WORDS])
        found.append(_("in both: %(words)s") % {"words": shared})
    if reasons.features["tags"] >= _NAMED and not reasons.words:
        found.append(_("same topic"))
    if reasons.features["time"] >= _NAMED:
        found.append(_("the time named fits"))
    if reasons.features.get("origin", 0) >= _NAMED:
        found.append(_("others refer to it"))
    return found
