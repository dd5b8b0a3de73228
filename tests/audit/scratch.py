"""A database of its own for a proof, made like that of the tests and dropped afterwards."""

import os
from contextlib import contextmanager
from urllib.parse import quote

import django
from django.db import connection
from django.test.utils import (
    setup_databases,
    setup_test_environment,
    teardown_databases,
    teardown_test_environment,
)


@contextmanager
def scratch_database():
    """Set Django up on an empty database; yields the address that another process needs."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    there = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items()}
    try:
        yield "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**there)
    finally:
        connection.close()
        connection.close_pool()
        teardown_databases(made, verbosity=0)
        teardown_test_environment()
