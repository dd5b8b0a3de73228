"""Two changes of one text brought together: nothing that either side typed may vanish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import merging
from articles.fields.body import clean_body
from articles.models import Article
from articles.revisions import snapshot
from articles.text import blocks


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def things(*numbers):
    return [{"id": number, "label": f"Nummer {number}"} for number in numbers]


def content(**values):
    return snapshot(Article()) | values


A, B, C = "Erstens.", "Zweitens.", "Drittens."


@pytest.mark.parametrize(
    ("ancestor", "mine", "theirs", "together", "clashes"),
    [
        ((A, B, C), ("Anders.", B, C), (A, B, "Neu."), ("Anders.", B, "Neu."), False),
        ((A, B, C), (A, B), ("Anders.", B, C), ("Anders.", B), False),
        ((A,), (A, "Meins."), ("Ihres.", A), ("Ihres.", A, "Meins."), False),
        ((A, B), ("Meins.", B), (A, "Ihres."), ("Meins.", "Ihres."), False),
        ((A, B), ("Meins.", B), (A, "Ihres.", C), ("Meins.", "Ihres.", C), False),
        ((A,), ("Meins.",), (A, "Ihres."), ("Meins.", "Ihres."), False),
        ((A, B), ("Meins.", B), ("Ihres.", B), ("Meins.", "Ihres.", B), True),
        ((A, B), (B,), ("Ihres.", B), ("Ihres.", B), True),
        ((A,), (A, "Meins."), (A, "Ihres."), (A, "Meins.", "Ihres."), True),
        ((A,), (A, "Neu.", "Meins."), (A, "Neu.", "Ihres."), (A, "Neu.", "Meins.", "Ihres."), True),
        ((), ("Meins.",), ("Ihres.",), ("Meins.", "Ihres."), True),
        ((A, B, C), (C, A, B), (A, B, C, "Neu."), (C, A, B, "Neu."), False),
    ],
)
def test_a_text_merges_by_its_paragraphs(ancestor, mine, theirs, together, clashes):
    sides = [content(body=paragraphs(*side)) for side in (ancestor, mine, theirs)]

    merge = merging.merge(*sides)[0]

    assert (merge.value, merge.is_clash) == (paragraphs(*together), clashes)


@pytest.mark.parametrize(
    ("name", "ancestor", "mine", "theirs", "together", "clashes"),
    [
        ("headline", "Alt", "Meins", "Alt", "Meins", False),
        ("headline", "Alt", "Alt", "Ihres", "Ihres", False),
        ("headline", "Alt", "Meins", "Ihres", "Meins Ihres", True),
        ("headline", "Alt", "", "Ihres", "Ihres", True),
        ("genre", "news", "news", "report", "report", False),
        ("section", None, things(1)[0], things(2)[0], things(1)[0], True),
        ("tags", things(1, 2), things(2, 3), things(1, 2, 4), things(2, 3, 4), False),
        ("tags", things(1), things(), things(1), things(), False),
        (
            "links",
            [{"label": "a", "address": "https://a"}],
            [{"label": "a", "address": "https://a"}, {"label": "b", "address": "https://b"}],
            [],
            [{"label": "b", "address": "https://b"}],
            False,
        ),
    ],
)
def test_a_field_merges_where_only_one_side_changed_it(
    name, ancestor, mine, theirs, together, clashes
):
    sides = [content(**{name: side}) for side in (ancestor, mine, theirs)]

    merge = merging.merge(*sides)[0]

    assert (merge.value, merge.is_clash) == (together, clashes)


def test_fields_that_agree_are_not_named():
    assert merging.merge(content(), content(lead="Neu"), content(lead="Neu")) == []


def test_the_label_of_a_thing_alone_is_no_change():
    renamed = [{"id": 1, "label": "Umbenannt"}]

    assert merging.merge(content(), content(tags=renamed), content(tags=things(1))) == []


sentences = st.lists(st.sampled_from("abcdefgh"), max_size=7)


@given(sentences, sentences, sentences)
def test_no_paragraph_that_somebody_typed_vanishes(ancestor, mine, theirs):
    sides = [content(body=paragraphs(*side)) for side in (ancestor, mine, theirs)]

    merges = merging.merge(*sides)

    result = blocks(merges[0].value if merges else sides[1]["body"])
    for side in sides[1:]:
        typed = set(blocks(side["body"])) - set(blocks(sides[0]["body"]))
        assert typed <= set(result)


@given(sentences, sentences)
def test_a_change_of_one_side_alone_is_taken_as_it_is(ancestor, mine):
    sides = [content(body=paragraphs(*side)) for side in (ancestor, mine, ancestor)]

    merged, clashes = merging.merged(*sides)

    assert (merged["body"], clashes) == (sides[1]["body"], [])


@given(sentences, sentences, sentences)
def test_what_clashes_does_not_depend_on_who_is_first(ancestor, mine, theirs):
    sides = [content(body=paragraphs(*side)) for side in (ancestor, mine, theirs)]

    one, other = merging.merged(*sides), merging.merged(sides[0], sides[2], sides[1])

    assert one[1] == other[1]


@given(st.text(alphabet="<>/pulih23 abc&;\"'=", max_size=200))
def test_the_blocks_of_a_text_are_the_whole_text(html):
    body = clean_body(html)

    assert "".join(blocks(body)) == body
