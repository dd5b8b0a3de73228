"""Plain texts for machines: where to look, where not, and whom to tell about a hole."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.moments import now
from articles.views.pages import kept

#: Everything public may be read; log-ins and endlessly narrowed results are no pages.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /konto/
Disallow: {search}?*&

Sitemap: {site}{sitemap}
Sitemap: {site}{news}
"""
SECURITY = """Contact: {contact}
Expires: {expires:%Y-%m-%dT00:00:00Z}
Preferred-Languages: de, en
Canonical: {site}{path}
"""
#: RFC 9116 wants an end within a year.
VALID = timedelta(days=300)


@require_safe
def robots(request):
    """What crawlers are asked to leave alone, and where the sitemaps are."""
    names = {"search": "search", "sitemap": "sitemap", "news": "news_sitemap"}
    paths = {name: reverse(f"articles:{page}") for name, page in names.items()}
    return _text(ROBOTS.format(site=settings.SITE_URL, **paths))


@require_safe
def security(request):
    """Whom to tell about a hole (RFC 9116)."""
    said = {"contact": settings.SECURITY_CONTACT, "expires": now() + VALID}
    return _text(SECURITY.format(site=settings.SITE_URL, path=request.path, **said))


def _text(text):
    return kept(HttpResponse(text, content_type="text/plain; charset=utf-8"))
