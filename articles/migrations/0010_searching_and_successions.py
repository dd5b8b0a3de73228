from django.db import migrations


class Migration(migrations.Migration):
    """Two that grew from the same one; nothing to do but to say so."""

    dependencies = [
        ("articles", "0008_successions_mergers_and_reports_of_wins"),
        ("articles", "0009_newest_reports_on_a_town"),
    ]

    operations = []
