"""Rows that were right from one day to another."""

from django.db import models
from django.db.models import Q


def covers(day, to_it=""):
    """The condition that a period covers ``day``; ``to_it`` is the lookup that leads to it."""
    return (Q(**{f"{to_it}valid_from__isnull": True}) | Q(**{f"{to_it}valid_from__lte": day})) & (
        Q(**{f"{to_it}valid_to__isnull": True}) | Q(**{f"{to_it}valid_to__gt": day})
    )


class PeriodQuerySet(models.QuerySet):
    """Half-open periods, ``valid_from`` to ``valid_to``; an empty end is open."""

    def valid_on(self, day):
        """The rows whose period covers ``day``."""
        return self.filter(covers(day))
