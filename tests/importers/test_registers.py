"""The shipped registers as records: counted, with their keys as written."""

from datetime import date

import pytest
from django.conf import settings

from articles.importers.csv_tables import read_table
from articles.importers.records import Rejected
from articles.importers.registers import parse_registers, read_registers


@pytest.fixture(scope="module")
def registers():
    return read_registers(settings.REGISTERS_DIR)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("federal_states", 16),
        ("districts", 401),
        ("associations", 1202),
        ("municipalities", 10747),
        ("former_municipalities", 30),
        ("institutions", 139),
        ("names", 101),
        ("awards", 22),
        ("wins", 268),
    ],
)
def test_every_entry_is_read(registers, kind, number):
    assert len(getattr(registers, kind)) == number


def test_keys_keep_their_leading_zeros(registers):
    first = registers.municipalities[0]

    assert first.key == ("01001000",)
    assert first.values["ars"] == "010010000000"


def test_the_day_of_the_register_is_known(registers):
    assert registers.as_of == date(2026, 2, 28)


def test_rounds_without_known_winners_are_rounds_all_the_same(registers):
    won = {tuple(win.values["edition"]) for win in registers.wins}

    assert sum(edition.key not in won for edition in registers.editions) == 12


def test_only_complete_rounds_are_marked_so(registers):
    complete = {edition.key[:2] for edition in registers.editions if edition.values["is_complete"]}

    assert ("stadt-land-digital", "2019") in complete
    assert ("modellprojekte-smart-cities", "2020") not in complete


def test_names_of_ministries_may_hold_commas(registers):
    names = {name.values["name"] for name in registers.names}

    assert "Bundesministerium des Innern, für Bau und Heimat" in names


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"ags,name\r\n", "district_key"),
        ("ags\r\nä".encode("latin-1"), "UTF-8"),
    ],
)
def test_a_table_that_is_not_the_one_expected_is_refused(data, reason):
    with pytest.raises(Rejected, match=reason):
        read_table(data, name="municipalities.csv", columns=["ags", "name", "district_key"])


def test_a_row_with_too_few_values_is_refused_with_its_line():
    with pytest.raises(Rejected, match="Zeile 3"):
        read_table(b"a,b\r\n1,2\r\n3\r\n", name="x.csv", columns=["a"])


def test_a_key_without_its_leading_zero_is_refused():
    row = {
        "district_key": "1001", "name": "Flensburg", "official_name": "", "kind": "",
        "seat": "", "land_key": "01", "land": "", "land_abbr": "SH", "population": "1",
        "valid_as_of": "2026-02-28",
    }  # fmt: skip

    with pytest.raises(Rejected, match="1001"):
        parse_registers({"districts.csv": [row]})
