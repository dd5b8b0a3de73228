"""Sitemaps hold what is public and nothing else, in chunks that search engines accept."""

from datetime import timedelta

import pytest
from lxml import etree

from articles import sitemaps, workflow
from articles.models import Article
from tests.makers import (
    NOON,
    make_adopted,
    make_municipality,
    make_released,
    make_section,
    make_tag,
)

HOUR = timedelta(hours=1)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
#: What sitemaps.org and Google want, in our own words.
SCHEMA = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
  targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <xs:simpleType name="address"><xs:restriction base="xs:anyURI">
    <xs:pattern value="https?://[^/]+/.*"/><xs:maxLength value="2048"/>
  </xs:restriction></xs:simpleType>
  <xs:element name="sitemapindex"><xs:complexType><xs:sequence>
    <xs:element name="sitemap" minOccurs="0" maxOccurs="50000"><xs:complexType><xs:sequence>
      <xs:element name="loc" type="address"/></xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="urlset"><xs:complexType><xs:sequence>
    <xs:element name="url" minOccurs="0" maxOccurs="50000"><xs:complexType><xs:sequence>
      <xs:element name="loc" type="address"/>
      <xs:element name="lastmod" type="xs:dateTime" minOccurs="0"/>
      <xs:any namespace="##other" processContents="skip" minOccurs="0"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"""
pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, time_machine, settings):
    settings.SITE_URL = "https://amt.example"
    schema = etree.XMLSchema(etree.fromstring(SCHEMA))

    def fetch(path, at=NOON):
        time_machine.move_to(at, tick=False)
        answer = client.get(path)
        assert answer.status_code == 200, path
        tree = etree.fromstring(answer.content)
        schema.assertValid(tree)
        return tree

    return fetch


def numbered(pk, at=NOON, **content):
    article = Article.objects.create(pk=pk)
    workflow.save(article, {"headline": "Eine Meldung"} | content, by=None, now=at)
    workflow.adopt(article, by=None, at=at, source="Test", now=at)


def addresses(tree):
    return [found.text.removeprefix("https://amt.example") for found in tree.iter(f"{SITEMAP}loc")]


def test_the_index_leads_to_everything_that_is_public(read):
    town, tag = make_municipality(), make_tag()
    article = make_adopted(municipalities=[town], tags=[tag])
    hidden = make_released(at=NOON + HOUR, now=NOON, section=make_section("Geheim"))

    chunks = addresses(read("/sitemap.xml"))
    found = [path for chunk in chunks for path in addresses(read(chunk))]

    public = [article, article.section, town, tag]
    assert sorted(found) == sorted(thing.get_absolute_url() for thing in public)
    chunks = addresses(read("/sitemap.xml", NOON + HOUR))
    later = [path for chunk in chunks for path in addresses(read(chunk, NOON + HOUR))]
    assert hidden.get_absolute_url() in later


def test_reports_far_apart_are_in_chunks_of_their_own(read):
    for pk in (1, sitemaps.CHUNK, 700_000_000_000):
        numbered(pk, headline=str(pk))

    chunks = addresses(read("/sitemap.xml"))

    assert chunks[:3] == [f"/sitemap-meldungen-{n}.xml" for n in (0, 1, 140_000_000)]
    assert addresses(read(chunks[1])) == [f"/meldungen/{sitemaps.CHUNK}-{sitemaps.CHUNK}/"]


def test_the_index_does_not_tell_that_a_report_is_coming(read):
    numbered(1)
    numbered(sitemaps.CHUNK, at=NOON + HOUR)

    before, after = (addresses(read("/sitemap.xml", at)) for at in (NOON, NOON + HOUR))

    assert "/sitemap-meldungen-1.xml" not in before
    assert "/sitemap-meldungen-1.xml" in after


@pytest.mark.parametrize(
    "path", ["/sitemap-meldungen-7.xml", "/sitemap-preise.xml", "/sitemap-anderes.xml"]
)
def test_a_chunk_without_anything_public_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_an_empty_site_has_an_empty_index(read):
    assert addresses(read("/sitemap.xml")) == addresses(read("/news-sitemap.xml")) == []


def test_the_news_of_two_days_are_told_with_their_titles(read):
    make_adopted(at=NOON - timedelta(hours=49), headline="Alt")
    make_adopted(at=NOON - timedelta(hours=47), kicker="Köln", headline="Neu & <b>")
    make_adopted(at=NOON - HOUR, headline="Gekauft", is_advertisement=True)

    tree = read("/news-sitemap.xml")

    titles = [title.text for title in tree.iter(f"{NEWS}title")]
    assert titles == ["Köln: Neu & <b>"]
    assert [day.text for day in tree.iter(f"{NEWS}publication_date")] == ["2026-03-01T12:00:00Z"]


def test_a_chunk_of_reports_takes_one_query(read, django_assert_num_queries):
    for hour in range(5):
        numbered(10_000 + hour)

    with django_assert_num_queries(1):
        found = addresses(read("/sitemap-meldungen-2.xml"))

    assert len(found) == 5
