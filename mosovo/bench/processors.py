"""Processor time: what a page costs whatever else the machine is doing."""

import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(processes: Iterable[int]) -> float:
    """Processor seconds that these processes, and the children they have waited for, have used so far."""
    total = 0
    for number in processes:
        try:
            fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            continue  # it has ended meanwhile
        total += sum(int(field) for field in fields[11:15])
    return total / TICKS


def family_of(number: int) -> list[int]:
    """The process and its children."""
    children = Path(f"/proc/{number}/task/{number}/children")
    return [number, *(int(word) for word in children.read_text().split())] if children.exists() else [number]
