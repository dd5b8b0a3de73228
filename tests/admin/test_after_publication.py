"""What the desk does to a report that readers know: notes, kinds of change, search engines."""

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Correction
from articles.roles import Role
from articles.vocabulary import CorrectionKind, ReleaseKind
from tests.admin.test_article import change, posted, words
from tests.makers import make_adopted, make_article, make_user, reference

pytestmark = pytest.mark.django_db


def after(article):
    return reverse("admin:articles_article_after", args=[article.pk])


@pytest.fixture
def sign_in(client):
    """Somebody of a role, signed in."""

    def _sign_in(role=Role.EDITOR, **fields):
        user = make_user(role, **fields)
        client.force_login(user)
        return user

    return _sign_in


def changed(article, **content):
    author = make_user(Role.AUTHOR)
    workflow.save(article, content or {"lead": "Neuer Stand."}, by=author)
    workflow.submit(article, by=author)
    return article


def test_a_note_goes_from_one_person_to_another_to_the_readers(client, sign_in):
    article = make_adopted()
    sign_in(Role.AUTHOR)
    client.post(after(article), {"do": "propose", "kind": "retraction", "text": "Stimmt nicht."})
    sign_in(Role.EDITOR)

    client.post(after(article), {"do": "publish", "note": Correction.objects.get().pk})

    assert "Stimmt nicht." in client.get(article.get_absolute_url()).content.decode()


def test_the_page_lists_who_cites_the_report(client, sign_in):
    article = make_adopted(headline="Zitiert")
    citing = make_adopted(headline="Beruft sich", body=f"<p>Neu ({reference(article.pk)}).</p>")
    sign_in()

    html = client.get(after(article)).content.decode()

    assert change(citing) in html


def test_a_note_without_words_is_refused_at_its_field(client, sign_in):
    article = make_adopted()
    sign_in()

    response = client.post(after(article), {"do": "propose", "kind": "retraction", "text": " "})

    assert response.context["form"].errors["text"]
    assert not Correction.objects.exists()


def test_an_unknown_button_does_nothing(client, sign_in):
    article = make_adopted()
    sign_in()

    response = client.post(after(article), {"do": "delete"})

    assert words(response) == ["Diesen Knopf gibt es nicht."]


@pytest.mark.parametrize("number", ["", "0", "x", "99999999999999999999"])
def test_a_note_of_no_number_is_not_found(client, sign_in, number):
    article = make_adopted()
    sign_in()

    assert client.post(after(article), {"do": "publish", "note": number}).status_code == 404


def test_a_note_is_published_on_its_own_report_only(client, sign_in):
    mine, other = make_adopted(headline="Eins"), make_adopted(headline="Zwei")
    note = workflow.propose(mine, CorrectionKind.CORRECTION, "Drei.", by=make_user())
    sign_in()

    assert client.post(after(other), {"do": "publish", "note": note.pk}).status_code == 404


def test_search_engines_are_asked_to_stay_away_and_let_in_again(client, sign_in):
    article = make_adopted()
    sign_in()
    page = article.get_absolute_url()

    client.post(after(article), {"do": "noindex", "on": "1"})

    assert '<meta name="robots" content="noindex">' in client.get(page).content.decode()
    client.post(after(article), {"do": "noindex"})
    assert "noindex" not in client.get(page).content.decode()


def test_a_technician_has_no_business_here(client, sign_in):
    article = make_adopted()
    sign_in(Role.TECHNICIAN)

    assert client.get(after(article)).status_code == 403


# --- Kinds of change -----------------------------------------------------------------------


def test_a_change_of_a_public_report_is_released_with_its_kind(client, sign_in):
    article = changed(make_adopted())
    sign_in()

    buttons = client.get(change(article)).context["beside"]["buttons"]

    names = {button.name for button in buttons}
    assert names & {"release", "change", "schedule"} == {"change"}


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"_act": "change"}, "welcher Art"),
        ({"_act": "change", "act-kind": "correction"}, "was falsch war"),
        ({"_act": "release"}, "welcher Art"),
    ],
)
def test_a_change_without_its_kind_waits_and_says_why(client, sign_in, fields, complaint):
    article = changed(make_adopted())
    sign_in()

    response = client.post(change(article), posted(article, **fields), follow=True)

    article.refresh_from_db()
    assert article.pending_revision is not None
    assert any(complaint in message for message in words(response))


@pytest.mark.parametrize("kind", ReleaseKind)
def test_each_kind_of_change_is_a_choice_in_the_form(client, sign_in, kind):
    article = changed(make_adopted())
    sign_in()
    fields = {"_act": "change", "act-kind": kind, "act-correction": "Es waren drei."}

    client.post(change(article), posted(article, **fields))

    article.refresh_from_db()
    assert article.lead == "Neuer Stand."
    assert (article.updated_at is not None) is (kind == ReleaseKind.UPDATE)
    assert article.corrections.exists() is (kind == ReleaseKind.CORRECTION)


def test_a_new_report_is_asked_for_no_kind(client, sign_in):
    author = make_user(Role.AUTHOR)
    article = make_article(by=author)
    workflow.submit(article, by=author)
    sign_in()

    client.post(change(article), posted(article, _act="release"))

    article.refresh_from_db()
    assert article.status == "released"
