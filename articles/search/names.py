"""All names of an institution: who asks for the BMWi wants the reports on the BMWK too."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Lower

from articles.models import Institution
from articles.models.article import is_known
from articles.statements import AT, Statement, written

_NAMES = ("name", "short_name", "names__name", "names__abbreviation")
#: What stands for the names that were said while the query is written.
_SAID = "said"


def other_names(said: Iterable[str], at: datetime) -> Mapping[str, frozenset[str]]:
    """
    By what was said (in small letters), the names that the same institution bore or bears.

    Only institutions that readers know at ``at``; what is no such name is left out.
    """
    said = set(said)
    names: dict[int, set[str]] = {}
    for pk, *called in _KNOWN.rows(list(said), at):
        names.setdefault(pk, set()).update(name for name in called if name)
    return {
        name.lower(): frozenset(all_names)
        for all_names in names.values()
        for name in all_names
        if name.lower() in said
    }


def _known() -> str:
    lowered = {f"low_{number}": Lower(name) for number, name in enumerate(_NAMES)}
    is_meant = Q(*((f"{name}__in", [_SAID]) for name in lowered), _connector=Q.OR)
    meant = Institution.objects.annotate(**lowered).filter(is_meant).values("pk")
    known = Institution.objects.filter(is_known("institutions", AT), pk__in=meant)
    return written(known.values_list("pk", *_NAMES), {"SELECT unnest($1)": _SAID, "$2": AT})


_KNOWN = Statement("search_names", "text[], timestamptz", _known)
