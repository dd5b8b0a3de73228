"""Load the invented reports of the demo, and the real one that waits for its references."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.importers.demo_pictures import demo_pictures
from articles.importers.records import Rejected
from articles.importers.report_files import read_entities
from articles.importers.report_store import name_people
from articles.management.progress import bar
from articles.management.report_import import import_reports, summary, tell
from articles.models import Municipality
from articles.moments import now


class Command(BaseCommand):
    """Needs the registers; doing it twice changes nothing."""

    help = "Loads the demo's reports as published; the real one stays a draft."

    def handle(self, **options):
        if not Municipality.objects.exists():
            raise CommandError(_("Load the registers first: manage.py load_registers"))
        folder = settings.SAMPLES_DIR
        try:
            entities = read_entities(folder)
        except Rejected as error:
            raise CommandError(str(error)) from error
        if (people := folder / "people.json").is_file():
            name_people(json.loads(people.read_text("utf-8")))
        pictures = {}
        if (listed := folder / "pictures.json").is_file():
            with bar() as progress:
                pictures = demo_pictures(listed, now(), progress.track)
        outcome = import_reports(folder, adopt=True, entities=entities, pictures=pictures)
        tell(self, outcome)
        self.stdout.write(summary(outcome))
