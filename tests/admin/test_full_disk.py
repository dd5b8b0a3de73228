"""A disk that is full, or any fault of ours: said in German, all or nothing, and nothing lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, Revision, WorkingCopy
from tests.admin.test_working_copies import KEEP, change, sent
from tests.full_disks import no_room_in
from tests.makers import make_article, make_section, make_user

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = "Was Sie getippt haben, ist nicht verloren"


@pytest.fixture
def desk(client):
    client.force_login(make_user())
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    "table",
    ["articles_revision", "articles_article", "articles_workingcopy", "articles_statuschange"],
)
def test_a_save_on_a_full_disk_stores_nothing_and_says_where_the_text_is(desk, table):
    article = make_article(headline="Alt")
    post = sent(article, headline="Neu", _act="submit")

    with no_room_in(table):
        answer = desk.post(change(article), post)

    assert (answer.status_code, Revision.objects.count()) == (503, 1)
    assert not WorkingCopy.objects.exists()
    assert Article.objects.get().headline == "Alt"
    assert KEPT in answer.content.decode()
    assert f'href="{change(article)}"' in answer.content.decode()


def test_a_file_that_finds_no_room_takes_the_text_with_it(desk, settings):
    article = make_article(headline="Alt")
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.full_disks.FullStorage"}}
    row = {"source_material-TOTAL_FORMS": "1", "source_material-0-title": "Quelle"}
    row |= {"source_material-0-article": article.pk, "source_material-0-id": ""}
    file = {"source_material-0-file": SimpleUploadedFile("quelle.pdf", b"%PDF-1.4")}

    answer = desk.post(change(article), sent(article, headline="Neu") | row | file)

    assert (answer.status_code, Article.objects.get().headline) == (503, "Alt")
    assert KEPT in answer.content.decode()


def test_an_autosave_on_a_full_disk_is_no_success(desk):
    article = make_article()

    with no_room_in("articles_workingcopy"):
        answer = desk.post(
            KEEP, sent(article, headline="Neu", version="1") | {"article": article.pk}
        )

    assert (answer.status_code, WorkingCopy.objects.exists()) == (503, False)


def test_a_form_that_nothing_keeps_promises_nothing(desk):
    lines = dict.fromkeys(("kicker", "headline", "lead", "body"), "Ausgefallen.")

    with no_room_in("articles_revision"):
        answer = desk.post(reverse("urgent"), lines | {"section": make_section().pk})

    assert answer.status_code == 503
    assert KEPT not in answer.content.decode()
