"""The archive holds the months that have something to read, in Berlin's time."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.makers import NOON, make_adopted, make_article, make_released

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def test_a_report_of_the_last_night_of_a_year_belongs_to_berlin_s_year(client):
    make_adopted(at=datetime(2024, 12, 31, 23, 30, tzinfo=UTC))

    statuses = {
        path: client.get(path).status_code
        for path in ("/archiv/2025/", "/archiv/2025/01/", "/archiv/2024/", "/archiv/2024/12/")
    }

    assert list(statuses.values()) == [200, 200, 404, 404]


def test_months_that_hold_only_hidden_reports_are_not_there(client):
    make_article()
    make_released(at=NOON + HOUR, now=NOON)

    assert client.get("/archiv/2026/").status_code == 404
    assert client.get("/archiv/2026/03/").status_code == 404
    assert (
        "2026"
        not in client.get("/archiv/").content.decode().partition("<main")[2].partition("</main>")[0]
    )


@pytest.mark.parametrize("path", ["0000/", "9999/", "2026/00/", "2026/13/", "1989/12/", "2101/01/"])
def test_years_and_months_that_never_were_are_not_found(client, path):
    make_adopted()

    assert client.get(f"/archiv/{path}").status_code == 404


def test_a_year_leads_to_its_months(client):
    make_adopted(at=NOON)
    make_adopted(at=NOON - timedelta(days=60))

    page = client.get("/archiv/2026/").content.decode()

    assert ("/archiv/2026/03/" in page, "/archiv/2026/01/" in page) == (True, True)
    assert "/archiv/2026/02/" not in page
