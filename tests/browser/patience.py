"""What browser tests wait for: not for a while, but for what comes, on any machine."""

from playwright.sync_api import expect

#: In milliseconds. Who waits for what comes loses nothing by waiting long for what doesn't.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
#: What the browser says of a request that was refused or did not arrive.
REFUSED = "Failed to load resource"

SETTLED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"


def settle(page):
    """
    Let the page do what it does a moment after a key.

    ProseMirror reads a selection made by keys a moment later than the browser makes it. The
    page itself waits, and so its own moments come first on any machine.
    """
    page.evaluate(SETTLED)
