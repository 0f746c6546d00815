"""The size of the attacks: small with the other tests, MOSOVO_ATTACK=full for ``make attack``."""

import os
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from tests.attack.tally import TALLIES, Tally, in_order

FULL = os.environ.get("MOSOVO_ATTACK") == "full"


@pytest.fixture
def times() -> Callable[[int, int], int]:
    """``times(small, full)``: how often, in this run."""
    return lambda small, full: full if FULL else small


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands what it tried to the process that prints."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["tallies"] = [asdict(tally) for tally in TALLIES]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    for tally in getattr(node, "workeroutput", {}).get("tallies", []):
        Tally(**tally)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if FULL and TALLIES:
        terminalreporter.section("attacks")
        for tally in in_order():
            terminalreporter.write_line(str(tally))
