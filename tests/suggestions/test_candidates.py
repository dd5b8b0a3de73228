"""Tests of suggestions from the database."""

from datetime import UTC, datetime, timedelta

import pytest

from articles import workflow
from articles.models import Article
from articles.suggestions.candidates import already_reported, draft_of, suggest
from articles.terms import store
from tests.makers import (
    make_adopted,
    make_article,
    make_award,
    make_municipality,
    make_tag,
    make_user,
    reference,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 12, 9, tzinfo=UTC)
BODY = f"<p>Am Wehr misst der Kanuverein den Pegel ({reference()}).</p>"


@pytest.fixture
def level():
    """The right report, and some others."""
    for number in range(6):
        make_adopted(headline=f"Taxi auf Zuruf {number}", lead="Das Taxi kommt nach Bedarf.")
    return make_adopted(
        at=NOW - timedelta(120), headline="Pegel am Wehr", lead="Der Kanuverein misst den Pegel."
    )


def asked(article=None, *, now=NOW, **content):
    article = article or make_article(now=now, **({"body": BODY} | content))
    return suggest(draft_of(article, now=now), now=now)


def ids(places):
    return [offer.article_id for offer in places[0].offers]


def test_the_right_report_is_offered_first_with_its_reasons(level):
    (place,) = asked()

    best = place.offers[0]
    assert best.article_id == level.pk
    assert (best.kicker, best.headline) == ("Musterstadt", "Pegel am Wehr")
    assert any("Pegel" in reason for reason in best.reasons)
    assert place.preselected == level.pk
    assert place.reference.key == "r1"


def test_a_report_without_open_references_is_asked_nothing(level, django_assert_num_queries):
    article = make_article()
    draft = draft_of(article, now=NOW)

    with django_assert_num_queries(0):
        assert suggest(draft, now=NOW) == []


def test_it_takes_three_queries_however_many_places(level, django_assert_num_queries):
    article = make_article(body=BODY + BODY.replace("r1", "r2"))
    draft = draft_of(Article.objects.get(pk=article.pk), now=NOW)

    with django_assert_num_queries(3):
        assert len(suggest(draft, now=NOW)) == 2


def test_only_what_is_public_before_is_offered(level):
    draft = make_article(headline="Pegel am Wehr, Entwurf")
    later = make_adopted(at=NOW + timedelta(1), headline="Pegel am Wehr, später")
    withdrawn = make_adopted(at=NOW - timedelta(9), headline="Pegel am Wehr, zurückgezogen")
    workflow.withdraw(withdrawn, by=make_user("chief"), note="Falsch.", now=NOW)

    found = ids(asked(now=NOW + timedelta(hours=1)))

    assert level.pk in found
    assert not {draft.pk, later.pk, withdrawn.pk} & set(found)


def test_a_report_never_gets_itself(level):
    article = make_adopted(at=NOW, headline="Pegel am Wehr", body=BODY)

    assert article.pk not in ids(asked(article))


def test_a_target_that_is_bound_already_is_not_offered_again(level):
    body = BODY + f"<p>Schon verknüpft ({reference(level.pk, 'r2')}).</p>"

    assert level.pk not in ids(asked(body=body))


def test_what_is_typed_and_not_saved_counts(level):
    article = make_article(body="<p>Noch leer.</p>")

    found = suggest(draft_of(article, now=NOW, content={"body": BODY}), now=NOW)

    assert ids(found)[0] == level.pk


def test_a_report_that_was_never_saved_can_ask(level):
    draft = draft_of(Article(), now=NOW, content={"body": BODY, "tags": ["Fluss"]})

    assert ids(suggest(draft, now=NOW))[0] == level.pk


def test_shared_things_are_named_as_reasons(level):
    town, award = make_municipality(name="Erlenau"), make_award(name="Goldener Pegel")
    right = make_adopted(headline="Pegel am Damm", municipalities=[town], awards=[award])
    text = f"<p>Erlenau bekam den Goldenen Pegel ({reference()}).</p>"

    (place,) = asked(body=text, municipalities=[town], awards=[award])

    assert place.offers[0].article_id == right.pk
    assert {"gleiche Kommune", "gleiche Auszeichnung"} <= set(place.offers[0].reasons)


def test_a_measurement_can_leave_out_what_the_database_held_before(level):
    article = make_article(body=BODY)
    draft = draft_of(article, now=NOW)

    assert suggest(draft, now=NOW, above=level.pk)[0].offers == ()


def test_nothing_fitting_means_nothing_pre_selected(level):
    text = f"<p>Der Zirkus kommt mit Elefanten ({reference()}).</p>"

    (place,) = asked(kicker="Sandtal", headline="Zirkus", lead="Ein Zirkus.", body=text)

    assert place.preselected is None


def test_an_empty_archive_offers_nothing():
    (place,) = asked()

    assert place.offers == ()
    assert place.preselected is None


# --- “Haben wir das schon?” ---------------------------------------------------


def test_what_was_reported_and_what_a_colleague_writes_is_found(level):
    colleague = make_article(headline="Pegel am Wehr steigt", lead="Der Kanuverein warnt.")
    tagged = make_tag("Fluss")
    mine = make_article(headline="Der Pegel am Wehr", lead="Kanuverein misst.", tags=[tagged])

    found = already_reported(draft_of(mine, now=NOW), now=NOW)

    assert {offer.article_id for offer in found[:2]} == {level.pk, colleague.pk}
    assert [offer.is_public for offer in found if offer.article_id == colleague.pk] == [False]
    assert mine.pk not in {offer.article_id for offer in found}


def test_counting_anew_does_not_change_what_is_found(level):
    before = ids(asked())

    store.rebuild(Article.objects.all())

    assert ids(asked())[0] == before[0] == level.pk
