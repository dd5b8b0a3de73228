"""Two entries that are one: mentions, wins and names move, and the old address redirects."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import counts
from articles.importers.records import Entry, Registers
from articles.importers.register_store import store_registers
from articles.models import AwardWin, Institution, InstitutionName, MonthlyCount, Tag
from articles.revisions import content_hash
from articles.roles import Role
from articles.upkeep.merging import double_tags, merge
from articles.vocabulary import CountedBy, WinnerKind
from articles.workflow import release
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_award,
    make_district,
    make_edition,
    make_institution,
    make_municipality,
    make_released,
    make_submitted,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_user(Role.CHIEF)


def test_reports_of_the_double_are_reports_of_the_one_that_is_kept(chief):
    kept, double = make_institution(), make_institution()
    article = make_released(institutions=[double])
    both = make_released(institutions=[kept, double])

    merge(double, kept, by=chief)

    assert [list(a.institutions.all()) for a in (article, both)] == [[kept], [kept]]


def test_old_and_pending_revisions_lead_to_the_kept_one_and_stay_approved(chief):
    kept, double = make_institution(), make_institution()
    article = make_submitted(institutions=[double])
    name = str(double)

    merge(double, kept, by=chief)
    article.refresh_from_db()
    release(article, by=make_user(), now=NOON)

    revision = article.current_revision
    assert revision.content["institutions"] == [{"id": kept.pk, "label": name}]
    assert revision.content_hash == content_hash(revision.content)


def test_the_old_address_answers_one_301(chief, client):
    kept, double = make_award(), make_award()
    make_released(awards=[double])
    old = double.get_absolute_url()

    merge(double, kept, by=chief)
    answer = client.get(old)

    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())


def test_a_renamed_tag_is_found_under_its_old_address(chief, client):
    tag = make_tag("Smartcity")
    make_released(tags=[tag])
    old = tag.get_absolute_url()
    client.force_login(chief)

    client.post(f"/admin/articles/tag/{tag.pk}/change/", {"name": "Smart City", "slug": "smart"})
    client.logout()
    answer = client.get(old)

    assert (answer.status_code, answer["Location"]) == (301, "/themen/smart/")


def test_numbers_by_month_are_those_of_both(chief):
    kept, double = make_tag("Open Data"), make_tag("Opendata")
    make_released(tags=[kept])
    make_released(tags=[double])

    merge(double, kept, by=chief)

    rows = MonthlyCount.objects.filter(counted_by=CountedBy.TAG, reports__gt=0)
    assert [(row.key, row.reports) for row in rows] == [(kept.pk, 2)]
    assert {row.key for row in counts.computed() if row.counted_by == CountedBy.TAG} == {kept.pk}


def test_wins_move_into_the_edition_of_the_same_round(chief):
    kept, double = make_award(), make_award()
    same, other = make_edition(award=kept, year=2020), make_edition(award=double, year=2020)
    for edition in (same, other):
        AwardWin.objects.create(edition=edition, winner_kind=WinnerKind.NAME, winner_name="Verein")

    merge(double, kept, by=chief)

    assert [edition.wins.count() for edition in kept.editions.all()] == [2]


def test_former_names_move_where_no_other_covers_their_days(chief):
    kept, double = make_institution(), make_institution()
    kept.names.update(valid_from=date(2020, 1, 1))
    double.names.update(valid_to=date(2020, 1, 1))
    InstitutionName.objects.create(institution=double, name="Neu", valid_from=date(2020, 1, 1))

    merged = merge(double, kept, by=chief)

    assert kept.names.count() == 2
    assert merged.names_left == ["Neu"]
    assert "Neu" in Institution.objects.get(pk=kept.pk).note


def test_the_next_load_of_the_register_does_not_make_the_double_again(chief):
    values = {"name": "Haus", "kind": "authority", "short_name": ""}
    load = Registers(institutions=(Entry(("haus-a",), values), Entry(("haus-b",), values)))
    store_registers(load)
    kept, double = (Institution.objects.get(key=key) for key in ("haus-a", "haus-b"))

    merge(double, kept, by=chief)
    store_registers(load)

    assert list(Institution.objects.values_list("key", flat=True)) == ["haus-a"]


def test_reports_of_a_double_count_in_the_district_of_the_kept_town(chief):
    kept, away = make_municipality(), make_district(key="05002", name="Anderkreis")
    double = make_municipality(district=away)
    make_adopted(municipalities=[double])

    merge(double, kept, by=chief)

    at = NOON + timedelta(days=60)
    assert counts.reports_by_key(CountedBy.AREA, at) == {kept.district.pk: 1}


def test_an_official_municipality_is_never_merged_away(chief):
    kept, double = make_municipality(), make_municipality(delivered={"name": "Stadt"})

    with pytest.raises(ValidationError):
        merge(double, kept, by=chief)


def test_only_who_may_delete_merges():
    kept, double = make_institution(), make_institution()

    with pytest.raises(PermissionDenied):
        merge(double, kept, by=make_user(Role.EDITOR))


def test_tags_that_look_like_one_are_listed_together():
    for name in ("Smart City", "Smart-City", "smartcity", "Open Data", "Wahl"):
        Tag.objects.create(name=name, slug=name.lower().replace(" ", "_"))
    make_article(tags=[Tag.objects.get(name="Smart-City")])

    (group,) = double_tags()

    assert [tag.name for tag in group] == ["Smart-City", "Smart City", "smartcity"]
