"""Tests of measuring suggestions on a labelled collection."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db.backends.base.introspection import BaseDatabaseIntrospection

from articles.management import labelled_collection
from articles.models import Article, ReportProfile, Tag
from tests.makers import make_adopted, make_municipality

pytestmark = pytest.mark.django_db

REPORTS = {
    "001": "Pegel am Wehr\n\n[03.02.2020] Der Kanuverein misst den Pegel am Wehr.\n\nJeden Tag.\n",
    "002": "Taxi auf Zuruf\n\n[03.03.2020] Das Taxi kommt.\n\nNach Bedarf.\n",
    "003": (
        "Hochwasser bleibt aus\n\n[03.04.2021] Es regnet.\n\n"
        "Am Wehr stieg der Pegel kaum ([wir berichteten](#001)). Der Zirkus mit Elefanten "
        "([wir berichteten](#)) zog weiter.\n"
    ),
}
LABELS = [
    {"source": "003", "n": 1, "target": "001"},
    {"source": "003", "n": 2, "target": None},
]


@pytest.fixture
def collection(tmp_path):
    make_municipality(population=5000)
    folder = tmp_path / "art" / "probe"
    (folder / "articles").mkdir(parents=True)
    for key, text in REPORTS.items():
        (folder / "articles" / f"{key}.md").write_text(f'---\nid: "{key}"\n---\n\n{text}')
    write_labels(folder, LABELS)
    return folder


def write_labels(folder, labels):
    (folder / "labels.jsonl").write_text("\n".join(map(json.dumps, labels)))


def measured(folder, **options):
    out = io.StringIO()
    call_command("evaluate_suggestions", folder, as_json=True, stdout=out, **options)
    return out.getvalue()


def figures(folder, **options):
    return json.loads(measured(folder, **options).splitlines()[-1])


def test_the_last_line_has_the_figures_and_nothing_else(collection):
    found = figures(collection)

    assert list(found) == [
        "labels", "hit@1", "hit@5", "mrr", "preselected_right", "silent_on_missing", "p50_ms",
        "p95_ms",
    ]  # fmt: skip
    assert (found["labels"], found["hit@1"], found["hit@5"], found["mrr"]) == (2, 1.0, 1.0, 1.0)
    assert found["p50_ms"] > 0


def test_nothing_of_it_stays(collection):
    figures(collection)

    assert not Article.objects.exists()
    assert not ReportProfile.objects.exists()
    assert not Tag.objects.exists()


def test_what_the_database_holds_is_no_candidate(collection):
    for number in range(12):
        make_adopted(headline=f"Am Wehr stieg der Pegel {number}", lead="Pegel am Wehr.")

    assert figures(collection)["hit@1"] == 1.0


def test_a_bound_reference_is_open_while_it_is_asked_for(collection):
    assert figures(collection)["labels"] == 2


def test_labels_of_a_report_that_is_not_there_are_skipped_with_a_word(collection):
    write_labels(collection, [*LABELS, {"source": "seed", "n": 1, "target": "001"}])

    out = measured(collection)

    assert "1 Einträge übersprungen" in out or "1 labels skipped" in out
    assert json.loads(out.splitlines()[-1])["labels"] == 2


def test_the_seed_beside_the_collection_is_found(collection):
    (collection.parent.parent / "seed").mkdir()
    text = REPORTS["003"].replace("2021", "2022").replace("(#001)", "(#)")
    (collection.parent.parent / "seed" / "probe.txt").write_text(text)
    write_labels(collection, [{"source": "seed", "n": 1, "target": "001"}])

    assert figures(collection)["hit@1"] == 1.0


def test_a_haystack_hides_nothing(collection):
    found = figures(collection, haystack=30)

    assert found["hit@5"] == 1.0
    assert not Article.objects.exists()


@pytest.mark.parametrize(("tables", "called"), [([], ["migrate"]), (["django_migrations"], [])])
def test_only_a_database_without_tables_gets_some(collection, monkeypatch, tables, called):
    calls = []
    monkeypatch.setattr(BaseDatabaseIntrospection, "table_names", lambda self, *args: tables)
    monkeypatch.setattr(
        labelled_collection, "call_command", lambda name, **options: calls.append(name)
    )

    assert figures(collection)["labels"] == 2
    assert calls == called


def test_a_folder_without_labels_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"labels\.jsonl"):
        measured(tmp_path)
