"""The form and the list of reports, over HTTP, as each role has them."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse

from articles import workflow
from articles.models import Article
from articles.moments import now
from articles.revisions import working_copy
from articles.roles import Role
from articles.statuses import Status
from tests.makers import (
    make_adopted,
    make_article,
    make_municipality,
    make_person,
    make_released,
    make_section,
    make_submitted,
    make_user,
    reference,
)

LIST = reverse("admin:articles_article_changelist")
ADD = reverse("admin:articles_article_add")
pytestmark = pytest.mark.django_db


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def posted(article=None, **fields):
    """What the form sends for ``article``, with ``fields`` typed over it."""
    content = working_copy(article) if article else working_copy(Article())
    data = {name: value or "" for name, value in content.items() if isinstance(value, str)}
    data |= {name: value["id"] for name, value in content.items() if isinstance(value, dict)}
    data |= {"tags": [tag["label"] for tag in content["tags"]], "genre": "news"}
    data |= {f"source_material-{k}": 0 for k in ("TOTAL_FORMS", "INITIAL_FORMS")}
    data["base"] = article.working_revision_id if article else 0
    return data | fields


def words(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def author(client):
    user = make_user(Role.AUTHOR)
    client.force_login(user)
    return user


@pytest.fixture
def editor(client):
    user = make_user(Role.EDITOR)
    client.force_login(user)
    return user


def test_a_draft_is_saved_however_incomplete(client, author):
    client.post(ADD, posted(working_title="Nur eine Idee"))

    article = Article.objects.get()
    assert (article.status, article.working_title) == (Status.DRAFT, "Nur eine Idee")
    assert article.revisions.get().by_number == author.pk


def test_everything_typed_is_kept(client, author):
    section, town = make_section("Politik"), make_municipality()
    fields = {
        "kicker": "Musterstadt",
        "headline": "Neues Portal",
        "lead": "Es ist da.",
        "body": f"<p>Das Portal ({reference()}).</p>",
        "section": section.pk,
        "genre": "interview",
        "tags": ["Portale", "Bundesministerium des Innern, für Bau und Heimat (BMI)"],
        "municipalities": [town.pk],
        "links": "Zum Portal | https://example.org/portal",
    }

    client.post(ADD, posted(**fields))

    article = Article.objects.get()
    assert {tag.name for tag in article.tags.all()} == set(fields["tags"])
    assert list(article.municipalities.all()) == [town]
    assert article.links == [{"label": "Zum Portal", "address": "https://example.org/portal"}]
    assert article.genre == "interview"
    assert article.references_out.get().end == "open"


def test_initials_alone_name_the_authors(client, author):
    person = make_person("Vera Ernst")
    person.initials.create(initials="ve")

    client.post(ADD, posted(initials="ve"))

    assert Article.objects.get().people.get() == person


def test_an_untouched_form_makes_no_revision(client, editor):
    article = make_released()

    client.post(change(article), posted(article))

    article.refresh_from_db()
    assert (article.revisions.count(), article.pending_revision) == (1, None)


def test_editing_a_released_report_shows_and_stores_the_pending_copy(client, editor):
    article = make_released(headline="Online")
    client.post(change(article), posted(article, headline="Neu"))

    form = client.get(change(article)).context["adminform"].form
    article.refresh_from_db()
    assert article.headline == "Online"
    assert form.initial["headline"] == "Neu"


@pytest.mark.parametrize(
    "forged",
    [
        {"status": "released"},
        {"publish_at": "2020-01-01 10:00"},
        {"submitted_by": "1"},
        {"released_at": "2020-01-01 10:00"},
    ],
    ids=str,
)
def test_forged_fields_change_nothing(client, author, forged):
    article = make_article()
    before = Article.objects.filter(pk=article.pk).values().get()

    client.post(change(article), posted(article, **forged))

    after = Article.objects.filter(pk=article.pk).values().get()
    assert {k for k in before if before[k] != after[k]} <= {"changed_at"}


def test_submit_and_release_are_buttons_for_two_people(client, author):
    article = make_article(by=author)
    client.post(change(article), posted(article, headline="Fertig", _act="submit"))
    article.refresh_from_db()
    assert (article.status, article.headline) == (Status.REVIEW, "Fertig")

    client.force_login(make_user())
    client.post(change(article), posted(article, _act="release"))

    assert Article.objects.published(now()).contains(article)


def test_an_author_who_forges_the_button_releases_nothing(client, author):
    article = make_submitted()

    response = client.post(change(article), posted(article, _act="release"), follow=True)

    article.refresh_from_db()
    assert article.status == Status.REVIEW
    assert words(response)[-1] == "Ihre Rolle erlaubt das nicht."


def test_a_refused_act_keeps_the_text_and_the_hour_typed(client, editor):
    article = make_submitted(body=f"<p>Offen ({reference()}).</p>")
    typed = posted(article, headline="Getippt", _act="schedule", **{"act-at": "2099-01-18T08:00"})

    response = client.post(change(article), typed, follow=True)

    article.refresh_from_db()
    assert article.headline == "Getippt"
    assert any("Offen (wir berichteten)" in message for message in words(response))
    assert b'value="2099-01-18T08:00"' in response.content


def test_a_report_is_released_for_an_hour(client, editor):
    article = make_submitted()

    client.post(change(article), posted(article, _act="schedule", **{"act-at": "2099-01-18T08:00"}))

    article.refresh_from_db()
    assert article.publish_at.isoformat() == "2099-01-18T07:00:00+00:00"
    assert not Article.objects.published(now()).contains(article)


@pytest.mark.parametrize(
    ("make", "role", "buttons"),
    [
        (make_article, Role.AUTHOR, ["submit"]),
        (make_article, Role.TECHNICIAN, []),
        (make_submitted, Role.AUTHOR, []),
        (make_submitted, Role.EDITOR, ["release", "schedule", "return"]),
        (make_adopted, Role.AUTHOR, []),
        (make_adopted, Role.EDITOR, ["reschedule", "withdraw"]),
    ],
)
def test_each_role_sees_the_buttons_of_what_it_may_do_now(client, make, role, buttons):
    article = make()
    client.force_login(make_user(role))

    beside = client.get(change(article)).context["beside"]

    assert [button.name for button in beside["buttons"]] == buttons


def test_a_report_released_at_once_can_be_given_an_end(client, editor):
    article = make_submitted()
    client.post(change(article), posted(article, _act="release"))
    rendered = client.get(change(article)).context["beside"]["form"]["at"]
    shown, which = rendered.field.widget.decompress(rendered.value())
    hours = {"act-at": shown, "act-at_which": which, "act-until": "2099-01-18T08:00"}

    article.refresh_from_db()
    client.post(change(article), posted(article, _act="reschedule", **hours))

    article.refresh_from_db()
    assert article.withdraw_at.isoformat() == "2099-01-18T07:00:00+00:00"


def test_a_planned_release_is_taken_back(client, editor):
    article = make_released(now=now(), at=now() + timedelta(hours=1))
    assert b'value="take_back"' in client.get(change(article)).content

    client.post(change(article), posted(article, _act="take_back"))

    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_setting_an_hour_tells_which_reports_wait_for_it(client, editor):
    article = make_submitted()
    make_released(now=now(), headline="Wartet darauf", body=f"<p>({reference(article.pk)})</p>")
    make_article(headline="Nur ein Entwurf", body=f"<p>({reference(article.pk)})</p>")
    hour = {"act-at": "2099-01-18T08:00"}

    response = client.post(change(article), posted(article, _act="schedule", **hour), follow=True)

    assert "Wartet darauf" in words(response)[-1]
    assert "Nur ein Entwurf" not in words(response)[-1]


def test_an_hour_that_has_passed_is_refused(client, editor):
    article = make_submitted()

    client.post(change(article), posted(article, _act="schedule", **{"act-at": "2001-01-18T08:00"}))

    article.refresh_from_db()
    assert article.status == Status.REVIEW


def test_a_bulk_action_tells_of_each_report(client, editor):
    ready, missing = make_submitted(), make_submitted(lead="")
    data = {"action": "bulk_release", "_selected_action": [ready.pk, missing.pk]}
    data |= {f"base-{report.pk}": report.working_revision_id for report in (ready, missing)}

    response = client.post(LIST, data, follow=True)

    assert Article.objects.published(now()).contains(ready)
    assert not Article.objects.published(now()).contains(missing)
    assert len(response.context["outcome"]["rows"]) == 2


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        (Role.AUTHOR, {"bulk_submit"}),
        (Role.EDITOR, {"bulk_submit", "bulk_return", "bulk_release", "bulk_withdraw"}),
        (
            Role.CHIEF,
            {"bulk_submit", "bulk_return", "bulk_release", "bulk_withdraw", "bulk_restore"},
        ),
        (Role.TECHNICIAN, set()),
    ],
)
def test_each_role_has_its_bulk_actions(client, role, actions):
    make_article()
    client.force_login(make_user(role))

    form = client.get(LIST).context["action_form"]

    offered = {name for name, _label in form.fields["action"].choices if name} if form else set()
    assert offered == actions


@pytest.mark.parametrize(
    ("stand", "found"),
    [
        ("draft", "Entwurf"),
        ("review", "Gegenlesen"),
        ("planned", "Geplant"),
        ("online", "Online"),
        ("offline", "Weg"),
    ],
)
def test_the_list_is_filtered_by_where_reports_stand(client, editor, stand, found):
    at = now()
    make_article(headline="Entwurf")
    make_submitted(headline="Gegenlesen")
    make_released(headline="Geplant", now=at, at=at + timedelta(hours=1))
    make_released(headline="Online", now=at)
    gone = make_released(headline="Weg", now=at)
    workflow.withdraw(gone, by=editor)

    result = client.get(LIST, {"stand": stand}).context["cl"].result_list

    assert [article.headline for article in result] == [found]


@pytest.mark.parametrize(
    "typed", ["Quasten", "quastenflosser musterstadt", "'; & | ! :* \x00", "-" * 40]
)
def test_the_list_finds_by_the_beginning_of_words_and_survives_anything(client, editor, typed):
    make_adopted(headline="Quastenflosser gesichtet")
    make_adopted(headline="Anderes")

    response = client.get(LIST, {"q": typed})

    assert response.status_code == 200
    if typed.lower().startswith("quasten"):
        assert len(response.context["cl"].result_list) == 1


def test_a_word_in_german_quotation_marks_is_found(client, editor):
    make_adopted(headline="Die „Umsetzung“ beginnt")

    found = client.get(LIST, {"q": "Umsetzungen"}).context["cl"].result_list

    assert len(found) == 1


def test_the_form_and_the_list_cost_a_fixed_number_of_queries(
    client, editor, django_assert_max_num_queries
):
    article = make_released()
    for number in range(12):
        make_adopted(headline=f"Nummer {number}")

    with django_assert_max_num_queries(12):
        client.get(LIST)
    with django_assert_max_num_queries(22):
        client.get(change(article))


def test_a_report_that_was_released_has_no_delete_button(client):
    client.force_login(make_user(Role.CHIEF))
    article = make_released()

    delete = reverse("admin:articles_article_delete", args=[article.pk])
    response = client.post(delete, {"post": "yes"})

    assert response.status_code == 403
    assert delete not in client.get(change(article)).content.decode()


def test_each_role_has_a_form_of_its_own(client):
    address = f"/admin/articles/article/{make_article().pk}/change/"
    admin.site.get_model_admin(Article).made_forms.clear()
    fields = []
    for role in (Role.TECHNICIAN, Role.CHIEF, Role.TECHNICIAN):
        client.force_login(make_user(role))
        fields.append('name="headline"' in client.get(address).content.decode())

    assert fields == [False, True, False]
