"""Which admin the desk works in."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, with our own site."""

    default_site = "newsroom.navigation.DeskSite"
