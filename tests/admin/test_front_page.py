"""The front page is made by the desk, and what it set ends by the clock."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from articles import workflow
from articles.models import Placement
from articles.read_model import front_page
from articles.roles import Role
from articles.vocabulary import PlacementKind
from tests.makers import NOON, make_adopted, make_article, make_picture, make_released, make_user

LEAD, PIN, OFF = PlacementKind.LEAD, PlacementKind.PIN, PlacementKind.OFF
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
DESK = reverse("front_page")
pytestmark = pytest.mark.django_db


def reports(number):
    """Reports “0”, “1” … of the last hours, the newest first."""
    return [make_adopted(at=NOON - n * HOUR, headline=str(n)) for n in range(number)]


def placed(article, kind, until=None, now=NOON):
    workflow.place(article, kind, until=until, by=make_user(), now=now)


def order(at=NOON):
    """The headlines of lead, pins and newest."""
    page = front_page(at, 20)
    names = [[t.headline for t in teasers] for teasers in (page.pinned, page.newest)]
    return [page.lead and page.lead.headline, *names]


def test_an_empty_house_has_an_empty_front_page():
    assert order() == [None, [], []]


def test_the_newest_report_with_a_picture_leads():
    reports(3)
    make_adopted(at=NOON - 5 * HOUR, headline="Bild", picture=make_picture())

    assert order() == ["Bild", [], ["0", "1", "2"]]


def test_without_pictures_the_newest_leads():
    reports(3)

    assert order() == ["0", [], ["1", "2"]]


@pytest.mark.parametrize(
    ("at", "lead"),
    [(NOON, "2"), (NOON + HOUR - SECOND, "2"), (NOON + HOUR, "0"), (NOON + 9 * HOUR, "0")],
)
def test_a_lead_leads_until_its_hour_without_anything_having_to_run(at, lead):
    placed(reports(3)[2], LEAD, until=NOON + HOUR)

    assert order(at)[0] == lead


def test_of_two_leads_the_later_decision_counts_and_the_other_stands_in_order():
    first, second, _ = reports(3)
    placed(second, LEAD, until=NOON + HOUR, now=NOON - SECOND)
    placed(first, LEAD, until=NOON + HOUR)

    assert order() == ["0", [], ["1", "2"]]


def test_a_pinned_report_stands_above_the_newest_and_only_once():
    placed(reports(4)[3], PIN)

    assert order() == ["0", ["3"], ["1", "2"]]


def test_what_is_off_the_front_page_stays_in_its_lists(client):
    article = reports(2)[0]

    placed(article, OFF)

    assert order() == ["1", [], []]
    with time_machine.travel(NOON, tick=False):
        html = client.get(f"/archiv/{NOON:%Y/%m}/").content.decode()
    assert article.get_absolute_url() in html


def test_a_planned_report_leads_from_its_own_hour_only():
    reports(1)
    planned = make_released(at=NOON + HOUR, headline="Kommt", now=NOON)
    placed(planned, LEAD, until=NOON + 3 * HOUR)

    leads = [order(at)[0] for at in (NOON, NOON + HOUR - SECOND, NOON + HOUR)]

    assert leads == ["0", "0", "Kommt"]


def test_a_withdrawn_report_leaves_the_front_page():
    article = reports(2)[1]
    placed(article, PIN)

    workflow.withdraw(article, by=make_user(), now=NOON)

    assert order() == ["0", [], []]


@pytest.mark.parametrize("until", [None, NOON, NOON - HOUR])
def test_a_lead_needs_an_hour_that_is_ahead(until):
    with pytest.raises(ValidationError):
        placed(make_adopted(), LEAD, until=until)


def test_a_draft_has_no_place():
    with pytest.raises(ValidationError):
        placed(make_article(), PIN)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.TECHNICIAN])
def test_authors_do_not_make_the_front_page(client, role):
    article, user = make_adopted(), make_user(role)
    client.force_login(user)

    answer = client.post(DESK, {"article": article.pk, "kind": PIN, "do": "place"})

    assert answer.status_code == 403
    with pytest.raises(PermissionDenied):
        workflow.place(article, PIN, by=user)
    assert not Placement.objects.exists()


def test_a_place_is_in_the_trail():
    article = make_adopted()

    placed(article, LEAD, until=NOON + HOUR)

    assert article.status_changes.first().note.startswith("Aufmacher (bis ")


def test_the_desk_sets_and_lifts_a_place(client):
    article = make_adopted()
    client.force_login(make_user())

    client.post(DESK, {"article": article.pk, "kind": PIN, "do": "place"})

    assert Placement.objects.get().kind == PIN
    client.post(DESK, {"article": article.pk, "do": "unplace"})
    assert not Placement.objects.exists()


def test_a_lead_without_an_hour_is_asked_for_it_in_its_own_row(client):
    article = make_adopted()
    client.force_login(make_user())

    answer = client.post(DESK, {"article": article.pk, "kind": LEAD, "do": "place"}, follow=True)

    assert "Bis wann ist sie der Aufmacher?" in answer.content.decode()


def test_the_desk_sees_the_page_as_it_will_be_at_an_hour(client):
    make_adopted(headline="Heute")
    with time_machine.travel(NOON, tick=False):
        make_released(at=NOON + HOUR, headline="Spaeter", now=NOON)
        client.force_login(make_user())
        path = reverse("front_page_preview")
        later = client.get(path, {"um": "2026-03-03T14:00"})

        assert "Spaeter" not in client.get(path).content.decode()
    assert "Spaeter" in later.content.decode()
    assert later["Cache-Control"].startswith("no-store")
    assert "frame-ancestors 'self'" in later["Content-Security-Policy"]


def test_the_front_page_takes_four_queries(client, django_assert_max_num_queries):
    articles = reports(25)
    placed(articles[3], LEAD, until=NOON + HOUR)
    placed(articles[4], PIN)
    with time_machine.travel(NOON, tick=False), django_assert_max_num_queries(4):
        client.get("/")


def test_further_back_the_front_page_is_the_plain_order(client):
    placed(reports(25)[24], PIN)
    with time_machine.travel(NOON, tick=False):
        first = client.get("/").context
        older = client.get("/", {"vor": first["listing"].older}).context

    assert [t.headline for t in older["listing"].teasers] == ["21", "22", "23", "24"]
    assert (older["lead"], older["pinned"]) == (None, ())
