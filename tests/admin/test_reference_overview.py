"""The desk's overview of references."""

from datetime import timedelta

import pytest

from articles import workflow
from articles.roles import Role
from tests.makers import NOON, make_adopted, make_article, make_municipality, make_user, reference

DAY = timedelta(days=1)
PATH = "/admin/verweise/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    client.force_login(make_user())
    return lambda query="": client.get(PATH + query)


def listed(answer, name):
    by_report = name in ("open", "withdrawn")
    return [row.source_id if by_report else row.pk for row in answer.context[name]]


def test_the_overview_lists_what_is_open_gone_cited_and_forgotten(page):
    town = make_municipality()
    old = make_adopted(at=NOON - 9 * DAY, municipalities=[town])
    cited, gone = make_adopted(at=NOON - 8 * DAY), make_adopted(at=NOON - 7 * DAY)
    body = f"<p>{reference(cited.pk)} und {reference(gone.pk, 'r2')}</p>"
    citing = make_adopted(at=NOON - DAY, municipalities=[town], body=body)
    draft = make_article(body=f"<p>Es fehlt noch etwas ({reference()}).</p>")
    workflow.withdraw(gone, by=make_user(Role.CHIEF), now=NOON)

    answer = page()

    assert listed(answer, "open") == [draft.pk]
    assert listed(answer, "withdrawn") == [citing.pk]
    assert set(listed(answer, "cited")) == {cited.pk, gone.pk}
    assert listed(answer, "uncited") == [old.pk]
    assert "Es fehlt noch etwas (wir berichteten)." in answer.content.decode()


def test_a_page_holds_twenty_five_and_leads_on(page):
    for _ in range(26):
        make_article(body=f"<p>{reference()}</p>")

    first, second = page(), page("?offen=2")

    assert (len(first.context["open"]), len(second.context["open"])) == (25, 1)
    assert "?offen=2" in first.content.decode()


@pytest.mark.parametrize("query", ["?offen=x", "?offen=0", "?nie=99999", "?oft=-1", "?oft=²"])
def test_odd_pages_are_the_first_one(page, query):
    assert page(query).status_code == 200


def test_the_overview_is_for_the_desk_and_is_found_from_its_start(client, page):
    assert PATH in client.get("/admin/").content.decode()
    client.logout()
    assert client.get(PATH).status_code == 302


def test_the_overview_takes_few_queries(page, django_assert_max_num_queries):
    for _ in range(26):
        make_article(body=f"<p>{reference()}</p>")
    page()

    with django_assert_max_num_queries(10):
        page()
