"""The project as a whole: style, migrations, production settings, the German catalogue."""

import gettext
import os
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

CATALOGUE = "newsroom/locale/de/LC_MESSAGES/django.po"
MAKE_MESSAGES = [
    *("manage.py", "makemessages", "-l", "de", "--no-location", "--no-obsolete"),
    *("-i", ".venv", "-i", "tests", "-i", ".state"),
]


def run(*command, cwd=settings.BASE_DIR, **environment):
    """Run a program; returns what it printed, or fails with it."""
    environment = {**os.environ, **environment}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser tests need it, nobody else
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("check", ["check", "format --check"])
def test_the_style_is_that_of_the_house(check):
    run(sys.executable, "-m", "ruff", *check.split(), ".")


def test_templates_are_in_shape():
    templates = sorted(settings.BASE_DIR.glob("templates/**/*.html"))

    djade = Path(sys.executable).with_name("djade")
    run(djade, "--check", "--target-version", "5.2", *templates)


@pytest.mark.django_db
def test_the_migrations_are_those_of_the_models():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_production_settings_pass_the_deployment_check():
    run(
        *(sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        DJANGO_SETTINGS_MODULE="newsroom.settings",
        SECRET_KEY=secrets.token_urlsafe(64),
        ALLOWED_HOSTS="nachrichten.example",
        SITE_URL="https://nachrichten.example",
    )


def entries(po):
    """The catalogue without the date of its making."""
    return [line for line in po.read_text().splitlines() if "POT-Creation-Date" not in line]


def test_the_catalogue_holds_every_text_of_the_sources(tmp_path):
    for folder in ("articles", "newsroom", "templates"):
        leave_out = shutil.ignore_patterns("__pycache__", "data", "migrations")
        shutil.copytree(settings.BASE_DIR / folder, tmp_path / folder, ignore=leave_out)
    shutil.copy2(settings.BASE_DIR / "manage.py", tmp_path)

    run(sys.executable, *MAKE_MESSAGES, cwd=tmp_path, DJANGO_SETTINGS_MODULE="newsroom.settings")

    assert entries(tmp_path / CATALOGUE) == entries(settings.BASE_DIR / CATALOGUE)


def test_every_entry_of_the_catalogue_is_translated():
    counts = run("msgfmt", "--statistics", "-o", os.devnull, CATALOGUE, LC_ALL="C")

    assert re.fullmatch(r"\d+ translated messages\.\n", counts)


def test_the_compiled_catalogue_is_that_of_the_source(tmp_path):
    compiled = tmp_path / "django.mo"
    run("msgfmt", "--check", "-o", str(compiled), CATALOGUE)
    committed = settings.BASE_DIR / CATALOGUE.replace(".po", ".mo")

    with compiled.open("rb") as fresh, committed.open("rb") as kept:
        assert gettext.GNUTranslations(kept)._catalog == gettext.GNUTranslations(fresh)._catalog
