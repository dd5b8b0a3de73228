"""The closed lists of the newsroom's language: what is stored, and the word the desk reads."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: Where the pages stand that the desk writes beside the reports; the law names the first two.
SITE_PAGES = ("impressum", "datenschutz", "ueber-uns", "mediadaten")


class Genre(TextChoices):
    """Darstellungsformen of the trade press (`newsroom.md` §1)."""

    NEWS = "news", _("News item")
    REPORT = "report", pgettext_lazy("genre", "Report")
    INTERVIEW = "interview", _("Interview")
    PERSONNEL = "personnel", _("Personnel")
    FEATURE = "feature", _("Feature")
    CASE_STUDY = "case_study", _("Case study")
    GUEST = "guest", _("Guest contribution")
    COMMENT = "comment", _("Comment")


class ReferenceEnd(TextChoices):
    """Where a “wir berichteten” leads."""

    REPORT = "report", _("A report of our own")
    ADDRESS = "address", _("An outside address")
    NONE = "none", _("Deliberately without a link")
    OPEN = "open", _("Open")


class Copy(TextChoices):
    """Which of the two copies of a report a row was derived from."""

    LIVE = "live", _("Live")
    PENDING = "pending", _("Pending")


class AwardKind(TextChoices):
    """Only prizes count for claims such as “bereits die zweite Auszeichnung”."""

    PRIZE = "prize", _("Prize")
    RANKING = "ranking", _("Ranking")
    GRANT = "grant", _("Funding programme")


class WinnerKind(TextChoices):
    """Which field of a win names the winner."""

    MUNICIPALITY = "municipality", _("Municipality")
    DISTRICT = "district", _("District")
    ASSOCIATION = "association", _("Association of municipalities")
    NAME = "name", _("A name only")


class InstitutionKind(TextChoices):
    """Kinds of institutions; the first two make a ministry."""

    MINISTRY = "ministry", _("Ministry")
    CHANCELLERY = "chancellery", _("Chancellery")
    AUTHORITY = "authority", _("Authority")
    ASSOCIATION = "association", _("Federation")
    IT_PROVIDER = "it_provider", _("IT provider")
    BANK = "bank", _("Bank")
    COMPANY = "company", _("Company")


class SuccessionKind(TextChoices):
    """How tasks came from one institution to another."""

    RENAMED = "renamed", _("renamed")
    SPLIT = "split", _("split off")
    MERGED = "merged", _("merged")
    TOOK_OVER = "took_over", _("took over tasks")


class Verification(TextChoices):
    """How far a register entry was checked (`data/README.md`)."""

    VERIFIED = "verified", _("Verified")
    DERIVED = "derived", _("Derived")
    UNCHECKED = "unchecked", _("Unchecked")
    UNSURE = "unsure", _("Unsure")


class Licence(TextChoices):
    """What the newsroom may do with a picture."""

    PRESS = "press", _("Press picture, free with credit")
    OWN = "own", _("Own picture")
    STOCK = "stock", _("Stock picture, licensed")
    CC_BY = "cc_by", _("CC BY")
    CC_BY_SA = "cc_by_sa", _("CC BY-SA")
    CC0 = "cc0", _("CC0 / public domain")
    UNKNOWN = "unknown", _("Not cleared yet")


#: The feeds of one thing, below the address of its page: RSS, Atom, JSON Feed.
FEED_FILES = ("feed.xml", "atom.xml", "feed.json")


class CountedBy(TextChoices):
    """What the monthly numbers of reports are kept for."""

    ALL = "all", _("All reports")
    SECTION = "section", _("Section")
    TAG = "tag", _("Tag")
    MUNICIPALITY = "municipality", _("Municipality")
    DISTRICT = "district", _("District")
    AREA = "area", _("District with its municipalities")
    FEDERAL_STATE = "federal_state", _("Land")
    INSTITUTION = "institution", _("Institution")
    AWARD = "award", _("Award")
    PERSON = "person", _("Author")


class EffectKind(TextChoices):
    """Side effects that leave through the outbox."""

    ANNOUNCE = "announce", _("Announce a new report")
    UPDATE = "update", _("Announce a change")
    REMOVE = "remove", _("Announce a removal")
    WEBSUB = "websub", _("Tell the feeds’ hub")
    INDEXNOW = "indexnow", _("Tell search engines (IndexNow)")
    PURGE = "purge", _("Empty the cache in front")
    MAIL = "mail", _("Mail to a colleague")
    PICTURE = "picture", _("Make the sizes of a picture")


class PlanKind(TextChoices):
    """What stands in the planner."""

    DUE = "due", _("Draft due")
    RELEASE = "release", _("Release")
    WITHDRAWAL = "withdrawal", _("Withdrawal")
    EMBARGO = "embargo", _("Embargo")


class ReleaseKind(TextChoices):
    """What a release changed in a report that readers see already."""

    TYPO = "typo", _("Typing error (readers are not told)")
    UPDATE = "update", _("Update (with its hour)")
    CORRECTION = "correction", _("Correction (with a note)")


class CorrectionKind(TextChoices):
    """Notes on a report that was wrong; the last is the affected person's own wording."""

    CORRECTION = "correction", _("Correction")
    RECTIFICATION = "rectification", _("Rectification")
    RETRACTION = "retraction", _("Retraction")
    COUNTERSTATEMENT = "counterstatement", _("Counter-statement")


class ComplaintOutcome(TextChoices):
    """How the desk closed what a reader reported as wrong."""

    CORRECTED = "corrected", _("Corrected")
    NO_ERROR = "no_error", _("No error")


class PlacementKind(TextChoices):
    """What the desk does with a report on the front page."""

    LEAD = "lead", _("Lead report")
    PIN = "pin", _("Pinned")
    OFF = "off", _("Not on the front page")


class SealKind(TextChoices):
    """What was removed on legal grounds."""

    REPORT = "report", _("The whole report")
    PASSAGE = "passage", _("A passage")


class WithoutReader(TextChoices):
    """Why a wording went out that only one person had read."""

    SOLO = "solo", _("Solo duty")
    URGENT = "urgent", _("Breaking news")
    DESK_OF_ONE = "desk_of_one", _("Desk of one")
