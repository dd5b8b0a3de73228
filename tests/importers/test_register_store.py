"""Registers in the database: twice changes nothing, the desk's own hand stays, nothing is lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import TestCase

from articles import counts
from articles.importers.records import Entry, Registers
from articles.importers.register_store import store_registers
from articles.importers.registers import read_registers
from articles.models import (
    AwardEdition,
    AwardWin,
    District,
    Institution,
    InstitutionName,
    Municipality,
)
from articles.vocabulary import CountedBy
from tests.makers import NOON, make_adopted


def town(ags="05913000", **values):
    defaults = {
        "name": "Musterstadt", "kind": "Stadt", "federal_state": "05", "district": "05913",
        "population": 1000,
    }  # fmt: skip
    return Entry((ags,), defaults | values)


def delivery(*towns, as_of=date(2026, 2, 28), former=()):
    return Registers(
        federal_states=(Entry(("05",), {"name": "Nordland", "abbreviation": "NL"}),),
        districts=(Entry(("05913",), {"name": "Musterkreis", "federal_state": "05"}),),
        municipalities=tuple(towns),
        former_municipalities=tuple(former),
        complete=frozenset({"municipalities"}),
        as_of=as_of,
    )


def load(*towns, **options):
    return store_registers(delivery(*towns, **options))["municipalities"]


class TestTheWholeRegister(TestCase):
    """The real data, loaded once for all of these."""

    @classmethod
    def setUpTestData(cls):
        cls.registers = read_registers(settings.REGISTERS_DIR)
        cls.first = store_registers(cls.registers)

    def test_everything_is_created_and_nothing_refused(self):
        counts = {kind: outcome.as_counts() for kind, outcome in self.first.items()}

        assert counts["municipalities"]["created"] == 10747
        assert counts["former_municipalities"]["created"] == 30
        assert counts["names"]["created"] == 101
        assert counts["wins"]["created"] == 268
        assert sum(count["rejected"] + count["kept"] for count in counts.values()) == 0

    def test_a_second_run_changes_nothing(self):
        again = store_registers(self.registers)

        assert {o.created + o.updated + o.former for o in again.values()} == {0}
        assert again["municipalities"].unchanged == 10747

    def test_a_former_municipality_knows_its_successor(self):
        hanau = Municipality.objects.get(ags="06435014")

        assert hanau.is_former
        assert hanau.gone_on == date(2026, 2, 28)
        assert [new.ags for new in hanau.successors.all()] == ["06415000"]

    def test_one_that_was_split_has_two(self):
        rodeberg = Municipality.objects.get(ags="16064055")

        assert {new.ags for new in rodeberg.successors.all()} == {"16064046", "16061118"}

    def test_a_ministry_has_its_name_of_the_day(self):
        ministry = Institution.objects.get(key="bund-wirtschaft")

        assert ministry.name_on(date(2019, 1, 18)).abbreviation == "BMWi"
        assert ministry.name_on(date(2021, 12, 8)).abbreviation == "BMWK"

    def test_an_award_knows_its_winners(self):
        dortmund = Municipality.objects.get(ags="05913000")

        won = AwardWin.objects.filter(municipality=dortmund).values_list("edition__year", flat=True)
        assert {2018, 2019} <= set(won)

    def test_population_agrees_with_the_official_total(self):
        total = sum(
            Municipality.objects.filter(is_former=False).values_list("population", flat=True)
        )

        assert total == 83_576_223

    def test_every_change_by_load_is_in_the_history(self):
        assert Municipality.history.count() == 10777


@pytest.mark.django_db
class TestFieldByField:
    def test_a_new_value_is_taken(self):
        load(town(population=1000))

        outcome = load(town(population=1100))

        assert outcome.updated == 1
        assert Municipality.objects.get().population == 1100

    def test_what_the_desk_corrected_is_kept_and_both_values_are_told(self):
        load(town(population=1000))
        Municipality.objects.update(population=1234)

        outcome = load(town(population=1100))

        assert Municipality.objects.get().population == 1234
        [kept] = outcome.kept
        assert (kept.field, kept.ours, kept.delivered) == ("population", "1234", "1100")
        assert Municipality.objects.get().delivered["population"] == 1100

    def test_other_fields_of_a_corrected_entry_are_updated_all_the_same(self):
        load(town(population=1000, name="Musterstadt"))
        Municipality.objects.update(population=1234)

        load(town(population=1100, name="Neustadt"))

        found = Municipality.objects.get()
        assert (found.name, found.slug, found.sort_key) == ("Neustadt", "neustadt", "neustadt")

    def test_a_correction_that_the_register_follows_is_no_difference_any_more(self):
        load(town(population=1000))
        Municipality.objects.update(population=1234)

        outcome = load(town(population=1234))

        assert outcome.kept == []

    def test_a_corrected_link_is_kept_and_named_by_its_key(self):
        load(town())
        other = District.objects.create(
            key="05999", name="Anderkreis", federal_state=District.objects.get().federal_state
        )
        Municipality.objects.update(district=other)

        [kept] = load(town()).kept

        assert (kept.ours, kept.delivered) == ("05999", "05913")

    def test_an_entry_of_the_desks_own_hand_is_joined_not_doubled(self):
        load(town())
        Municipality.objects.update(delivered={}, population=None)

        load(town(population=1100))

        assert Municipality.objects.get().population == 1100

    def test_an_unknown_district_refuses_the_entry_and_only_it(self):
        outcome = load(town(district="05111"), town("05913001"))

        assert [key for key, _reason in outcome.rejected] == ["05913000"]
        assert outcome.created == 1

    def test_a_value_that_does_not_fit_refuses_the_entry_and_only_it(self):
        outcome = load(town(name="x" * 300), town("05913001"))

        assert [key for key, _reason in outcome.rejected] == ["05913000"]
        assert outcome.created == 1

    def test_a_vanished_key_becomes_former_and_nothing_is_deleted(self):
        load(town(), town("05913001"))

        outcome = load(town(), as_of=date(2026, 5, 31))

        gone = Municipality.objects.get(ags="05913001")
        assert outcome.former == 1
        assert (gone.is_former, gone.gone_on) == (True, date(2026, 5, 31))

    def test_a_vanished_key_gets_its_successor_where_one_is_named(self):
        load(town(), town("05913001"))
        former = Entry(
            ("05913001",), town().values | {"gone_on": "2026-05-31", "successors": ["05913000"]}
        )

        load(town(), former=[former])

        gone = Municipality.objects.get(ags="05913001")
        assert gone.is_former
        assert [new.ags for new in gone.successors.all()] == ["05913000"]

    def test_a_key_that_comes_back_exists_again(self):
        load(town(), town("05913001"))
        load(town())

        load(town(), town("05913001"))

        back = Municipality.objects.get(ags="05913001")
        assert (back.is_former, back.gone_on) == (False, None)

    def test_an_entry_of_the_desk_that_no_register_knows_does_not_vanish(self):
        load(town())
        own = Municipality.objects.get()
        Municipality.objects.create(
            ags="05913999", name="Eigen", federal_state=own.federal_state, district=own.district
        )

        load(town())

        assert not Municipality.objects.get(ags="05913999").is_former


def names(*periods):
    return Registers(
        institutions=(Entry(("haus",), {"name": "Haus", "kind": "ministry"}),),
        names=tuple(
            Entry(
                ("haus", start or "", name),
                {"institution": "haus", "name": name, "valid_from": start, "valid_to": end},
            )
            for name, start, end in periods
        ),
    )


@pytest.mark.django_db
class TestNamePeriods:
    def test_a_period_that_ends_makes_room_for_the_next(self):
        store_registers(names(("Alt", None, None)))

        outcome = store_registers(names(("Alt", None, "2025-05-06"), ("Neu", "2025-05-06", None)))

        assert (outcome["names"].updated, outcome["names"].created) == (1, 1)
        assert InstitutionName.objects.get(name="Alt").valid_to == date(2025, 5, 6)

    def test_a_start_that_was_looked_up_moves_the_same_row(self):
        store_registers(names(("Alt", None, None)))

        outcome = store_registers(names(("Alt", "2001-01-01", None)))

        assert outcome["names"].updated == 1
        assert InstitutionName.objects.count() == 1

    def test_an_overlap_is_refused_and_the_rest_goes_on(self):
        outcome = store_registers(names(("A", None, None), ("B", "2001-01-01", None)))

        assert outcome["names"].created == 1
        assert len(outcome["names"].rejected) == 1


@pytest.mark.django_db
def test_a_winner_who_changes_category_is_the_same_winner():
    win = {
        "edition": ["preis", "2025", ""], "winner_name": "Musterstadt", "winner_kind": "name",
        "category": "A", "project": "",
    }  # fmt: skip
    registers = Registers(
        awards=(Entry(("preis",), {"name": "Preis"}),),
        editions=(Entry(("preis", "2025", ""), {"award": "preis", "year": 2025, "name": ""}),),
        wins=(Entry(("preis", "2025", "", "A", "Musterstadt", ""), win),),
    )
    store_registers(registers)

    changed = Entry(("preis", "2025", "", "B", "Musterstadt", ""), win | {"category": "B"})
    store_registers(replace(registers, wins=(changed,)))

    assert AwardWin.objects.get().category == "B"
    assert AwardEdition.objects.count() == 1


@pytest.mark.django_db
def test_reports_count_in_the_district_that_their_town_has_come_to():
    load(town())
    make_adopted(municipalities=[Municipality.objects.get()])
    away = District.objects.create(
        key="05001", name="Anderkreis", federal_state=District.objects.get().federal_state
    )
    at = NOON + timedelta(days=60)

    load(town(district="05001"))

    assert counts.reports_by_key(CountedBy.AREA, at) == {away.pk: 1}
