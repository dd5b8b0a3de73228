"""Reports, and which of them readers see."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.fields.body import BodyField
from articles.fields.plain import PlainCharField, PlainTextField
from articles.models.attachments import Attachment
from articles.models.awards import Award
from articles.models.institutions import Institution
from articles.models.people import Person
from articles.models.pictures import Picture
from articles.models.places import District, FederalState, Municipality
from articles.models.subjects import Section, Tagging
from articles.models.users import User
from articles.moments import EARLIEST, LATEST
from articles.roles import WRITERS
from articles.statuses import Status
from articles.text import TYPOGRAPHIC_MARKS, slugify
from articles.vocabulary import Genre


def _searched(field, weight):
    marks, blank, everywhere = Value(f"[{TYPOGRAPHIC_MARKS}]"), Value(" "), Value("g")
    words = Func(
        field, marks, blank, everywhere, function="regexp_replace", output_field=models.TextField()
    )
    return SearchVector(words, weight=weight, config="german")


#: What the search of a report looks into; the migrations name it.
SEARCHED = (
    _searched("kicker", "A")
    + _searched("headline", "A")
    + _searched("lead", "B")
    + _searched("body", "C")
)


class ArticleQuerySet(models.QuerySet):
    """Reports; every reader-facing queryset begins with ``published()``."""

    def published(self, at):
        """
        What readers see at the moment ``at``; the one place that knows.

        Released, its hour has come, its end has not, and no embargo holds it.
        """
        return self.filter(
            Q(withdraw_at__isnull=True) | Q(withdraw_at__gt=at),
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=at),
            status=Status.RELEASED,
            publish_at__lte=at,
        )

    def editorial(self):
        """Without advertisements: for feeds, references, and what search engines take for news."""
        return self.filter(is_advertisement=False)

    def with_change_left_behind(self, at):
        """
        Planned reports whose pending change will not be there at their hour, the next one first.

        ``pending_is_for_hour`` says whether that is meant (False) or to be alarmed.
        """
        waiting = self.filter(pending_revision__isnull=False, first_public_at__gt=at)
        return waiting.filter(status=Status.RELEASED).order_by("first_public_at", "pk")

    def for_writing(self):
        """All that acts and forms read: not the search vector, which only the database does."""
        return self.defer("search_vector")

    def newest_first(self):
        """In the order of every list of reports; ``pk`` decides within a second."""
        return self.order_by("-publish_at", "-pk")


class Article(models.Model):
    """
    A report, from first draft to withdrawal.

    The columns hold the live copy: what readers see, or will see at the hour.
    What the desk changes in a released report waits in ``pending_revision``.
    No column says "published": ``Article.objects.published(at)`` does. ``status``
    is written by ``workflow`` alone.
    """

    kicker = PlainCharField(_("kicker"), max_length=80, blank=True)
    headline = PlainCharField(_("headline"), max_length=150, blank=True)
    slug = models.SlugField(_("slug"), max_length=100, blank=True)
    lead = PlainTextField(_("lead"), max_length=1000, blank=True)
    body = BodyField(_("text"), blank=True)
    genre = models.CharField(_("genre"), max_length=12, choices=Genre, default=Genre.NEWS)
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        related_name="articles",
        null=True,
        blank=True,
        verbose_name=_("section"),
    )
    initials = PlainCharField(
        _("initials"),
        max_length=40,
        blank=True,
        help_text=_("As printed under the report, without brackets: “ve” or “ve/rt”."),
    )
    people = models.ManyToManyField(
        Person, related_name="articles", blank=True, verbose_name=_("authors")
    )
    tags = TaggableManager(through=Tagging, blank=True, verbose_name=_("tags"))
    picture = models.ForeignKey(
        Picture,
        models.PROTECT,
        related_name="articles",
        null=True,
        blank=True,
        verbose_name=_("picture"),
    )
    picture_caption = PlainTextField(_("caption here"), max_length=400, blank=True)
    second_picture = models.ForeignKey(
        Picture,
        models.PROTECT,
        related_name="articles_as_second",
        null=True,
        blank=True,
        verbose_name=_("second picture"),
    )
    second_picture_caption = PlainTextField(
        _("caption of the second picture here"), max_length=400, blank=True
    )
    links = models.JSONField(_("links"), default=list, blank=True)
    is_advertisement = models.BooleanField(
        _("advertisement"),
        default=False,
        db_default=False,
        help_text=_(
            "Somebody has paid for it. Readers see “Anzeige” above it; "
            "it stands in no feed and can't be referred to."
        ),
    )
    infobox_title = PlainCharField(_("title of the info box"), max_length=120, blank=True)
    infobox = PlainTextField(_("info box"), max_length=4000, blank=True)
    attachments = models.ManyToManyField(
        Attachment, related_name="articles", blank=True, verbose_name=_("attachments")
    )
    municipalities = models.ManyToManyField(
        Municipality, related_name="articles", blank=True, verbose_name=_("municipalities")
    )
    districts = models.ManyToManyField(
        District, related_name="articles", blank=True, verbose_name=_("districts")
    )
    federal_states = models.ManyToManyField(
        FederalState, related_name="articles", blank=True, verbose_name=_("Länder")
    )
    institutions = models.ManyToManyField(
        Institution, related_name="articles", blank=True, verbose_name=_("institutions")
    )
    awards = models.ManyToManyField(
        Award, related_name="articles", blank=True, verbose_name=_("awards")
    )

    status = models.CharField(
        _("status"), max_length=9, choices=Status, default=Status.DRAFT, editable=False
    )
    publish_at = models.DateTimeField(_("online from"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True, editable=False)
    first_public_at = models.DateTimeField(
        _("first public at"), null=True, blank=True, editable=False
    )
    withdraw_at = models.DateTimeField(_("online until"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"), null=True, blank=True, editable=False)
    is_noindex = models.BooleanField(_("kept out of search engines"), default=False, editable=False)
    is_removed = models.BooleanField(_("removed on legal grounds"), default=False, editable=False)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    embargo_is_open_ended = models.BooleanField(_("embargo without an hour"), default=False)
    embargo_source = PlainCharField(_("source of the embargo"), max_length=200, blank=True)

    working_title = PlainCharField(_("working title"), max_length=150, blank=True)
    assigned_to = models.ForeignKey(
        User,
        models.SET_NULL,
        related_name="assigned_articles",
        null=True,
        blank=True,
        limit_choices_to={"is_active": True, "role__in": WRITERS},
        verbose_name=_("who writes it"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    original_on = models.DateField(
        _("original date"),
        null=True,
        blank=True,
        help_text=_("The date line of its source, for a report that belongs into the archive."),
    )
    source_text = PlainTextField(_("source material"), blank=True)
    collection = models.CharField(max_length=80, blank=True, editable=False)
    source_id = models.CharField(max_length=120, blank=True, editable=False)
    legacy_id = models.BigIntegerField(
        _("id in the earlier system"), null=True, blank=True, unique=True
    )
    imported_hash = models.CharField(max_length=64, blank=True, editable=False)

    current_revision = models.ForeignKey(
        "articles.Revision", models.RESTRICT, related_name="+", null=True, editable=False
    )
    pending_revision = models.ForeignKey(
        "articles.Revision", models.RESTRICT, related_name="+", null=True, editable=False
    )
    #: The live text that the pending revision still has to be merged with came after this one.
    merge_base = models.ForeignKey(
        "articles.Revision", models.RESTRICT, related_name="+", null=True, editable=False
    )
    #: Whether the change to a planned report is meant for its hour; unset until somebody said.
    pending_is_for_hour = models.BooleanField(null=True, editable=False)
    submitted_by = models.BigIntegerField(null=True, editable=False)
    submitted_revision = models.ForeignKey(
        "articles.Revision", models.RESTRICT, related_name="+", null=True, editable=False
    )
    withdrawal_note = PlainTextField(_("note on the withdrawal"), blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    search_vector = models.GeneratedField(
        expression=SEARCHED, output_field=SearchVectorField(), db_persist=True
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        permissions = [
            ("submit_article", "Can submit for review"),
            ("return_article", "Can return to the author"),
            ("release_article", "Can release"),
            ("reschedule_article", "Can move to another hour"),
            ("withdraw_article", "Can take offline"),
            ("restore_article", "Can put back online"),
            ("archive_article", "Can put into the archive under its original date"),
            ("correct_article", "Can publish a note of correction"),
            ("place_article", "Can make the front page"),
            ("noindex_article", "Can keep out of search engines"),
            ("close_article", "Can close a reader's hint"),
            ("redact_article", "Can remove a passage on legal grounds"),
            ("remove_article", "Can remove on legal grounds"),
            ("alone_article", "Can release without a second reader when allowed to"),
            ("embargo_article", "Can set an embargo"),
            ("open_article", "Can open an embargo without an hour"),
            ("lift_article", "Can lift an embargo that others broke"),
        ]
        indexes = [
            GinIndex(fields=["search_vector"], name="article_search"),
            models.Index(
                F("publish_at").desc(),
                F("id").desc(),
                name="article_released_newest",
                condition=Q(status=Status.RELEASED),
            ),
            models.Index(
                "section",
                F("publish_at").desc(),
                F("id").desc(),
                name="article_section_newest",
                condition=Q(status=Status.RELEASED),
            ),
            models.Index(F("changed_at").desc(), F("id").desc(), name="article_lately_changed"),
            models.Index(fields=["status", "-changed_at"], name="article_on_the_desk"),
            models.Index(
                fields=["due_on"], name="article_that_is_due", condition=Q(due_on__isnull=False)
            ),
            models.Index(
                fields=["withdraw_at"],
                name="article_that_ends",
                condition=Q(withdraw_at__isnull=False),
            ),
            models.Index(
                fields=["embargo_until"],
                name="article_under_embargo",
                condition=Q(embargo_until__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="status_is_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="released_articles_have_an_hour",
                condition=~Q(status=Status.RELEASED)
                | Q(
                    publish_at__isnull=False,
                    released_at__isnull=False,
                    first_public_at__isnull=False,
                ),
                violation_error_message=_("A released report needs an hour."),
            ),
            models.CheckConstraint(
                name="released_articles_have_a_headline",
                condition=~Q(status=Status.RELEASED) | ~Q(headline=""),
                violation_error_message=_("A released report needs a headline."),
            ),
            models.CheckConstraint(
                name="released_articles_keep_their_embargo",
                condition=~Q(status=Status.RELEASED)
                | (
                    Q(embargo_is_open_ended=False)
                    & (Q(embargo_until__isnull=True) | Q(embargo_until__lte=F("publish_at")))
                ),
                violation_error_message=_("The embargo ends only after this hour."),
            ),
            models.CheckConstraint(
                name="articles_end_after_they_begin",
                condition=Q(withdraw_at__isnull=True)
                | Q(publish_at__isnull=True)
                | Q(withdraw_at__gt=F("publish_at")),
                violation_error_message=_("The end must lie after the beginning."),
            ),
            models.CheckConstraint(
                name="unreleased_articles_were_never_public",
                condition=~Q(status__in=[Status.DRAFT, Status.REVIEW])
                | Q(
                    released_at__isnull=True,
                    first_public_at__isnull=True,
                    pending_revision__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="removed_articles_are_offline_and_bare",
                condition=Q(is_removed=False)
                | Q(status=Status.WITHDRAWN, headline="", body="", withdrawal_note=""),
            ),
            models.CheckConstraint(
                name="an_embargo_has_an_hour_or_none",
                condition=Q(embargo_is_open_ended=False) | Q(embargo_until__isnull=True),
                violation_error_message=_("An embargo without an hour can't have an hour."),
            ),
            models.CheckConstraint(
                name="moments_are_plausible",
                condition=(
                    Q(publish_at__isnull=True) | Q(publish_at__gte=EARLIEST, publish_at__lt=LATEST)
                )
                & (
                    Q(withdraw_at__isnull=True)
                    | Q(withdraw_at__gte=EARLIEST, withdraw_at__lt=LATEST)
                )
                & (
                    Q(embargo_until__isnull=True)
                    | Q(embargo_until__gte=EARLIEST, embargo_until__lt=LATEST)
                ),
                violation_error_message=_("Moments lie between 1990 and 2100."),
            ),
            models.CheckConstraint(
                name="a_submission_has_somebody_and_a_revision",
                condition=Q(submitted_by__isnull=True, submitted_revision__isnull=True)
                | Q(submitted_by__isnull=False, submitted_revision__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_article_a_source_id",
                fields=["collection", "source_id"],
                condition=~Q(source_id=""),
            ),
        ]

    def __str__(self):
        if self.is_removed:
            return _("Removed report %(number)s") % {"number": self.pk}
        return self.headline or self.working_title or str(_("(without a headline)"))

    def save(self, *args, **kwargs):
        """The slug follows the headline; the id finds, so nothing breaks by it."""
        self.slug = slugify(self.headline or self.working_title)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("articles:article", args=[self.pk, self.slug])

    @property
    def working_revision_id(self):
        """The id of the revision that the desk works on: the pending one, else the current one."""
        return self.pending_revision_id or self.current_revision_id


def is_known(reports, at, to_it=""):
    """
    A condition for institutions and awards: in a delivered register, or in a public report.

    One that the desk has just made may belong to a report that waits for its hour.
    ``reports`` is the lookup from a report, ``to_it`` that from what is queried to the
    thing, with its two underscores.
    """
    its_reports = Article.objects.published(at).filter(**{reports: OuterRef(f"{to_it}pk")})
    return ~Q(**{f"{to_it}delivered": {}}) | Exists(its_reports)
