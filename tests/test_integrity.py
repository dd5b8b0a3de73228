"""Integrity: nothing differs after the acts; each damage is found, named and mended."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command

from articles import integrity, workflow
from articles.models import (
    CrossReference,
    Exposure,
    FormerAddress,
    MonthlyCount,
    SearchWord,
)
from articles.roles import Role
from tests.makers import NOON, make_adopted, make_article, make_released, make_user, reference

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom():
    """A report of every standing, with references among them."""
    first = make_adopted(at=NOON - 60 * HOUR, headline="Erste „Meldung“")
    body = f"<p>Weiter ({reference(first.pk)}) und {reference(key='r2')}.</p>"
    make_article(body=body)
    second = make_released(body=f"<p>{reference(first.pk)}</p>", now=NOON - HOUR)
    workflow.save(second, {"body": body}, by=make_user(), now=NOON)
    make_released(at=NOON + HOUR, until=NOON + 2 * HOUR, headline="Zukunftsmusik")
    make_released(at=NOON - 2 * HOUR, until=NOON - HOUR, now=NOON - 3 * HOUR, headline="Vorbei")
    gone = make_adopted(at=NOON - HOUR, headline="Verschwunden")
    workflow.withdraw(gone, by=make_user(Role.CHIEF), now=NOON)
    FormerAddress.objects.create(path="/alt", article=first)
    FormerAddress.objects.create(path="/alt2", destination="/archiv/")
    return first


def kinds(at=NOON):
    return [difference.kind for difference in integrity.differences(at)]


@pytest.mark.parametrize("at", [NOON, NOON + HOUR, NOON + 2 * HOUR])
def test_nothing_differs_after_the_acts(newsroom, at):
    assert kinds(at) == []


def forget_a_row(first):
    CrossReference.objects.filter(copy="live", source__status="released").delete()


def forget_a_pending_row(first):
    CrossReference.objects.filter(copy="pending").delete()


def bend_a_row(first):
    CrossReference.objects.filter(copy="live", end="report").update(words="damals")


def forget_exposures(first):
    Exposure.objects.filter(article=first).delete()


def miscount(first):
    MonthlyCount.objects.filter(pk=MonthlyCount.objects.first().pk).update(reports=9)


def count_what_is_not(first):
    MonthlyCount.objects.create(counted_by="tag", key=77, month="2020-01-01", reports=1)


def lead_in_a_chain(first):
    FormerAddress.objects.create(path="/alt3", destination="/alt2")


def betray(first):
    SearchWord.objects.create(word="geheimnis", since=NOON)


def betray_an_hour(first):
    SearchWord.objects.filter(word="zukunftsmusik").update(since=NOON)


def unlearn(first):
    SearchWord.objects.filter(word="meldung").delete()


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        (forget_a_row, "references"),
        (forget_a_pending_row, "references"),
        (bend_a_row, "references"),
        (forget_exposures, "visibility"),
        (miscount, "counts"),
        (count_what_is_not, "counts"),
        (lead_in_a_chain, "addresses"),
        (betray, "search"),
        (betray_an_hour, "search"),
        (unlearn, "search"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_each_damage_is_found_and_mended(newsroom, damage, kind):
    damage(newsroom)

    found = list(integrity.differences(NOON))
    for difference in found:
        difference.mend()

    assert {difference.kind for difference in found} == {kind}
    assert kinds() == []


@pytest.mark.parametrize("destination", ["/kreis", "/gibt-es-nicht/", "/themen/gibt-es-nicht/"])
def test_an_address_that_leads_nowhere_is_for_a_person(newsroom, destination):
    FormerAddress.objects.create(path="/kreis", destination=destination)

    found = list(integrity.differences(NOON))

    assert [(d.kind, d.where, d.mend) for d in found] == [("addresses", "/kreis", None)]


def run(capsys, *options):
    try:
        call_command("check_integrity", "--json", *options)
        status = 0
    except SystemExit as end:
        status = end.code
    return status, json.loads(capsys.readouterr().out)


def test_the_command_says_by_its_status_whether_all_agree(newsroom, capsys, time_machine):
    time_machine.move_to(NOON, tick=False)
    agreeing = run(capsys)
    miscount(newsroom)
    differing, mended, after = run(capsys), run(capsys, "--repair"), run(capsys)

    assert [status for status, _ in (agreeing, differing, mended, after)] == [0, 1, 0, 0]
    assert [f["differences"] for _, f in (agreeing, differing, mended, after)] == [0, 1, 1, 0]
    assert mended[1]["mended"] == 1
