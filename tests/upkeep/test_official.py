"""What the desk corrected against the register waits for a decision, once."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.roles import Role
from articles.upkeep.official import decide, differences
from tests.makers import make_municipality, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_municipality(
        name="Neustadt", population=7, delivered={"name": "Neustatt", "population": 7}
    )


def waiting():
    return [(each.field, each.ours, each.delivered) for each in differences()]


def test_both_values_are_shown(town):
    assert waiting() == [("name", "Neustadt", "Neustatt")]


def test_what_the_desk_keeps_is_asked_again_only_when_the_register_says_something_new(town):
    decide(town, "name", keep_ours=True, by=make_user())
    assert waiting() == []

    town.delivered["name"] = "Neustad"
    town.save()

    assert waiting() == [("name", "Neustadt", "Neustad")]


def test_the_official_value_can_be_taken(town):
    decide(town, "name", keep_ours=False, by=make_user())

    town.refresh_from_db()
    assert (town.name, town.slug, waiting()) == ("Neustatt", "neustatt", [])


def test_only_who_may_change_the_register_decides(town):
    with pytest.raises(PermissionDenied):
        decide(town, "name", keep_ours=True, by=make_user(Role.AUTHOR))
