"""
The desk, by thing.

Order: ``after_publication``, ``previews``, ``front_page``, ``article``, ``content``,
``pictures``, ``outbox``, ``registers``, ``accounts``.
"""

from articles.admin import accounts, article, content, outbox, pictures, registers

__all__ = ["accounts", "article", "content", "outbox", "pictures", "registers"]
