"""
What ``make demo`` runs: ``python -m newsroom.demo``, listening on 127.0.0.1:``PORT``.

Brings the database up to date, loads registers and sample reports, makes one account per role and
serves until Ctrl-C. Every step finds out by itself whether it has been done, so that the next start
is quick and keeps all data. Messages are in German: they are for the person at the keyboard.
"""

import hashlib
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command

from newsroom import private_state

# Without letters and digits that look alike.
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
SECONDS_TO_START = 60
SECONDS_TO_END = 10

# User name → role, given name, family name and initials. All of them are invented.
ACCOUNTS = {
    "autor": ("author", "Anna", "Autorin", "aa"),
    "redaktion": ("editor", "Rolf", "Redakteur", "rr"),
    "chefredaktion": ("chief", "Clara", "Chefin", "cc"),
    "technik": ("technician", "Timo", "Techniker", "tt"),
}
ROLE_NAMES = {
    "autor": "Autor",
    "redaktion": "Redaktion",
    "chefredaktion": "Chefredaktion",
    "technik": "Technik",
}


def main() -> None:
    """Prepare, serve, and end with a status: 0 after Ctrl-C, 1 with one sentence when refused."""
    try:
        port = _port(os.environ.get("PORT", "8000"))
        _configure(port)
        passwords = prepare()
        sys.exit(_serve(port, passwords))
    except KeyboardInterrupt:
        sys.exit(130)
    except CommandError as error:
        sys.exit(f"Die Demo ließ sich nicht vorbereiten: {error}")


def prepare() -> dict[str, str]:
    """Bring database and files up to date; returns the password of each demo account."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    _collect_static()
    importers = settings.BASE_DIR / "articles" / "importers"
    _load("Register", [settings.REGISTERS_DIR, importers], "load_registers", settings.REGISTERS_DIR)
    passwords = _make_accounts()
    _load("Meldungen", [settings.SAMPLES_DIR, importers], "load_demo")
    return passwords


# --- Before Django -------------------------------------------------------------------------


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT muss eine Zahl zwischen 1 und 65535 sein, nicht „{text}“.")
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", int(text)))
    except PermissionError:
        sys.exit(f"Port {text} darf nur root öffnen; bitte einen ab 1024 wählen.")
    except OSError:
        sys.exit(f"Port {text} ist belegt; mit „make demo PORT=8001“ geht ein anderer.")
    return int(text)


def _configure(port: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    os.environ.setdefault("SITE_IS_DEMO", "true")
    django.setup()


# --- Preparing -----------------------------------------------------------------------------


def _digest(paths: list[Path]) -> str:
    """One digest of the files and, in folders, of all files with their names."""
    sums = hashlib.blake2b(digest_size=16)
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                sums.update(f"{file.relative_to(settings.BASE_DIR)}\0".encode())
                sums.update(hashlib.blake2b(file.read_bytes()).digest())
    return sums.hexdigest()


def _load(what: str, sources: list[Path], command: str, *arguments: object) -> None:
    """
    Call the idempotent command, unless its sources are those of the last time.

    That is remembered in the cache table, so it belongs to the database, not to the checkout.
    """
    digest = _digest(sources)
    if cache.get(f"loaded:{command}") != digest:
        print(f"Lade {what} …", flush=True)  # noqa: T201
        _quietly(command, *map(str, arguments))
        cache.set(f"loaded:{command}", digest, None)


def _quietly(command: str, *arguments: str) -> None:
    with Path(os.devnull).open("w") as nowhere:
        call_command(command, *arguments, stdout=nowhere, verbosity=0)


def _collect_static() -> None:
    """Collect the static files anew if ours or the libraries have changed."""
    digest = _digest([*settings.STATICFILES_DIRS, settings.BASE_DIR / "requirements.txt"])
    collected = settings.STATE_DIR / "static.digest"
    if not collected.exists() or collected.read_text() != digest:
        call_command("collectstatic", interactive=False, verbosity=0)
        collected.write_text(digest)


def _make_accounts() -> dict[str, str]:
    """One account per role; the same passwords each time, kept readable for the owner alone."""
    kept = settings.STATE_DIR / "demo_log_ins.json"
    new = not kept.exists()
    fresh = {name: "".join(secrets.choice(LETTERS) for _ in range(12)) for name in ACCOUNTS}
    passwords = json.loads(private_state.kept(kept, json.dumps(fresh, indent=2)))
    users = django.contrib.auth.get_user_model().objects
    for name, (role, given, family, initials) in ACCOUNTS.items():
        names = {"first_name": given, "last_name": family, "initials": initials}
        known = {"role": role, "email": f"{name}@amt-und-netz.example", **names}
        user, created = users.get_or_create(username=name, defaults=known)
        if created or new:
            user.set_password(passwords[name])
            user.save()
    return passwords


# --- Serving -------------------------------------------------------------------------------


def _serve(port: int, passwords: dict[str, str]) -> int:
    """Run gunicorn and the worker as children until a signal ends all; they die with us, too."""
    gunicorn = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--no-control-socket"]
    bound = ["--bind", f"127.0.0.1:{port}", "--log-level", "warning", "--graceful-timeout", "4"]
    many = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload"]
    with_us = ["setpriv", "--pdeathsig", "TERM"]
    server = _child([*with_us, *gunicorn, *bound, *many])
    worker = _child([*with_us, sys.executable, "manage.py", "run_effects"])
    ending = _end_with_signals(server)
    if _answers(server, port):
        _welcome(port, passwords)
    server.wait()
    _end(worker)
    if not ending:
        print("Der Webserver hat sich unerwartet beendet; die Meldung steht oben.", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _child(command: list[str]) -> subprocess.Popen:
    return subprocess.Popen(  # noqa: S603
        command,
        cwd=settings.BASE_DIR,
        start_new_session=True,  # Ctrl-C comes to us alone, and we pass it on once
    )


def _end(worker: subprocess.Popen) -> None:
    """Let the worker finish what it has in hand; nothing a reader sees depends on it."""
    worker.terminate()
    try:
        worker.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        worker.kill()


def _end_with_signals(server: subprocess.Popen) -> list[int]:
    """Pass Ctrl-C, SIGTERM and a closed terminal on to the server; returns what has come so far."""
    come: list[int] = []

    def end(number, _frame):
        come.append(number)
        server.terminate()
        signal.alarm(SECONDS_TO_END)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    signal.signal(signal.SIGALRM, lambda _number, _frame: server.kill())
    return come


def _answers(server: subprocess.Popen, port: int) -> bool:
    """Wait for the first page; whatever its status, the server is there then."""
    end = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < end:
        connection = http.client.HTTPConnection("localhost", port, timeout=SECONDS_TO_START)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return True
        finally:
            connection.close()
    return False


def _welcome(port: int, passwords: dict[str, str]) -> None:
    lines = [f"\n  {settings.SITE_NAME}: http://localhost:{port}/"]
    lines.append(f"  Redaktion:  http://localhost:{port}/admin/\n")
    for name, password in passwords.items():
        lines.append(f"  {ROLE_NAMES[name]:14} {name:14} {password}")
    print("\n".join([*lines, "\n  Beenden mit Strg-C.\n"]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
