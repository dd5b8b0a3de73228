"""Two revisions side by side: every field that differs, and the words in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.comparison import compare, marked
from articles.models import Article
from articles.revisions import snapshot


def content(**values):
    return snapshot(Article()) | values


def shown(runs):
    """“Das [neue] Rathaus”: what is marked in brackets."""
    return "".join(f"[{run.text}]" if run.is_changed else run.text for run in runs)


def lines(old, new, **titles):
    (difference,) = compare(content(**old), content(**new), titles.get("titles"))
    return [(shown(line.old), shown(line.new)) for line in difference.lines]


REFERENCE = '<p>Neu (<span data-reference="{}" data-key="x1">wir berichteten</span>).</p>'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            {"headline": "Rathaus wird digital"},
            {"headline": "Das Rathaus wird bunt"},
            [("Rathaus wird [digital]", "[Das ]Rathaus wird [bunt]")],
        ),
        ({"lead": ""}, {"lead": "Neu & <b>"}, [("", "[Neu & <b>]")]),
        (
            {"body": "<p>Eins.</p><p>Zwei.</p>"},
            {"body": "<p>Eins.</p><h2>Drei</h2><p>Zwei.</p>"},
            [("Eins.", "Eins."), ("", "[Drei]"), ("Zwei.", "Zwei.")],
        ),
        (
            {"body": "<p>Fett</p>"},
            {"body": "<p><strong>Fett</strong></p>"},
            [("Fett", "[⟨fett⟩]Fett[⟨/fett⟩]")],
        ),
        ({"body": "<p>Wort</p>"}, {"body": "<h2>Wort</h2>"}, [("[Wort]", "[Wort]")]),
        (
            {"body": REFERENCE.format("open")},
            {"body": REFERENCE.format(17)},
            [
                (
                    "Neu (wir berichteten[⟨→ offen⟩]).",
                    "Neu (wir berichteten[⟨→ Rathaus wird digital⟩]).",
                )
            ],
        ),
        (
            {"body": "<p>Zum Portal</p>"},
            {"body": '<p>Zum <a href="https://a.de/">Portal</a></p>'},
            [("Zum Portal", "Zum Portal[⟨→ https://a.de/⟩]")],
        ),
        (
            {"tags": [{"id": 1, "label": "Eins"}]},
            {"tags": [{"id": 1, "label": "Eins"}, {"id": 2, "label": "Zwei"}]},
            [("Eins", "Eins"), ("", "[Zwei]")],
        ),
        (
            {"picture": {"id": 1, "label": "Rathaus", "credit": "Stadt"}},
            {"picture": {"id": 1, "label": "Rathaus", "credit": "Land"}},
            [("Rathaus", "Rathaus"), ("Bildquelle: [Stadt]", "Bildquelle: [Land]")],
        ),
        ({"genre": "news"}, {"genre": "report"}, [("[Meldung]", "[Bericht]")]),
        (
            {"links": [{"label": "Portal", "address": "https://a.de"}]},
            {"links": [{"label": "Portal", "address": "https://b.de"}]},
            [("Portal [⟨https://a.de⟩]", "Portal [⟨https://b.de⟩]")],
        ),
    ],
)
def test_the_words_that_differ_are_marked(old, new, expected):
    assert lines(old, new, titles={17: "Rathaus wird digital"}) == expected


def test_what_is_equal_is_not_named():
    assert compare(content(lead="Gleich"), content(lead="Gleich")) == []


def test_a_snapshot_of_an_earlier_time_may_lack_a_field():
    old = content()
    del old["infobox"]

    assert [one.name for one in compare(old, content(infobox="Neu"))] == ["infobox"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_sides_are_shown_whole(old, new):
    left, right = marked(old, new)

    assert "".join(run.text for run in left) == old
    assert "".join(run.text for run in right) == new


def test_a_paragraph_beyond_measure_is_marked_as_a_whole():
    left, right = marked("Wort " * 3000, "Ort " * 3000)

    assert (len(left), len(right)) == (1, 1)
