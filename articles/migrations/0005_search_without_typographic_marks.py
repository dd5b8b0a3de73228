"""
PostgreSQL's parser takes typographic quotation marks for letters: “„Umsetzung“” was one word.

The column is derived: it is dropped and computed anew from the texts.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import articles.models.article


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_licence_ends_with_its_day")]

    operations = [
        migrations.RemoveIndex("article", "article_search"),
        migrations.RemoveField("article", "search_vector"),
        migrations.AddField(
            "article",
            "search_vector",
            models.GeneratedField(
                db_persist=True,
                expression=articles.models.article.SEARCHED,
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "article",
            django.contrib.postgres.indexes.GinIndex(
                fields=["search_vector"], name="article_search"
            ),
        ),
    ]
