"""
The things of the newsroom; they tell about themselves and act on nothing.

Order: ``users``, ``desk``, ``periods``, ``places``, ``institutions``, ``awards``, ``people``,
``pictures``, ``attachments``, ``subjects``, ``article``, ``mergers``, ``former_addresses``,
``references``, ``terms``, ``trail``, ``working_copies``, ``search_words``, ``corrections``,
``front_page``, ``previews``, ``reminders``, ``seals``,
``second_reading``, ``notes``, ``site_pages``.
"""

from articles.models.article import Article
from articles.models.attachments import Attachment, SourceMaterial
from articles.models.awards import Award, AwardEdition, AwardWin
from articles.models.corrections import Complaint, Correction
from articles.models.desk import Absence, CalendarAddress, SavedFilter
from articles.models.former_addresses import FormerAddress
from articles.models.front_page import Placement
from articles.models.institutions import Institution, InstitutionName, Ministry, Succession
from articles.models.mergers import Merger, SettledName
from articles.models.notes import Note
from articles.models.people import Initials, Person
from articles.models.pictures import Picture
from articles.models.places import Association, District, FederalState, Municipality
from articles.models.previews import PreviewLink, PreviewVisit
from articles.models.references import CrossReference
from articles.models.reminders import Reminder
from articles.models.seals import Seal
from articles.models.search_words import SearchWord
from articles.models.second_reading import Rereading, SoloDuty
from articles.models.site_pages import SitePage
from articles.models.subjects import Section, Tag, Tagging
from articles.models.terms import ReportProfile, SignatureTerm, TermCount
from articles.models.trail import (
    Effect,
    Exposure,
    MonthlyCount,
    Revision,
    StatusChange,
)
from articles.models.users import User
from articles.models.working_copies import Mend, Presence, WorkingCopy

__all__ = [
    "Absence",
    "Article",
    "Association",
    "Attachment",
    "Award",
    "AwardEdition",
    "AwardWin",
    "CalendarAddress",
    "Complaint",
    "Correction",
    "CrossReference",
    "District",
    "Effect",
    "Exposure",
    "FederalState",
    "FormerAddress",
    "Initials",
    "Institution",
    "InstitutionName",
    "Mend",
    "Merger",
    "Ministry",
    "MonthlyCount",
    "Municipality",
    "Note",
    "Person",
    "Picture",
    "Placement",
    "Presence",
    "PreviewLink",
    "PreviewVisit",
    "Reminder",
    "ReportProfile",
    "Rereading",
    "Revision",
    "SavedFilter",
    "Seal",
    "SearchWord",
    "Section",
    "SettledName",
    "SignatureTerm",
    "SitePage",
    "SoloDuty",
    "SourceMaterial",
    "StatusChange",
    "Succession",
    "Tag",
    "Tagging",
    "TermCount",
    "User",
    "WorkingCopy",
]
