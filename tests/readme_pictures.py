"""
The pictures of the README, taken from a running demo: ``python -m tests.readme_pictures URL``.

Whoever changes what they show takes them anew, so that they stay true.
"""

import io
import re
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "newsroom" / "docs"
REPORT, STORY = "wenn-der-gully-funkt", "wenn-der-gully-funkt"
#: By name of the file: the page, the width and height, and day or night.
SHOTS = {
    "front": ("/", (1440, 1020), "light"),
    "report": (REPORT, (1440, 1240), "light"),
    "story": (f"{STORY}/chronik", (1440, 1020), "dark"),
    "phone": (REPORT, (390, 1020), "dark"),
}


def main(root):
    """Take all of them."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        for name, (page, size, scheme) in SHOTS.items():
            shot = take(browser, root, page, size, scheme)
            (FOLDER / f"{name}.png").write_bytes(smaller(shot))
        browser.close()


def take(browser, root, path, size, scheme):
    """One page as a PNG; a report is found by its name in the archive of the demo."""
    width, height = size
    viewport = {"width": width, "height": height}
    context = browser.new_context(viewport=viewport, color_scheme=scheme, locale="de-DE")
    page = context.new_page()
    page.goto(f"{root}{path if path.startswith('/') else address(page, root, path)}")
    page.wait_for_load_state("networkidle")
    shot = page.screenshot()
    context.close()
    return shot


def address(page, root, name):
    """The address of a report that the archive of Smart City lists."""
    slug, _, rest = name.partition("/")
    page.goto(f"{root}/rubriken/smart-city/")
    found = re.search(rf'href="(/meldungen/\d+-{slug}/)"', page.content())
    return f"{found[1]}{rest}{'/' if rest else ''}"


def smaller(shot):
    """The same with 256 colours, which a page of text never misses."""
    out = io.BytesIO()
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(256).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
