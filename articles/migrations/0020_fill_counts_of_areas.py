"""The numbers of reports on districts with their municipalities, from the reports."""

from django.db import migrations

FILL = """
INSERT INTO articles_monthlycount (counted_by, key, month, reports)
SELECT 'area', pair.district_id,
       date_trunc('month', article.publish_at AT TIME ZONE 'Europe/Berlin')::date, count(*)
FROM (
    SELECT article_id, district_id FROM articles_article_districts
    UNION
    SELECT named.article_id, town.district_id
    FROM articles_article_municipalities AS named
    JOIN articles_municipality AS town ON town.id = named.municipality_id
    WHERE town.district_id IS NOT NULL
) AS pair
JOIN articles_article AS article ON article.id = pair.article_id
WHERE article.status = 'released' AND article.withdraw_at IS NULL
GROUP BY 1, 2, 3
"""
EMPTY = "DELETE FROM articles_monthlycount WHERE counted_by = 'area'"


class Migration(migrations.Migration):
    """Afterwards the acts keep the rows."""

    dependencies = [("articles", "0019_count_districts_with_their_municipalities")]

    operations = [migrations.RunSQL(FILL, EMPTY)]
