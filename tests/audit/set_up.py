"""
The set-up on fresh clones: cold, warm, side by side, killed; as root and as an ordinary user.

Needs a warm package cache to be fair. Run as root it proves both ways; else only its own.
"""

import contextlib
import http.client
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from newsroom.embedded_postgres import SYSTEM_FOLDER
from tests.audit import Row

PROJECT = Path(__file__).resolve().parent.parent.parent
ORDINARY_USER = "daemon"
OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "EMBEDDED_POSTGRES", "PORT", "VIRTUAL_ENV")
COLD, WARM = 180, 8


def rows():
    """Clone the last commit into a private folder, once for each kind of user."""
    users = [None, ORDINARY_USER] if os.geteuid() == 0 else [None]
    for number, user in enumerate(users):
        with private_folder(user) as folder:
            first = Copy(folder / "Klon für Köln", 8110 + 2 * number, user)
            second = Copy(folder / "Zweiter Klon", 8111 + 2 * number, user)
            yield from promises(first, second, f"as {user or pwd.getpwuid(os.geteuid()).pw_name}")


def promises(copy, second, who):
    seconds = copy.start()
    yield Row(f"fresh clone, first start, {who}", f"< {COLD} s", f"{seconds:.1f} s", seconds < COLD)
    log_ins = copy.log_ins()
    yield from side_by_side(copy, second, who)
    seconds, left = copy.interrupt()
    measured = f"{seconds:.1f} s, {len(left)} left"
    yield Row(f"Ctrl-C leaves no process, {who}", "0 left", measured, not left)
    seconds = copy.start()
    yield Row(f"next start, {who}", f"< {WARM} s", f"{seconds:.1f} s", seconds < WARM)
    same = log_ins == copy.log_ins() != []
    yield Row(f"same log-ins, {who}", "4 the same", f"{len(log_ins)} read", same)
    yield from killed(copy, who)
    yield from refusals(copy, who)


def side_by_side(copy, second, who):
    """Start the second copy while the first one runs."""
    seconds = second.start()
    both = copy.status() == second.status() == 200
    second.interrupt()
    alone = copy.status() == 200 and not second.processes()
    measured = f"both serve after {seconds:.1f} s" if both else "not both"
    yield Row(f"a second copy beside the first, {who}", "both serve", measured, both and alone)


def killed(copy, who):
    """Kill everything that belongs to the copy, the database first, and start at once."""
    for pid in sorted(copy.processes(), reverse=True):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    copy.make.wait()
    seconds = copy.start()
    answer = copy.status()
    _, left = copy.interrupt()
    kept = answer == 200 and not left
    yield Row(f"start after kill -9 of all, {who}", "serves", f"{seconds:.1f} s: {answer}", kept)
    copy.start()
    copy.make.kill()
    copy.make.wait()
    left = copy.wait_for_end()
    yield Row(f"kill -9 of make ends all, {who}", "0 left", f"{len(left)} left", not left)


def refusals(copy, who):
    """What stands in the way is said in one sentence."""
    shutil.rmtree(copy.folder / ".venv")
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull}
    cacheless = {
        "PIP_NO_CACHE_DIR": "1",
        "PIP_FIND_LINKS": "",
        "UV_OFFLINE": "1",
        "UV_NO_CACHE": "1",
    }
    said = copy.says("setup", **nowhere, **cacheless)
    yield Row(f"no registry, {who}", "one sentence", said, "Kein Paketverzeichnis" in said)
    if copy.user:
        os.chown(copy.folder, 0, 0)
        said = copy.says("setup")
        yield Row(f"no write permission, {who}", "one sentence", said, "Schreibrechte" in said)


@contextlib.contextmanager
def private_folder(user):
    """A folder that nobody else may enter, with a blank and an umlaut in its name."""
    folder = Path(tempfile.mkdtemp(prefix="Prüfung der Einrichtung ", dir="/var/tmp"))
    if user:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    try:
        yield folder
    finally:
        for home in homes_below(folder):
            shutil.rmtree(home)
        shutil.rmtree(folder)


def homes_below(folder):
    """Where root's databases of the copies in ``folder`` lie; other users have them in the copy."""
    for note in SYSTEM_FOLDER.glob("*/checkout") if os.geteuid() == 0 else ():
        if Path(note.read_text()).is_relative_to(folder):
            yield note.parent


class Copy:
    """A clone of the project that is set up and run by ``user``, or by ourselves."""

    def __init__(self, folder, port, user):
        self.folder, self.port, self.user = folder, port, user
        self.make = None
        clone = ["git", "-c", f"safe.directory={PROJECT}/.git", "clone", "-q", PROJECT, folder]
        subprocess.run(clone, check=True, env={**os.environ, "HOME": "/root"})
        if user:
            subprocess.run(["chown", "-R", f"{user}:", folder], check=True)

    def options(self, **environment):
        """How to run something in the copy."""
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        as_user = {}
        if self.user:
            as_user = {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid}
            as_user["extra_groups"] = []
            kept |= {"HOME": str(self.folder.parent), "PATH": "/usr/bin:/bin"}
        return {
            "cwd": self.folder,
            "env": {**kept, "PORT": str(self.port), **environment},
            **as_user,
        }

    def start(self):
        """Run ``make demo``; returns the seconds until it has printed its address."""
        begin = time.monotonic()
        with (self.folder.parent / f"{self.port}.log").open("w") as log:
            self.make = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "make", "demo"],
                start_new_session=True,
                stdout=log,
                stderr=log,
                **self.options(),
            )
        while f"http://localhost:{self.port}/" not in self.printed():
            if self.make.poll() is not None or time.monotonic() - begin > 2 * COLD:
                raise SystemExit(f"make demo did not start:\n{self.printed()}")
            time.sleep(0.05)
        return time.monotonic() - begin

    def printed(self):
        return (self.folder.parent / f"{self.port}.log").read_text()

    def log_ins(self):
        return re.findall(r"^  \w+ +(\w+) +(\w{12})$", self.printed(), re.MULTILINE)

    def status(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", "/", headers={"Host": f"localhost:{self.port}"})
        return connection.getresponse().status

    def interrupt(self):
        """Press Ctrl-C; returns the seconds to the end and the processes that are left."""
        begin = time.monotonic()
        os.killpg(self.make.pid, signal.SIGINT)
        self.make.wait(timeout=60)
        return time.monotonic() - begin, self.processes()

    def wait_for_end(self):
        for _ in range(100):
            if not self.processes():
                break
            time.sleep(0.1)
        return self.processes()

    def processes(self):
        """All living processes that are at home in the copy, or name it or its database."""
        places = [os.fsencode(place) for place in (self.folder, *homes_below(self.folder))]
        found = set()
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                here = os.readlink(os.fsencode(process / "cwd"))
                command = (process / "cmdline").read_bytes()
                if any(place in here + b" " + command for place in places):
                    found.add(int(process.name))
        return found

    def says(self, target, **environment):
        """Run a target that must fail; returns its one line, or the word that it wasn't one."""
        done = subprocess.run(
            ["make", target], capture_output=True, text=True, **self.options(**environment)
        )
        lines = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
        return lines[0] if done.returncode and len(lines) == 1 else f"{done.returncode}: {lines}"
