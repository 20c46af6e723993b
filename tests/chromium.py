"""The browser of the tests: Debian's Chromium, driven by Playwright.

`python -m tests.chromium --install` installs it where that is possible, and is what `make test` calls.
"""

from __future__ import annotations

import shutil
import sys

from tests import debian

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def find_browser() -> str | None:
    """The program; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def why_not() -> str | None:
    """Why no browser can be started, in words; None where one can."""
    return None if find_browser() else "Chromium is not installed (Debian: apt-get install chromium)"


if __name__ == "__main__" and "--install" in sys.argv:
    debian.install("chromium", tests_of="in a browser", why_not=why_not)
