"""What gunicorn serves: the project and the yardsticks in one process, each with its middleware."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()


def _behind(middleware):
    """A handler; it reads the setting once, when made."""
    settings.MIDDLEWARE = middleware
    return WSGIHandler()


_site = _behind(settings.MIDDLEWARE)
_bare = _behind(settings.BARE_MIDDLEWARE)


def application(environ, start_response):
    """Answer yardsticks below ``/bench/bare/`` behind bare middleware, all else as the project."""
    handler = _bare if environ["PATH_INFO"].startswith("/bench/bare/") else _site
    return handler(environ, start_response)
