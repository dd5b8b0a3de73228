"""The planner over HTTP: what it shows, and what can be moved by whom."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from articles import workflow
from articles.models import Article
from articles.roles import Role
from articles.statuses import Status
from tests.makers import NOON, make_adopted, make_article, make_released, make_user

PATH, MOVE = "/admin/planung/", "/admin/planung/verschieben/"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    user = make_user(Role.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def move(client, editor):
    """``move(article, "release", "2026-03-04T08:00")``: the question, answered."""

    def _move(article, kind, typed="", which="", **more):
        where = {"meldung": article.pk, "art": kind}
        state = client.get(MOVE, where).context["state"]
        hour = {"at_": typed, "at_which": which, "at": typed}
        return client.post(MOVE, where | hour | {"war": state} | more)

    return _move


def hour_of(article):
    article.refresh_from_db()
    return article.publish_at


@pytest.mark.parametrize(
    ("typed", "which", "hour"),
    [
        # The spring nights: the hour that does not exist is refused, the next one is offered.
        ("2026-03-29T02:30", "", "29.03.2026, 03:30 MESZ"),
        ("2027-03-28T02:30", "", "28.03.2027, 03:30 MESZ"),
        ("2028-03-26T02:00", "", "26.03.2028, 03:00 MESZ"),
        # The autumn nights: both hours can be meant, and one must be chosen.
        ("2026-10-25T02:30", "0", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T02:30", "1", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2027-10-31T02:30", "0", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2028-10-29T02:30", "1", datetime(2028, 10, 29, 1, 30, tzinfo=UTC)),
        ("2028-10-29T02:30", "", "zweimal"),
        # Past hours, and the edges of the year.
        ("2026-03-03T11:59", "", "vorbei"),
        ("2026-12-31T23:59", "", datetime(2026, 12, 31, 22, 59, tzinfo=UTC)),
        ("2027-01-01T00:00", "", datetime(2026, 12, 31, 23, tzinfo=UTC)),
        # A release that would be its own end.
        ("2029-01-18T08:00", "", "Ende"),
    ],
)
def test_a_release_is_moved_to_an_hour_of_berlin(move, typed, which, hour):
    end = datetime(2029, 1, 18, 7, tzinfo=UTC)
    article = make_released(at=NOON + DAY, until=end)

    answer = move(article, "release", typed, which)

    if isinstance(hour, str):
        assert (answer.status_code, hour_of(article)) == (422, NOON + DAY)
        assert hour in answer.content.decode()
    else:
        assert (answer.status_code, hour_of(article)) == (302, hour)


def test_an_end_is_moved_and_lifted(move):
    article = make_released(at=NOON + DAY, until=NOON + 2 * DAY)

    move(article, "withdrawal", "2026-03-10T12:00")
    article.refresh_from_db()
    assert article.withdraw_at == datetime(2026, 3, 10, 11, tzinfo=UTC)

    move(article, "withdrawal", _cancel="1")
    article.refresh_from_db()
    assert (article.withdraw_at, article.publish_at) == (None, NOON + DAY)


def test_a_draft_is_due_on_another_day(move):
    article = make_article()
    workflow.prepare(article, {"due_on": date(2026, 3, 4)}, by=make_user())

    move(article, "due", "2026-03-06")
    article.refresh_from_db()

    assert article.due_on == date(2026, 3, 6)


def test_a_release_is_taken_back_once_it_was_asked_twice(move):
    article = make_released(at=NOON + DAY)

    asked = move(article, "release", _cancel="1")
    article.refresh_from_db()
    assert (asked.status_code, article.status) == (422, Status.RELEASED)
    assert "Ja, zurücknehmen" in asked.content.decode()

    move(article, "release", _cancel="2")
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_what_has_appeared_meanwhile_is_not_taken_back(client, move, time_machine):
    article = make_released(at=NOON + HOUR)
    state = client.get(MOVE, {"meldung": article.pk, "art": "release"}).context["state"]
    time_machine.move_to(NOON + HOUR, tick=False)

    posted = {"meldung": article.pk, "art": "release", "war": state, "_cancel": "2"}
    answer = client.post(MOVE, posted)

    article.refresh_from_db()
    assert (answer.status_code, article.status) == (422, Status.RELEASED)
    assert "schon online" in answer.content.decode()


def test_nobody_is_faster_between_the_look_at_the_hour_and_the_act(move):
    article = make_released(at=NOON + DAY)
    elsewhere = Article.objects.filter(pk=article.pk)

    def be_faster(execute, sql, *rest):
        if "FOR NO KEY UPDATE" in sql:
            elsewhere.filter(due_on=None).update(due_on="2026-03-05")
        return execute(sql, *rest)

    with connection.execute_wrapper(be_faster):
        answer = move(article, "release", _cancel="2")

    assert (answer.status_code, Article.objects.get().status) == (422, Status.RELEASED)


def test_who_moves_second_reads_that_somebody_was_faster(client, move):
    article = make_released(at=NOON + DAY)
    state = client.get(MOVE, {"meldung": article.pk, "art": "release"}).context["state"]
    workflow.reschedule(article, by=make_user(), at=NOON + 3 * DAY)

    answer = move(article, "release", "2026-03-09T08:00", war=state)

    assert hour_of(article) == NOON + 3 * DAY
    assert "verlegt" in answer.content.decode()
    assert "2026-03-09T08:00" in answer.content.decode()


@pytest.mark.parametrize(
    ("nach", "shown"),
    [
        ("2026-03-05T09:00:00.000Z", "05.03.2026, 10:00 Uhr MEZ"),
        ("2026-03-29T02:30", "29.03.2026, 03:30 Uhr MESZ"),
        ("unsinn", "04.03.2026, 12:00 Uhr MEZ"),
    ],
)
def test_the_question_shows_the_old_hour_and_the_proposed_one(client, editor, nach, shown):
    article = make_released(at=NOON + DAY)

    page = client.get(MOVE, {"meldung": article.pk, "art": "release", "nach": nach, "teil": "1"})

    assert "Mi., 04.03.2026, 12:00 Uhr MEZ, in 24 Std." in page.content.decode()
    assert shown in page.content.decode()


@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [
        (Role.AUTHOR, "release", 403),
        (Role.AUTHOR, "due", 200),
        (Role.TECHNICIAN, "release", 403),
        (Role.TECHNICIAN, "due", 403),
        (Role.EDITOR, "release", 200),
        (Role.CHIEF, "embargo", 404),
    ],
)
def test_each_role_moves_what_it_may(client, role, kind, status):
    article = make_released(at=NOON + DAY)
    client.force_login(make_user(role))

    assert client.get(MOVE, {"meldung": article.pk, "art": kind}).status_code == status


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", ""]
)
def test_a_move_leads_back_to_the_desk_only(move, back):
    article = make_released(at=NOON + DAY)

    answer = move(article, "release", "2026-03-09T08:00", zurueck=back)

    assert answer["Location"] == PATH


@pytest.mark.parametrize("view", ["monat", "woche", "tag", "liste"])
def test_every_view_shows_the_day_and_takes_few_queries(
    client, editor, view, django_assert_max_num_queries
):
    for minute in range(9):
        make_released(at=NOON + DAY + timedelta(minutes=minute))

    with django_assert_max_num_queries(8):
        page = client.get(PATH, {"ansicht": view, "tag": "2026-03-04"})

    assert "Rathaus wird digital" in page.content.decode()


@pytest.mark.parametrize(
    ("day", "labels"),
    [
        ("2026-10-25", ["02 MESZ", "02 MEZ"]),
        ("2027-10-31", ["02 MESZ", "02 MEZ"]),
        ("2028-10-29", ["02 MESZ", "02 MEZ"]),
        ("2026-03-29", ["02"]),
        ("2027-03-28", ["02"]),
        ("2028-03-26", ["02"]),
    ],
)
def test_the_week_of_an_odd_night_shows_both_hours_or_the_gap(client, editor, day, labels):
    page = client.get(PATH, {"tag": day})

    rows = page.context["rows"]
    assert [row.label for row in rows if row.label.startswith("02")] == labels
    second = rows[[row.label for row in rows].index(labels[-1])]
    assert [cell.start is None for cell in second.cells] == [
        (len(labels) == 2) is (number < 6) for number in range(7)
    ]


@pytest.mark.parametrize(
    "query", ["?tag=0001-01-01", "?tag=9999-12-31", "?tag=2026-13-40", "?tag=x&ansicht=y"]
)
def test_odd_addresses_show_the_week_of_today(client, editor, query):
    page = client.get(PATH + query)

    assert (page.status_code, page.context["day"]) == (200, date(2026, 3, 3))


def test_what_is_past_leads_to_the_report_and_not_to_a_move(client, editor):
    article = make_adopted(at=NOON - HOUR)

    page = client.get(PATH, {"tag": "2026-03-03"}).content.decode()

    assert f"/admin/articles/article/{article.pk}/change/" in page
    assert "data-move" not in page


@pytest.mark.parametrize(
    ("typed", "which", "answer"),
    [
        (
            "2026-03-03T15:00",
            "",
            {"words": "Di., 03.03.2026, 15:00 Uhr MEZ, in 3 Std.", "twice": False},
        ),
        (
            "2026-10-25T02:30",
            "1",
            {"words": "So., 25.10.2026, 02:30 Uhr MEZ, in 236 Tagen", "twice": True},
        ),
        ("", "", {"words": "", "twice": False}),
    ],
)
def test_an_hour_is_said_in_full_words_while_it_is_typed(client, editor, typed, which, answer):
    assert client.get("/admin/zeitpunkt/", {"t": typed, "welche": which}).json() == answer


def test_the_gap_of_spring_offers_the_next_hour(client, editor):
    answer = client.get("/admin/zeitpunkt/", {"t": "2026-03-29T02:30"}).json()

    assert answer["next"] == {"value": "2026-03-29T03:30", "label": "29.03.2026, 03:30 MESZ"}
