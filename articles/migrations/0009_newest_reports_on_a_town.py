from django.db import migrations


class Migration(migrations.Migration):
    """The reports last entered for a town, in the order in which a page asks for them."""

    dependencies = [("articles", "0008_search_by_parts_of_words")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX article_town_newest ON articles_article_municipalities"
            " (municipality_id, article_id DESC)",
            "DROP INDEX article_town_newest",
        )
    ]
