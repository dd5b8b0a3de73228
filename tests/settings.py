"""Settings of the test run: the embedded server without fsync, one database a process."""

import os

os.environ.setdefault("EMBEDDED_POSTGRES", "test")
os.environ.setdefault("SECRET_KEY", "not-a-secret")

from newsroom.settings import *  # noqa: F403
from newsroom.settings import DATABASES

DATABASES["default"]["ENGINE"] = "tests.database"
DATABASES["default"]["TEST"]["NAME"] = f"test_{os.getpid()}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
