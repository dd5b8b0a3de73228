"""The command that measures recognition."""

import json

import pytest
from django.core.management import CommandError, call_command

from articles.models import Municipality
from tests.makers import make_municipality

pytestmark = pytest.mark.django_db

REPORT = """Neues aus dem Amt

[04.03.2026] In Musterstadt wird gebaut. In Anderswo nicht.

Ein Absatz, der nichts nennt.
"""


@pytest.fixture
def collection(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "001.md").write_text(REPORT, encoding="utf-8")
    return tmp_path


def label(collection, **labels):
    row = {"article": "001", "municipalities": [], "bodies": [], "awards": []} | labels
    (collection / "entities.jsonl").write_text(json.dumps(row), encoding="utf-8")


def test_the_last_line_tells_what_was_right_and_what_was_missed(collection, capsys):
    town = make_municipality(ags="05111000", name="Musterstadt", population=30_000)
    make_municipality(ags="05112000", name="Anderswo", population=30_000)
    label(collection, municipalities=[town.ags, "05999000"])

    call_command("evaluate_detection", str(collection))

    *lines, last = capsys.readouterr().out.splitlines()
    figures = json.loads(last)
    assert figures["municipalities"]["precision"] == 0.5
    assert figures["municipalities"]["recall"] == 0.5
    assert figures["bodies"]["precision"] == 1.0
    assert figures["p95_ms"] > 0
    assert any("05999000" in line for line in lines)


def test_with_json_nothing_else_is_printed(collection, capsys):
    make_municipality(name="Musterstadt", population=30_000)
    label(collection)

    call_command("evaluate_detection", str(collection), "--json")

    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_folder_without_labels_is_refused_by_name(tmp_path):
    with pytest.raises(CommandError, match=r"entities\.jsonl"):
        call_command("evaluate_detection", str(tmp_path))


def test_an_empty_database_is_measured_with_the_shipped_registers_and_left_empty(
    collection, capsys
):
    (collection / "articles" / "001.md").write_text(REPORT.replace("Musterstadt", "Dortmund"))
    label(collection, municipalities=["05913000"])

    call_command("evaluate_detection", str(collection), "--json")

    assert json.loads(capsys.readouterr().out)["municipalities"]["recall"] == 1.0
    assert not Municipality.objects.exists()
