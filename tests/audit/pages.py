"""
The pages that readers get, as the Nu checker sees them, and what they weigh.

The checker is a Java program that comes from npm; it is fetched once, into ``.state``.
Served by a demo of this checkout, on a port of its own.
"""

import contextlib
import gzip
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.audit import Row

PROJECT = Path(__file__).resolve().parent.parent.parent
TOOLS = PROJECT / ".state" / "audit"
CHECKER = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PORT = 8124
SECONDS = 300
NOTHING = "/gibt-es-nicht/"
#: A map or a timeline is a picture, though it is sent within the page.
DRAWN = re.compile("<svg.*?</svg>", re.DOTALL)
PAGES = [
    "/", "/kommunen/", "/kommunen/?ab=ulm", "/kommunen/08421000-ulm/", "/kommunen/09475-hof/",
    "/laender/", "/laender/bayern/", "/ministerien/", "/ministerien/bund-bmi/", "/institutionen/",
    "/institutionen/dataport/", "/preise/", "/preise/digital-award/", "/archiv/", "/archiv/2026/",
    "/archiv/2026/11/", "/rubriken/smart-city/", "/themen/schul-it/", "/autoren/anton-lechner/",
    "/barrierefreiheit/", "/korrekturen/", "/kommunen/karte/", "/kommunen/karte/bayern/",
    "/impressum/", "/ueber-uns/", "/suche/", NOTHING, "/suche/?q=ulm", "/konto/login/",
]  # fmt: skip
#: Compressed bytes: what is promised of each.
WEIGHTS = {"site.css": 14_000, "site.js": 5_000}
HEAVIEST_PAGE, HEAVIEST_FONTS = 12_000, 140_000


def rows():
    """Check every kind of page of the demo, and weigh what goes over the wire."""
    if not CHECKER.exists():
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run([*command, "--prefix", TOOLS, "vnu-jar@26.9.27"], check=True)
    folder = TOOLS / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.html"):
        old.unlink()
    with demo():
        weights = fetch(folder)
    yield validity(folder)
    heaviest = max(weights, key=weights.get)
    promise, wanted = "HTML without pictures, compressed", f"≤ {HEAVIEST_PAGE} B"
    measured = f"{weights[heaviest]} B ({heaviest})"
    yield Row(promise, wanted, measured, weights[heaviest] <= HEAVIEST_PAGE)
    yield from of_files()


def validity(folder):
    """All pages at once: the checker takes longer to start than to check."""
    pages = sorted(folder.glob("*.html"))
    command = ["java", "-jar", CHECKER, "--format", "gnu", *pages]
    found = subprocess.run(command, capture_output=True, text=True)
    complaints = [line for line in found.stderr.splitlines() if ": error" in line or "warn" in line]
    for line in complaints[:20]:
        print(line, file=sys.stderr)  # noqa: T201
    measured = f"{len(complaints)} on {len(pages)} pages"
    return Row("HTML is valid (Nu checker)", "0 errors", measured, not complaints)


def of_files():
    """Style sheet, script and fonts."""
    static = PROJECT / "static" / "articles"
    for name, most in WEIGHTS.items():
        weight = len(gzip.compress((static / name).read_bytes(), 9))
        yield Row(f"{name}, compressed", f"≤ {most} B", f"{weight} B", weight <= most)
    fonts = sum(font.stat().st_size for font in (static / "fonts").glob("*.woff2"))
    yield Row("fonts in all", f"≤ {HEAVIEST_FONTS} B", f"{fonts} B", fonts <= HEAVIEST_FONTS)


def fetch(folder):
    """Write each page into the folder; returns their compressed sizes by address."""
    home = read("/")
    reports = re.findall(r'href="(/meldungen/[^"]+/)"', home)
    stories = [f"{reports[0]}chronik/"] if reports else []
    weights = {}
    for number, path in enumerate(dict.fromkeys([*PAGES, *reports[:8], *stories])):
        html = read(path)
        (folder / f"{number:02}-{re.sub('[^a-z0-9]+', '-', path)}.html").write_text(html)
        weights[path] = len(gzip.compress(DRAWN.sub("", html).encode(), 6))
    return weights


def read(path):
    """The page; the one that is not there too, but none that should be."""
    try:
        with urllib.request.urlopen(f"http://localhost:{PORT}{path}", timeout=60) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        if path != NOTHING:
            raise
        return error.read().decode()


@contextlib.contextmanager
def demo():
    """The demo of this checkout."""
    command = [sys.executable, "-m", "newsroom.demo"]
    server = subprocess.Popen(
        command, cwd=PROJECT, env=os.environ | {"PORT": str(PORT)}, stdout=subprocess.DEVNULL
    )
    try:
        wait(server)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def wait(server):
    """Until the first page is there; the first start of a checkout takes its time."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError):
            read("/status/")
            return
        time.sleep(0.5)
    raise RuntimeError("the demo does not start")
