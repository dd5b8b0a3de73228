"""
Whatever the desk does in whatever order: two people read what readers see, or it is listed.

The one wording besides that may come from one person is an older one with less in it: what a
chief takes out on legal grounds.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import workflow
from articles.models import Article, Rereading, SoloDuty
from articles.roles import Role
from articles.statuses import Act
from articles.vocabulary import ReleaseKind, WithoutReader
from tests.makers import NOON, make_section, make_user

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PASSAGE = "Herr Muster wohnt am Markt."
ACTS = ["write", "write", "old", "submit", "submit", "give_back", "release", "release", "plan"]
ACTS += ["bulk", "archive", "move", "withdraw", "take_back", "restore", "alone", "alone_later"]
ACTS += ["urgent", "update", "set_duty", "set_own_duty", "embargo", "open", "lift", "tick"]
ACTS += ["mend", "mend", "mend_same", "submit_mend", "submit_mend", "release_mend", "release_mend"]
ACTS += ["return_mend", "drop_mend", "merge", "change", "change", "redact", "remove"]
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 4), st.integers(0, 2), st.integers(1, 60)),
    min_size=6,
    max_size=20,
)


class Desk:
    """
    Three reports, five people (one of them a superuser with every role), a clock.

    One is a draft, one public with a change that waits for its reader, one of these with a
    correction of its live text besides.
    """

    def __init__(self):
        self.at = NOON
        everything = {"is_superuser": True, "is_staff": True}
        self.people = [
            make_user(Role.AUTHOR),
            make_user(Role.EDITOR),
            make_user(Role.EDITOR),
            make_user(Role.CHIEF),
            make_user(Role.CHIEF, **everything),
        ]
        on_duty = {"person": self.people[1], "begins_at": NOON + HOUR, "ends_at": NOON + 9 * HOUR}
        SoloDuty.objects.create(**on_duty, set_at=NOON, set_by_number=1, set_by_mark="cc")
        self.reports = [Article(), Article(), Article()]
        for number, article in enumerate(self.reports):
            self._save(article, self.people[number], f"Anfang {number}")
        author, editor, other = self.people[:3]
        for article in self.reports[1:]:
            self._in_a_row(article, ("submit", author), ("release", editor), ("write", other))
            self.at += timedelta(minutes=1)
            self._in_a_row(article, ("submit", other))
        self._in_a_row(article, ("mend", author), ("submit_mend", author))

    def _in_a_row(self, article, *steps):
        for act, by in steps:
            getattr(self, act)(article, by, HOUR)

    def step(self, act, person, report, minutes):
        """One act; what the desk refuses changes nothing."""
        self.at += timedelta(minutes=minutes)
        article = Article.objects.get(pk=self.reports[report].pk)
        try:
            getattr(self, act)(article, self.people[person], timedelta(minutes=minutes))
        except (ValidationError, PermissionDenied):
            return

    def _save(self, article, by, headline):
        content = {
            "kicker": "Ort",
            "headline": headline,
            "lead": "Es ist da.",
            "body": f"<p>Da. {PASSAGE}</p>",
        }
        workflow.save(article, content | {"section": make_section()}, by=by, now=self.at)

    def write(self, article, by, ahead):
        self._save(article, by, f"Fassung {self.at:%d%H%M}")

    def old(self, article, by, ahead):
        """Bring the oldest wording back as a new revision."""
        content = article.revisions.order_by("pk").first().content
        self._save(article, by, content["headline"])

    def submit(self, article, by, ahead):
        workflow.submit(article, by=by, now=self.at)

    def give_back(self, article, by, ahead):
        workflow.return_to_author(article, by=by, note="Kürzer", now=self.at)

    def release(self, article, by, ahead):
        workflow.release(article, by=by, now=self.at)

    def plan(self, article, by, ahead):
        workflow.release(article, by=by, at=self.at + ahead, now=self.at)

    def bulk(self, article, by, ahead):
        for report in Article.objects.order_by("pk"):
            workflow.release(report, by=by, base=report.working_revision_id, now=self.at)

    def archive(self, article, by, ahead):
        workflow.prepare(article, {"original_on": NOON.date() - DAY}, by=by, now=self.at)
        workflow.archive(article, by=by, now=self.at)

    def move(self, article, by, ahead):
        workflow.reschedule(article, by=by, at=self.at + ahead, now=self.at)

    def withdraw(self, article, by, ahead):
        workflow.withdraw(article, by=by, now=self.at)

    def take_back(self, article, by, ahead):
        workflow.take_back(article, by=by, now=self.at)

    def restore(self, article, by, ahead):
        workflow.restore(article, by=by, now=self.at)

    def alone(self, article, by, ahead):
        workflow.release_alone(article, by=by, now=self.at)

    def alone_later(self, article, by, ahead):
        workflow.release_alone(article, by=by, at=self.at + 9 * ahead, now=self.at)

    def urgent(self, article, by, ahead):
        lines = {"kicker": "Eilt", "headline": "Eilt", "lead": "Es.", "body": "<p>Es.</p>"}
        content = lines | {"section": make_section()}
        self.reports[0] = workflow.release_urgent(content, by=by, now=self.at)

    def update(self, article, by, ahead):
        workflow.release_update(article, "Neues.", by=by, now=self.at)

    def set_duty(self, article, by, ahead):
        workflow.set_duty(self.people[2], self.at + ahead, self.at + DAY, by=by, now=self.at)

    def set_own_duty(self, article, by, ahead):
        workflow.set_duty(by, self.at + ahead, self.at + DAY, by=by, now=self.at)

    def embargo(self, article, by, ahead):
        held = {"embargo_until": self.at + ahead, "embargo_source": "BMI"}
        workflow.prepare(article, held, by=by, now=self.at)

    def open(self, article, by, ahead):
        workflow.open_embargo(article, by=by, now=self.at)

    def lift(self, article, by, ahead):
        workflow.lift_embargo(article, by=by, note="dpa", now=self.at)

    def change(self, article, by, ahead):
        workflow.release(article, by=by, kind=ReleaseKind.UPDATE, now=self.at)

    def mend(self, article, by, ahead):
        workflow.mend(article, {"lead": f"Berichtigt {self.at:%d%H%M}"}, by=by, now=self.at)

    def mend_same(self, article, by, ahead):
        """Where the pending change is: a person has to bring both together."""
        workflow.mend(article, {"headline": f"Berichtigt {self.at:%d%H%M}"}, by=by, now=self.at)

    def submit_mend(self, article, by, ahead):
        with workflow.on_live_text(article, by=by, now=self.at):
            workflow.submit(article, by=by, now=self.at)

    def release_mend(self, article, by, ahead):
        with workflow.on_live_text(article, by=by, now=self.at):
            workflow.release(article, by=by, now=self.at)

    def return_mend(self, article, by, ahead):
        with workflow.on_live_text(article, by=by, now=self.at):
            workflow.return_to_author(article, by=by, note="Kürzer", now=self.at)

    def drop_mend(self, article, by, ahead):
        workflow.drop_mend(article, by=by)

    def merge(self, article, by, ahead):
        changes = {"headline": f"Beides {self.at:%d%H%M}"}
        base = article.working_revision_id
        workflow.save(article, changes, by=by, base=base, is_merged=True, now=self.at)

    def redact(self, article, by, ahead):
        workflow.redact(article, PASSAGE, reason="Gericht", by=by, now=self.at)

    def remove(self, article, by, ahead):
        workflow.remove(article, reason="Gericht", by=by, now=self.at)

    def tick(self, article, by, ahead):
        for row in Rereading.objects.all():
            workflow.tick_off(row, row.content_hash, by=by, now=self.at)


def was_read_by_two(revision):
    """
    Whether somebody approved the revision who is not who submitted it, and nobody else wrote in it.

    Told from the trail alone, not from the columns that the acts asked. What was written is the
    line of revisions from the one submitted, each on top of the one before.
    """
    trail = list(revision.article.status_changes.order_by("pk"))
    line = list(line_of(revision))
    for place, approval in enumerate(trail):
        if approval.act not in (Act.RELEASE, Act.ARCHIVE) or approval.revision_id != revision.pk:
            continue
        handed_over = [c for c in trail[:place] if c.act == Act.SUBMIT and c.revision_id in line]
        if handed_over:
            submission = handed_over[-1]
            later = set(line[: line.index(submission.revision_id)])
            wrote = {
                r.by_number
                for r in revision.article.revisions.filter(pk__in=later)
                if not was_taken_out(r)
            }
            two = {submission.by_number, approval.by_number}
            return len(two) == 2 and wrote <= two
    return False


def line_of(revision):
    """The number of the revision, and of each that it was made from."""
    bases = dict(revision.article.revisions.values_list("pk", "base_id"))
    number = revision.pk
    while number:
        yield number
        number = bases.get(number)


def was_taken_out(revision):
    """Whether the revision is an older one without a passage that the law took away."""
    return revision.article.seals.filter(at=revision.made_at, by_number=revision.by_number).exists()


def listed(revision):
    """The reason on the list of what went out alone, if it stands there with this very wording."""
    row = Rereading.objects.filter(revision=revision).first()
    is_sealed = revision.article.seals.exists()
    is_same = row and (is_sealed or row.content_hash == revision.content_hash)
    return row.reason if is_same else None


class TestTwoPeople(TestCase):
    """Random days at the desk."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def test_every_wording_ever_public_was_read_by_two_or_is_listed(self, steps):
        desk = Desk()

        for step in steps:
            desk.step(*step)

        for article in Article.objects.all():
            for exposure in article.exposures.select_related("revision"):
                revision, reason = exposure.revision, listed(exposure.revision)
                is_exempt = reason or was_taken_out(revision)
                assert is_exempt or was_read_by_two(revision), (article, steps)
                assert reason in (None, WithoutReader.SOLO, WithoutReader.URGENT)
            if article.embargo_until and article.status == "released":
                assert article.publish_at >= article.embargo_until
        for row in Rereading.objects.filter(reason=WithoutReader.SOLO):
            duty = SoloDuty.objects.filter(person_id=row.released_by_number)
            assert duty.filter(set_at__lt=row.released_at, begins_at__lte=row.released_at).exists()
        assert (
            not Rereading.objects.filter(read_by_number__isnull=False)
            .exclude(read_at__isnull=False)
            .exists()
        )
