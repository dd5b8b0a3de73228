"""Whatever the desk does in whatever order: links, back-links, thread and counts stay right."""

from collections import Counter
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import counts, integrity, story, workflow
from articles.models import Article
from articles.moments import month_of
from articles.read_model import body_html, report
from articles.roles import Role
from articles.text import references_in
from articles.vocabulary import CountedBy
from tests.makers import NOON, make_article, make_user, reference

REPORTS = 10
HOUR = timedelta(hours=1)
ACTS = ["write", "write", "release", "release", "plan", "move", "end", "withdraw", "restore"]
ACTS += ["rename"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.integers(0, REPORTS - 1),
        st.lists(st.integers(0, REPORTS - 1), max_size=3, unique=True),
        st.integers(1, 400),
    ),
    min_size=8,
    max_size=24,
)


class Desk:
    """Ten reports, two people, a clock, and beside the database what readers must see."""

    def __init__(self):
        self.at: datetime = NOON
        self.writer, self.reader = make_user(Role.CHIEF), make_user(Role.CHIEF)
        self.reports = [make_article(headline=f"Meldung {n}", now=NOON) for n in range(REPORTS)]
        #: By number: body written, body live, and from when to when readers see it.
        self.written = {article.pk: article.body for article in self.reports}
        self.live, self.span = {}, {}

    def step(self, act, index, targets, hours):
        """One act; what the desk refuses changes nothing."""
        self.at += timedelta(minutes=7)
        article = Article.objects.get(pk=self.reports[index].pk)
        try:
            getattr(self, act)(article, targets, self.at + hours * HOUR)
        except ValidationError:
            return

    def write(self, article, targets, hour):
        numbers = [self.reports[n].pk for n in targets if self.reports[n].pk != article.pk]
        nodes = [f"({reference(pk, f'k{n}')})" for n, pk in enumerate(numbers)]
        body = f"<p>Stand {len(nodes)} {' '.join(nodes)}</p>"
        workflow.save(article, {"body": body}, by=self.writer, now=self.at)
        self.written[article.pk] = body

    def rename(self, article, targets, hour):
        name = {"headline": f"Neuer Name {hour:%d%H}"}
        workflow.save(article, name, by=self.writer, now=self.at)

    def release(self, article, targets, hour):
        self._release(article, None)

    def plan(self, article, targets, hour):
        self._release(article, hour)

    def _release(self, article, hour):
        workflow.submit(article, by=self.writer, now=self.at)
        workflow.release(article, by=self.reader, at=hour, now=self.at)
        start, end = self.span.get(article.pk) or (None, None)
        if start is None or start > self.at:
            start = hour or start or self.at
        self.span[article.pk] = (start, end)
        self.live[article.pk] = self.written[article.pk]

    def move(self, article, targets, hour):
        workflow.reschedule(article, by=self.reader, at=hour, now=self.at)
        self.span[article.pk] = (hour, None)

    def end(self, article, targets, hour):
        workflow.reschedule(article, by=self.reader, until=hour, now=self.at)
        self.span[article.pk] = (self.span[article.pk][0], hour)

    def withdraw(self, article, targets, hour):
        workflow.withdraw(article, by=self.reader, now=self.at)
        if self.span[article.pk][0] > self.at:
            # Taken back before its hour: a draft again, and its end stays set.
            self.span[article.pk] = (None, self.span[article.pk][1])
        else:
            self.hidden = getattr(self, "hidden", {}) | {article.pk: self.span[article.pk]}
            self.span[article.pk] = None

    def restore(self, article, targets, hour):
        workflow.restore(article, by=self.reader, now=self.at)
        start, end = self.hidden.pop(article.pk)
        self.span[article.pk] = (start, end if end and end > self.at else None)

    def instants(self):
        """Now, and every boundary that is ahead, with the moment before."""
        edges = [edge for span in self.span.values() if span for edge in span if edge]
        ahead = sorted({edge for edge in edges if edge > self.at})
        return [self.at, *(m for e in ahead for m in (e - timedelta(microseconds=1), e))]


def seen(desk, at):
    """By number of each public report: the public reports that its live text refers to."""
    spans = {pk: span for pk, span in desk.span.items() if span and span[0]}
    public = {pk for pk, (a, b) in spans.items() if a <= at and (b is None or b > at)}
    live = {pk: [r.target_id for r in references_in(desk.live[pk])] for pk in public}
    return {pk: [t for t in targets if t in public] for pk, targets in live.items()}


def component(links, pk):
    """All that hangs together with ``pk``, by walking in circles until nothing is new."""
    found, waiting = set(), {pk}
    while waiting:
        number = waiting.pop()
        found.add(number)
        near = set(links[number]) | {a for a, targets in links.items() if number in targets}
        waiting |= near - found
    return found


def compare(desk, at):
    links = seen(desk, at)
    hours = {pk: desk.span[pk][0] for pk in links}
    for article in desk.reports:
        page = report(article.pk, at)
        assert (page is not None) == (article.pk in links)
        if page is not None:
            compare_page(page, links, hours, at)
    by_month = Counter(month_of(hour) for hour in hours.values())
    assert counts.reports_by_month(CountedBy.ALL, 0, at) == dict(sorted(by_month.items()))


def compare_page(page, links, hours, at):
    later = {a for a, to in links.items() if page.pk in to and hours[a] >= hours[page.pk]}
    thread = story.thread(page.pk, at)
    assert [teaser.pk for teaser in page.earlier] == links[page.pk]
    assert {teaser.pk for teaser in page.later} == later
    assert body_html(page).count("<a ") == len(links[page.pk])
    assert {pk for _, pk in thread.places} == component(links, page.pk)
    assert list(thread.places) == sorted((hours[pk], pk) for _, pk in thread.places)


class EverySequence(TestCase):
    """Hypothesis wants a transaction an example, which its own test case gives."""

    @settings(
        max_examples=10,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(STEPS)
    def test_of_acts_leaves_links_threads_and_counts_as_a_naive_count_has_them(self, steps):
        desk = Desk()
        for step in steps:
            desk.step(*step)
        for at in desk.instants():
            compare(desk, at)
        assert list(integrity.differences(desk.at)) == []
