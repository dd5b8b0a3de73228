"""The first page of the desk: what waits, for whom, and where it leads."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry

from articles import effects, handover, workflow
from articles.models import Absence, Effect, WorkingCopy
from articles.roles import Role
from articles.vocabulary import EffectKind
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_picture,
    make_released,
    make_submitted,
    make_user,
    reference,
)

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TODAY = date(2026, 3, 3)
pytestmark = pytest.mark.django_db


@pytest.fixture
def start(client, time_machine):
    """``start(user)``: what the first page shows, the lines by the name of their board."""
    time_machine.move_to(NOON, tick=False)

    def _start(user):
        client.force_login(user)
        context = client.get("/admin/").context
        boards = [*context["boards"], context["mine"]]
        return {board.name: [line.text for line in board.lines] for board in boards}

    return _start


def prepared(article, **values):
    workflow.prepare(article, values, by=make_user(Role.CHIEF))
    return article


def test_every_list_shows_what_belongs_there(start):
    chief = make_user(Role.CHIEF)
    prepared(make_article(headline="Zu spät"), due_on=TODAY - DAY)
    prepared(make_article(headline="Heute fällig"), due_on=TODAY)
    make_submitted(headline="Zu lesen")
    make_submitted(by=chief, headline="Selbst abgegeben")
    make_released(at=NOON + HOUR, headline="Kommt")
    make_released(at=NOON + 9 * DAY, headline="Kommt später")
    make_released(until=NOON + DAY, headline="Endet")
    changed = make_released(at=NOON + 2 * DAY, headline="Alt")
    workflow.save(changed, {"headline": "Neu"}, by=chief, now=NOON)
    gone = make_adopted(at=NOON - DAY, headline="Weg")
    make_adopted(headline="Verweist", body=f"<p>({reference(gone.pk)})</p>")
    workflow.withdraw(gone, by=chief, now=NOON)
    effects.enqueue(EffectKind.UPDATE, changed, occasion="1", due_at=NOON)
    Effect.objects.filter(kind=EffectKind.UPDATE).update(tries=3, last_error="503")
    for days, title in ((1, "Nur bis morgen"), (40, "Noch lange")):
        make_article(picture=make_picture(title=title, licence_ends_on=TODAY + days * DAY))

    boards = start(chief)

    assert boards == {
        "late": ["Zu spät"],
        "left_behind": ["Alt"],
        "waiting": ["Zu lesen"],
        "appearing": ["Kommt"],
        "ending": ["Endet"],
        "licences": ["Nur bis morgen"],
        "cited": ["Verweist"],
        "failed": ["Alt"],
        "mine": ["Selbst abgegeben"],
    }


@pytest.mark.parametrize(("is_for_hour", "alarmed"), [(None, True), (True, True), (False, False)])
def test_a_change_that_would_miss_the_hour_is_alarmed_before_it(start, is_for_hour, alarmed):
    article, editor = make_released(at=NOON + DAY, headline="Alt"), make_user()
    workflow.save(article, {"headline": "Neu"}, by=editor, now=NOON)
    if is_for_hour is not None:
        workflow.decide(article, by=editor, is_for_hour=is_for_hour, now=NOON)

    assert ("left_behind" in start(make_user())) is alarmed


def test_an_author_sees_what_came_back_with_the_reason(client, start):
    author = make_user(Role.AUTHOR)
    article = make_submitted(by=author, headline="Kam zurück")
    workflow.return_to_author(article, by=make_user(), note="Zahl prüfen")

    boards = start(author)

    assert boards == {"waiting": ["Kam zurück"], "mine": []}
    assert "Zahl prüfen" in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("first", "last", "sees"),
    [
        (TODAY, TODAY, True),
        (TODAY - DAY, None, True),
        (TODAY + DAY, None, False),
        (TODAY - 9 * DAY, TODAY - DAY, False),
    ],
)
def test_a_deputy_sees_the_drafts_of_the_absent_on_their_days(start, first, last, sees):
    away, deputy = make_user(Role.AUTHOR), make_user(Role.AUTHOR)
    make_article(by=away, headline="Liegt da")
    Absence.objects.create(person=away, deputy=deputy, from_on=first, until_on=last)

    assert start(deputy)["mine"] == (["Liegt da"] if sees else [])


def test_the_numbers_count_public_reports_by_day_and_section(client, start):
    for _ in range(3):
        make_adopted(at=NOON - DAY)
    make_adopted(at=NOON)
    make_adopted(at=NOON - 14 * DAY)
    make_released(at=NOON + HOUR)
    start(make_user())

    numbers = client.get("/admin/").context["numbers"]

    assert [bar.total for bar in numbers["bars"]] == [0] * 12 + [3, 1]
    assert numbers["total"] == 4


def test_the_first_page_takes_few_queries_however_much_waits(
    client, start, django_assert_max_num_queries
):
    user = make_user(Role.CHIEF)
    for number in range(12):
        prepared(make_article(by=user), due_on=TODAY - DAY)
        make_submitted()
        make_released(at=NOON + HOUR + timedelta(minutes=number), until=NOON + DAY)
    start(user)

    with django_assert_max_num_queries(16):
        page = client.get("/admin/")

    assert page.context["boards"][0].is_cut


def test_whoever_may_see_no_reports_sees_no_lists(client):
    client.force_login(make_user("", is_staff=True))

    page = client.get("/admin/")

    assert page.status_code == 200
    assert "boards" not in page.context


def test_a_note_for_me_waits_until_it_is_settled_and_is_handed_over(start, absence):
    note = make_article(headline="Unbeantwortet").notes.create(
        text="Stimmt die Zahl?", assignee=absence.person, by_number=1, by_mark="cc", made_at=NOON
    )
    assert start(absence.person)["notes"] == ["Unbeantwortet"]

    handover.hand_over(absence, by=absence.person)
    assert "notes" not in start(absence.person)
    assert start(absence.deputy)["notes"] == ["Unbeantwortet"]

    note.resolved_at = NOON
    note.save()
    assert "notes" not in start(absence.deputy)


# --- Handing over --------------------------------------------------------------------------


@pytest.fixture
def absence():
    away, deputy = make_user(Role.AUTHOR), make_user(Role.AUTHOR)
    return Absence.objects.create(person=away, deputy=deputy, from_on=TODAY)


def test_open_drafts_are_handed_over_in_one_act_and_given_back(absence):
    draft = make_article(by=absence.person)
    done = make_released(now=NOON)
    workflow.prepare(done, {"assigned_to": absence.person}, by=absence.person)

    handover.hand_over(absence, by=absence.person, now=NOON)
    draft.refresh_from_db()
    done.refresh_from_db()
    assert (draft.assigned_to, done.assigned_to) == (absence.deputy, absence.person)

    own = make_article(by=absence.deputy)
    given = handover.give_back(absence, by=absence.person)
    draft.refresh_from_db()
    own.refresh_from_db()
    assert (given, draft.assigned_to, own.assigned_to) == (1, absence.person, absence.deputy)


def test_what_the_deputy_has_passed_on_stays_where_it_is(absence):
    draft, third = make_article(by=absence.person), make_user()
    handover.hand_over(absence, by=absence.person)
    workflow.prepare(draft, {"assigned_to": third}, by=third)

    given = handover.give_back(absence, by=absence.person)

    draft.refresh_from_db()
    assert (given, draft.assigned_to) == (0, third)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.AUTHOR, 403), (Role.EDITOR, 403), (Role.CHIEF, 302)]
)
def test_only_the_chief_hands_over_for_others(client, absence, role, status):
    draft = make_article(by=absence.person)
    client.force_login(make_user(role))

    answer = client.post("/admin/vertretungen/", {"absence": absence.pk})

    draft.refresh_from_db()
    assert answer.status_code == status
    assert (draft.assigned_to == absence.deputy) is (status == 302)


def test_an_absence_is_entered_and_handed_over_at_once(client):
    away, deputy = make_user(Role.EDITOR), make_user(Role.EDITOR)
    draft = make_article(by=away)
    client.force_login(away)
    typed = {"person": away.pk, "deputy": deputy.pk, "from_on": "2026-03-04", "hand_over": "on"}

    client.post("/admin/vertretungen/", typed | {"until_on": "2026-03-20"})

    draft.refresh_from_db()
    assert draft.assigned_to == deputy


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("until_on", "2026-03-01", "Das Ende darf nicht vor dem Anfang liegen."),
        ("deputy", "self", "Niemand vertritt sich selbst."),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused_with_a_reason(client, field, value, words):
    away, deputy = make_user(Role.EDITOR), make_user(Role.EDITOR)
    client.force_login(away)
    typed = {"person": away.pk, "deputy": deputy.pk, "from_on": "2026-03-04"}

    page = client.post(
        "/admin/vertretungen/", typed | {field: away.pk if value == "self" else value}
    )

    assert words in page.content.decode()
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("role", "is_away", "opens"),
    [
        (Role.CHIEF, True, True),
        (Role.CHIEF, False, False),
        (Role.EDITOR, True, False),
    ],
)
def test_the_chief_opens_what_a_sick_colleague_typed_and_it_is_logged(
    client, time_machine, absence, role, is_away, opens
):
    time_machine.move_to(NOON + (0 if is_away else -1) * DAY, tick=False)
    article = make_article(by=absence.person)
    typed = {"user": absence.person, "article": article, "values": {"headline": ["Halb"]}}
    copy = WorkingCopy.objects.create(token=uuid4(), kept_at=NOON, **typed)
    chief = make_user(role)
    client.force_login(chief)

    answer = client.post("/admin/vertretungen/", {"copy": copy.token})

    own = WorkingCopy.objects.filter(user=chief).first()
    assert (own is not None, LogEntry.objects.count()) == (opens, int(opens))
    if opens:
        assert answer["Location"].endswith(f"{article.pk}/change/?kopie={own.token}")
        assert own.values == copy.values


def test_the_desk_bears_the_mark_of_the_house(client):
    client.force_login(make_user())

    assert re.search(
        r'rel="icon" href="/static/[^"]+\.svg"', client.get("/admin/").content.decode()
    )
