"""Settings of a bench run: the project's own, on the archive of ``BENCH_ARTICLES`` reports."""

import os

os.environ.setdefault("EMBEDDED_POSTGRES", "bench")

from newsroom.settings import *  # noqa: F403
from newsroom.settings import DATABASES, INSTALLED_APPS, LOGGING, STATE_DIR, STORAGES

#: What the yardsticks pass: the middleware of ``django-admin startproject``.
BARE_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# The server has one database for each size of archive; this one is only the way in.
MAINTENANCE_DATABASE = DATABASES["default"]["NAME"]
if "BENCH_DATABASE_URL" not in os.environ:
    DATABASES["default"]["NAME"] = f"bench_{os.environ.get('BENCH_ARTICLES', '100000')}"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench"]
ROOT_URLCONF = "tests.bench.urls"
STATIC_ROOT = STATE_DIR / "bench-static"
# Names with hashes as in production, without compressing what nobody asks for here.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
}
# Pages that are not there yet are listed in the end; only what fails speaks up.
LOGGING["root"]["level"] = "ERROR"
