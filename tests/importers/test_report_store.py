"""Reports in the database: once, never over the desk's own work, bound to one another."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from articles import revisions, workflow
from articles.importers.records import ReportRecord
from articles.importers.report_store import store_reports
from articles.models import Article, Initials, Person, Section, Tag
from articles.statuses import Act, Status
from articles.text import references_in
from articles.vocabulary import ReferenceEnd
from tests.makers import make_municipality, make_person

pytestmark = pytest.mark.django_db

HOUR = datetime(2018, 9, 24, 8, 30, tzinfo=UTC)


def node(key="w1", to="open"):
    return f'<span data-reference="{to}" data-key="{key}">wir berichteten</span>'


def record(id="017", body="<p>Text.</p>", **fields):
    defaults = {"headline": "Ein Titel", "dated_on": date(2018, 9, 24), "lead": "Vorspann."}
    return ReportRecord(id=id, body=body, **(defaults | fields))


def store(*records, **options):
    named = [(f"{number}.md", record) for number, record in enumerate(records)]
    return store_reports(named, collection="probe", **options)


def counts(outcome):
    return {name: number for name, number in outcome.as_counts().items() if number}


def test_a_new_report_is_a_draft_with_its_original_day():
    outcome = store(record(kicker="Dortmund", section="KI", tags=("A", "B, C"), initials="ve"))

    article = Article.objects.get()
    assert counts(outcome) == {"created": 1}
    assert (article.status, article.original_on) == (Status.DRAFT, date(2018, 9, 24))
    assert (article.collection, article.source_id) == ("probe", "017")
    assert (article.kicker, article.section.name, article.initials) == ("Dortmund", "KI", "ve")
    assert {tag.name for tag in article.tags.all()} == {"A", "B, C"}


def test_twice_changes_nothing():
    store(record(), record("018"))

    outcome = store(record(), record("018"))

    assert counts(outcome) == {"unchanged": 2}
    assert Article.objects.count() == 2
    assert [article.revisions.count() for article in Article.objects.all()] == [1, 1]


def test_a_changed_file_updates_an_untouched_draft():
    store(record())

    outcome = store(record(lead="Neuer Vorspann."))

    assert counts(outcome) == {"updated": 1}
    assert Article.objects.get().lead == "Neuer Vorspann."


def test_an_edited_report_is_kept_whole():
    store(record())
    article = Article.objects.get()
    workflow.save(article, {"lead": "Vom Tisch."}, by=None)

    outcome = store(record(headline="Anderer Titel"))

    article.refresh_from_db()
    assert counts(outcome) == {"kept": 1}
    assert (article.headline, article.lead) == ("Ein Titel", "Vom Tisch.")


def test_an_edit_taken_over_at_the_source_is_unchanged():
    store(record())
    workflow.save(Article.objects.get(), {"lead": "Gleich."}, by=None)

    assert counts(store(record(lead="Gleich."))) == {"unchanged": 1}


def test_references_to_the_same_collection_are_bound_in_either_direction():
    store(
        record("001", f"<p>A ({node()}).</p>", references={"w1": "002"}),
        record("002", f"<p>B ({node()}).</p>", references={"w1": "001"}),
    )

    first, second = Article.objects.order_by("source_id")
    assert references_in(first.body)[0].target_id == second.pk
    assert first.references_out.get().target == second
    assert second.references_out.get().target == first


def test_a_reference_to_an_unknown_id_stays_open_until_it_arrives():
    waiting = record("001", f"<p>A ({node()}).</p>", references={"w1": "002"})
    store(waiting)
    assert Article.objects.get().references_out.get().end == ReferenceEnd.OPEN

    outcome = store(waiting, record("002"))

    assert counts(outcome) == {"created": 1, "updated": 1}
    assert Article.objects.get(source_id="001").references_out.get().end == ReferenceEnd.REPORT


def test_a_reference_to_itself_stays_open():
    store(record("001", f"<p>A ({node()}).</p>", references={"w1": "001"}))

    assert Article.objects.get().references_out.get().end == ReferenceEnd.OPEN


def test_the_same_id_in_another_collection_is_another_report():
    store(record())

    store_reports([("x.md", record())], collection="andere")

    assert Article.objects.count() == 2


def test_two_files_with_one_id_are_told_and_the_first_is_taken():
    outcome = store(record(), record(headline="Zweiter"))

    assert counts(outcome) == {"created": 1, "rejected": 1}
    assert outcome.rejected[0][0] == "1.md"
    assert "0.md" in outcome.rejected[0][1]


@pytest.mark.parametrize(
    "fields",
    [{"headline": "x" * 400}, {"kicker": "x" * 200}, {"tags": ("x" * 300,)}, {"id": "x" * 300}],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing_behind(fields):
    outcome = store(replace(record(), **fields), record("018"))

    assert counts(outcome) == {"created": 1, "rejected": 1}
    assert [article.source_id for article in Article.objects.all()] == ["018"]


def test_without_adopting_even_a_dated_report_is_a_draft():
    store(record(published_at=HOUR))

    assert Article.objects.get().status == Status.DRAFT


def test_adopting_publishes_since_the_hour_of_the_source():
    store(record(published_at=HOUR), adopt=True)

    article = Article.objects.get()
    assert Article.objects.published(HOUR).contains(article)
    assert article.status_changes.get().act == Act.ADOPT
    assert article.status_changes.get().note == "probe/017"
    assert article.exposures.count() == 1


def test_adopting_leaves_a_report_without_an_hour_a_draft():
    store(record(), adopt=True)

    assert Article.objects.get().status == Status.DRAFT


def test_open_references_stay_open_in_what_is_adopted():
    store(record(body=f"<p>A ({node()}).</p>", published_at=HOUR), adopt=True)

    assert Article.objects.get().references_out.get().end == ReferenceEnd.OPEN


def test_an_adopted_report_keeps_its_hash_when_nothing_changes():
    store(record(published_at=HOUR), adopt=True)

    outcome = store(record(published_at=HOUR), adopt=True)

    article = Article.objects.get()
    assert counts(outcome) == {"unchanged": 1}
    assert article.imported_hash == revisions.content_hash(revisions.snapshot(article))


def test_a_change_to_an_adopted_report_waits_for_its_release():
    store(record(published_at=HOUR), adopt=True)

    outcome = store(record(published_at=HOUR, lead="Neu."), adopt=True)

    article = Article.objects.get()
    assert counts(outcome) == {"updated": 1}
    assert article.lead == "Vorspann."
    assert article.pending_revision.content["lead"] == "Neu."


def test_sections_and_tags_are_found_whatever_their_case():
    Section.objects.create(name="Smart City")
    Tag.objects.create(name="Open Data")

    store(record(section="smart city", tags=("OPEN DATA",)))

    assert (Section.objects.count(), Tag.objects.count()) == (1, 1)


def test_initials_lead_to_whose_they_were_on_the_day():
    early, late = make_person("Theo Früh"), make_person("Thea Spät")
    Initials.objects.create(person=early, initials="th", valid_to=date(2015, 1, 1))
    Initials.objects.create(person=late, initials="th", valid_from=date(2015, 1, 1))

    store(record(initials="th"))

    assert list(Article.objects.get().people.all()) == [late]


def test_unknown_initials_make_a_person_and_an_agency_is_one():
    store(record(initials="ve/dpa"))

    people = {person.name: person.is_agency for person in Person.objects.all()}
    assert people == {"ve": False, "dpa": True}


def test_initials_of_nobody_on_that_day_name_nobody():
    late = make_person("Thea Spät")
    Initials.objects.create(person=late, initials="th", valid_from=date(2020, 1, 1))

    store(record(initials="th"))

    assert list(Article.objects.get().people.all()) == []


def test_what_an_import_says_it_speaks_of_is_attached():
    town = make_municipality()

    store(record(entities={"municipalities": (town.ags,)}, published_at=HOUR), adopt=True)

    article = Article.objects.get()
    assert list(article.municipalities.all()) == [town]
    assert article.current_revision.content["municipalities"][0]["id"] == town.pk


def test_an_unknown_key_refuses_the_report():
    outcome = store(record(entities={"municipalities": ("00000000",)}))

    assert counts(outcome) == {"rejected": 1}
    assert not Article.objects.exists()
