"""The generated archive: like the real trade press in its measures, and consistent in every row."""

import random
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import mean, median

import pytest
from django.conf import settings
from django.db.models import Sum
from django.test import TestCase

from articles import counts, linking, revisions
from articles.fields.body import clean_body
from articles.importers.archive import generate, make_ids, world_of_registers
from articles.importers.archive_plan import LAST_DAY, Body, Place, World, plan_archive
from articles.importers.archive_reports import Archive, outside_address
from articles.importers.archive_sentences import Style
from articles.importers.records import Rejected
from articles.importers.register_store import store_registers
from articles.importers.registers import read_registers
from articles.models import Article, CrossReference, Exposure, MonthlyCount, SearchWord
from articles.moments import berlin_day
from articles.text import plain_text, references_in
from articles.vocabulary import Copy, Genre
from tests.makers import make_municipality

NUMBER = 3000
#: Counted in about 100 reports of the trade press of 2006 to 2026.
REAL = {
    "kicker_characters": 11,
    "headline_words": 3.1,
    "headline_characters": 25,
    "lead_words": 30,
    "lead_characters": 250,
    "news_words": (125, 260),
    "share_with_references": 25 / 101,
    "references_each": 41 / 25,
    "age_of_targets": 150,
    "same_kicker": 7 / 8,
}
#: Counted in 56 news items of 213 words: how many words there are, which share of them stands in
#: one item only, and how many stand in a twentieth to a tenth, a tenth to a fifth, in over half.
REAL_FREQUENCIES = {"once": 0.65, "5-10 %": 450, "10-20 %": 157, "> 50 %": 41, "different": 3569}
#: What nearly every German report says.
EVERYWHERE = {"der", "die", "das", "und", "in"}
WORD = re.compile(r"\w[\w-]*")


def a_world():
    """A thousand towns of very different size, in the order of their size."""
    return World(
        places=tuple(
            Place(n, f"Ort {n}", 1 + n % 4, 1 + n % 50, 3_600_000 // n) for n in range(1, 1001)
        ),
        federal_states={1: "Nordland", 2: "Süd-Mittelland", 3: "Westrheinland", 4: "Ostsee"},
        districts={n: f"Kreis {n}" for n in range(1, 51)},
        bodies=tuple(Body(n, f"Bundesamt für Muster {n}", f"BAM{n}") for n in range(1, 41)),
        awards=tuple((n, f"Preis {n}") for n in range(1, 11)),
    )


def address_of(target):
    return str(target + 1) if target >= 0 else outside_address(-target)


@pytest.fixture(scope="module")
def archive():
    world = a_world()
    return Archive(world, plan_archive(world, articles=NUMBER, seed=5), Style())


@pytest.fixture(scope="module")
def reports(archive):
    return [archive.report(number, address_of) for number in range(NUMBER)]


def near(value, wanted, tolerance):
    return abs(value - wanted) <= tolerance * wanted


class TestLikeTheRealPress:
    def test_kickers_and_headlines_are_as_long(self, reports):
        headlines = [report.headline for report in reports]

        kickers = [len(report.kicker) for report in reports if report.kicker]
        assert near(mean(kickers), REAL["kicker_characters"], 0.2)
        assert near(mean(len(h) for h in headlines), REAL["headline_characters"], 0.2)
        assert near(mean(len(h.split()) for h in headlines), REAL["headline_words"], 0.2)
        assert max(len(h) for h in headlines) <= 48

    def test_leads_are_as_long(self, reports):
        leads = [report.lead for report in reports]

        assert near(mean(len(lead.split()) for lead in leads), REAL["lead_words"], 0.15)
        assert near(mean(len(lead) for lead in leads), REAL["lead_characters"], 0.15)

    def test_news_items_are_as_long(self, reports):
        news = [r for r in reports if r.stub.genre == Genre.NEWS]
        lengths = sorted(len(plain_text(report.body).split()) for report in news)

        low, high = REAL["news_words"]
        assert lengths[len(lengths) // 20] >= low
        assert lengths[-len(lengths) // 20] <= high * 1.1

    def test_as_many_refer_to_earlier_reports(self, reports):
        numbers = [len(report.stub.targets) for report in reports]
        referring = [number for number in numbers if number]

        assert near(len(referring) / NUMBER, REAL["share_with_references"], 0.15)
        assert near(mean(referring), REAL["references_each"], 0.2)

    def test_references_lead_backwards_and_as_far(self, archive, reports):
        stubs = archive.plan.stubs
        ages = [
            stub.at - stubs[target].at for stub in stubs for target in stub.targets if target >= 0
        ]

        assert min(ages) > timedelta(0)
        assert near(median(age.days for age in ages), REAL["age_of_targets"], 0.35)

    def test_targets_mostly_run_under_the_same_kicker(self, reports):
        pairs = [
            (report.kicker, reports[target].kicker)
            for report in reports
            for target in report.stub.targets
            if target >= 0 and "Interview" not in (report.kicker, reports[target].kicker)
        ]

        assert near(mean(ours == theirs for ours, theirs in pairs), REAL["same_kicker"], 0.15)

    def test_words_are_as_frequent_and_as_rare(self, reports):
        news = [report for report in reports if report.stub.genre == Genre.NEWS]
        sample = random.Random(1).sample(news, 56)
        texts = [f"{r.kicker} {r.headline} {r.lead} {plain_text(r.body)}" for r in sample]
        found = Counter(word for text in texts for word in set(WORD.findall(text.lower())))

        def between(low, high):
            return sum(low <= number / 56 < high for number in found.values())

        once = sum(number == 1 for number in found.values()) / len(found)
        assert near(once, REAL_FREQUENCIES["once"], 0.15)
        assert near(len(found), REAL_FREQUENCIES["different"], 0.15)
        assert near(between(0.05, 0.1), REAL_FREQUENCIES["5-10 %"], 0.4)
        assert near(between(0.1, 0.2), REAL_FREQUENCIES["10-20 %"], 0.4)
        assert near(between(0.5, 1.1), REAL_FREQUENCIES["> 50 %"], 0.4)
        assert all(found[word] / 56 > 0.6 for word in EVERYWHERE)

    def test_towns_occur_by_their_population(self, archive, reports):
        population = {place.id: place.population for place in archive.world.places}
        found = Counter(town for report in reports for town in report.municipalities)
        all_people, all_mentions = sum(population.values()), sum(found.values())

        for town in range(1, 11):
            expected = population[town] / all_people
            assert near(found[town] / all_mentions, expected, 0.4)

    def test_days_are_weekdays_of_twenty_years(self, archive):
        days = [berlin_day(stub.at) for stub in archive.plan.stubs]

        assert mean(day.weekday() < 5 for day in days) > 0.98
        assert max(days) <= LAST_DAY
        assert {day.year for day in days} == set(range(LAST_DAY.year - 20, LAST_DAY.year + 1))


def test_the_same_seed_gives_the_same_reports(archive, reports):
    world = a_world()
    again = Archive(world, plan_archive(world, articles=NUMBER, seed=5), Style())

    assert again.plan.stubs == archive.plan.stubs
    assert [again.report(n, address_of) for n in (0, 7, 2999)] == [reports[n] for n in (0, 7, 2999)]


def test_another_seed_gives_other_reports(archive, reports):
    other = Archive(archive.world, plan_archive(archive.world, articles=20, seed=6), Style())

    assert other.report(0, address_of).headline != reports[0].headline


def test_the_sanitiser_changes_no_generated_body(reports):
    assert [r.number for r in reports[:300] if clean_body(r.body) != r.body] == []


def test_ministries_bear_the_name_of_the_day():
    change = datetime(2021, 12, 8, tzinfo=UTC).date()
    body = Body(1, "Neu", "N", ((None, change, "Alt", "A"), (change, None, "Neu", "N")))

    assert body.name_on(change - timedelta(days=1)) == ("Alt", "A")
    assert body.name_on(change) == ("Neu", "N")


class TestRowsAsTheActsLeaveThem(TestCase):
    """Three hundred reports in the database, over the real registers."""

    @classmethod
    def setUpTestData(cls):
        store_registers(read_registers(settings.REGISTERS_DIR))
        generate(articles=300, seed=9, processes=1)
        cls.articles = list(Article.objects.order_by("pk"))

    def test_all_are_public_and_marked_as_generated(self):
        assert Article.objects.published(datetime(2027, 1, 1, tzinfo=UTC)).count() == 300
        assert {article.collection for article in self.articles} == {"archiv"}
        assert {article.working_title for article in self.articles} == {
            "Erfunden: generate_archive"
        }

    def test_revisions_hold_what_the_columns_say(self):
        for article in self.articles[::10]:
            content = revisions.snapshot(article)
            assert article.current_revision.content == content
            assert article.current_revision.content_hash == revisions.content_hash(content)
            assert article.imported_hash == revisions.content_hash(content)

    def test_references_are_what_the_bodies_say(self):
        fields = ("source_id", "key", "position", "end", "target_id", "address", "sentence")
        before = set(CrossReference.objects.values_list(*fields))
        for article in self.articles:
            linking.derive(article, Copy.LIVE, article.body)

        assert set(CrossReference.objects.values_list(*fields)) == before
        assert len(before) > 50

    def test_counts_are_what_a_recount_finds(self):
        fields = ("counted_by", "key", "month", "reports")
        before = set(MonthlyCount.objects.values_list(*fields))
        counts.recount()

        assert set(MonthlyCount.objects.values_list(*fields)) == before

    def test_readers_saw_each_from_its_hour_on(self):
        for exposure in Exposure.objects.select_related("article")[:50]:
            article = exposure.article
            assert exposure.during.lower == article.publish_at == article.first_public_at
            assert exposure.during.upper is None
            assert exposure.revision_id == article.current_revision_id

    def test_search_knows_their_words(self):
        article = self.articles[100]
        words = {w.lower() for w in re.findall(r"[^\W\d_]{4,}", plain_text(article.body))}

        known = SearchWord.objects.filter(word__in=words, since__lte=article.publish_at)
        assert known.count() > 0.9 * len(words)

    def test_a_report_can_be_opened_and_saved_without_a_change(self):
        for article in self.articles[:20]:
            assert clean_body(str(article.body)) == article.body

    def test_the_same_seed_twice_is_refused(self):
        with pytest.raises(Rejected):
            generate(articles=10, seed=9, processes=1)

    def test_references_hold_ids_and_lead_to_earlier_reports(self):
        for reference in CrossReference.objects.exclude(target=None).select_related():
            assert reference.target.publish_at < reference.source.publish_at

    def test_keys_are_reserved_without_gaps_for_others(self):
        world = world_of_registers()
        ids = make_ids(Archive(world, plan_archive(world, articles=5, seed=1), Style()))

        assert min(ids.articles) > self.articles[-1].pk
        assert len(set(ids.articles)) == 5


@pytest.mark.django_db(transaction=True)
def test_two_processes_write_what_one_would():
    for number in range(1, 6):
        make_municipality(name=f"Ort {number}", population=1000 * number)

    generate(articles=1100, seed=4, processes=2)

    world = world_of_registers()
    alone = Archive(world, plan_archive(world, articles=1100, seed=4), Style())
    written = Article.objects.order_by("pk")
    assert written.count() == 1100
    for number in (0, 999, 1000, 1099):
        report = alone.report(number, address_of)
        assert (written[number].headline, written[number].lead) == (report.headline, report.lead)
    assert CrossReference.objects.filter(end="report").count() > 100
    assert MonthlyCount.objects.filter(counted_by="all").aggregate(n=Sum("reports"))["n"] == 1100


def test_references_are_unique_in_their_report(reports):
    for report in reports:
        keys = [reference.key for reference in references_in(report.body)]
        assert len(keys) == len(set(keys)) == len(report.stub.targets)
