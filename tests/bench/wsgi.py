"""
What gunicorn serves: the project and the yardsticks in one process, each with its middleware.

The project twice: as it makes each page anew and, below ``/bench/kept``, behind its cache.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from newsroom.reader_cache import in_front_of

django.setup()


def _behind(middleware):
    """A handler; it reads the setting once, when made."""
    settings.MIDDLEWARE = middleware
    return WSGIHandler()


_site = _behind(settings.MIDDLEWARE)
_bare = _behind(settings.BARE_MIDDLEWARE)
_kept = in_front_of(_site)
KEPT = "/bench/kept"


def application(environ, start_response):
    """Answer yardsticks below ``/bench/bare/`` behind bare middleware, all else as the project."""
    path = environ["PATH_INFO"]
    if path.startswith(KEPT):
        return _kept(environ | {"PATH_INFO": path.removeprefix(KEPT)}, start_response)
    handler = _bare if path.startswith("/bench/bare/") else _site
    return handler(environ, start_response)
