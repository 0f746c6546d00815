"""Counts the published vectors at the end of a run over this folder."""

import pytest

from tests.risk.srp.vectors import DECISIONS, OVERRULED, SUPERSEDED, cases


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    equal = sum(case.is_equal for case in cases())
    line = terminalreporter.write_line
    line(f"DC-SRP and IIC-SRP vectors: {len(cases())} published, {equal} equal to ours.")
    line(f"  {len(OVERRULED)} overruled by a decision of this project:")
    for name, decision in OVERRULED.items():
        line(f"    {name}: decision {decision}. {DECISIONS[decision]}")
    line(f"  {len(SUPERSEDED)} of the release before June 2026, superseded by vectors of the current one:")
    for name, reason in SUPERSEDED.items():
        line(f"    {name}: {reason}")
