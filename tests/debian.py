"""Packages of Debian that some tests need, installed where that is possible."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable


def install(package: str, *, tests_of: str, why_not: Callable[[], str | None]) -> None:
    """Install a package where we may and it is missing, as `why_not` says; tell what is skipped where it stays missing."""
    if why_not() and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (("update", "-qq"), ("install", "-y", "-qq", "--no-install-recommends", package)):
            subprocess.run(["apt-get", *words], env=environment, check=False, stdout=subprocess.DEVNULL)
    missing = why_not()
    print(f"tests {tests_of} are skipped: {missing}" if missing else f"tests {tests_of}: {package} is there")
