"""The outbox: once for each key, at least once delivered, in order, never before the hour."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail

from articles import effects, workflow
from articles.deliveries import worker
from articles.models import Effect
from articles.roles import Role
from articles.vocabulary import EffectKind
from tests.deliveries.sink import listening
from tests.makers import (
    NOON,
    make_article,
    make_award,
    make_district,
    make_federal_state,
    make_institution,
    make_municipality,
    make_person,
    make_released,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def sink(settings):
    with listening() as sink:
        settings.WEBSUB_HUB = f"{sink.url}/hub"
        settings.OUTGOING_PRIVATE_HOSTS = ["127.0.0.1"]
        yield sink


def work(now):
    """Deliver all that is due; returns how much it was."""
    count = 0
    while worker.deliver_next(now):
        count += 1
    return count


def mail_to(user, article, occasion="1"):
    effects.write_to(
        [user], article, occasion=occasion, subject="Zu %(report)s", lines=["Bitte."], now=NOON
    )


def a_reader():
    return make_user(email="rr@example.org")


def outcomes():
    return dict(Effect.objects.values_list("kind", "outcome"))


# --- The hour --------------------------------------------------------------------------------


def test_nothing_leaves_before_the_hour_of_the_report(sink):
    make_released(at=NOON + HOUR)

    assert work(NOON + HOUR - timedelta(seconds=1)) == 0
    assert work(NOON + HOUR) == 2
    assert len(sink.requests) == 1


def test_an_hour_that_was_moved_calls_the_announcement_off(sink):
    article = make_released(at=NOON + HOUR)
    workflow.reschedule(article, by=make_user(), at=NOON + 3 * HOUR, now=NOON)

    work(NOON + 2 * HOUR)
    assert sink.requests == []
    work(NOON + 3 * HOUR)

    assert len(sink.requests) == 1


def test_a_release_taken_back_is_never_announced(sink):
    article = make_released(at=NOON + HOUR)
    workflow.withdraw(article, by=make_user(), now=NOON)

    assert work(NOON + 9 * HOUR) == 0


def test_what_is_no_longer_public_at_delivery_is_called_off(sink):
    article = make_released()
    worker.deliver_next(NOON)
    workflow.withdraw(article, by=make_user(), now=NOON + MINUTE)

    work(NOON + MINUTE)

    told = list(Effect.objects.filter(kind="websub").order_by("pk"))
    assert [e.outcome for e in told] == ["abgesagt: Die Meldung ist nicht online", "zugestellt"]
    assert len(sink.requests) == 1


def test_five_edits_of_a_planned_report_tell_the_world_once(sink):
    article, author = make_released(at=NOON + HOUR), make_user(Role.AUTHOR)
    for number in range(5):
        workflow.save(article, {"headline": f"Fassung {number}"}, by=author, now=NOON)
        workflow.submit(article, by=author, now=NOON)
        workflow.release(article, by=make_user(), now=NOON)

    work(NOON + HOUR)

    assert len(sink.requests) == 1


def test_without_a_target_it_is_skipped_and_said_so():
    make_released()

    work(NOON)

    assert outcomes() == {"announce": "übersprungen: Kein Ziel ist eingestellt"}


# --- Who is told -----------------------------------------------------------------------------

FORMATS = ("feed.xml", "atom.xml", "feed.json")


def told(sink):
    """The feeds that the last request names, as paths."""
    named = parse_qs(sink.requests[-1][3])["hub.url"]
    assert len(named) == len(set(named))
    return {urlsplit(address).path for address in named}


def feeds_of(*things):
    return {thing.get_absolute_url() + file for thing in things for file in FORMATS}


ALL_NEWS = {"/feeds/rss.xml", "/feeds/atom.xml", "/feeds/feed.json"}


def things_to_list_it_under():
    """One of each kind that has a feed of its own."""
    return {
        "tags": make_tag(),
        "people": make_person(),
        "municipalities": make_municipality(),
        "districts": make_district(),
        "federal_states": make_federal_state(),
        "institutions": make_institution(),
        "awards": make_award(),
    }


def test_the_hub_is_told_of_every_feed_of_the_report_in_one_request(sink):
    things = things_to_list_it_under()
    make_released(section=make_section("Netz"), **{n: [thing] for n, thing in things.items()})

    work(NOON)

    assert len(sink.requests) == 1
    assert told(sink) == ALL_NEWS | feeds_of(make_section("Netz"), *things.values())


def test_the_hub_is_told_of_feeds_that_a_report_has_left(sink):
    old, new = make_tag("Alt"), make_tag("Neu")
    article, author = make_released(tags=[old]), make_user(Role.AUTHOR)
    work(NOON)
    content = {"tags": [new], "section": make_section("Netz")}
    workflow.save(article, content, by=author, now=NOON + HOUR)
    workflow.submit(article, by=author, now=NOON + HOUR)
    workflow.release(article, by=make_user(), now=NOON + HOUR)

    work(NOON + HOUR)

    left = make_section(), make_section("Netz"), old, new
    assert told(sink) == ALL_NEWS | feeds_of(*left)


def test_the_hub_is_told_of_the_town_that_another_became(sink):
    town, successor = make_municipality(), make_municipality()
    town.successors.add(successor)
    make_released(municipalities=[town])

    work(NOON)

    assert feeds_of(town, successor) <= told(sink)


def test_the_hub_is_told_where_a_report_was_when_it_goes_offline(sink):
    article = make_released(tags=[make_tag("Alt")])
    work(NOON)
    workflow.withdraw(article, by=make_user(), now=NOON + HOUR)

    work(NOON + HOUR)

    assert feeds_of(make_tag("Alt")) <= told(sink)


# --- Failing, and trying again ----------------------------------------------------------------


def test_what_fails_is_tried_again_after_ever_longer_pauses(sink):
    make_released()
    sink.answer = 503
    work(NOON)
    waited, moment = [], NOON
    for _ in range(4):
        due = Effect.objects.get(kind="websub").due_at
        waited.append((due - moment).total_seconds())
        moment = due
        work(due)

    assert waited == [30, 60, 120, 240]
    assert "503" in effects.failing().get().last_error
    assert len(sink.ids) == 1


def test_what_failed_too_often_is_given_up_and_tried_again_on_demand(sink):
    make_released()
    sink.answer = 500
    work(NOON)
    for day in range(1, 14):
        work(NOON + timedelta(days=day))
    assert Effect.objects.get(kind="websub").gave_up_at

    sink.answer = 204
    effects.retry(Effect.objects.all(), NOON + timedelta(days=20))
    work(NOON + timedelta(days=20))

    assert Effect.objects.get(kind="websub").outcome == "zugestellt"


def test_effects_of_a_report_keep_their_order_while_others_pass(sink):
    article, author = make_released(), make_user(Role.AUTHOR)
    sink.answer = 503
    work(NOON)
    workflow.save(article, {"headline": "Neu"}, by=author, now=NOON)
    workflow.submit(article, by=author, now=NOON)
    workflow.release(article, by=make_user(), now=NOON)
    other = make_released()
    sink.answer = 204

    work(NOON + timedelta(seconds=1))
    done = Effect.objects.filter(kind="websub", done_at__isnull=False)
    assert [effect.article for effect in done] == [other]
    work(NOON + MINUTE)

    tells = [e.payload["tells"] for e in done.filter(article=article).order_by("done_at", "pk")]
    assert tells == ["announce", "update"]


# --- Mails -----------------------------------------------------------------------------------


def test_a_mail_is_written_once_for_an_occasion():
    reader, article = a_reader(), make_article()
    mail_to(reader, article)
    mail_to(reader, article)

    work(NOON)

    letter = mail.outbox[0]
    assert (len(mail.outbox), letter.to) == (1, ["rr@example.org"])
    assert letter.subject == "Zu „Rathaus wird digital“"
    assert f"/admin/articles/article/{article.pk}/change/" in letter.body


def test_a_mail_tells_nothing_of_what_is_under_embargo():
    article = make_article()
    desk = {"embargo_until": NOON + HOUR, "embargo_source": "BMI"}
    workflow.prepare(article, desk, by=make_user())

    mail_to(a_reader(), article)
    work(NOON)

    assert "Rathaus" not in mail.outbox[0].subject


def test_a_mail_cut_off_half_way_comes_again_under_its_id_and_is_marked(settings):
    mail_to(a_reader(), make_article())
    posted, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.deliveries.sink.CutOff"
    with pytest.raises(SystemExit):
        worker.deliver_next(NOON)
    settings.EMAIL_BACKEND = posted

    assert work(NOON + worker.LEASE - MINUTE) == 0
    assert work(NOON + worker.LEASE) == 1

    effect = Effect.objects.get()
    assert (effect.is_unsure, len(mail.outbox)) == (True, 1)
    assert str(effect.delivery_id) in mail.outbox[0].extra_headers["Message-ID"]


def test_a_closed_post_office_leaves_the_mail_waiting(settings):
    mail_to(a_reader(), make_article())
    settings.EMAIL_BACKEND = "tests.deliveries.sink.Closed"

    work(NOON)

    assert effects.failing().get().last_error == "ConnectionRefusedError: closed"
    assert not Effect.objects.get().is_unsure


@pytest.mark.parametrize("fields", [{"email": ""}, {"is_active": False, "email": "x@example.org"}])
def test_nobody_without_an_address_or_an_open_account_is_written_to(fields):
    mail_to(make_user(**fields), make_article())

    assert not Effect.objects.exists()


def test_a_worker_that_ends_over_an_effect_again_and_again_gives_it_up(settings):
    mail_to(a_reader(), make_article())
    settings.EMAIL_BACKEND = "tests.deliveries.sink.CutOff"
    moment = NOON
    for _ in range(worker.MOST_TRIES):
        with pytest.raises(SystemExit):
            worker.deliver_next(moment)
        moment += worker.LEASE

    worker.deliver_next(moment)

    assert Effect.objects.get().gave_up_at == moment


# --- Who may have it tried again -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "waits"), [(Role.CHIEF, False), (Role.TECHNICIAN, False), (Role.EDITOR, True)]
)
def test_chief_and_technician_have_a_failed_effect_tried_again(client, role, waits):
    effects.enqueue(EffectKind.UPDATE, make_article(), occasion="1", due_at=NOON)
    Effect.objects.update(last_error="503", gave_up_at=NOON)
    client.force_login(make_user(role))

    page = client.get("/admin/articles/effect/")
    client.post("/admin/articles/effect/", {"_retry": Effect.objects.get().pk})

    assert (b'name="_retry"' in page.content) is not waits
    assert (Effect.objects.get().gave_up_at is not None) is waits
