"""The row from which the one-query view makes its page."""

from django.db import models

from articles.models import CrossReference
from articles.moments import berlin_day
from articles.text import render_references
from articles.vocabulary import Copy

ENTITIES = ("municipalities", "districts", "federal_states", "institutions", "awards")


class PreparedPage(models.Model):
    """The content of an article page in one row, its body already with links."""

    kicker = models.CharField(max_length=80)
    headline = models.CharField(max_length=150)
    lead = models.TextField()
    body = models.TextField()
    day = models.DateField()
    initials = models.CharField(max_length=40)
    section = models.JSONField()
    tags = models.JSONField()
    entities = models.JSONField()
    later = models.JSONField()

    def __str__(self):
        return self.headline


def prepare_page(article):
    """Store what the page of ``article`` shows, and return the row; links have plain words."""
    later = CrossReference.objects.filter(target=article, copy=Copy.LIVE).select_related("source")
    entities = [thing for name in ENTITIES for thing in getattr(article, name).all()]
    content = {
        "kicker": article.kicker,
        "headline": article.headline,
        "lead": article.lead,
        "body": render_references(article.body, _link),
        "day": berlin_day(article.publish_at),
        "initials": article.initials,
        "section": [f"/rubriken/{article.section.slug}/", article.section.name],
        "tags": [[f"/themen/{tag.slug}/", tag.name] for tag in article.tags.all()],
        "entities": [[f"/bench/{thing.pk}/", str(thing)] for thing in entities],
        "later": [[f"/meldungen/{row.source_id}-/", str(row.source)] for row in later],
    }
    return PreparedPage.objects.update_or_create(pk=article.pk, defaults=content)[0]


def _link(to, key, words):
    return f'<a href="/meldungen/{to}-wir-berichteten/" title="Frühere Meldung">{words}</a>'
