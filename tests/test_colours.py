"""The newsroom's own colours: set by the settings, in a style sheet of their own."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from articles.colours import fingerprint, stylesheet


@pytest.mark.parametrize(
    ("colours", "css"),
    [
        ({}, ""),
        ({"signal": ("#0b5c8a",)}, ":root{--signal:light-dark(#0b5c8a,#0b5c8a);}"),
        ({"paper": ("#fff", "#111")}, ":root{--paper:light-dark(#fff,#111);}"),
    ],
)
def test_a_colour_is_for_day_and_night_or_one_for_each(colours, css):
    assert stylesheet(colours) == css


@pytest.mark.parametrize(
    "colours",
    [
        {"border": ("#fff",)},
        {"paper": ("white",)},
        {"paper": ("#fff;}*{display:none",)},
        {"paper": ("#fff", "#111", "#222")},
        {"ink": ("",)},
    ],
)
def test_what_is_no_colour_is_refused(colours):
    with pytest.raises(ImproperlyConfigured):
        stylesheet(colours)


@pytest.mark.django_db
def test_own_colours_are_linked_and_kept_for_good(client, settings):
    settings.SITE_COLOURS = {"signal": ("#0b5c8a", "#6cc3ff")}
    path = f"/farben-{fingerprint(settings.SITE_COLOURS)}.css"

    page, sheet = client.get("/"), client.get(path)

    assert f'href="{path}"' in page.content.decode()
    assert sheet.content.decode() == ":root{--signal:light-dark(#0b5c8a,#6cc3ff);}"
    assert "immutable" in sheet["Cache-Control"]


@pytest.mark.django_db
def test_the_style_sheet_of_other_colours_is_not_there(client):
    assert client.get("/farben-0123456789ab.css").status_code == 404
