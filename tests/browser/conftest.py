"""A real browser over real servers; `make test` installs Debian's Chromium where it may."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from onrecord.record import Record
from tests import chromium, hostile, web_record

EXPECTED = re.compile(
    r"status of (404|400|422)"
)  # a page that was asked for and is not there is told in the console too


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    missing = chromium.why_not()
    if missing:
        pytest.skip(missing)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find_browser(), args=list(chromium.FLAGS))
        yield started
        started.close()


@contextmanager
def serving(place: Path, *more: str) -> Iterator[str]:
    """The address of a server on a record."""
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(place), "--port", "0", *more]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        line = server.stderr.readline() if server.stderr else ""
        found = re.search(r"(http://\S+)/ ", line)
        assert found, line
        yield found[1]
    finally:
        server.terminate()
        server.wait(20)
        if server.stderr:
            server.stderr.close()


@pytest.fixture(scope="session")
def record_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_record.fill(tmp_path_factory.mktemp("browser") / "onrecord.db")


@pytest.fixture(scope="session")
def address(record_path: Path) -> Iterator[str]:
    """A site on which verdicts may be given."""
    with serving(record_path, "--review") as found:
        yield found


@pytest.fixture(scope="session")
def empty_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("none") / "onrecord.db"
    Record.open(place).close()
    with serving(place, "--review") as found:
        yield found


@pytest.fixture(scope="session")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(hostile.fill(tmp_path_factory.mktemp("hostile") / "onrecord.db"), "--review") as found:
        yield found


class Watch:
    """What a page must never do: complain, open a dialog, or ask another host."""

    def __init__(self, context: BrowserContext) -> None:
        self.wrong: list[str] = []
        self._context = context
        context.on("console", self._console)
        context.on("weberror", lambda error: self.wrong.append(f"error: {error.error}"))
        context.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        context.on("request", lambda request: self._asked(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.wrong.append(f"{message.type}: {message.text}")

    def _asked(self, url: str) -> None:
        if not re.match(r"(http://127\.0\.0\.1:|data:|blob:|about:|file:)", url):
            self.wrong.append(f"asked {url}")


@contextmanager
def watched(browser: Browser, **settings: object) -> Iterator[Page]:
    """A page of a new context; whatever it does wrong fails the test."""
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    watch = Watch(context)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()
    assert not watch.wrong, watch.wrong[:5]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page at 1280 by 900."""
    with watched(browser, viewport={"width": 1280, "height": 900}) as opened:
        yield opened
