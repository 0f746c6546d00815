"""Dividing a whole by shares, exactly: a small force has the mix of a large one."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def apportioned(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to ``weights`` that add up to ``total`` (largest remainders first)."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(weights)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


def dealt(rng: Random, shares: Mapping[T, float], total: int) -> list[T]:
    """``total`` values in exactly these shares, shuffled."""
    values = [value for value, part in zip(shares, apportioned(total, list(shares.values())), strict=True)
              for _ in range(part)]  # fmt: skip
    rng.shuffle(values)
    return values
