"""Web sites as somebody types them."""

import warnings

import pytest

from articles.fields.web import WebField
from articles.models import Award


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("amt.example", "https://amt.example"),
        ("https://amt.example/a", "https://amt.example/a"),
        ("http://amt.example", "http://amt.example"),
        ("", ""),
    ],
)
def test_a_site_without_a_scheme_is_one_of_https(typed, kept):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        field = WebField(blank=True).formfield()

    assert field.clean(typed) == kept


def test_migrations_see_django_s_field():
    assert Award._meta.get_field("website").deconstruct()[1] == "django.db.models.URLField"
