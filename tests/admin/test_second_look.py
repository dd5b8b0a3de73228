"""The author sees in one click what the desk made of her text."""

import pytest

from articles import workflow
from articles.roles import Role
from tests.makers import NOON, make_submitted, make_user

pytestmark = pytest.mark.django_db


def test_the_approver_s_mends_are_one_click_away_for_the_author(client):
    author, editor = make_user(Role.AUTHOR), make_user()
    article = make_submitted(by=author, headline="Mein Titel")
    own = article.current_revision_id
    client.force_login(author)
    form = f"/admin/articles/article/{article.pk}/change/"
    assert "Was hat die Redaktion geändert?" not in client.get(form).content.decode()

    workflow.save(article, {"headline": "Ihr Titel"}, by=editor, now=NOON)
    workflow.release(article, by=editor, now=NOON)

    address = f"/admin/articles/article/{article.pk}/fassungen/vergleich/"
    address += f"?alt={own}&amp;neu={article.current_revision_id}"
    assert address in client.get(form).content.decode()
    assert "Ihr" in client.get(address.replace("&amp;", "&")).content.decode()
