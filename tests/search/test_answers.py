"""What readers find, what they are offered instead, and what they never find."""

from datetime import timedelta

import pytest

from articles import workflow
from articles.models import Article
from articles.search import answer, asked, suggesting, suggestions
from articles.search.words import distance
from tests.makers import (
    NOON,
    make_adopted,
    make_award,
    make_district,
    make_federal_state,
    make_institution,
    make_municipality,
    make_released,
    make_section,
    make_tag,
    make_user,
)

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def report(headline, body="Ein Text.", at=NOON - HOUR, **content):
    return make_adopted(
        at=at, kicker="", headline=headline, lead="", body=f"<p>{body}</p>", **content
    )


def found(typed, at=NOON, by_date=False, page=1, **chosen):
    hits = answer(asked(typed), chosen, at, page=page, by_date=by_date).hits
    return [str(hit.headline).replace("<mark>", "").replace("</mark>", "") for hit in hits]


# --- Words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("bauantrag", "Der Bauantrag"),
        ("Bauantrag", "Viele Bauanträge"),
        ("bauantrag", "Der Online-Bauantrag"),
        ("bauantrag", "Ein Bauantragsverfahren"),
        ("antrag", "Ein Bauantragsverfahren"),
        ("Steuer", "Die Grundsteuer"),
        ("Muenchen", "In München"),
        ("München", "In Muenchen"),
        ("Strasse", "Die Straße"),
        ("bürgerämter", "Das Bürgeramt"),
        ("umsetzung", "Die „Umsetzung“ beginnt"),
    ],
)
def test_a_word_is_found_in_all_its_forms_and_in_longer_words(typed, text):
    report("Treffer", body=text)
    report("Anderes")

    assert found(typed) == ["Treffer"]


def test_exact_words_come_before_longer_ones_and_headlines_before_texts():
    report("Im Langen", body="Das Bauantragsverfahren.", at=NOON - HOUR)
    report("Im Text", body="Der Bauantrag.", at=NOON - 2 * HOUR)
    report("Bauantrag", at=NOON - 3 * HOUR)

    assert found("Bauantrag") == ["Bauantrag", "Im Text", "Im Langen"]
    assert found("Bauantrag", by_date=True) == ["Im Langen", "Im Text", "Bauantrag"]


def test_all_words_must_occur_phrases_side_by_side_and_unwanted_ones_not_at_all():
    report("Beides", body="Die Smart City Köln.")
    report("Getrennt", body="Köln ist smart; eine City.")
    report("Keins", body="Bonn.")

    assert set(found("smart city")) == {"Beides", "Getrennt"}
    assert found("„smart city“") == ["Beides"]
    assert found("Köln -smart") == []
    assert found("city -„smart city“") == ["Getrennt"]


def test_who_asks_for_one_name_of_a_ministry_finds_all_of_them():
    ministry = make_institution(
        name="Bundesministerium für Wirtschaft und Energie",
        short_name="BMWE",
        delivered={"key": "bmwe"},
    )
    ministry.names.all().delete()
    former = "Bundesministerium für Wirtschaft und Klimaschutz"
    ministry.names.create(name=former, abbreviation="BMWK")
    report("Heute", body="Das BMWE fördert.")
    report("Früher", body="Das BMWK fördert.")
    report("Ausgeschrieben", body="Das Bundesministerium für Wirtschaft und Klimaschutz zahlt.")
    report("Ein anderes", body="Das BMI fördert.")

    everything = {"Heute", "Früher", "Ausgeschrieben"}
    assert set(found("BMWE")) == everything
    assert set(found("bundesministerium für wirtschaft und energie")) == everything
    assert set(found("BMWE fördert")) == {"Heute", "Früher"}


def test_the_names_of_a_house_that_nobody_knows_yet_are_not_told():
    house = make_institution(name="Amt Zukunft", short_name="AZU")
    house.names.all().delete()
    house.names.create(name="Amt Vergangenheit", abbreviation="AVG")
    report("Früher", body="Das AVG.")

    assert found("AZU") == []


# --- Only what is public -----------------------------------------------------------------


def test_a_report_is_found_from_its_hour_on_and_no_longer_when_it_has_gone():
    planned = make_released(at=NOON + HOUR, headline="Quastenflosser", now=NOON)

    assert found("Quastenflosser") == []
    assert found("Quastenflosser", at=NOON + HOUR) == ["Quastenflosser"]
    workflow.withdraw(planned, by=make_user(), now=NOON + 2 * HOUR)
    assert found("Quastenflosser", at=NOON + 3 * HOUR) == []


def test_words_of_hidden_reports_are_neither_offered_nor_spelt():
    make_released(at=NOON + HOUR, headline="Quastenflosser", now=NOON)
    gone = report("Zitteraalzucht")
    workflow.withdraw(gone, by=make_user(), now=NOON - HOUR / 2)

    for typed, right in (("Quastenfloser", "quastenflosser"), ("Zitteralzucht", "zitteraalzucht")):
        assert answer(asked(typed), {}, NOON, page=1, by_date=False).spelling == ""
        assert suggestions(right[:8], NOON) == []


# --- Help --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Glasfasr", "glasfaser"),
        ("Galsfaser", "glasfaser"),
        ("Glasfaserausbauu", "glasfaserausbau"),
        ("Verwaltng Glasfaser", "verwaltung Glasfaser"),
        ("xyzxyz", ""),
    ],
)
def test_a_misspelt_word_is_offered_in_the_spelling_of_public_reports(typed, meant):
    report("Der Glasfaserausbau", body="Glasfaser für die Verwaltung.")

    assert answer(asked(typed), {}, NOON, page=1, by_date=False).spelling == meant


def test_what_was_found_is_marked_and_nothing_else_is_markup():
    report("Der <b>Bauantrag</b>", body=f"{'Vorher. ' * 60}Die Bauanträge &lt;i&gt; gehen.")

    (hit,) = answer(asked("bauantrag"), {}, NOON, page=1, by_date=False).hits

    assert hit.headline == "Der &lt;b&gt;<mark>Bauantrag</mark>&lt;/b&gt;"
    assert "Die <mark>Bauanträge</mark> &lt;i&gt; gehen." in hit.text
    assert hit.text.startswith("… ")


def test_places_houses_awards_tags_and_words_are_offered_while_somebody_types():
    make_municipality(name="Dortmund", ags="05913000")
    make_institution(name="Dorfverband", delivered={"key": "d"})
    make_institution(name="Dorfgeheimnis")
    make_award(name="Dorfpreis", delivered={"key": "p"})
    report("Die Dorfstraße", tags=[make_tag("Dorfleben")])
    make_tag("Dorfruhe")

    texts = [suggestion.text for suggestion in suggestions("dor", NOON)]

    assert texts == ["Dortmund", "Dorfverband", "Dorfpreis", "Dorfleben", "dorfstraße"]
    assert suggestions("d", NOON) == []


def test_each_thing_offered_has_its_name_of_today_its_kind_and_its_address():
    make_municipality(name="Weststadt", ags="05913000", population=1000)
    make_municipality(name="Westheim", ags="05914000", population=2000)
    make_district(name="Westland", key="05915", kind="Kreis")
    ministry = make_institution(name="Früheres", key="we", kind="ministry", delivered={"key": "w"})
    ministry.names.all().delete()
    ministry.names.create(name="Westministerium")

    things = [(thing.text, thing.note, thing.url) for thing in suggestions("West", NOON)]

    assert things == [
        ("Westheim", "Kommune", "/kommunen/05914000-westheim/"),
        ("Weststadt", "Kommune", "/kommunen/05913000-weststadt/"),
        ("Kreis Westland", "Kreis", "/kommunen/05915-westland/"),
        ("Westministerium", "Institution", "/ministerien/we/"),
    ]


def test_what_only_lies_beside_a_beginning_in_the_alphabet_is_not_offered():
    for name, ags in (("Dorf", "05913000"), ("Dorg", "05914000"), ("Dore", "05915000")):
        make_municipality(name=name, ags=ags)
    report("Dorfer Dorger Dorer")

    assert [thing.text for thing in suggestions("dorf", NOON)] == ["Dorf", "dorfer"]


def test_a_word_is_offered_whether_the_newest_reports_say_it_or_only_older_ones(monkeypatch):
    report("Fahrradstadt", at=NOON - 3 * HOUR)
    gone = report("Fahrradstand", at=NOON - 2 * HOUR)
    report("Fahrrad")
    workflow.withdraw(gone, by=make_user(), now=NOON - HOUR / 2)

    for newest in ([], [(Article.objects.latest("publish_at").pk,)], [(gone.pk,)]):
        monkeypatch.setattr(suggesting._NEWEST, "rows", lambda at, newest=newest: newest)
        words = [word.text for word in suggestions("fahrr", NOON)]
        assert words == ["fahrrad", "fahrradstadt"]


# --- Filters -----------------------------------------------------------------------------


def test_results_are_narrowed_and_each_filter_says_how_many_it_leaves():
    city, land = make_municipality(), make_federal_state()
    award, house = make_award(), make_institution()
    last_year = NOON - timedelta(days=365)
    report("Eins", body="Wort.", section=make_section("Breitband"), municipalities=[city])
    report("Zwei", body="Wort.", section=make_section("Finanzen"), federal_states=[land])
    report("Drei", body="Wort.", at=last_year, awards=[award], institutions=[house])

    offered = answer(asked("Wort"), {}, NOON, page=1, by_date=False).choices

    assert [(c.value, c.reports) for c in offered["jahr"]] == [("2026", 2), ("2025", 1)]
    assert {c.name for c in offered["rubrik"]} >= {"Breitband", "Finanzen"}
    assert [(c.value, c.reports) for c in offered["kommune"]] == [(city.ags, 1)]
    assert found("Wort", rubrik="breitband") == ["Eins"]
    assert found("Wort", kommune=city.ags) == ["Eins"]
    assert found("Wort", land=land.slug) == ["Zwei"]
    assert found("Wort", jahr="2025") == found("Wort", preis=award.key) == ["Drei"]
    assert found("Wort", institution=house.key, jahr="2026") == []
    assert found("Wort", jahr="٢٠٢٥") == found("Wort", jahr="1") == found("Wort", rubrik="x") == []


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [("", "", 0), ("rat", "rat", 0), ("rat", "rad", 1), ("rat", "rta", 1), ("rat", "heirat", 3)],
)
def test_wrong_letters_are_counted(one, other, wrong):
    assert distance(one, other) == distance(other, one) == wrong
