"""
What a page shows, as plain objects that know no database.

A ``ReportPage`` is built from the columns (``report``, ``reports``: one query,
whatever the report refers to) or from a snapshot (``preview``). Page, feeds and
structured data all read it. Other reports appear in it only while ``published()``
says so; everything else about them never leaves the database.

Order: ``things``, ``prepared``, ``rows``, ``pages``.
"""

from articles.read_model.pages import (
    illustrated_teasers,
    image_of,
    preview,
    report,
    reports,
    teasers,
)
from articles.read_model.things import Image, ReportPage, Teaser, Thing, address, body_html

__all__ = [
    "Image",
    "ReportPage",
    "Teaser",
    "Thing",
    "address",
    "body_html",
    "illustrated_teasers",
    "image_of",
    "preview",
    "report",
    "reports",
    "teasers",
]
