"""What is public, and what the database refuses whoever asks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from articles.models import Article, CrossReference
from articles.statuses import Status
from articles.vocabulary import Copy, ReferenceEnd
from tests.makers import NOON, make_adopted, make_article, make_released

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked_at", "visible"),
    [(NOON + HOUR - SECOND, False), (NOON + HOUR, True), (NOON + HOUR + SECOND, True)],
)
def test_a_report_appears_in_the_very_second_of_its_hour(asked_at, visible):
    article = make_released(at=NOON + HOUR)

    assert Article.objects.published(asked_at).contains(article) is visible


@pytest.mark.parametrize(
    ("asked_at", "visible"),
    [(NOON + HOUR - SECOND, True), (NOON + HOUR, False), (NOON + HOUR + SECOND, False)],
)
def test_a_report_ends_in_the_very_second_of_its_end(asked_at, visible):
    article = make_released(until=NOON + HOUR)

    assert Article.objects.published(asked_at).contains(article) is visible


def test_a_draft_is_not_public_whatever_hour_it_carries():
    article = make_article(desk={"publish_at": NOON - HOUR})

    assert not Article.objects.published(NOON).contains(article)


@pytest.mark.parametrize(
    "columns",
    [
        {"status": "published"},
        {"status": Status.RELEASED},
        {"status": Status.RELEASED, "publish_at": NOON},
        {"withdraw_at": NOON, "publish_at": NOON},
        {"embargo_is_open_ended": True, "embargo_until": NOON},
        {"first_public_at": NOON},
        {"publish_at": datetime(1989, 12, 31, tzinfo=UTC)},
        {"publish_at": datetime(2100, 1, 1, tzinfo=UTC)},
        {"submitted_by": 7},
    ],
    ids=str,
)
def test_the_database_refuses_a_draft_made_contradictory(columns):
    article = make_article()

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"publish_at": None},
        {"headline": ""},
        {"embargo_until": NOON + HOUR},
        {"embargo_is_open_ended": True},
        {"withdraw_at": NOON - HOUR},
        {"released_at": None},
        {"status": Status.DRAFT},
    ],
    ids=str,
)
def test_the_database_refuses_a_released_report_made_contradictory(columns):
    article = make_adopted()

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**columns)


@pytest.mark.parametrize(
    ("end", "has_target", "address"),
    [
        (ReferenceEnd.REPORT, False, ""),
        (ReferenceEnd.OPEN, True, ""),
        (ReferenceEnd.NONE, True, ""),
        (ReferenceEnd.ADDRESS, False, ""),
        (ReferenceEnd.ADDRESS, True, "https://example.org/"),
        (ReferenceEnd.REPORT, True, "https://example.org/"),
    ],
)
def test_the_database_refuses_a_reference_whose_end_and_target_disagree(end, has_target, address):
    source, target = make_article(), make_article()
    reference = CrossReference(
        source=source,
        copy=Copy.LIVE,
        key="x",
        position=0,
        end=end,
        target=target if has_target else None,
        address=address,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        reference.save()


def test_the_database_refuses_a_reference_to_itself():
    article = make_article()
    end = {"end": ReferenceEnd.REPORT, "target": article}

    with pytest.raises(IntegrityError), transaction.atomic():
        CrossReference.objects.create(source=article, copy=Copy.LIVE, key="x", position=0, **end)


def test_the_slug_follows_the_headline():
    article = make_article(headline="Straße für Übermorgen")

    assert article.slug == "strasse-fuer-uebermorgen"


def test_two_reports_may_bear_the_same_headline():
    first, second = make_article(), make_article()

    assert (first.headline, first.slug) == (second.headline, second.slug)
