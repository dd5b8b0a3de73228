"""The card of a report: its own words in a picture, there exactly while the report is."""

import io
from datetime import date, timedelta

import pytest
from PIL import Image

from articles import workflow
from articles.cards import SIZE, card
from articles.roles import Role
from tests.makers import NOON, make_adopted, make_released, make_user

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
COLOURS = ("#fbfaf7", "#1d1b19", "#b3161b")


@pytest.mark.parametrize(
    "headline",
    [
        "",
        "X",
        "Wenn der Gully funkt",
        "Verwaltungsdigitalisierungsbeschleunigungsgesetzesentwurfsvorlage " * 2,
        "Ein Wort nach dem anderen und noch eins, bis die Zeile voll ist und die nächste " * 2,
        "„Grüße“ – für 100 % · © Ω 中",
    ],
)
def test_every_headline_fits_onto_a_card(headline):
    content = card(
        kicker="Ulm", headline=headline, day=date(2019, 1, 18), name="Amt & Netz", colours=COLOURS
    )

    image = Image.open(io.BytesIO(content))
    frame = image.convert("RGB").crop((1110, 0, 1200, 630))
    assert (image.format, image.size, image.text.get("Title")) == ("PNG", SIZE, headline)
    assert len(frame.getcolors()) == 1
    assert len(content) < 100_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "status"),
    [(NOON - SECOND, 404), (NOON, 200), (NOON + HOUR - SECOND, 200), (NOON + HOUR, 404)],
)
def test_a_card_is_there_exactly_as_long_as_its_report(client, time_machine, at, status):
    article = make_released(at=NOON, until=NOON + HOUR, now=NOON - HOUR)
    time_machine.move_to(at, tick=False)

    assert client.get(f"{article.get_absolute_url()}karte.png").status_code == status


@pytest.mark.django_db
def test_a_report_taken_offline_leaves_no_card(client, time_machine):
    article = make_adopted(at=NOON - HOUR)
    workflow.withdraw(article, by=make_user(Role.CHIEF), now=NOON)
    time_machine.move_to(NOON + SECOND, tick=False)

    assert client.get(f"{article.get_absolute_url()}karte.png").status_code == 404


@pytest.mark.django_db
def test_a_card_under_another_name_leads_to_the_right_one(client, time_machine):
    article = make_adopted(at=NOON - HOUR)
    time_machine.move_to(NOON, tick=False)

    answer = client.get(f"/meldungen/{article.pk}-falsch/karte.png")

    assert (answer.status_code, answer["Location"]) == (
        301,
        f"{article.get_absolute_url()}karte.png",
    )
