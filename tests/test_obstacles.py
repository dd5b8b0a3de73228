"""What stands in the way of a release, named in words with the field that mends it."""

from datetime import date, timedelta

import pytest

from articles import workflow
from articles.moments import at_noon
from articles.obstacles import obstacles, warnings
from articles.roles import Role
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_institution,
    make_municipality,
    make_picture,
    make_released,
    make_submitted,
    make_tag,
    make_user,
    reference,
)

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def codes(article, at=NOON, by=None):
    return [o.code for o in obstacles(article, at=at, by=by or make_user())]


def test_nothing_stands_in_the_way_of_a_complete_report_that_somebody_else_submitted():
    assert codes(make_submitted()) == []


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"headline": " "}, "headline"),
        ({"lead": ""}, "lead"),
        ({"body": "<p></p>"}, "body"),
        ({"section": None}, "section"),
        ({"body": f"<p>Neues ({reference()}).</p>"}, "open_reference"),
    ],
)
def test_each_thing_that_is_missing_is_named(missing, code):
    assert codes(make_submitted(**missing)) == [code]


@pytest.mark.parametrize("to", ["none", "https://example.org/bericht"])
def test_a_reference_without_a_report_of_ours_is_no_obstacle(to):
    assert codes(make_submitted(body=f"<p>Neues ({reference(to)}).</p>")) == []


def test_an_open_reference_is_named_with_its_sentence_and_place():
    body = f"<p>Eins. Das Netz wächst ({reference(key='k9')}). Drei.</p>"

    (found,) = obstacles(make_submitted(body=body), at=NOON, by=make_user())

    assert "Das Netz wächst (wir berichteten)." in found.message
    assert (found.field, found.detail) == ("body", "k9")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"credit": ""}, "picture_credit"),
        ({"alternative_text": ""}, "picture_text"),
        ({"is_blocked": True}, "picture_blocked"),
        ({"licence_ends_on": date(2026, 3, 2)}, "picture_licence"),
    ],
)
def test_a_picture_that_may_not_be_shown_is_an_obstacle(fields, code):
    assert codes(make_submitted(picture=make_picture(**fields))) == [code]


@pytest.mark.parametrize(
    "fields",
    [
        {"alternative_text": "", "is_decorative": True},
        {"licence_ends_on": date(2026, 3, 3)},
    ],
)
def test_a_picture_that_may_be_shown_is_none(fields):
    assert codes(make_submitted(picture=make_picture(**fields))) == []


def test_a_draft_has_not_been_submitted():
    assert codes(make_article()) == ["submission"]


def test_the_submitter_can_not_approve():
    editor = make_user()

    assert codes(make_submitted(by=editor), by=editor) == ["approval"]


def test_a_change_by_a_third_person_is_named():
    article, third = make_submitted(), make_user(Role.AUTHOR, initials="qx")
    workflow.save(article, {"lead": "Anders."}, by=third, now=NOON)

    (found,) = obstacles(article, at=NOON, by=make_user())

    assert found.code == "approval_void"
    assert "qx" in found.message


def test_a_change_that_was_taken_back_voids_nothing():
    article, third = make_submitted(lead="Wie es war."), make_user(Role.AUTHOR)
    workflow.save(article, {"lead": "Anders."}, by=third, now=NOON)
    workflow.save(article, {"lead": "Wie es war."}, by=third, now=NOON)

    assert codes(article) == []


@pytest.mark.parametrize(("before_end", "found"), [(1, ["embargo"]), (0, []), (-1, [])])
def test_an_embargo_is_an_obstacle_before_its_end(before_end, found):
    article = make_submitted()
    end = {"embargo_until": NOON + timedelta(seconds=before_end), "embargo_source": "BMI"}
    workflow.prepare(article, end, by=make_user())

    assert codes(article) == found


def test_what_was_ever_public_is_blocked_by_new_faults_only():
    open_then = f"<p>Alt ({reference(key='a')}).</p>"
    article, author = make_adopted(body=open_then), make_user(Role.AUTHOR)
    both = open_then + f"<p>Neu ({reference(key='b')}).</p>"
    workflow.save(article, {"body": both}, by=author, now=NOON)
    workflow.submit(article, by=author, now=NOON)

    found = obstacles(article, at=NOON, by=make_user())

    assert [(o.code, o.detail) for o in found] == [("open_reference", "b")]


def test_a_reference_to_what_is_public_only_later_is_a_warning():
    later = make_released(at=NOON + 2 * HOUR, headline="Kommt noch")
    complete = {"tags": [make_tag()], "municipalities": [make_municipality()]}
    article = make_submitted(body=f"<p>Neues ({reference(later.pk)}).</p>", **complete)

    assert codes(article) == []
    assert [w.code for w in warnings(article, at=NOON)] == ["sleeping_reference"]
    assert warnings(article, at=NOON + 2 * HOUR) == []


@pytest.mark.parametrize(
    ("field", "length", "found"),
    [
        ("headline", 48, []),
        ("headline", 49, ["length"]),
        ("lead", 348, []),
        ("lead", 349, ["length"]),
    ],
)
def test_unusual_lengths_are_worth_a_look(field, length, found):
    complete = {"tags": [make_tag()], "municipalities": [make_municipality()]}
    article = make_submitted(**complete, **{field: "x" * length})

    assert [w.code for w in warnings(article, at=NOON)] == found


@pytest.mark.parametrize(
    ("body", "day", "found"),
    [
        ("<p>Das BMVX zahlt.</p>", date(2021, 12, 7), []),
        ("<p>Das BMVX zahlt.</p>", date(2021, 12, 8), ["BMVX"]),
        ("<p>Das BMVX zahlt. Das BMVX fördert.</p>", date(2021, 12, 8), ["BMVX"]),
        ("<p>Das BMMX zahlt.</p>", date(2021, 12, 7), ["BMMX"]),
        ("<p>Das BMMX zahlt.</p>", date(2021, 12, 8), []),
        ("<p>„Das BMVX zahlt.“</p>", date(2021, 12, 8), []),
        ("<blockquote><p>Das BMVX zahlt.</p></blockquote>", date(2021, 12, 8), []),
        ("<p>Das damalige BMVX zahlte.</p>", date(2021, 12, 8), []),
    ],
)
def test_a_name_that_was_not_right_on_the_day_is_worth_a_look(body, day, found):
    house = make_institution(scope="federal")
    house.names.all().delete()
    change = date(2021, 12, 8)
    periods = [("Vorbilder", "BMVX", None, change), ("Muster", "BMMX", change, None)]
    for topic, short, start, end in periods:
        house.names.create(
            name=f"Bundesministerium für {topic}",
            abbreviation=short,
            valid_from=start,
            valid_to=end,
        )
    article = make_article(body=body)

    names = [w for w in warnings(article, at=at_noon(day)) if w.code == "outdated_name"]

    assert [w.detail for w in names] == found
