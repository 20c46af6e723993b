"""What every test shares: the fixed example, and the rule that CI skips nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

import onrecord
from onrecord.facts import Reading

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "lighthouse-remark.txt"
EXAMPLE_DAY = date(2023, 11, 9)
# Examples are drawn anew whenever somebody works on the code; CI, where a change must not fail for another's bug, draws the same ones.
settings.register_profile("onrecord", deadline=None, derandomize=os.environ.get("ONRECORD_TEST_ALL") == "1")
settings.load_profile("onrecord")
os.environ["ONRECORD_ACTORS"] = os.devnull  # whoever runs the tests may have imported actors of his own


@pytest.fixture(scope="session")
def example_reading() -> Reading:
    """The reading of the report in examples/."""
    return onrecord.read(EXAMPLE.read_text(encoding="utf-8"), published_on=EXAMPLE_DAY)


@pytest.fixture(scope="session", autouse=True)
def _the_wheel_is_what_is_tested() -> None:
    """Under `make wheel-test` the package must come from the wheel, never from a checkout."""
    if os.environ.get("ONRECORD_TEST_WHEEL") and "site-packages" not in onrecord.__file__:
        pytest.exit(f"the tests of the wheel import {onrecord.__file__}", returncode=3)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Under ONRECORD_TEST_ALL=1 (CI) a skipped test is a failed one."""
    report = yield
    if os.environ.get("ONRECORD_TEST_ALL") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and under ONRECORD_TEST_ALL=1 nothing may be: {report.longrepr}"
    return report
