"""How a bench that is a command of its own begins."""

import os

import django


def begin(articles: int) -> None:
    """Start the bench's own cluster, with the database of an archive of so many reports."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["EMBEDDED_POSTGRES"] = "bench"
    os.environ["BENCH_ARTICLES"] = str(articles)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
