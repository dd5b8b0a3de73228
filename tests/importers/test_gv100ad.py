"""The official fixed-width register: positions, kinds, and the result of the shipped tables."""

from datetime import date

import pytest
from django.conf import settings
from django.test import TestCase

from articles.importers.gv100ad import looks_like_gv100ad, parse_gv100ad
from articles.importers.records import Rejected
from articles.importers.register_store import store_registers
from articles.importers.registers import read_registers
from articles.models import Municipality

MARKS = {
    "kreisfreie Stadt": "41", "Stadtkreis": "42", "Kreis": "43", "Landkreis": "44",
    "Regionalverband": "45", "Amt": "51", "Samtgemeinde": "52", "Verbandsgemeinde": "53",
    "Verwaltungsgemeinschaft": "54", "Kirchspielslandgemeinde": "55", "Verwaltungsverband": "56",
    "erfüllende Gemeinde": "58",
}  # fmt: skip
TOWN_MARKS = {
    "Markt": "60", "kreisfreie Stadt": "61", "Stadtkreis": "62", "Stadt": "63", "Gemeinde": "64",
    "Große Kreisstadt": "67",
}  # fmt: skip
SHORT = {"Markt": "M", "Stadt": "St", "Große Kreisstadt": "GKSt"}


def record(kind, key, name, seat="", mark="", numbers="", day="20260228"):
    """One line by the official description: kind, day, key, name, seat, mark, numbers."""
    return f"{kind}{day}{key:<12}{name:<50}{seat:<50}{mark:<6}{numbers:<92}"


def numbers(area_ha=0, population=0, postcode="", several=False):
    stars = "*****" if several else "     "
    return f"{area_ha:011}{population:011}{0:011}    {postcode:<5}{stars}  "


SMALL = "\r\n".join(
    [
        record("10", "01", "Schleswig-Holstein", "Kiel"),
        record("40", "01051", "Dithmarschen", "Heide", "43"),
        record("50", "01051   0011", "Brunsbüttel, Stadt", "", "50"),
        record("50", "01051   5169", "Eider", "Hennstedt", "51"),
        record("60", "010510110011", "Brunsbüttel, Stadt", "", "63", numbers(6521, 12692, "25541")),
        record("60", "010510055169", "Barkenholm", "", "64", numbers(511, 169, "25791", True)),
        record("60", "010519995169", "Staatsforst", "", "66", numbers(5, 0)),
    ]
)


def by_key(entries):
    return {entry.key[0]: entry.values for entry in entries}


def test_a_line_has_its_values_at_the_official_positions():
    line = SMALL.split("\r\n")[4]

    assert len(line) == 220
    assert line[128:139] == "00000006521"
    assert line[165:170] == "25541"


def test_municipalities_are_read_with_their_numbers():
    town = by_key(parse_gv100ad(SMALL.encode()).municipalities)["01051011"]

    assert (town["name"], town["official_name"]) == ("Brunsbüttel", "Brunsbüttel, Stadt")
    assert (town["designation"], town["kind"], town["is_town"]) == ("Stadt", "Stadt", True)
    assert (town["area_km2"], town["population"]) == ("65.21", 12692)
    assert (town["district"], town["association"], town["ars"]) == ("01051", None, "010510011011")


def test_one_in_an_association_names_it():
    village = by_key(parse_gv100ad(SMALL.encode()).municipalities)["01051005"]

    assert village["association"] == "010515169"
    assert village["has_several_postcodes"] is True


def test_unincorporated_areas_are_no_municipalities():
    assert "01051999" not in by_key(parse_gv100ad(SMALL.encode()).municipalities)


def test_the_day_and_what_is_complete_are_known():
    registers = parse_gv100ad(SMALL.encode())

    assert registers.as_of == date(2026, 2, 28)
    assert "municipalities" in registers.complete


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_both_encodings_of_the_past_are_read(encoding):
    towns = by_key(parse_gv100ad(SMALL.encode(encoding)).municipalities)

    assert towns["01051011"]["name"] == "Brunsbüttel"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "leer"),
        (b"ags,name\n01001000,Flensburg\n", "Zeile 1"),
        (SMALL.encode().replace(b"6020260228", b"6020269928"), "Zeile 5"),
        (SMALL.encode().replace(b"00000006521", b"0000000652X"), "Zeile 5"),
        ("\n".join(SMALL.split("\r\n")[:4]).encode(), "keine Gemeinde"),
    ],
)
def test_what_is_no_such_file_is_refused_with_its_line(data, reason):
    with pytest.raises(Rejected, match=reason):
        parse_gv100ad(data)


@pytest.mark.parametrize(
    ("data", "looks"), [(SMALL.encode(), True), (b"\xef\xbb\xbf10202602", False), (b"ags", False)]
)
def test_the_command_tells_the_format_by_its_first_record(data, looks):
    assert looks_like_gv100ad(data) is looks


class TestTheWholeRegisterInTheOfficialFormat(TestCase):
    """All shipped places, written as GV100AD, over the ones loaded from the tables."""

    @classmethod
    def setUpTestData(cls):
        cls.shipped = read_registers(settings.REGISTERS_DIR)
        store_registers(cls.shipped)

    def official(self, day="20260228", without=(), population=None):
        yield from (
            record("10", s.key[0], s.values["name"], day=day) for s in self.shipped.federal_states
        )
        for district in self.shipped.districts:
            values = district.values
            mark = MARKS[values["kind"]]
            official = values["official_name"]
            yield record("40", district.key[0], official, values["seat"], mark, day=day)
        for association in self.shipped.associations:
            values, key = association.values, association.key[0]
            key = f"{key[:5]}   {key[5:]}"
            mark = MARKS[values["kind"]]
            yield record("50", key, values["name"], values["seat"], mark, day=day)
        for town in self.shipped.municipalities:
            if town.key[0] not in without:
                yield self.town(town, day, population or {})

    def town(self, town, day, population):
        values, ags = town.values, town.key[0]
        count = numbers(
            round(float(values["area_km2"]) * 100),
            population.get(ags, values["population"]),
            values["postcode"],
            values["has_several_postcodes"],
        )
        key = ags + values["ars"][5:9]
        mark = TOWN_MARKS[values["kind"]]
        return record("60", key, values["official_name"], "", mark, count, day)

    def load(self, **options):
        data = "\n".join(self.official(**options)).encode()
        return store_registers(parse_gv100ad(data))

    def test_the_same_day_in_the_other_format_changes_nothing(self):
        outcomes = self.load()

        changed = {kind: o.as_counts() for kind, o in outcomes.items() if o.created or o.updated}
        assert changed == {}
        assert outcomes["municipalities"].unchanged == 10747

    def test_the_next_quarter_updates_and_marks_what_is_gone(self):
        outcomes = self.load(day="20260531", without={"01051005"}, population={"05913000": 600_000})

        outcome = outcomes["municipalities"]
        assert (outcome.updated, outcome.former, outcome.created) == (10746, 1, 0)
        dortmund = Municipality.objects.get(ags="05913000")
        assert (dortmund.population, dortmund.valid_as_of) == (600_000, date(2026, 5, 31))
        assert dortmund.latitude is not None
        assert Municipality.objects.get(ags="01051005").gone_on == date(2026, 5, 31)
