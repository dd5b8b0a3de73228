"""The list of reports: lean rows, filters that are kept, and what came of a bulk action."""

from django.contrib.admin.views.main import ChangeList

LONG_TEXTS = ("body", "search_vector", "source_text", "lead", "infobox", "links")


class DeskChangeList(ChangeList):
    """Rows without the texts, which the list doesn't show."""

    def get_queryset(self, request, exclude_parameters=None):
        """What the filters leave, newest change first."""
        return super().get_queryset(request, exclude_parameters).defer(*LONG_TEXTS)
