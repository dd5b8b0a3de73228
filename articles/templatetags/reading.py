"""What the templates of the reader's side ask for."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from urllib.parse import quote

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import TextNode
from django.template.loader import render_to_string
from django.templatetags import i18n
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop, ngettext

from articles.colours import PAPER, fingerprint
from articles.fields.addresses import clean_address
from articles.read_model import address, body_html
from articles.structured_data import as_script, breadcrumbs, of_report, of_site
from articles.text import render_references
from articles.vocabulary import SuccessionKind

register = template.Library()

#: What is shown of a report's things, and the word above each kind.
_ABOUT = {
    "tags": gettext_noop("Tags"),
    "places": gettext_noop("Places"),
    "institutions": gettext_noop("Institutions"),
    "awards": gettext_noop("Awards"),
    "people": gettext_noop("Authors"),
}
#: A constant word, looked up once: readers are spoken to in German.
_word = lru_cache(gettext)


@register.tag("translate")
def translate(parser, token):
    """Django's tag, but looked up when the template is read: readers are spoken to in German."""
    node = i18n.do_translate(parser, token)
    if node.asvar or node.filter_expression.var.lookups:
        return node
    return TextNode(node.render(Context()))


@dataclass(frozen=True)
class Site:
    """What the publication is called and looks like, and whether it is only a demo."""

    name: str
    claim: str
    url: str
    is_demo: bool
    logo: str
    icon: str
    paper_by_day: str
    paper_by_night: str
    colours: str


@register.simple_tag
def site():
    """The publication, from the settings; asks for no request, so that error pages have it too."""
    return _publication(
        settings.SITE_NAME,
        settings.SITE_CLAIM,
        settings.SITE_URL,
        settings.SITE_IS_DEMO,
        settings.SITE_LOGO,
        settings.SITE_ICON,
        tuple(settings.SITE_COLOURS.items()),
    )


@lru_cache
def _publication(name, claim, url, is_demo, logo, icon, colours):
    paper = dict(colours).get("paper", PAPER)
    drawn = paper[0], paper[-1], fingerprint(dict(colours))
    return Site(name, claim, url, is_demo, logo, icon, *drawn)


@register.simple_tag
def once(name):
    """A part that is the same on all pages: made once a process, not once a page."""
    return _made_once(name, site())


@lru_cache
def _made_once(name, publication):
    return render_to_string(name, {"site": publication})


@register.filter
def body(page):
    """
    The body of a ``ReportPage`` as HTML; the only place that marks it as safe.

    It is: the field cleans every body on every way in (``fields.body``), and
    ``body_html`` puts in nothing but links to our own pages and checked addresses.
    """
    html = body_html(page).replace("<p>„", '<p class="hang">„')
    return mark_safe(html)  # noqa: S308


@register.filter
def heading(report):
    """Kicker and headline as every list and title shows them; the colon is for who listens."""
    headline = _escaped(report.headline)
    if not report.kicker:
        return headline
    kicker = f'<span class="kicker">{_escaped(report.kicker)}<span class="unseen">:</span></span>'
    return SafeString(f"{kicker} {headline}")


@register.filter
def knots(teasers):
    """List items of the red thread: in Python, for a report has a dozen of them to show."""
    rows = (
        f'<li><time datetime="{knot.iso}">{knot.day}</time>'
        f' <a href="{knot.url}">{heading(knot)}</a></li>'
        for knot in teasers
    )
    return SafeString("".join(rows))


@register.filter
def about(report):
    """What a report is about, each kind under its heading; nothing where there is nothing."""
    lists = (_things(getattr(report, kind), word) for kind, word in _ABOUT.items())
    return SafeString("\n".join(filter(None, lists)))


def _things(found, title):
    if not found:
        return ""
    named = ((it.url, f"{it.name} ({it.note})" if it.note else it.name) for it in found)
    rows = "".join(f'<li><a href="{url}">{_escaped(name)}</a></li>' for url, name in named)
    return f'<section class="things"><h2 class="label">{_word(title)}</h2><ul>{rows}</ul></section>'


def _escaped(text):
    """
    As ``conditional_escape``, for what is no promise: in a tenth of its time.

    Like all of this module that a page asks for a dozen times it makes the string itself:
    ``mark_safe`` looks for promises first.
    """
    return text if hasattr(text, "__html__") else SafeString(escape(text))


@register.filter
def placed(placement):
    """“Platz 3” for a mere number; other words of a register as they are."""
    return gettext("place %s") % placement if placement.isdecimal() else placement


@register.filter
def called(edition):
    """The name of a round, with its year where the name does not say one: “2025 · 24.”."""
    if re.search(r"\d{4}", edition["name"]):
        return edition["name"]
    return " · ".join(filter(None, (str(edition["year"]), edition["name"])))


@register.filter
def ways_to_share(page):
    """Plain addresses that pass a report on; nothing is asked of anybody before a click."""
    url = f"{settings.SITE_URL}{page.url}"
    title = quote(f"{page.kicker}: {page.headline}" if page.kicker else page.headline)
    text, url = f"{title}%0A{quote(url)}", quote(url, safe="")
    ways = {
        _word(gettext_noop("E-mail")): f"mailto:?subject={title}&amp;body={text}",
        "LinkedIn": f"https://www.linkedin.com/sharing/share-offsite/?url={url}",
        "WhatsApp": f"https://wa.me/?text={text}",
    }
    links = (f'<a href="{way}" rel="noopener noreferrer">{name}</a>' for name, way in ways.items())
    return SafeString("".join(links))


@register.filter
def plain_body(html):
    """A body that refers to no reports, cleaned by its field like any other."""
    return mark_safe(render_references(html, lambda to, key, words: words))  # noqa: S308


@register.simple_tag
def described(report):
    """What a report says of itself to those who show a link to it; in Python like its lists."""
    url = f"{settings.SITE_URL}{report.url}"
    said = {
        "og:type": "article",
        "og:site_name": _escaped(settings.SITE_NAME),
        "og:locale": "de_DE",
        "og:title": _escaped(report.headline),
        "og:description": _escaped(report.lead),
        "og:url": url,
        "og:image": f"{url}karte.png",
        "og:image:width": 1200,
        "og:image:height": 630,
    }
    rows = "\n  ".join(f'<meta property="{what}" content="{it}">' for what, it in said.items())
    return SafeString(f'<link rel="canonical" href="{url}">\n  {rows}')


@register.simple_tag
def structured(page):
    """What a report says to machines."""
    return as_script(*of_report(page, site()))


@register.simple_tag
def structured_site():
    """What the home page says to machines."""
    return as_script(*of_site(site()))


@register.simple_tag
def structured_trail(*steps):
    """The way from the home page, as names and paths by turns."""
    pairs = zip(steps[::2], steps[1::2], strict=True)
    return as_script(breadcrumbs(((str(name), path) for name, path in pairs), site()))


@register.simple_tag
def address_of(page, *args):
    """The path of a page by its name in ``articles.urls``."""
    return address(page, *args)


@register.filter
@lru_cache(maxsize=1000)
def long_day(day):
    """“18. Januar 2019”, remembered: most pages that are read are of the same few days."""
    return date_format(day, "j. F Y")


@register.filter
@lru_cache(maxsize=1000)
def weekday(day):
    """“Freitag”."""
    return date_format(day, "l")


@register.filter
@lru_cache(maxsize=1000)
def minutes_to_read(number):
    """“3 Minuten Lesezeit”."""
    text = ngettext("%(minutes)d minute to read", "%(minutes)d minutes to read", number)
    return text % {"minutes": number}


@register.filter
def more_on(place):
    """“Mehr aus Ulm”."""
    return _word(gettext_noop("More on %(place)s")) % {"place": place}


@register.filter
def more_in(section):
    """“Mehr in der Rubrik Netze”."""
    return _word(gettext_noop("More in the section %(section)s")) % {"section": section}


@register.filter
def day_from(text):
    """A day that arrives within JSON."""
    return date.fromisoformat(text) if text else None


@register.filter
def succession_kind(kind):
    """“übernahm Aufgaben” for what arrives as a key within JSON."""
    return SuccessionKind(kind).label


@register.filter
def outside_address(url):
    """An address of a register that may become a link, or nothing."""
    return clean_address(url, schemes=("http", "https")) or ""


@register.filter
def without_scheme(url):
    """“www.dataport.de” for an address, as print writes it."""
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")
