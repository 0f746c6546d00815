"""The size of the attacks: small with the other tests, MOSOVO_ATTACK=full for ``make attack``."""

import os
from collections.abc import Callable

import pytest

from tests.attack.tally import TALLIES, in_order

FULL = os.environ.get("MOSOVO_ATTACK") == "full"


@pytest.fixture
def times() -> Callable[[int, int], int]:
    """``times(small, full)``: how often, in this run."""
    return lambda small, full: full if FULL else small


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if FULL and TALLIES:
        terminalreporter.section("attacks")
        for tally in in_order():
            terminalreporter.write_line(str(tally))
