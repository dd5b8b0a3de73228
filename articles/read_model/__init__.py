"""
What a page shows, as plain objects that know no database.

A ``ReportPage`` is built from the columns (``report``, ``reports``: one query,
whatever the report refers to) or from a snapshot (``preview``). Page, feeds and
structured data all read it. Other reports appear in it only while ``published()``
says so; everything else about them never leaves the database.

Order: ``things``, ``rows``, ``pages``, ``front``, ``notes``.
"""

from articles.read_model.front import FrontPage, front_page, in_order
from articles.read_model.notes import PublicNote, corrections, counterstatements
from articles.read_model.pages import (
    illustrated_teasers,
    image_of,
    preview,
    report,
    reports,
    teasers,
)
from articles.read_model.things import (
    CorrectionNote,
    Image,
    ReportPage,
    Teaser,
    Thing,
    address,
    body_html,
    notes_html,
)

__all__ = [
    "CorrectionNote",
    "FrontPage",
    "Image",
    "PublicNote",
    "ReportPage",
    "Teaser",
    "Thing",
    "address",
    "body_html",
    "corrections",
    "counterstatements",
    "front_page",
    "illustrated_teasers",
    "image_of",
    "in_order",
    "notes_html",
    "preview",
    "report",
    "reports",
    "teasers",
]
