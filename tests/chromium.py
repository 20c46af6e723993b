"""The browser of the tests: Debian's Chromium, driven by Playwright.

`python -m tests.chromium --install` installs it where that is possible, and is what `make test` calls.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

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


def install() -> None:
    """Install Debian's package where we may; say what is missing where we may not."""
    if find_browser() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (("update", "-qq"), ("install", "-y", "-qq", "--no-install-recommends", "chromium")):
            subprocess.run(["apt-get", *words], env=environment, check=False, stdout=subprocess.DEVNULL)
    missing = why_not()
    print(f"tests in a browser are skipped: {missing}" if missing else f"Chromium: {find_browser()}")


if __name__ == "__main__" and "--install" in sys.argv:
    install()
