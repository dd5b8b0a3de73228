"""What a body may hold, and that nothing else comes in by any door."""

import io
import json
import re

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import Value
from django.db.models.functions import Concat
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.fields.body import DEEPEST, LARGEST, CleanBody, clean_body
from articles.fields.markup import clean_reference
from articles.models import Article
from articles.text import references_in
from tests.makers import make_article, reference

EVIL = '<p onclick="alert(1)">Text<script>alert(1)</script><img src=x onerror=alert(1)></p>'
HARMLESS = "<p>Text</p>"

XSS = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT >",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=//tracker.example/x.gif>",
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img onerror=a()&gt;\">",
    "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=alert(1)></style>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><img src=x onerror=alert(1)></template>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>Los</button></form>",
    "<a href=\"javascript:alert(1)\">Klick</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">Klick</a>",
    "<a href=\"java\tscript:alert(1)\">Klick</a>",
    "<a href=\"java&#9;script:alert(1)\">Klick</a>",
    "<a href=\"&#1;javascript:alert(1)\">Klick</a>",
    "<a href=\"javascript&colon;alert(1)\">Klick</a>",
    "<a href=\"\x01javascript:alert(1)\">Klick</a>",
    "<a href=\"vbscript:x\">Klick</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">Klick</a>",
    "<a href=\"//boese.example/\">Klick</a>",
    "<a href=\"/\\boese.example/\">Klick</a>",
    "<a href=\"http:\\\\boese.example\">Klick</a>",
    "<a href=\"https://bank.example@boese.example/\">Klick</a>",
    "<a href=\"https://\">Klick</a>",
    "<a href=\"https://x.example/\u202egpj.exe\">Klick</a>",
    "<a href=https://x.example onmouseover=alert(1) style=position:fixed target=_top>Klick</a>",
    "<p style=\"background:url(//boese.example/x)\" class=overlay id=x>Text</p>",
    "<base href=//boese.example/><link rel=stylesheet href=//boese.example/x.css>",
    "<meta http-equiv=refresh content=\"0;url=//boese.example\">",
    "<style>@import '//boese.example/x.css'</style>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href=javascript:alert(1)?>",
    "<p title='\"><img src=x onerror=alert(1)>'>Text</p>",
    "<p \"><img src=x onerror=alert(1)>\">Text</p>",
    "<span data-reference=\"javascript:alert(1)\" data-key=\"a1\">wir</span>",
    "<span data-reference=\"17&quot; onclick=&quot;alert(1)\" data-key=\"a1\">wir</span>",
    "<span data-reference=17 data-key='a\"><script>alert(1)</script>'>wir</span>",
    "<span data-reference=17 data-key=a1><img src=x onerror=alert(1)>wir</span>",
]  # fmt: skip

ALLOWED = re.compile(
    r"<(?:/?(?:p|h2|h3|ul|ol|li|blockquote|strong|em|a|span)|br"
    r'|a href="(?:https?://|mailto:)[^"<>\s]+" rel="noopener noreferrer"'
    r'|span data-reference="(?:[1-9]\d*|open|none|https?://[^"<>\s]+)" data-key="[a-z0-9]{1,12}")>'
)


def only_allowed(html):
    """Whether nothing but our elements, written our way, is left of the tags."""
    return "<" not in ALLOWED.sub("", html)


@pytest.mark.parametrize("vector", XSS)
def test_nothing_that_runs_or_loads_is_left(vector):
    for html in (vector, f"<p>Davor {vector} danach</p>", f"<ul><li>{vector}</ul>"):
        clean = clean_body(html)
        assert only_allowed(clean)
        assert clean_body(str(clean)) == clean


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("", ""),
        ("   \n ", ""),
        ("<p></p>", ""),
        ("<p>&nbsp;</p><p><br></p>", ""),
        ("Nur Text", "<p>Nur Text</p>"),
        ("<p>Eins<p>Zwei", "<p>Eins</p><p>Zwei</p>"),
        ("<div>Eins</div>Zwei<hr>Drei", "<p>Eins</p><p>Zwei</p><p>Drei</p>"),
        ("<p>  Viel \n\t Luft  </p>", "<p>Viel Luft</p>"),
        ("<p>10&nbsp;Mio. Euro &amp; „mehr“ \"so\" 'so'</p>",
         "<p>10&nbsp;Mio. Euro &amp; „mehr“ \"so\" 'so'</p>"),
        ("<p>10\xa0Prozent</p>", "<p>10&nbsp;Prozent</p>"),
        ("<p>1 < 2 &gt; 0</p>", "<p>1 &lt; 2 &gt; 0</p>"),
        ("<p>u\u0308ber\x0b \u2028Nacht</p>", "<p>über Nacht</p>"),
        ("<b>fett</b> <i>kursiv</i>", "<p><strong>fett</strong> <em>kursiv</em></p>"),
        ("<em><strong>a</strong></em><strong>b</strong>", "<p><strong><em>a</em>b</strong></p>"),
        ("<b>a</b><b>b</b>", "<p><strong>ab</strong></p>"),
        ("<p>a <b> b</b></p>", "<p>a <strong>b</strong></p>"),
        ("<p>a <br> b<br></p>", "<p>a<br>b</p>"),
        ("<h1>A</h1><h4>B</h4>", "<h2>A</h2><h3>B</h3>"),
        ("<u>unter</u><s>strichen</s>", "<p>unterstrichen</p>"),
        ("<table><tr><td>a<td>b</table>", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("<ul><li>a</li><ol><li>b</li></ol></ul>",
         "<ul><li><p>a</p><ol><li><p>b</p></li></ol></li></ul>"),
        ("<ul><li><h2>a</h2></ul>", "<ul><li><p>a</p></li></ul>"),
        ("<ul><li></li></ul>x", "<p>x</p>"),
        ("<ol start=5 type=a><li>a</ol>", "<ol><li><p>a</p></li></ol>"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<blockquote></blockquote>", ""),
        ('<a href="HTTPS://x.example/?a=1&b=2" title=t>x</a>',
         '<p><a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">x</a></p>'),
        ("<a href=mailto:desk@x.example>x</a>",
         '<p><a href="mailto:desk@x.example" rel="noopener noreferrer">x</a></p>'),
        ("<a href=/intern/>x</a><a href=#fn>y</a>", "<p>xy</p>"),
        ("<a href=https://x.example>x <span data-reference=5 data-key=a>wir</span></a>",
         '<p><a href="https://x.example" rel="noopener noreferrer">x </a>'
         + reference("5", "a", "wir") + "</p>"),
    ],
)  # fmt: skip
def test_every_way_of_writing_it_is_stored_in_one_form(written, stored):
    assert clean_body(written) == stored
    assert clean_body(stored) == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (reference("17", "x7"), reference("17", "x7")),
        (reference("open"), reference("open")),
        (reference("none"), reference("none")),
        (reference("https://x.example/a?b=1&amp;c"), reference("https://x.example/a?b=1&amp;c")),
        ('<span data-key="x7" data-reference="17" class=x title=y>wir</span>',
         reference("17", "x7", "wir")),
        ('<span data-reference="17" data-key="x7">wir <b>be</b>richteten</span>',
         reference("17", "x7")),
        ('(<span data-reference="17" data-key="x7"> wir berichteten </span>)',
         "( " + reference("17", "x7") + " )"),
        ('<span data-reference="17" data-key="x7"> </span>', ""),
        ('<span data-reference="17">wir berichteten</span>', reference("17", "r1")),
        ('<span data-reference="17" data-key="NEIN!">wir berichteten</span>',
         reference("17", "r1")),
        ('<span data-reference="0" data-key="x7">Worte</span>', "Worte"),
        ('<span data-reference="017" data-key="x7">Worte</span>', "Worte"),
        ('<span data-reference="99999999999999999999" data-key="x7">Worte</span>', "Worte"),
        ('<span data-reference="ftp://x.example" data-key="x7">Worte</span>', "Worte"),
        ('<span data-reference="mailto:a@x.example" data-key="x7">Worte</span>', "Worte"),
        ('<span data-reference="" data-key="x7">Worte</span>', "Worte"),
        (f'<span data-reference="17" data-key="x7">{"w" * 501}</span>', "w" * 501),
        ('<span class=x>Worte</span>', "Worte"),
        (reference("1", "a") + reference("2", "a") + reference("3", "r1"),
         reference("1", "a") + reference("2", "r2") + reference("3", "r1")),
    ],
)  # fmt: skip
def test_a_reference_keeps_its_words_and_a_key_of_its_own(written, stored):
    stored = f"<p>{stored}</p>" if stored else ""
    assert clean_body(f"<p>{written}</p>") == stored
    assert clean_body(stored) == stored
    assert [f'"{r.key}"' in stored for r in references_in(stored)] == [True] * stored.count(
        "span d"
    )


@pytest.mark.parametrize("value", ["٣", "1 ", "open ", "OPEN", "-1", "1e3", "https:/x", "//x.de"])
def test_what_only_looks_like_an_end_is_none(value):
    assert clean_reference(value) is None


@pytest.mark.parametrize("element", ["ul><li", "blockquote", "div", "b", "span", "x-y"])
def test_deep_nesting_is_refused_with_its_limit_before_sanitising(element):
    opened = f"<{element}>"
    with pytest.raises(ValidationError, match=str(DEEPEST)) as refused:
        clean_body(opened * 20_000)
    assert refused.value.code == "too_deep"


def test_nesting_up_to_the_limit_is_kept():
    deep = "<blockquote>" * (DEEPEST - 1) + "<p>unten</p>" + "</blockquote>" * (DEEPEST - 1)
    assert clean_body(deep) == deep
    with pytest.raises(ValidationError):
        clean_body(f"<blockquote>{deep}</blockquote>")


@pytest.mark.parametrize(
    "html",
    ["<p>" + "ä" * (LARGEST // 2) + "</p>", "<p>" + "&" * (LARGEST // 2) + "</p>"],
    ids=["bytes, not characters", "what comes out counts too"],
)
def test_large_texts_are_refused_with_their_limit(html):
    with pytest.raises(ValidationError, match="300") as refused:
        clean_body(html)
    assert refused.value.code == "too_large"


PIECES = [
    "<p>", "</p>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<b>", "</b>", "<em>", "</em>",
    "<br>", " ", "\n", "&nbsp;", "Wort", "u\u0308", "\u0308", "<h2>", "</h2>", "<blockquote>",
    "</blockquote>", "<a href='https://x.example'>", "</a>", "<div>", "</div>", "<span>",
    "<span data-reference=5 data-key=r1>", "<span data-reference=open>", "</span>", "&amp;", "<",
    "<td>", "<!--", "-->", "'", '"', "\x01", "<h5>", "<a href=x>", "</x>", "<x>",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_cleaning_twice_changes_nothing(pieces):
    try:
        clean = clean_body("".join(pieces))
    except ValidationError:
        return
    assert clean_body(str(clean)) == clean
    assert only_allowed(clean)
    keys = [found.key for found in references_in(clean)]
    assert len(keys) == len(set(keys)) == clean.count("<span")


def test_what_is_clean_is_not_cleaned_again():
    clean = clean_body(EVIL)
    assert isinstance(clean, CleanBody)
    assert clean_body(clean) is clean
    assert not isinstance(clean + "<script>", CleanBody)


def stored_body(article):
    return Article.objects.values_list("body", flat=True).get(pk=article.pk)


def by_create(article):
    created = Article.objects.create(headline="Neu", body=EVIL)
    assert created.body == HARMLESS
    return created


def by_save(article):
    article.body = EVIL
    article.save()
    assert article.body == HARMLESS
    return article


def by_update(article):
    Article.objects.filter(pk=article.pk).update(body=EVIL)
    return article


def by_update_with_value(article):
    Article.objects.filter(pk=article.pk).update(body=Value(EVIL, Article._meta.get_field("body")))
    return article


def by_bulk_update(article):
    article.body = EVIL
    Article.objects.bulk_update([article], ["body"])
    return article


def by_bulk_create(article):
    return Article.objects.bulk_create([Article(headline="Neu", slug="neu", body=EVIL)])[0]


def by_fixture(article):
    rows = json.loads(serializers.serialize("json", [article]))
    rows[0]["fields"]["body"] = EVIL
    for row in serializers.deserialize("json", json.dumps(rows)):
        row.save()
    return article


def by_loaddata(article, tmp_path):
    rows = json.loads(serializers.serialize("json", [article]))
    rows[0]["fields"]["body"] = EVIL
    (tmp_path / "report.json").write_text(json.dumps(rows))
    call_command("loaddata", tmp_path / "report.json", stdout=io.StringIO())
    return article


@pytest.mark.django_db
@pytest.mark.parametrize(
    "way",
    [by_create, by_save, by_update, by_update_with_value, by_bulk_update, by_bulk_create,
     by_fixture],
)  # fmt: skip
def test_no_way_into_the_database_goes_round_the_sanitiser(way):
    assert stored_body(way(make_article())) == HARMLESS


@pytest.mark.django_db
def test_loaddata_does_not_go_round_the_sanitiser(tmp_path):
    assert stored_body(by_loaddata(make_article(), tmp_path)) == HARMLESS


@pytest.mark.django_db
def test_a_form_shows_and_keeps_the_clean_text():
    field = Article._meta.get_field("body").formfield()
    assert field.clean(EVIL) == HARMLESS
    with pytest.raises(ValidationError, match="32"):
        field.clean("<blockquote>" * 40)


@pytest.mark.django_db
def test_an_expression_is_left_to_the_database():
    article = make_article()
    Article.objects.filter(pk=article.pk).update(body=Concat("body", Value("")))
    assert stored_body(article) == article.body


@pytest.mark.django_db
def test_migrations_sanitise_too():
    _, path, _, kwargs = Article._meta.get_field("body").deconstruct()
    assert path == "articles.fields.body.BodyField"
    assert "extensions" not in kwargs
    assert "config" not in kwargs
