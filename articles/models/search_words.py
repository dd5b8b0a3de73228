"""The words of public reports, for finding parts of words, for spelling, and while typing."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func

_STEM = "(ts_lexize('german_stem', %(expressions)s))[1]"
_THREES = " || ' ' || ".join(
    f"regexp_replace(substr({_STEM}, {start}), '(...)', '\\1 ', 'g')" for start in (1, 2, 3)
)


class Stem(Func):
    """What PostgreSQL's German stemmer makes of a word; nothing of “und”."""

    template = _STEM
    output_field = models.CharField(max_length=60, null=True)


class Trigrams(Func):
    """Every three letters that stand side by side in the stem of a word, and loose ends."""

    template = f"string_to_array({_THREES}, ' ')"
    output_field = ArrayField(models.TextField(), null=True)


class SearchWord(models.Model):
    """
    A word of public reports and since when it is public, for part-word search and spelling.

    Written by the acts, so that no hidden text leaves a trace here: a word is for
    readers only once ``since`` has come. ``stem`` is how the search of reports knows
    it: “burgeramt” for “bürgerämter”.
    """

    word = models.CharField(max_length=60, primary_key=True)
    since = models.DateTimeField(db_index=True)
    stem = models.GeneratedField(
        expression=Stem("word"), output_field=Stem.output_field, db_persist=True
    )
    trigrams = models.GeneratedField(
        expression=Trigrams("word"), output_field=Trigrams.output_field, db_persist=True
    )

    class Meta:
        indexes = [GinIndex(fields=["trigrams"], name="word_trigrams", fastupdate=False)]

    def __str__(self):
        return self.word
