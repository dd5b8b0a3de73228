"""The one app of the project."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from articles import checks  # noqa: F401 - registers itself


class ArticlesConfig(AppConfig):
    """Everything the newsroom knows and does."""

    name = "articles"
    verbose_name = _("Newsroom")
