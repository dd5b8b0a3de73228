"""Tests of profiles as rows."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, ReportProfile, SignatureTerm, TermCount
from articles.terms import store
from tests.makers import make_article, make_award, make_institution, make_municipality, make_tag

pytestmark = pytest.mark.django_db


def test_saving_a_report_writes_what_it_is_about():
    article = make_article(headline="Pegel am Wehr", tags=[make_tag("Hochwasser")])

    found = store.of(ReportProfile.objects.get(article=article))

    assert {"pegel", "wehr"} <= found.head
    assert "tag:hochwasser" in found.keys


def test_writing_again_follows_the_report():
    article = make_article(headline="Pegel am Wehr")
    store.write(Article.objects.get(pk=article.pk))
    Article.objects.filter(pk=article.pk).update(headline="Gießplan für Linden")

    store.write(Article.objects.get(pk=article.pk))

    numbers = set(SignatureTerm.objects.filter(article=article).values_list("term", flat=True))
    assert store.number("giessplan") in numbers
    assert store.number("pegel") not in numbers


def test_a_rebuild_says_the_same_as_writing_each_report():
    article = make_article(
        tags=[make_tag()], municipalities=[make_municipality()], awards=[make_award()]
    )
    written = ReportProfile.objects.values().get(article=article)

    store.rebuild(Article.objects.all())

    assert ReportProfile.objects.values().get(article=article) == written
    assert SignatureTerm.objects.filter(article=article).exists()


def test_a_count_knows_in_how_many_reports_a_term_stands():
    make_article(headline="Pegel am Wehr")
    make_article(headline="Pegel am Damm")

    store.count()

    assert store.counts_of(["pegel", "wehr", "", "nirgends"]) == {"pegel": 2, "wehr": 1, "": 2}
    assert TermCount.objects.get(pk="").reports == 2


def test_a_count_can_leave_out_what_the_database_held_before():
    before = make_article(headline="Pegel am Wehr")
    make_article(headline="Pegel am Damm")

    store.count(above=before.pk)

    assert store.counts_of(["pegel", "wehr", ""]) == {"pegel": 1, "": 1}


def test_the_worker_counts_once_a_day_whatever_time_it_is():
    make_article(headline="Pegel am Wehr")
    evening = datetime(2026, 6, 12, 21, 59, tzinfo=UTC)

    counted = [store.count_daily(at) for at in (evening, evening, evening + timedelta(minutes=1))]

    assert counted == [True, False, True]
    assert TermCount.objects.get(pk="").reports == 1


def test_things_are_known_by_all_their_names():
    house = make_institution(name="Ministerium für Fähren", short_name="MFäh")
    town = make_municipality(name="Erlenau")
    article = make_article(institutions=[house], municipalities=[town])

    names = store.names_of_things(article)

    assert names[f"municipality:{town.pk}"] == ["Erlenau"]
    assert {"Ministerium für Fähren", "MFäh"} <= set(names[f"institution:{house.pk}"])


def test_terms_go_with_their_report():
    article = make_article()

    article.delete()

    assert not ReportProfile.objects.exists()
    assert not SignatureTerm.objects.exists()
