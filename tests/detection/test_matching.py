"""The automaton of all name forms."""

import os

from articles.detection.matching import FormAutomaton
from articles.detection.place_forms import place_forms
from tests.bench.processes import proportional_mebibytes
from tests.detection.shipped_registers import registers


def test_the_names_of_all_towns_take_little_of_a_workers_memory():
    forms = [form for place in registers().places for form in place_forms(place)]
    before = proportional_mebibytes(os.getpid())

    automaton = FormAutomaton(forms)

    assert len(automaton) > 40_000
    assert proportional_mebibytes(os.getpid()) - before < 30
