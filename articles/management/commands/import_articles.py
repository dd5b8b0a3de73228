"""Import reports from one file or from a folder."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.importers.report_files import report_files
from articles.management.report_import import import_reports, summary, tell
from articles.models import User


class Command(BaseCommand):
    """Doing it twice changes nothing; an edited report is never overwritten."""

    help = "Imports reports (Markdown text files) as drafts; twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="a file, or a folder of .md and .txt files")
        parser.add_argument(
            "--adopt",
            action="store_true",
            help="reports whose source names its hour (published:) enter as published",
        )
        parser.add_argument("--by", metavar="USERNAME", help="who imports, for the trail")

    def handle(self, *, path, adopt, by, **options):
        if not path.exists():
            raise CommandError(_("%(path)s does not exist.") % {"path": path})
        if not report_files(path):
            raise CommandError(_("There is no report in %(path)s.") % {"path": path})
        outcome = import_reports(path, adopt=adopt, by=self.user(by))
        tell(self, outcome)
        self.stdout.write(summary(outcome))

    def user(self, name):
        if name is None:
            return None
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(_("There is no account “%(name)s”.") % {"name": name})
        return user
