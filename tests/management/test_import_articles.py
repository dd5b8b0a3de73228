"""The commands that bring reports in, as somebody at a terminal runs them."""

import shutil
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Article
from articles.statuses import Status
from articles.vocabulary import ReferenceEnd

pytestmark = pytest.mark.django_db

REAL = settings.SAMPLES_DIR / "akteure-vor-ort-unterstuetzen.txt"


def run(*arguments, **options):
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path):
    for name in ("001-essen-per-mausklick.md", "003-buendnis-besiegelt.md"):
        shutil.copy(settings.SAMPLES_DIR / name, tmp_path)
    (tmp_path / "kaputt.md").write_text("Nur ein Titel\n\nOhne Datum.", "utf-8")
    (tmp_path / "bild.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_the_real_report_becomes_one_draft_with_three_open_references():
    run("import_articles", str(REAL))

    article = Article.objects.get()
    assert article.status == Status.DRAFT
    assert [r.end for r in article.references_out.all()] == [ReferenceEnd.OPEN] * 3
    assert article.initials == "ve"
    assert "<h2>Dortmund gewinnt</h2>" in article.body


def test_a_folder_is_imported_and_what_is_refused_is_told_with_its_reason(folder):
    out, err = run("import_articles", str(folder))

    assert "angelegt: 2" in out
    assert "abgelehnt: 1" in out
    assert "kaputt.md" in err
    assert "Datumszeile" in err
    assert {a.collection for a in Article.objects.all()} == {folder.name}


def test_a_second_run_changes_nothing(folder):
    run("import_articles", str(folder))

    out, _err = run("import_articles", str(folder))

    assert "angelegt: 0" in out
    assert "unverändert: 2" in out


def test_the_inner_folder_of_a_collection_bears_its_name(tmp_path):
    inner = tmp_path / "sammlung" / "articles"
    inner.mkdir(parents=True)
    shutil.copy(REAL, inner)

    run("import_articles", str(tmp_path / "sammlung"))
    out, _err = run("import_articles", str(inner))

    assert Article.objects.get().collection == "sammlung"
    assert "unverändert: 1" in out


def test_adopting_publishes_what_names_its_hour(folder):
    run("import_articles", str(folder), adopt=True)

    assert {a.status for a in Article.objects.all()} == {Status.RELEASED}


@pytest.mark.parametrize("arguments", [["/gibt/es/nicht"], [str(settings.BASE_DIR / "static")]])
def test_nothing_to_import_is_one_plain_sentence(arguments):
    with pytest.raises(CommandError):
        run("import_articles", *arguments)


def test_an_unknown_account_is_one_plain_sentence():
    with pytest.raises(CommandError, match="niemand"):
        run("import_articles", str(REAL), by="niemand")


def test_the_demo_wants_the_registers_first():
    with pytest.raises(CommandError, match="load_registers"):
        run("load_demo")
