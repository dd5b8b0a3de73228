"""
The desk, by thing.

Order: ``editor_media``, ``references``, ``reference_overview``, ``numbers``, ``offers``,
``recognition``, ``filters``, ``report_list``, ``instants``, ``acts``, ``notes``,
``planner_moves``, ``planner_entries``, ``planner``, ``calendar``, ``topics``, ``help``,
``absences``, ``after_publication``, ``start_page``, ``previews``, ``front_page``, ``removal``,
``complaints``, ``reminders``, ``working_copies``, ``conflicts``, ``revisions``, ``presence``,
``article``, ``export``, ``upkeep``, ``content``, ``pictures``, ``second_reading``, ``embargo``,
``outbox``, ``registers``, ``accounts``.
"""

from articles.admin import accounts, article, content, outbox, pictures, registers, second_reading

__all__ = ["accounts", "article", "content", "outbox", "pictures", "registers", "second_reading"]
