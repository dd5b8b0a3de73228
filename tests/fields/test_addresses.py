"""Which outside addresses may stand in a text."""

import pytest

from articles.fields.addresses import LONGEST, clean_address

WEB = ("http", "https")
ALL = (*WEB, "mailto")


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("https://x.example", "https://x.example"),
        (" HTTPS://X.example/Pfad ", "https://X.example/Pfad"),
        ("http://x.example:8080/a?b=1&c=ä#d", "http://x.example:8080/a?b=1&c=ä#d"),
        ("https://[::1]/", "https://[::1]/"),
        ("https://x.example/\"'<>`", "https://x.example/%22%27%3C%3E%60"),
        ("https://müller.example/", "https://müller.example/"),
        ("mailto:desk@x.example", "mailto:desk@x.example"),
        ("MAILTO:desk@x.example?subject=Hallo", "mailto:desk@x.example?subject=Hallo"),
    ],
)
def test_sound_addresses_are_kept_in_one_form(written, stored):
    assert clean_address(written, schemes=ALL) == stored
    assert clean_address(stored, schemes=ALL) == stored


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x.example",
        "/pfad",
        "//x.example",
        "#anker",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01https://x.example",
        "https:/x.example",
        "https:x.example",
        "https://",
        "https:///pfad",
        "https://?frage",
        "https://bank.example@x.example/",
        "https://:@x.example/",
        "https://x.example:0/",
        "https://x.example:99999/",
        "https://[x.example/",
        "https://x.example\\@y.example/",
        "https://x.exa\nmple/",
        "https://x.example/ein blank",
        "https://x.example/\xa0",
        "https://x.example/\u202egpj.exe",
        "https://x.example/\u200b",
        "https://x.example/\u2028",
        "data:text/html,x",
        "ftp://x.example/",
        "mailto:",
        "mailto:desk",
        "mailto:a@b.example,c@d.example",
        "https://x.example/" + "a" * LONGEST,
        "https://x.example/" + '"' * (LONGEST // 2),
    ],
    ids=lambda written: repr(written[:40]),
)
def test_what_leads_nowhere_safe_is_no_address(written):
    assert clean_address(written, schemes=ALL) is None


def test_only_the_schemes_asked_for_count():
    assert clean_address("mailto:desk@x.example", schemes=WEB) is None
