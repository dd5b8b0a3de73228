"""A save on an older text never overwrites: both texts side by side, chosen field by field."""

from uuid import uuid4

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Article
from articles.revisions import working_copy
from articles.roles import Role
from tests.admin.test_working_copies import change, sent, words
from tests.makers import make_article, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = make_user(Role.AUTHOR)
    client.force_login(user)
    return user


@pytest.fixture
def clash(client, author):
    """``clash(mine, theirs)``: two people changed one report; the page, and the report."""

    def _clash(mine, theirs, **before):
        article = make_article(**before)
        post = sent(article, **mine)
        workflow.save(article, theirs, by=make_user(initials="xy"))
        return article, client.post(change(article), post, follow=True)

    return _clash


def address(response):
    return response.redirect_chain[-1][0]


def chosen(response, **choices):
    data = {"theirs": response.context["newest"].pk, "_save": ""}
    return data | {f"choice-{name}": choice for name, choice in choices.items()}


def saved(article):
    return working_copy(Article.objects.get(pk=article.pk))


def test_a_save_on_an_older_revision_stores_nothing_and_shows_both(clash):
    article, response = clash({"headline": "Meine"}, {"headline": "Ihre"})

    assert saved(article)["headline"] == "Ihre"
    (choice,) = response.context["choices"]
    assert (choice.name, choice.is_clash, choice.text) == ("headline", True, "Meine Ihre")
    assert b"<mark>Meine</mark>" in response.content
    assert b"<mark>Ihre</mark>" in response.content
    assert b"xy" in response.content


@pytest.mark.parametrize(
    ("choice", "text", "expected"),
    [
        ("mine", "", "Meine"),
        ("theirs", "", "Ihre"),
        ("merged", "Unsere", "Unsere"),
        ("forged", "Unsere", "Meine Ihre"),
    ],
)
def test_each_field_becomes_mine_theirs_or_merged(client, clash, choice, text, expected):
    article, response = clash({"headline": "Meine"}, {"headline": "Ihre"})

    post = chosen(response, headline=choice) | {"text-headline": text}
    client.post(address(response), post)

    assert saved(article)["headline"] == expected
    assert not client.get(change(article)).context["kept"]


def test_what_does_not_clash_is_merged_by_itself(client, clash):
    before = {"body": "<p>Eins.</p><p>Zwei.</p>", "lead": "Alt"}
    mine = {"body": "<p>Eins, meins.</p><p>Zwei.</p>", "tags": ["Meins"]}
    theirs = {"body": "<p>Eins.</p><p>Zwei, ihres.</p>", "lead": "Neu", "tags": [make_tag("Ihrs")]}
    article, response = clash(mine, theirs, **before)

    client.post(address(response), chosen(response))

    content = saved(article)
    assert not any(choice.is_clash for choice in response.context["choices"])
    assert content["body"] == "<p>Eins, meins.</p><p>Zwei, ihres.</p>"
    assert content["lead"] == "Neu"
    assert {tag["label"] for tag in content["tags"]} == {"Meins", "Ihrs"}


def test_a_paragraph_that_both_changed_stands_twice(client, clash):
    article, response = clash(
        {"body": "<p>Meins.</p>"}, {"body": "<p>Ihres.</p>"}, body="<p>Alt.</p>"
    )

    client.post(address(response), chosen(response))

    assert saved(article)["body"] == "<p>Meins.</p><p>Ihres.</p>"


def test_the_page_can_go_stale_itself_and_keeps_what_was_chosen(client, clash):
    article, response = clash({"headline": "Meine"}, {"headline": "Ihre"})
    workflow.save(article, {"headline": "Ganz neu", "lead": "Auch neu"}, by=make_user())
    post = chosen(response, headline="merged") | {"text-headline": "Unsere"}

    again = client.post(address(response), post, follow=True)

    assert saved(article)["headline"] == "Ganz neu"
    assert again.context["choices"][0].text == "Unsere Ganz neu"
    client.post(address(response), chosen(again, headline="mine"))
    assert (saved(article)["headline"], saved(article)["lead"]) == ("Unsere", "Auch neu")


def test_one_can_go_on_in_the_form_with_what_was_chosen(client, clash):
    article, response = clash({"headline": "Meine"}, {"headline": "Ihre", "lead": "Neu"})
    post = chosen(response, headline="mine") | {"_form": ""}
    del post["_save"]

    form = client.post(address(response), post, follow=True).context["adminform"].form

    assert (form["headline"].value(), form["lead"].value()) == ("Meine", "Neu")
    assert form["base"].value() == str(article.working_revision_id)
    assert saved(article)["headline"] == "Ihre"


def test_what_could_not_be_stored_survives_the_conflict(client, clash):
    article, response = clash({"headline": "Meine", "links": "kein Link"}, {"headline": "Ihre"})
    assert b"kein Link" in response.content

    done = client.post(address(response), chosen(response, headline="mine"), follow=True)

    assert saved(article)["headline"] == "Meine"
    assert done.context["adminform"].form["links"].value() == "kein Link"


def test_source_material_that_both_wrote_clashes_too(client, author):
    article = make_article()
    post = sent(article, source_text="Meine Notiz")
    workflow.prepare(article, {"source_text": "Ihre Notiz"}, by=make_user())

    response = client.post(change(article), post, follow=True)
    client.post(address(response), chosen(response) | {"text-source_text": "Meine, ihre Notiz"})

    article.refresh_from_db()
    assert (
        response.context["choices"][0].label == article._meta.get_field("source_text").verbose_name
    )
    assert article.source_text == "Meine, ihre Notiz"


def test_who_typed_nothing_is_shown_the_newest_text_and_does_nothing_by_it(client, author):
    article = make_article(by=author)
    post = sent(article, _act="submit")
    workflow.save(article, {"headline": "Ihre"}, by=make_user(initials="xy"))

    response = client.post(change(article), post, follow=True)

    article.refresh_from_db()
    assert "xy" in words(response)[0]
    assert (article.status, article.submitted_by) == ("draft", None)
    assert response.context["adminform"].form["headline"].value() == "Ihre"


def test_nobody_opens_the_conflict_of_somebody_else(client, clash):
    _article, response = clash({"headline": "Meine"}, {"headline": "Ihre"})
    client.force_login(make_user())

    assert client.get(address(response)).status_code == 404


def test_a_kept_text_is_compared_with_the_newest(client, author):
    article, token = make_article(headline="Alt"), str(uuid4())
    keep = reverse("admin:articles_article_keep")
    post = sent(article, token, headline="<b>Neu</b>", version="1")
    client.post(keep, post | {"article": article.pk})

    page = client.get(reverse("admin:articles_article_kept_compare", args=[token])).content

    assert b"<mark>&lt;b&gt;Neu" in page
