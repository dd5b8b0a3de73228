"""The list of reports: filters, saved filters, search over everything, outcomes of bulk actions."""

from datetime import date, timedelta

import pytest

from articles import workflow
from articles.models import Article, SavedFilter
from articles.roles import Role
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_municipality,
    make_person,
    make_released,
    make_submitted,
    make_user,
    reference,
)

LIST, FILTER = "/admin/articles/article/", "/admin/articles/article/filter/"
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    user = make_user(Role.EDITOR)
    client.force_login(user)
    return user


def listed(client, **query):
    return {str(article) for article in client.get(LIST, query).context["cl"].result_list}


def chosen(action, *reports):
    """What the list sends for these rows."""
    bases = {f"base-{report.pk}": report.working_revision_id for report in reports}
    return {"action": action, "_selected_action": [report.pk for report in reports]} | bases


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"stunde": "today"}, {"Heute"}),
        ({"stunde": "tomorrow"}, {"Morgen"}),
        ({"stunde": "next"}, {"Heute", "Morgen"}),
        ({"stunde": "past"}, {"Heute", "Vorgestern"}),
        ({"stunde": "month"}, {"Heute", "Vorgestern", "Vor drei Wochen"}),
        ({"stunde": "none"}, {"Entwurf", "Offen"}),
        ({"stunde": "unsinn", "stand": "planned"}, {"Morgen"}),
        ({"verweise": "open"}, {"Offen"}),
        ({"stand": "late"}, {"Entwurf"}),
        ({"wer": "none"}, {"Entwurf"}),
        ({"stand": "draft", "verweise": "open"}, {"Offen"}),
    ],
)
def test_the_list_is_filtered(client, editor, query, found):
    make_adopted(at=NOON, headline="Heute")
    make_released(at=NOON + DAY, headline="Morgen")
    make_adopted(at=NOON - 2 * DAY, headline="Vorgestern")
    make_adopted(at=NOON - 20 * DAY, headline="Vor drei Wochen")
    late = make_article(headline="Entwurf")
    workflow.prepare(late, {"due_on": date(2026, 3, 2)}, by=editor)
    make_article(by=editor, headline="Offen", body=f"<p>({reference()})</p>")

    assert listed(client, **query) == found


def test_one_town_and_one_author_are_searched_for_out_of_thousands(client, editor):
    town, person = make_municipality(name="Musterhausen"), make_person("Vera Ernst")
    make_adopted(headline="Dort", municipalities=[town])
    make_adopted(headline="Von ihr", people=[person])

    assert listed(client, ort=town.pk) == {"Dort"}
    assert listed(client, autor=person.pk) == {"Von ihr"}
    page = client.get(LIST, {"ort": town.pk, "stand": "online"}).content.decode()
    assert "Musterhausen" in page
    assert "Vera Ernst" not in page
    assert '<input type="hidden" name="stand" value="online">' in page


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "1 or 1=1", ""])
def test_odd_filters_filter_nothing(client, editor, value):
    make_adopted(headline="Da")

    assert listed(client, ort=value, wer=value) == {"Da"}


def test_a_draft_is_found_by_its_working_title(client, editor):
    article = make_article(headline="Ganz anders")
    workflow.prepare(article, {"working_title": "Kreishaushalt"}, by=editor)

    assert listed(client, q="kreishaus") == {"Ganz anders"}


def test_a_selection_is_kept_shown_and_dropped_by_its_owner_only(client, editor):
    other = SavedFilter.objects.create(user=make_user(), name="Fremd", query="stand=draft")
    client.post(FILTER, {"name": "Meine Offenen", "query": "verweise=open&stand=draft&p=3"})

    kept = SavedFilter.objects.get(user=editor)
    page = client.get(LIST, {"verweise": "open", "stand": "draft"}).content.decode()
    assert kept.query == "stand=draft&verweise=open"
    assert "Meine Offenen" in page
    assert "Fremd" not in page

    client.post(FILTER, {"drop": kept.pk, "query": ""})
    client.post(FILTER, {"drop": other.pk, "query": ""})
    assert list(SavedFilter.objects.all()) == [other]


def test_a_filter_leads_back_into_the_list_and_nowhere_else(client, editor):
    answer = client.post(FILTER, {"name": "x", "query": "//evil.example/?a=1\r\nSet-Cookie: x"})

    assert answer["Location"].startswith(f"{LIST}?")
    assert "\n" not in answer["Location"]


def test_a_bulk_action_tells_of_each_report_once(client, editor):
    ready, missing = make_submitted(headline="Fertig"), make_submitted(lead="", headline="Lücke")
    data = chosen("bulk_release", ready, missing)

    page = client.post(LIST, data, follow=True)

    outcome = page.context["outcome"]
    assert (outcome["done"], outcome["refused"]) == (1, 1)
    assert {row["title"]: row["reasons"] for row in outcome["rows"]} == {
        "Fertig": [],
        "Lücke": ["Der Vorspann fehlt."],
    }
    assert client.get(LIST).context["outcome"] is None


@pytest.mark.parametrize("shown", ["1", "", "x", None])
@pytest.mark.parametrize("name", ["submit", "return", "release", "withdraw", "restore"])
def test_a_bulk_action_rests_on_what_the_row_showed(client, name, shown):
    client.force_login(make_user(Role.CHIEF))
    article = make_submitted()
    workflow.save(article, {"headline": "Inzwischen anders"}, by=make_user())
    before = Article.objects.values().get(pk=article.pk)
    data = {"action": f"bulk_{name}", "_selected_action": [article.pk], "note": "Weg damit"}
    data |= {} if shown is None else {f"base-{article.pk}": shown}

    page = client.post(LIST, data, follow=True)

    [row] = page.context["outcome"]["rows"]
    assert ("inzwischen gespeichert" in row["reasons"][0]) is (shown == "1")
    assert ("worauf dies beruht" in row["reasons"][0]) is (shown != "1")
    assert Article.objects.values().get(pk=article.pk) == before


def test_a_row_carries_the_revision_that_it_shows(client, editor):
    article = make_submitted()

    page = client.get(LIST).content.decode()

    assert f'name="base-{article.pk}" value="{article.working_revision_id}"' in page
