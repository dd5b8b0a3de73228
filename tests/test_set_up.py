"""What ``make`` says to a person on whose machine something is missing: one sentence each."""

import os
import shutil
import socket
import subprocess
import sys

import pytest
from django.conf import settings

TOO_OLD = """#!/bin/sh
[ "$1" = --version ] && echo Python 3.9.2 && exit
exit 1
"""

WITHOUT_VENV = f"""#!/bin/sh
case "$*" in *ensurepip*) exit 1;; esac
exec "{sys.executable}" "$@"
"""
NO_ROOT = "#!/bin/sh\necho 1000\n"
FAILS = "#!/bin/sh\nexit 1\n"


def run_demo(port):
    command = [sys.executable, "-m", "newsroom.demo"]
    environment = {**os.environ, "PORT": str(port)}
    return run(command, cwd=settings.BASE_DIR, env=environment)


def run(command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=180, **options)


@pytest.fixture
def bare_checkout(tmp_path):
    """Just what the set-up reads, with no environment made yet."""
    root = tmp_path / "Frische Kopie"
    (root / "newsroom" / "deploy").mkdir(parents=True)
    for name in ("newsroom/deploy/setup.sh", "requirements.txt"):
        shutil.copy2(settings.BASE_DIR / name, root / name)
    return root


def test_a_port_in_use_is_named_in_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = run_demo(port)

    assert done.returncode == 1
    assert done.stderr == f"Port {port} ist belegt; mit „make demo PORT=8001“ geht ein anderer.\n"


@pytest.mark.parametrize("port", ["", "acht", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_none_is_refused_in_one_sentence(port):
    done = run_demo(port)

    assert done.returncode == 1
    assert done.stderr == f"PORT muss eine Zahl zwischen 1 und 65535 sein, nicht „{port}“.\n"


@pytest.fixture
def programs(bare_checkout):
    """Puts programs of the test's own before those of the machine; returns the environment."""

    def programs(**scripts):
        folder = bare_checkout / "programs"
        folder.mkdir()
        for name, script in scripts.items():
            (folder / name).write_text(script)
            (folder / name).chmod(0o755)
        return {"PATH": f"{folder}:/usr/bin:/bin"}

    return programs


def test_a_python_that_is_too_old_is_named_in_one_sentence(bare_checkout, programs):
    names = ("python3", *(f"python3.{minor}" for minor in range(11, 15)))
    environment = programs(**dict.fromkeys(names, TOO_OLD))

    done = run([bare_checkout / "newsroom/deploy/setup.sh"], env=environment)

    assert done.returncode == 1
    assert done.stderr == "Gebraucht wird Python 3.11 oder neuer, gefunden: Python 3.9.2.\n"


def test_who_may_not_install_is_told_what_to_install(bare_checkout, programs):
    environment = programs(python3=WITHOUT_VENV, id=NO_ROOT, sudo=FAILS)

    done = run([bare_checkout / "newsroom/deploy/setup.sh"], env=environment)

    package = "python{}.{}-venv".format(*sys.version_info)
    assert done.returncode == 1
    assert done.stderr == (
        f"Es fehlen Pakete von Debian; bitte einmal ausführen: sudo apt-get install {package}\n"
    )


def test_what_debian_does_not_deliver_is_named(bare_checkout, programs):
    may_everything = '#!/bin/sh\n[ "$1" != -n ] || shift\nexec "$@"\n'
    fakes = {"id": NO_ROOT, "sudo": may_everything, "apt-get": FAILS}
    environment = programs(python3=WITHOUT_VENV, **fakes)

    done = run([bare_checkout / "newsroom/deploy/setup.sh"], env=environment)

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Debians Pakete ließen sich nicht installieren")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_is_named_in_one_sentence(bare_checkout):
    bare_checkout.chmod(0o500)

    done = run([bare_checkout / "newsroom/deploy/setup.sh"])

    assert done.returncode == 1
    assert done.stderr == f"In {bare_checkout} fehlen Schreibrechte.\n"


def test_an_environment_that_is_up_to_date_is_left_alone(bare_checkout):
    (bare_checkout / ".venv" / "bin").mkdir(parents=True)
    (bare_checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    wanted = run(["sha256sum"], input=(bare_checkout / "requirements.txt").read_text()).stdout
    (bare_checkout / ".venv" / "requirements.sha256").write_text(wanted)

    done = run([bare_checkout / "newsroom/deploy/setup.sh"])

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
