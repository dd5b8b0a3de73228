"""Rows that were right from one day to another."""

from django.db import models
from django.db.models import Q


class PeriodQuerySet(models.QuerySet):
    """Half-open periods, ``valid_from`` to ``valid_to``; an empty end is open."""

    def valid_on(self, day):
        """The rows whose period covers ``day``."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        )
