"""Names that several bear, in reports where nobody has decided."""

import pytest

from articles.upkeep.unclear import settle, unclear_names
from tests.makers import NOON, make_article, make_district, make_federal_state, make_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    other = make_federal_state(key="09", name="Anderland", abbreviation="AL")
    away = make_district(key="09001", name="Anderkreis", federal_state=other)
    return [
        make_municipality(name="Doppelstadt", population=9000),
        make_municipality(ags="09001001", name="Doppelstadt", population=8000, district=away),
    ]


def words(article):
    return [unclear.words for unclear in unclear_names(article, NOON)]


def test_an_undecided_name_is_listed_until_one_is_attached(towns):
    article = make_article(kicker="", body="<p>In Doppelstadt wird gebaut.</p>")
    decided = make_article(
        kicker="", body="<p>In Doppelstadt wird gebaut.</p>", municipalities=[towns[1]]
    )

    assert (words(article), words(decided)) == (["Doppelstadt"], [])


def test_the_desk_can_say_that_none_is_meant(towns):
    article = make_article(kicker="", body="<p>In Doppelstadt wird gebaut.</p>")

    settle(article, "Doppelstadt")

    assert words(article) == []
