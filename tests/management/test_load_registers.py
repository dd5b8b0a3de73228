"""Registers and demo from the command line, with the real data."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from articles.importers.archive import generate
from articles.models import Article, Municipality, Person, ReportProfile
from articles.statuses import Status
from articles.vocabulary import ReferenceEnd

NEXT_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


def run(*arguments, **options):
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err, **options)
    return out.getvalue() + err.getvalue()


def numbers(output, kind):
    line = next(line for line in output.splitlines() if line.startswith(kind))
    return [int(cell) for cell in line.removeprefix(kind).split()]


class TestRegistersAndDemo(TestCase):
    """Loaded once for all of these."""

    @classmethod
    def setUpTestData(cls):
        cls.registers = run("load_registers")
        cls.demo = run("load_demo")

    def test_the_table_tells_what_was_created(self):
        assert numbers(self.registers, "Gemeinden")[0] == 10747
        assert numbers(self.registers, "Gemeinden")[-1] == 0

    def test_a_second_run_updates_nothing(self):
        output = run("load_registers")

        assert numbers(output, "Gemeinden")[:3] == [0, 0, 10747]
        assert numbers(output, "Preisträger")[:2] == [0, 0]

    def test_what_the_desk_corrected_is_shown_with_both_values(self):
        Municipality.objects.filter(ags="05913000").update(population=1)

        output = run("load_registers")

        assert "behalten: Dortmund, population: unser Wert „1“" in output

    def test_the_demo_publishes_the_samples(self):
        assert "angelegt: 57" in self.demo
        assert Article.objects.published(NEXT_YEAR).count() == 56

    def test_the_real_report_waits_with_three_open_references(self):
        real = Article.objects.get(status=Status.DRAFT)

        assert real.headline == "Akteure vor Ort unterstützen"
        assert [r.end for r in real.references_out.all()] == [ReferenceEnd.OPEN] * 3

    def test_the_references_of_the_samples_are_bound(self):
        samples = Article.objects.get(source_id="011").references_out.order_by("position")

        assert [r.target.source_id for r in samples] == ["010", "003"]

    def test_the_samples_have_what_they_speak_of(self):
        ulm = Article.objects.get(source_id="022")

        assert "08421000" in {town.ags for town in ulm.municipalities.all()}
        assert "bund-bmi" in {body.key for body in ulm.institutions.all()}

    def test_people_have_names(self):
        assert {p.name for p in Person.objects.all() if len(p.name) < 4} == set()

    def test_a_second_demo_changes_nothing(self):
        output = run("load_demo")

        assert "unverändert: 57" in output

    def test_an_archive_is_generated_once_a_seed(self):
        output = run("generate_archive", articles=50, seed=3, processes=1)

        assert "50 Meldungen" in output
        with pytest.raises(CommandError, match="Startwert 3"):
            run("generate_archive", articles=50, seed=3, processes=1)

    def test_an_archive_gets_its_terms_when_they_are_wanted(self):
        run("generate_archive", articles=20, seed=4, processes=1, terms=True)

        assert ReportProfile.objects.filter(article__collection="archiv").count() == 20

    def test_a_second_archive_has_its_own_reports(self):
        generate(articles=20, seed=1, processes=1)
        generate(articles=20, seed=2, processes=1)

        assert Article.objects.filter(collection="archiv").count() == 40


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/gibt/es/nicht", __file__])
def test_what_is_no_register_is_one_plain_sentence(path):
    with pytest.raises(CommandError):
        run("load_registers", path)


@pytest.mark.django_db
def test_an_archive_wants_the_registers_first():
    with pytest.raises(CommandError, match="load_registers"):
        run("generate_archive", articles=5, seed=1)
