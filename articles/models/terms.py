"""What reports are about, as terms: derived from reports, read by the suggestions alone."""

from django.db import models

from articles.models.article import Article


class ReportProfile(models.Model):
    """
    The terms of a report by field, separated by blanks (``terms.store.write`` writes it).

    Derived from the live columns; losing the table costs a rebuild, nothing else.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="profile"
    )
    head = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    opening = models.TextField(blank=True)
    rest = models.TextField(blank=True)
    echo = models.TextField(blank=True)
    keys = models.TextField(blank=True)

    def __str__(self):
        return f"{self.article_id}: {self.head}"


class SignatureTerm(models.Model):
    """
    One of the few terms and keys that tell a report from others, by number.

    Its primary key is the index that answers "which reports share most of these".
    """

    pk = models.CompositePrimaryKey("term", "article_id")
    term = models.IntegerField()
    article = models.ForeignKey(Article, models.CASCADE, related_name="signature")

    def __str__(self):
        return f"{self.term} → {self.article_id}"


class TermCount(models.Model):
    """
    In how many reports a term or key occurs, as last counted.

    The row with the empty term counts the reports themselves.
    """

    term = models.TextField(primary_key=True)
    reports = models.PositiveIntegerField()

    def __str__(self):
        return self.term
