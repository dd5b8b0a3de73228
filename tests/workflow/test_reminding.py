"""What a report announced comes up again, and the next report goes on from it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from articles import workflow
from articles.admin.start_page import start
from articles.forms import ArticleForm, typed
from articles.handover import hand_over
from articles.models import Absence, Article, Reminder
from articles.moments import berlin_day, now
from articles.roles import Role
from articles.statuses import Status
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_award,
    make_institution,
    make_municipality,
    make_submitted,
    make_tag,
    make_user,
)

DAY = date(2026, 3, 10)
pytestmark = pytest.mark.django_db


def after(article):
    return reverse("admin:articles_article_after", args=[article.pk])


@pytest.mark.parametrize(
    ("on", "is_due"),
    [(DAY - timedelta(days=1), False), (DAY, True), (DAY + timedelta(days=30), True)],
)
def test_a_reminder_is_due_from_its_day_until_it_is_done(on, is_due):
    reminder = workflow.remind(make_adopted(), DAY, "ab 10. März", by=make_user(), now=NOON)

    assert Reminder.objects.due(on).contains(reminder) is is_due
    assert Reminder.objects.ahead(on).contains(reminder) is not is_due
    workflow.finish(reminder, by=make_user(), now=NOON)
    assert not Reminder.objects.due(on).exists()


def test_the_same_reminder_is_made_once():
    article, user = make_adopted(), make_user()

    for _ in range(2):
        workflow.remind(article, DAY, "ab 10. März", by=user, now=NOON)

    assert article.reminders.count() == 1


def test_a_reminder_says_what_is_to_be_taken_up():
    with pytest.raises(ValidationError):
        workflow.remind(make_adopted(), DAY, " ", by=make_user(), now=NOON)


def test_a_technician_reminds_nobody():
    with pytest.raises(PermissionDenied):
        workflow.remind(make_adopted(), DAY, "x", by=make_user(Role.TECHNICIAN), now=NOON)


def test_the_next_report_takes_over_what_the_first_spoke_of():
    things = {
        "municipalities": [make_municipality()],
        "institutions": [make_institution()],
        "awards": [make_award()],
        "tags": [make_tag("Portale")],
    }
    article = make_adopted(headline="Erster Teil", kicker="Musterstadt", **things)
    author = make_user(Role.AUTHOR)

    draft = workflow.go_on_from(article, by=author, now=NOON)

    assert (draft.status, draft.kicker, draft.headline) == (Status.DRAFT, "Musterstadt", "")
    assert {name: list(getattr(draft, name).all()) for name in things} == things
    assert draft.references_out.get().target == article
    assert draft.working_title == "Zu „Erster Teil“"
    assert draft.revisions.get().by_number == author.pk


def test_nothing_goes_on_from_what_readers_do_not_see():
    with pytest.raises(ValidationError):
        workflow.go_on_from(make_article(), by=make_user(), now=NOON)


# --- On the desk ---------------------------------------------------------------------------


def test_the_desk_is_offered_what_the_text_announces_and_takes_it(client):
    year = now().year + 1
    article = make_article(body=f"<p>Los geht es. Im Herbst {year} folgt die zweite Stufe.</p>")
    client.force_login(make_user(Role.AUTHOR))
    [offer] = client.get(after(article)).context["offered"]
    fields = {"do": "remind", "on": offer.on.isoformat(), "words": offer.words}

    client.post(after(article), fields | {"sentence": offer.sentence})

    reminder = article.reminders.get()
    assert (reminder.due_on, reminder.words) == (date(year, 9, 1), f"Im Herbst {year}")
    assert reminder.sentence == f"Im Herbst {year} folgt die zweite Stufe."
    assert client.get(after(article)).context["offered"] == []


@pytest.mark.parametrize("on", ["", "morgen", "2026-02-30"])
def test_a_day_that_is_none_is_told(client, on):
    article = make_adopted()
    client.force_login(make_user())

    answer = client.post(after(article), {"do": "remind", "on": on, "words": "x"})

    assert "Bitte einen Tag angeben" in answer.content.decode()


def test_what_the_text_announces_is_offered_at_the_release_and_kept_if_ticked(client):
    year = now().year + 1
    body = f"<p>Im Herbst {year} folgt mehr. Ende {year} ist Schluss.</p>"
    article, editor = make_submitted(body=body), make_user()
    client.force_login(editor)
    form = reverse("admin:articles_article_change", args=[article.pk])
    offered = [one.on for one in client.get(form).context["beside"]["announced"]]
    assert offered == [date(year, 9, 1), date(year, 12, 31)]

    sent = typed(ArticleForm(instance=article)) | {"_act": "release"}
    sent |= {f"source_material-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    client.post(form, sent | {"act-remind": [f"{year}-09-01", "2001-01-01"]})

    reminder = article.reminders.get()
    assert (reminder.due_on, reminder.assignee) == (date(year, 9, 1), editor)
    article.refresh_from_db()
    assert article.status == Status.RELEASED


def test_a_reminder_is_somebodys_and_the_deputys_too_or_the_desks():
    article, mine, other, deputy = make_adopted(), make_user(), make_user(), make_user()
    for who, words in ((mine, "meins"), (None, "der Redaktion"), (other, "des anderen")):
        workflow.remind(article, date(2020, 1, 1), words, by=other, assignee=who)
    today = berlin_day(now())
    absence = Absence.objects.create(person=mine, deputy=deputy, from_on=today)

    def due(user):
        boards = start(user, now())["boards"]
        return {line.detail[12:] for board in boards if board.name == "due" for line in board.lines}

    assert due(mine) == {"meins", "der Redaktion"}
    assert due(deputy) == {"meins", "der Redaktion"}
    hand_over(absence, by=mine)
    assert due(mine) == {"der Redaktion"}
    assert Reminder.objects.get(words="meins").assignee == deputy


def test_the_page_of_a_report_says_who_takes_it_up(client):
    article, user, colleague = make_adopted(), make_user(), make_user(first_name="Nora")
    client.force_login(user)
    fields = {"do": "remind", "on": "2090-01-01", "words": "Nachfrage", "who": colleague.pk}

    client.post(after(article), fields)

    assert article.reminders.get().assignee == colleague
    assert str(colleague) in client.get(reverse("reminders")).content.decode()


def test_the_list_shows_what_is_due_and_what_comes(client):
    article, user = make_adopted(headline="Angekündigt"), make_user()
    workflow.remind(article, date(2020, 1, 1), "längst fällig", by=user)
    workflow.remind(article, date(2090, 1, 1), "noch lange hin", by=user)
    client.force_login(user)

    due, ahead = client.get(reverse("reminders")).context["groups"]

    assert [r.words for r in due[1]] == ["längst fällig"]
    assert [r.words for r in ahead[1]] == ["noch lange hin"]


def test_a_button_starts_the_next_report(client):
    article = make_adopted()
    client.force_login(make_user(Role.AUTHOR))

    answer = client.post(after(article), {"do": "go_on"})

    draft = Article.objects.exclude(pk=article.pk).get()
    assert answer["Location"] == reverse("admin:articles_article_change", args=[draft.pk])
