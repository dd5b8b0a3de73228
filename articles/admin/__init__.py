"""
The desk, by thing.

Order: ``editor_media``, ``references``, ``reference_overview``, ``offers``, ``recognition``,
``filters``, ``report_list``, ``instants``, ``acts``, ``planner_moves``, ``planner``, ``article``,
``content``, ``outbox``, ``registers``, ``accounts``.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin import accounts, article, content, outbox, registers

__all__ = ["accounts", "article", "content", "outbox", "registers"]

admin.site.site_header = _("wir berichteten")
admin.site.site_title = _("wir berichteten")
admin.site.index_title = _("The desk")
