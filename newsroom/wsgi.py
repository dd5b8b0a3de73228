"""The way in for a WSGI server such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from newsroom.reader_cache import in_front_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = in_front_of(get_wsgi_application())
