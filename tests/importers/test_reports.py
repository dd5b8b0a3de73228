"""Reports as text files: every word kept, everything unreadable refused with its reason."""

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from articles.fields.body import clean_body
from articles.importers.records import Rejected
from articles.importers.reports import parse_report
from articles.text import plain_text, references_in

SAMPLES = settings.SAMPLES_DIR
REAL = SAMPLES / "akteure-vor-ort-unterstuetzen.txt"
#: The same file as it came, if its place is told.
SEED = Path(os.environ.get("SEED_REPORT", REAL))


def parse(text, name="eine-meldung"):
    return parse_report(text.encode(), name=name)


def report(text="Ein Absatz.", head=""):
    return parse(f"{head}Ein Titel\n\n[18.01.2019] Ein Vorspann.\n\n{text}\n")


def words(text):
    return re.findall(r"\S+", text)


@pytest.fixture(params=sorted({REAL, SEED}), ids=lambda path: path.name)
def real(request):
    return request.param


class TestTheRealReport:
    def test_headline_day_lead_and_initials_are_read(self, real):
        record = parse_report(real.read_bytes(), name=real.stem)

        assert record.headline == "Akteure vor Ort unterstützen"
        assert record.dated_on == date(2019, 1, 18)
        assert record.lead.startswith("Das Bundesministerium für Wirtschaft und Energie hat")
        assert record.lead.endswith("geht indes an die Stadt Dortmund.")
        assert record.initials == "ve"
        assert record.id == "akteure-vor-ort-unterstuetzen"

    def test_the_short_line_is_a_sub_heading(self, real):
        record = parse_report(real.read_bytes(), name=real.stem)

        assert re.findall(r"<h2>(.*?)</h2>", record.body) == ["Dortmund gewinnt"]
        assert record.body.count("<p>") == 2

    def test_three_references_are_open(self, real):
        record = parse_report(real.read_bytes(), name=real.stem)

        references = references_in(record.body)
        assert [(r.words, str(r.end)) for r in references] == [("wir berichteten", "open")] * 3
        assert len({r.key for r in references}) == 3

    def test_every_word_and_quotation_mark_is_kept(self, real):
        original = real.read_text("utf-8").replace("[wir berichteten](#)", "wir berichteten")
        record = parse_report(real.read_bytes(), name=real.stem)

        ours = f"{record.headline}\n[18.01.2019] {record.lead}\n{plain_text(record.body)}\n(ve)"
        assert words(ours) == words(original)
        assert ours.count("„") == original.count("„") > 0
        assert ours.count("“") == original.count("“")


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.*d")), ids=lambda path: path.stem)
def test_the_sanitiser_changes_no_imported_body(path):
    body = str(parse_report(path.read_bytes(), name=path.stem).body)

    assert clean_body(body) == body


def test_the_sanitiser_changes_no_body_with_everything_in_it():
    record = report(
        'Satz & <b>kein Tag</b> mit „Zitat“, "Zoll" und\u00a0Leerzeichen – [Seite](https://x.de/'
        "(a)?b=1&c=2), [Post](mailto:a@x.de), [wir berichteten](https://move.example/a?b=1&c=2), "
        "[wir berichteten](#).\n\n- eins\n- zwei\n\n1. eins\n2. zwei\n\n> Gesagt ist gesagt.\n\n"
        "### Klein\n\n**Fett** und *schräg*, Bürger*innen und Nutzer*innen.\n\nSchluss."
    )

    assert clean_body(str(record.body)) == record.body
    assert "&lt;b&gt;" in record.body


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Ein Absatz.", "<p>Ein Absatz.</p>"),
        ("Eine Zeile\nund noch eine.", "<p>Eine Zeile und noch eine.</p>"),
        ("Kurz und gut\n\nAbsatz.", "<h2>Kurz und gut</h2><p>Absatz.</p>"),
        ("Was nun?\n\nAbsatz.", "<h2>Was nun?</h2><p>Absatz.</p>"),
        ("Kurz und gut.\n\nAbsatz.", "<p>Kurz und gut.</p><p>Absatz.</p>"),
        ("Absatz.\n\nKein Titel ohne Text", "<p>Absatz.</p><p>Kein Titel ohne Text</p>"),
        ("„Gut so.“\n\nAbsatz.", "<p>„Gut so.“</p><p>Absatz.</p>"),
        ("## Titel\n\nAbsatz.", "<h2>Titel</h2><p>Absatz.</p>"),
        ("- a\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        (
            "**a** und *b* und c*d und e*f.",
            "<p><strong>a</strong> und <em>b</em> und c*d und e*f.</p>",
        ),
        ("[x](javascript:alert(1)) bleibt Wort.", "<p>x bleibt Wort.</p>"),
        (
            "[x](https://a.de) y.",
            '<p><a href="https://a.de" rel="noopener noreferrer">x</a> y.</p>',
        ),
        (
            "A (CIO, [wir berichteten](#)).",
            '<p>A (CIO, <span data-reference="open" data-key="w1">wir berichteten</span>).</p>',
        ),
        (
            "A ([wir berichteten](https://b.de)).",
            '<p>A (<span data-reference="https://b.de" data-key="w1">wir berichteten</span>).</p>',
        ),
    ],
)
def test_text_becomes_canonical_html(text, body):
    assert report(text).body == body


def test_a_reference_to_an_id_stays_open_and_remembers_it():
    record = report("A ([wir berichteten](#)), B ([wir berichteten](#017)).")

    assert record.references == {"w2": "017"}
    assert record.body.count('data-reference="open"') == 2


@pytest.mark.parametrize(
    ("last", "initials"),
    [("(ve)", "ve"), ("(ve/rt)", "ve/rt"), ("(dpa)", "dpa"), ("(siehe Infokasten)", ""), ("", "")],
)
def test_initials_are_the_last_line(last, initials):
    record = report(f"Absatz.\n\n{last}")

    assert record.initials == initials
    assert (last in plain_text(record.body)) is not bool(initials)


@pytest.mark.parametrize("line", ["[24.9.2018]", "[24.09.2018]", "[24. 9. 2018]"])
def test_old_and_new_date_lines_are_read(line):
    assert parse(f"Titel\n\n{line} Vorspann.").dated_on == date(2018, 9, 24)


def test_front_matter_is_text_as_it_was_typed():
    head = (
        "---\nid: 017\nkicker: Dortmund\ntags: [Smart City, 2019, nein]\nsection: KI\n"
        "published: 2018-09-24T10:30+02:00\ninitials: ve\n---\n\n"
    )
    record = report(head=head)

    assert (record.id, record.kicker, record.section, record.initials) == (
        "017", "Dortmund", "KI", "ve",
    )  # fmt: skip
    assert record.tags == ("Smart City", "2019", "nein")
    assert record.published_at == datetime(2018, 9, 24, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2018-09-24", datetime(2018, 9, 24, 10, tzinfo=UTC)),
        ("2018-12-24 09:15", datetime(2018, 12, 24, 8, 15, tzinfo=UTC)),
        ("2018-09-24T10:30:00Z", datetime(2018, 9, 24, 10, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_without_an_offset_is_berlins(written, moment):
    assert report(head=f"---\npublished: {written}\n---\n").published_at == moment


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Überschrift fehlt"),
        (b"[18.01.2019] Nur ein Vorspann.", "Überschrift fehlt"),
        (b"***\n\n[18.01.2019] Vorspann.", "Überschrift ist nicht lesbar"),
        (b"Titel", "Datumszeile"),
        (b"Titel\n\nEin Absatz ohne Datum.", "Datumszeile"),
        (b"Titel\n\n[31.02.2019] Vorspann.", "31.02.2019"),
        (b"Titel\n\n[18.01.1889] Vorspann.", "18.01.1889"),
        ("Tütel\n\n[18.01.2019] V.".encode("latin-1"), "UTF-8"),
        (b"---\nid: 1\nTitel\n\n[18.01.2019] V.", "kein Ende"),
        (b"---\nkicker: [\n---\nTitel\n\n[18.01.2019] V.", "nicht lesbar"),
        (b"---\na: &a [x]\ntags: [*a, *a]\n---\nTitel\n\n[18.01.2019] V.", "nicht lesbar"),
        (b"---\nkicker: [a, b]\n---\nTitel\n\n[18.01.2019] V.", "kicker"),
        (b"---\ntags: {a: b}\n---\nTitel\n\n[18.01.2019] V.", "tags"),
        (b"---\npublished: 2018-13-01\n---\nTitel\n\n[18.01.2019] V.", "2018-13-01"),
        (b"T\n\n[18.01.2019] V.\n\n" + b"x" * 1_000_000, "Datei ist größer"),
        (b"T\n\n[18.01.2019] V.\n\n" + b"x" * 400_000, "300 kB"),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_reason(data, reason):
    with pytest.raises(Rejected, match=re.escape(reason)):
        parse_report(data, name="x")
