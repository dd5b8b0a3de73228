"""The planner as a calendar file: its form, and who gets it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from articles import calendars, workflow
from articles.calendars import Event
from articles.models import CalendarAddress
from articles.roles import Role
from tests.makers import NOON, make_article, make_released, make_user

PAGE = "/admin/planung/kalender/"
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Rat, Kreis; Land", "Rat\\, Kreis\\; Land"),
        ("a\\b", "a\\\\b"),
        ("eins\r\nzwei\ndrei\r", "eins\\nzwei\\ndrei"),
        ("BEGIN:VEVENT\r\nUID:x", "BEGIN:VEVENT\\nUID:x"),
    ],
)
def test_text_cannot_leave_its_line(text, written):
    assert calendars.escaped(text) == written


@pytest.mark.parametrize("letter", ["a", "ä", "„", "🏛"])
@pytest.mark.parametrize("count", [1, 74, 75, 76, 150, 400])
def test_lines_are_folded_at_75_bytes_between_characters(letter, count):
    line = letter * count

    pieces = calendars.folded(line).split("\r\n")

    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])


def test_an_event_has_its_instant_and_a_due_day_is_all_day():
    moment = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    events = [Event("a@x", "Freigabe", moment), Event("b@x", "Fällig", date(2026, 12, 31))]

    lines = calendars.calendar("Planung", events, NOON).split("\r\n")

    assert "DTSTART:20261025T013000Z" in lines
    assert [line for line in lines if "VALUE=DATE" in line] == [
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
    ]
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])


@pytest.fixture
def subscribe(client, time_machine):
    """``subscribe(user)``: a new secret address, as the page shows it once."""
    time_machine.move_to(NOON, tick=False)

    def _subscribe(user):
        client.force_login(user)
        address = client.post(PAGE, {"make": "1"}).context["address"]
        client.logout()
        return address.removeprefix("http://localhost:8000")

    return _subscribe


@pytest.mark.django_db
def test_the_calendar_shows_the_planning_without_a_log_in(client, subscribe):
    make_released(at=NOON + DAY, headline="Kommt, bald", kicker="Essen")
    draft = make_article(headline="Fällig")
    workflow.prepare(draft, {"due_on": date(2026, 3, 6)}, by=make_user())

    answer = client.get(subscribe(make_user(Role.AUTHOR)))

    text = answer.content.decode()
    assert "SUMMARY:Freigabe: Essen: Kommt\\, bald" in text
    assert "DTSTART;VALUE=DATE:20260306" in text
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_an_address_ends_when_it_is_renewed_or_revoked(client, subscribe):
    user = make_user()
    first = subscribe(user)
    second = subscribe(user)
    assert [client.get(one).status_code for one in (first, second)] == [404, 200]

    client.force_login(user)
    client.post(PAGE, {"revoke": "1"})

    assert client.get(second).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"is_active": False}, {"role": ""}])
def test_an_address_shows_nothing_once_its_user_may_see_nothing(client, subscribe, change):
    user = make_user()
    address = subscribe(user)
    for name, value in change.items():
        setattr(user, name, value)
    user.save()

    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_secret_itself_is_not_stored(client, subscribe):
    address = subscribe(make_user())

    secret = address.split("/")[-1].removesuffix(".ics")
    assert secret not in str(CalendarAddress.objects.values().get())
    assert len(secret) > 40
