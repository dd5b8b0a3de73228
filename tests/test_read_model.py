"""What a page shows: built from columns or from a snapshot, with nothing hidden in it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from articles import workflow
from articles.models import Article, InstitutionName
from articles.read_model import body_html, illustrated_teasers, preview, report, reports
from tests.makers import (
    NOON,
    content_of,
    make_adopted,
    make_article,
    make_attachment,
    make_award,
    make_district,
    make_federal_state,
    make_institution,
    make_municipality,
    make_person,
    make_picture,
    make_released,
    make_section,
    make_tag,
    make_user,
    reference,
)

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def referring_to(target, **content):
    return make_adopted(at=NOON, body=f"<p>Neu ({reference(target)}).</p>", **content)


def everything():
    """One of each thing a report can have, as content."""
    return {
        "genre": "guest",
        "initials": "ve/rt",
        "people": [make_person()],
        "tags": [make_tag("Zeugnis"), make_tag("Ämter")],
        "municipalities": [make_municipality(name="Dingsda")],
        "districts": [make_district()],
        "federal_states": [make_federal_state()],
        "institutions": [make_institution()],
        "awards": [make_award()],
        "picture": make_picture(caption="Vorn"),
        "second_picture": make_picture(),
        "second_picture_caption": "Hinten",
        "attachments": [make_attachment()],
        "links": [{"label": "Zum Projekt", "address": "https://example.org/"}],
        "infobox_title": "Zahlen",
        "infobox": "Drei Ämter.",
    }


# --- References ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "is_link"), [(NOON + HOUR - SECOND, False), (NOON + HOUR, True), (NOON + DAY, True)]
)
def test_a_reference_is_a_link_from_the_very_second_of_its_target(at, is_link):
    target = make_released(at=NOON + HOUR, headline="Kommt noch", now=NOON)
    source = referring_to(target.pk)

    html = body_html(report(source.pk, at))

    link = f'<a class="reference" href="{target.get_absolute_url()}">wir berichteten</a>'
    assert html == f"<p>Neu ({link if is_link else 'wir berichteten'}).</p>"


@pytest.mark.parametrize("to", ["open", "none"])
def test_a_reference_without_a_target_is_plain_words(to):
    source = referring_to(to)

    assert body_html(report(source.pk, NOON)) == "<p>Neu (wir berichteten).</p>"


def test_a_reference_to_a_sister_site_is_a_link_that_tells_it_nothing():
    source = referring_to("https://example.org/?a=1&amp;b=2")

    html = body_html(report(source.pk, NOON))

    assert '<a class="outside" href="https://example.org/?a=1&amp;b=2"' in html
    assert 'rel="noopener noreferrer"' in html


def test_a_reference_loses_its_link_when_the_target_goes_and_gets_it_back():
    target = make_adopted(at=NOON - DAY)
    source = referring_to(target.pk)
    chief = make_user("chief")

    workflow.withdraw(target, by=chief, now=NOON)
    without = body_html(report(source.pk, NOON))
    workflow.restore(target, by=chief, now=NOON + HOUR)
    again = body_html(report(source.pk, NOON + HOUR))

    assert ("<a" in without, "<a" in again) == (False, True)


def test_a_feed_gets_whole_addresses():
    target = make_adopted(at=NOON - DAY)
    source = referring_to(target.pk)

    html = body_html(report(source.pk, NOON), root="https://amt.example")

    assert f'href="https://amt.example{target.get_absolute_url()}"' in html


def test_later_reports_that_refer_to_it_are_named_once_and_in_order_of_time():
    first = make_adopted(at=NOON - 3 * DAY)
    twice = f"<p>{reference(first.pk, 'a1')} und {reference(first.pk, 'a2')}</p>"
    third = make_adopted(at=NOON, headline="Drei", body=twice)
    second = make_adopted(at=NOON - DAY, headline="Zwei", body=f"<p>{reference(first.pk)}</p>")
    make_released(at=NOON + HOUR, headline="Vier", body=f"<p>{reference(first.pk)}</p>", now=NOON)

    later = report(first.pk, NOON).later

    assert [teaser.pk for teaser in later] == [second.pk, third.pk]


def test_what_only_a_pending_change_refers_to_is_not_told():
    target, source = make_adopted(at=NOON - DAY), make_adopted(at=NOON)
    body = f"<p>Neu ({reference(target.pk)}).</p>"
    workflow.save(source, {"body": body}, by=make_user(), now=NOON)

    assert report(target.pk, NOON).later == ()
    assert report(source.pk, NOON).earlier == ()


# --- Everything around the text ------------------------------------------------------------


def test_a_report_with_everything_takes_one_query(django_assert_num_queries):
    target = make_adopted(at=NOON - DAY)
    article = referring_to(target.pk, **everything())
    referring_to(article.pk)

    with django_assert_num_queries(1):
        page = report(article.pk, NOON)

    assert [thing.name for thing in page.places] == ["Dingsda", "Kreis Musterkreis", "Musterland"]
    assert [tag.name for tag in page.tags] == ["Ämter", "Zeugnis"]
    assert (page.picture.caption, page.second_picture.caption) == ("Vorn", "Hinten")
    assert (len(page.earlier), len(page.later), len(page.attachments)) == (1, 1, 1)
    assert (page.section.name, page.people[0].name) == ("Smart City", "Vera Ernst")


def test_thirty_reports_take_one_query_too(django_assert_num_queries):
    content = everything()
    for number in range(4):
        make_adopted(at=NOON - number * HOUR, **content)

    with django_assert_num_queries(1):
        found = reports(Article.objects.published(NOON).newest_first(), NOON)

    assert len(found) == 4


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2021, 12, 7), "Wirtschaft und Energie"),
        (date(2021, 12, 8), "Wirtschaft und Klimaschutz"),
        (date(2026, 3, 3), "Wirtschaft und Klimaschutz"),
        (date(1999, 1, 1), "Wirtschaft heute"),
    ],
)
def test_an_institution_bears_the_name_of_the_report_s_day(day, name):
    house = make_institution(key="bmw", name="Wirtschaft heute")
    house.names.all().delete()
    change = date(2021, 12, 8)
    eras = [("Wirtschaft und Energie", date(2013, 12, 17), change)]
    eras.append(("Wirtschaft und Klimaschutz", change, None))
    for era, start, end in eras:
        InstitutionName.objects.create(institution=house, name=era, valid_from=start, valid_to=end)
    at = NOON.replace(year=day.year, month=day.month, day=day.day)
    article = make_adopted(at=at, institutions=[house])

    (shown,) = report(article.pk, at).institutions

    assert (shown.name, shown.url) == (name, "/ministerien/bmw/")


def test_the_day_of_a_report_is_that_of_berlin():
    just_before_midnight_utc = NOON.replace(year=2019, month=1, day=17, hour=23, minute=30)
    article = make_adopted(at=just_before_midnight_utc)

    page = report(article.pk, NOON)

    assert page.published_at.date() == date(2019, 1, 18)


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({}, True),
        ({"is_blocked": True}, False),
        ({"licence_ends_on": NOON.date()}, True),
        ({"licence_ends_on": NOON.date() - DAY}, False),
    ],
)
def test_a_picture_goes_when_it_may_not_be_shown_and_the_report_stays(fields, is_shown):
    article = make_adopted(picture=make_picture(**fields))

    page = report(article.pk, NOON)
    (teaser,) = illustrated_teasers(Article.objects.published(NOON), NOON)

    assert (page.picture is not None, teaser.picture is not None) == (is_shown, is_shown)


def test_a_decorative_picture_says_nothing():
    picture = make_picture(is_decorative=True, alternative_text="")
    article = make_adopted(picture=picture)

    assert report(article.pk, NOON).picture.alternative_text == ""


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://example.org/", True),
        ("mailto:presse@example.org", True),
        ("javascript:alert(1)", False),
        ("//example.org/", False),
        ("", False),
    ],
)
def test_only_outside_addresses_become_links_of_the_link_block(address, is_link):
    article = make_adopted()
    Article.objects.filter(pk=article.pk).update(links=[{"label": "x", "address": address}])

    assert bool(report(article.pk, NOON).links) is is_link


# --- Preview -------------------------------------------------------------------------------


def test_the_preview_of_a_draft_is_the_page_that_it_becomes():
    target = make_adopted(at=NOON - DAY)
    content = everything() | {"body": f"<p>Neu ({reference(target.pk)}).</p>"}
    draft = make_article(**content)
    shown = preview(content_of(draft), pk=draft.pk, slug=draft.slug, at=NOON)

    workflow.adopt(draft, by=None, at=NOON, source="Test", now=NOON)

    assert shown == replace(report(draft.pk, NOON), older=None)


def test_the_preview_links_only_what_is_public():
    target = make_released(at=NOON + HOUR, now=NOON)
    draft = make_article(body=f"<p>Neu ({reference(target.pk)}).</p>")

    shown = preview(content_of(draft), pk=draft.pk, slug=draft.slug, at=NOON)

    assert body_html(shown) == "<p>Neu (wir berichteten).</p>"


@pytest.mark.parametrize("at", [NOON - SECOND, NOON + DAY])
def test_there_is_no_page_before_the_hour_and_from_the_end_on(at):
    article = make_released(at=NOON, until=NOON + DAY, now=NOON - HOUR)

    assert report(article.pk, at) is None


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_answers_like_the_old_one():
    article = make_adopted()
    before = report(article.pk, NOON)

    connection.close()

    assert report(article.pk, NOON) == before


def section_of(*headlines):
    """Reports of one section, an hour apart."""
    section = make_section("Eine")
    hours = range(len(headlines))
    return [make_adopted(at=NOON + n * HOUR, headline=headlines[n], section=section) for n in hours]


def test_a_report_knows_its_neighbours_in_the_section():
    first, middle, last = section_of("Erste", "Mitte", "Letzte")
    make_adopted(at=NOON + HOUR, headline="Andere", section=make_section("Andere"))

    pages = [report(each.pk, NOON + DAY) for each in (first, middle, last)]

    neighbours = [
        (page.older and page.older.headline, page.newer and page.newer.headline) for page in pages
    ]
    assert neighbours == [(None, "Mitte"), ("Erste", "Letzte"), ("Mitte", None)]


def test_a_neighbour_of_the_same_second_comes_by_number():
    section = make_section("Eine")
    one, two = (make_adopted(at=NOON, headline=h, section=section) for h in ("Eins", "Zwei"))

    pages = report(one.pk, NOON), report(two.pk, NOON)

    assert (pages[0].newer.headline, pages[0].older) == ("Zwei", None)
    assert (pages[1].older.headline, pages[1].newer) == ("Eins", None)


def test_a_neighbour_is_public():
    section = make_section("Eine")
    shown = make_adopted(at=NOON, section=section)
    make_released(at=NOON + HOUR, now=NOON, section=section)

    before, after = report(shown.pk, NOON), report(shown.pk, NOON + HOUR)

    assert (before.newer, after.newer is None) == (None, False)


@pytest.mark.parametrize(
    ("kicker", "town", "nearby"),
    [
        ("Beckum", "Beckum", ["Aus Beckum"]),
        ("Landkreis", "Ahlen", ["Aus Ahlen"]),
        ("", "Ahlen", ["Aus Ahlen"]),
    ],
)
def test_a_page_names_more_on_the_town_of_the_kicker_or_else_the_first(kicker, town, nearby):
    towns = [make_municipality(name=name) for name in ("Ahlen", "Beckum")]
    for each in towns:
        make_adopted(at=NOON - HOUR, headline=f"Aus {each.name}", municipalities=[each])
    about_both = make_adopted(at=NOON, kicker=kicker, municipalities=towns)

    page = report(about_both.pk, NOON)

    assert (page.town.name, [teaser.headline for teaser in page.nearby]) == (town, nearby)


def test_what_the_report_refers_to_is_not_named_as_nearby_again():
    town = make_municipality(name="Ahlen")
    told = make_adopted(at=NOON - HOUR, municipalities=[town])
    referring = referring_to(told.pk, municipalities=[town])

    page = report(referring.pk, NOON)

    assert (page.nearby, page.town) == ((), None)


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (250, 1), (320, 2), (1000, 5)])
def test_the_time_to_read_follows_the_length(words, minutes):
    body = f"<p>{'Wort ' * words}</p>"

    page = report(make_adopted(lead="", body=body).pk, NOON)

    assert page.minutes == minutes
