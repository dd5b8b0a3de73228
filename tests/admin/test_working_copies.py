"""Nothing typed is lost: autosave, offers, posts that come twice, and drafts half right."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from articles import workflow
from articles.forms import ArticleForm, typed
from articles.models import Article, Tag, WorkingCopy
from articles.moments import now
from articles.roles import Role
from articles.statuses import Status
from tests.makers import NOON, make_article, make_released, make_submitted, make_user

ADD = reverse("admin:articles_article_add")
KEEP = reverse("admin:articles_article_keep")
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def sent(article=None, token=None, **fields):
    """What the form of ``article`` sends, with ``fields`` typed over it."""
    data = typed(ArticleForm(instance=article or Article()))
    data |= {f"source_material-{k}": ["0"] for k in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return data | {"form_token": token or str(uuid4())} | fields


def autosaved(client, article=None, version=1, **fields):
    post = sent(article, **fields) | {"version": version, "article": article.pk if article else ""}
    return client.post(KEEP, post)


def words(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def author(client):
    user = make_user(Role.AUTHOR)
    client.force_login(user)
    return user


def test_what_is_typed_is_kept_once_however_often_and_nobody_sees_it(client, author):
    article, token = make_released(headline="Online"), str(uuid4())

    for version in (1, 2, 3):
        autosaved(client, article, version, token=token, headline=f"Getippt {version}")

    article.refresh_from_db()
    copy = WorkingCopy.objects.get()
    assert (article.headline, article.pending_revision) == ("Online", None)
    assert (copy.values["headline"], article.revisions.count()) == (["Getippt 3"], 1)


@pytest.mark.parametrize("late", [1, 2])
def test_an_autosave_that_was_delayed_never_replaces_a_later_one(client, author, late):
    article, token = make_article(), str(uuid4())
    autosaved(client, article, 2, token=token, headline="Später")

    response = autosaved(client, article, late, token=token, headline="Früher")

    assert response.status_code == 409
    assert WorkingCopy.objects.get().values["headline"] == ["Später"]


def test_an_autosave_that_arrives_after_the_save_is_not_offered(client, author):
    article, token = make_article(), str(uuid4())
    client.post(change(article), sent(article, token, headline="Gespeichert", version="5"))

    response = autosaved(client, article, 4, token=token, headline="Vorher getippt")

    assert response.status_code == 409
    assert not client.get(change(article)).context["kept"]


def test_what_was_not_saved_is_offered_with_its_time_and_restored_as_typed(client, author):
    article = make_article(headline="Alt")
    token = str(uuid4())
    autosaved(client, article, token=token, headline="Getippt", links="kein Link")

    offered = client.get(change(article))
    form = client.get(change(article), {"kopie": token}).context["adminform"].form

    assert "heute, " in offered.context["kept"][0]["kept"]
    assert (form["headline"].value(), form["links"].value()) == ("Getippt", "kein Link")
    assert "links" in form.errors


def test_a_new_report_never_saved_is_offered_too(client, author):
    token = str(uuid4())
    autosaved(client, token=token, headline="Nie gespeichert")

    assert client.get(ADD).context["kept"][0]["words"] == "Nie gespeichert"
    form = client.get(ADD, {"kopie": token}).context["adminform"].form
    assert form["headline"].value() == "Nie gespeichert"


def test_saving_settles_what_was_kept_and_what_it_was_restored_from(client, author):
    article, old, new = make_article(), str(uuid4()), str(uuid4())
    autosaved(client, article, token=old, headline="Getippt")

    client.post(change(article), sent(article, new, headline="Getippt", restored=old))

    assert not WorkingCopy.objects.exclude(values={}).exists()


def test_what_somebody_else_typed_is_neither_offered_nor_restored(client, author):
    article, token = make_article(), str(uuid4())
    autosaved(client, article, token=token, headline="Geheim")
    client.force_login(make_user(Role.AUTHOR))

    response = client.get(change(article), {"kopie": token})

    assert b"Geheim" not in response.content
    assert autosaved(client, article, 2, token=token, headline="Untergeschoben").status_code == 403


def test_dropping_an_offer_drops_it(client, author):
    article, token = make_article(), str(uuid4())
    autosaved(client, article, token=token, headline="Getippt")

    client.post(reverse("admin:articles_article_discard", args=[token]))

    assert not client.get(change(article)).context["kept"]


def test_a_form_that_says_again_what_is_stored_keeps_nothing(client, author):
    article, token = make_article(), str(uuid4())
    autosaved(client, article, 1, token=token, headline="Getippt")

    autosaved(client, article, 2, token=token, _untouched="1")

    assert not client.get(change(article)).context["kept"]


def test_an_autosave_tells_who_saved_in_the_meantime(client, author):
    article = make_article()
    post = sent(article) | {"version": "1", "article": article.pk}
    workflow.save(article, {"headline": "Ihre"}, by=make_user(initials="xy"))

    answer = client.post(KEEP, post).json()

    assert answer["newest"]["by"] == "xy"


@pytest.mark.parametrize("role", [Role.TECHNICIAN, ""])
def test_who_may_not_write_keeps_nothing(client, role):
    client.force_login(make_user(role, is_staff=True))

    response = autosaved(client, make_article(), headline="Getippt")

    assert response.status_code == 403
    assert not WorkingCopy.objects.exists()


# --- Posts that come twice -----------------------------------------------------------------------


def test_a_report_made_twice_is_one_report(client, author):
    post = sent(headline="Einmal")

    first, second = client.post(ADD, post), client.post(ADD, post)

    assert (Article.objects.count(), first.status_code, second.status_code) == (1, 302, 302)


def test_saving_again_after_a_lost_answer_is_no_conflict_with_oneself(client, author):
    post = sent(headline="Erst")
    client.post(ADD, post)

    client.post(ADD, post | {"headline": "Dann"})

    article = Article.objects.get()
    assert (article.headline, article.revisions.count()) == ("Dann", 2)


def test_a_save_sent_twice_makes_one_revision_and_one_act(client, author):
    article = make_article()
    post = sent(article, headline="Fertig", _act="submit")

    responses = [client.post(change(article), post, follow=True) for _ in range(2)]

    article.refresh_from_db()
    assert (article.status, article.revisions.count()) == (Status.REVIEW, 2)
    assert article.status_changes.count() == 1
    assert "submit" not in " ".join(words(responses[1]))


# --- Half right ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("headline", "x" * 151),
        ("links", "kein Link"),
        ("embargo_until", "übermorgen"),
        ("section", "999999"),
        ("original_on", "32.13.2025"),
        ("body", f"<p>{'x' * 300_001}</p>"),
        ("tags", ["y" * 101]),
        ("people", ["999999"]),
        ("genre", "gerücht"),
    ],
)
def test_a_draft_is_saved_as_far_as_it_can_be_and_the_rest_is_kept(client, author, field, wrong):
    article = make_article()
    post = sent(article, lead="Gespeichert", **{field: wrong})

    response = client.post(change(article), post, follow=True)

    article.refresh_from_db()
    form = response.context["adminform"].form
    assert article.lead == "Gespeichert"
    assert field in form.errors
    assert str(wrong) in (str(form[field].value()), form.data.get(field))
    assert "Gespeichert, bis auf" in words(response)[0]


def test_a_new_report_with_a_fault_is_saved_too(client, author):
    client.post(ADD, sent(headline="Neu", links="kein Link"), follow=True)

    assert Article.objects.get().headline == "Neu"


def test_nothing_is_released_while_something_typed_could_not_be_taken(client, author):
    article = make_article(by=author)

    client.post(change(article), sent(article, links="kein Link", _act="submit"))

    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_a_file_with_a_fault_keeps_nothing_else_from_being_saved(client, author):
    article = make_article()
    inline = {"source_material-TOTAL_FORMS": "1", "source_material-0-title": "Ohne Datei"}

    response = client.post(change(article), sent(article, lead="Neu", **inline), follow=True)

    article.refresh_from_db()
    assert article.lead == "Neu"
    assert "Nicht übernommen" in " ".join(words(response))


def test_beside_the_content_only_what_was_changed_is_written(client, author):
    article = make_article()
    post = sent(article, headline="Neu")
    workflow.prepare(article, {"source_text": "Mitteilung"}, by=make_user())

    client.post(change(article), post)

    article.refresh_from_db()
    assert (article.headline, article.source_text) == ("Neu", "Mitteilung")


# --- Sessions and tokens -------------------------------------------------------------------------


def test_who_was_logged_out_finds_the_text_after_logging_in_again(client, author):
    article, token = make_article(), str(uuid4())
    autosaved(client, article, token=token, headline="Getippt")
    client.logout()
    refused = client.post(change(article), sent(article, token, headline="Getippt"))

    client.force_login(author)

    assert refused.status_code == 302
    assert client.get(change(article)).context["kept"][0]["words"] == "Getippt"


def test_a_form_is_told_the_new_token_after_a_log_in_elsewhere(client, author):
    response = client.get(
        reverse("admin:articles_article_back"), headers={"Accept": "application/json"}
    )

    assert response.json()["user"] == author.pk
    assert response.json()["csrf"]


def test_an_old_offer_stays_for_the_person_however_late(client, author):
    article = make_article()
    autosaved(client, article, headline="Getippt")
    WorkingCopy.objects.update(kept_at=now() - timedelta(days=40))

    assert client.get(change(article)).context["kept"]


@pytest.mark.parametrize(
    ("values", "age", "is_there"),
    [
        ({}, workflow.KNOWN, True),
        ({}, workflow.KNOWN + SECOND, False),
        ({"lead": ["Getippt"]}, workflow.KNOWN + SECOND, True),
        ({"lead": ["Getippt"]}, workflow.OFFERED, True),
        ({"lead": ["Getippt"]}, workflow.OFFERED + SECOND, False),
    ],
)
def test_a_copy_is_forgotten_when_its_time_has_passed(author, values, age, is_there):
    WorkingCopy.objects.create(token=uuid4(), user=author, values=values, kept_at=NOON)

    workflow.forget_copies(NOON + age)

    assert WorkingCopy.objects.exists() is is_there


def test_the_worker_forgets_old_copies(author):
    long_ago = now() - timedelta(days=400)
    WorkingCopy.objects.create(token=uuid4(), user=author, values={"lead": ["x"]}, kept_at=long_ago)
    cache.clear()

    call_command("run_effects", once=True)

    assert not WorkingCopy.objects.exists()


def test_a_form_that_was_forgotten_overwrites_nothing_when_it_comes_back(client, author):
    article, token = make_article(headline="Alt"), str(uuid4())
    client.post(change(article), sent(article, token, headline="Meins", version="1"))
    late = sent(article, token, headline="Noch einmal", version="2")
    workflow.forget_copies(now() + timedelta(days=30))
    late["base"] = [str(article.working_revision_id)]

    answer = client.post(change(article), late)

    assert answer["Location"].endswith(f"/zusammenfuehren/{token}/")
    assert Article.objects.get().headline == "Meins"


def test_one_editor_has_one_copy_of_a_report_however_often_it_is_restored(client, author):
    article, first = make_article(), str(uuid4())
    autosaved(client, article, token=first, headline="Getippt")

    for number in range(3):
        token = str(uuid4())
        autosaved(client, article, token=token, restored=first, headline=f"Weiter {number}")
        first = token

    [offer] = client.get(change(article)).context["kept"]
    assert offer["words"] == "Weiter 2"


def test_two_windows_of_one_editor_overwrite_nothing_and_both_are_offered(client, author):
    article = make_article()
    windows = [str(uuid4()) for _ in range(7)]

    for token in windows * 2:
        autosaved(client, article, windows.index(token) + 1, token=token, headline=token)

    assert {offer["words"] for offer in client.get(change(article)).context["kept"]} == set(windows)


def test_a_tag_typed_half_makes_none_until_it_is_saved(client, author):
    article = make_article()

    autosaved(client, article, tags=["Ganz neu"])

    assert not Tag.objects.filter(name="Ganz neu").exists()


@pytest.mark.parametrize("megabytes", [1, 3, 6])
def test_a_picture_pasted_as_text_gets_a_friendly_answer_and_loses_nothing(
    client, author, megabytes
):
    article = make_article(headline="Alt")
    pasted = f"<p>Davor</p><p>data:image/png;base64,{'A' * megabytes * 2**20}</p>"

    response = client.post(change(article), sent(article, headline="Neu", body=pasted), follow=True)

    article.refresh_from_db()
    if megabytes < 5:
        assert (article.headline, article.body == pasted) == ("Neu", False)
        assert response.context["adminform"].form["body"].value() == pasted
    else:
        assert (response.status_code, article.headline) == (413, "Alt")
        assert "noch da" in response.content.decode()


@pytest.mark.parametrize("base", [None, "", "x", "0", "1"])
@pytest.mark.parametrize("button", ["_save", "submit", "release", "schedule", "archive"])
def test_a_form_that_does_not_say_what_it_rests_on_does_nothing_and_loses_nothing(
    client, base, button
):
    client.force_login(make_user(Role.CHIEF))
    article, token = make_submitted(), str(uuid4())
    before = Article.objects.values().get(pk=article.pk)
    pressed = {"_save": ""} if button == "_save" else {"_act": button}
    post = sent(article, token, headline="Getippt", base=base or "") | pressed
    if base is None:
        del post["base"]

    page = client.post(change(article), post, follow=True)

    assert Article.objects.values().get(pk=article.pk) == before
    assert page.redirect_chain[0][0].endswith(f"/zusammenfuehren/{token}/")
    assert WorkingCopy.objects.get(token=token).values["headline"] == ["Getippt"]
    assert "Getippt" in page.content.decode()
