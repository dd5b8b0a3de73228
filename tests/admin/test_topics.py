"""The board of topics: from a mere title to what is online."""

from datetime import date, timedelta

import pytest

from articles import workflow
from articles.models import Article
from articles.roles import Role
from tests.makers import NOON, make_article, make_released, make_submitted, make_user

PATH = "/admin/themenliste/"
TODAY, DAY = date(2026, 3, 3), timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    user = make_user(Role.EDITOR)
    client.force_login(user)
    return user


def board(client, day=TODAY):
    columns = client.get(PATH, {"tag": day.isoformat()}).context["columns"]
    return [[str(card) for card in cards] for _label, cards in columns]


def due(article, day, **values):
    workflow.prepare(article, {"due_on": day} | values, by=make_user())
    return article


def bare(title):
    article = Article()
    workflow.save(article, {}, by=make_user())
    return due(article, None, working_title=title)


def test_a_topic_is_a_title_somebody_a_day_and_the_source(client, editor):
    writer = make_user(Role.AUTHOR, first_name="Anna", last_name="Autorin")
    typed = {
        "working_title": "Haushalt der Kreise",
        "assigned_to": writer.pk,
        "due_on": "2026-03-05",
        "source_text": "Pressemitteilung des Landkreistags",
    }

    client.post(PATH, typed)

    article = Article.objects.get()
    assert (article.working_title, article.assigned_to) == ("Haushalt der Kreise", writer)
    assert article.due_on == date(2026, 3, 5)
    form = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert '<div class="source-text" tabindex="0">Pressemitteilung des Landkreistags' in form


def test_the_board_shows_the_day_in_the_order_of_the_work(client, editor):
    due(bare("Nur Idee"), TODAY)
    due(make_article(headline="Halb fertig"), TODAY)
    due(make_submitted(headline="Wird gelesen"), TODAY)
    make_released(at=NOON + timedelta(hours=2), headline="Geplant")
    bare("Irgendwann")
    due(make_article(headline="Liegen geblieben"), TODAY - DAY)
    due(make_article(headline="Morgen"), TODAY + DAY)

    assert board(client) == [
        ["Nur Idee"],
        ["Liegen geblieben", "Halb fertig"],
        ["Wird gelesen"],
        ["Geplant"],
        ["Irgendwann"],
    ]
    assert board(client, TODAY + DAY)[1] == ["Morgen"]


def test_a_topic_without_a_title_is_asked_for_one_and_keeps_the_rest(client, editor):
    page = client.post(PATH, {"working_title": "", "source_text": "Schon eingefügt"})

    assert page.status_code == 200
    assert "Schon eingefügt" in page.content.decode()
    assert not Article.objects.exists()


def test_the_board_takes_few_queries(client, editor, django_assert_max_num_queries):
    for _ in range(9):
        due(make_article(), TODAY)

    with django_assert_max_num_queries(9):
        client.get(PATH)
