"""All names of an institution: who asks for the BMWi wants the reports on the BMWK too."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Lower

from articles.models import Institution
from articles.models.article import is_known

_NAMES = ("name", "short_name", "names__name", "names__abbreviation")


def other_names(said: Iterable[str], at: datetime) -> Mapping[str, frozenset[str]]:
    """
    By what was said (in small letters), the names that the same institution bore or bears.

    Only institutions that readers know at ``at``; what is no such name is left out.
    """
    said = set(said)
    lowered = {f"low_{number}": Lower(name) for number, name in enumerate(_NAMES)}
    is_meant = Q(*((f"{name}__in", said) for name in lowered), _connector=Q.OR)
    meant = Institution.objects.annotate(**lowered).filter(is_meant).values("pk")
    known = Institution.objects.filter(is_known("institutions", at), pk__in=meant)
    names: dict[int, set[str]] = {}
    for row in known.values_list("pk", *_NAMES):
        names.setdefault(row[0], set()).update(name for name in row[1:] if name)
    return {
        name.lower(): frozenset(all_names)
        for all_names in names.values()
        for name in all_names
        if name.lower() in said
    }
