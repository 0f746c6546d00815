"""Milliseconds: of pages one at a time, of several clients at once, and of bare SQL."""

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import psycopg

from mosovo.bench.browser import Browser

# The two processes of the application each fill their own caches first.
WARM_UP, ROUNDS = 20, 60
ROUNDS_OF_EACH = 25


@dataclass(frozen=True)
class Times:
    """The middle, and what 95 of a hundred stay under."""

    p50: float
    p95: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Times":
        """Nearest rank."""
        ordered = sorted(values)
        return cls(*(ordered[math.ceil(share * len(ordered)) - 1] for share in (0.5, 0.95)))


def page_times(browser: Browser, path: str, used: Callable[[], float]) -> tuple[Times, float]:
    """One client asking for one page again and again; and the processor milliseconds a page that ``used`` counts."""
    for _ in range(WARM_UP):
        browser.get(path)
    before = used()
    times = Times.of([browser.get(path) for _ in range(ROUNDS)])
    return times, (used() - before) * 1000 / ROUNDS


def bare_times(
    connection: "psycopg.Connection[object]", statements: Sequence[str], facts: Mapping[str, object]
) -> Times:
    """The statements one after the other, all rows fetched."""

    def ask() -> float:
        start = time.perf_counter()
        for statement in statements:
            connection.execute(statement, facts).fetchall()
        return (time.perf_counter() - start) * 1000

    return Times.of([ask() for _ in range(WARM_UP + ROUNDS)][WARM_UP:])


@dataclass(frozen=True)
class Together:
    """Several clients at once: pages a second in all, and how long each page took."""

    clients: int
    pages_a_second: float
    times: Times


def together(browsers: Sequence[Browser], path: str) -> Together:
    """Every browser asks for the page as fast as it is answered. They share the processors with the application."""
    took: list[float] = []
    begin = threading.Barrier(len(browsers) + 1)

    def ask(browser: Browser) -> None:
        browser.get(path)
        begin.wait()
        took.extend([browser.get(path) for _ in range(ROUNDS_OF_EACH)])

    threads = [threading.Thread(target=ask, args=(browser,), daemon=True) for browser in browsers]
    for thread in threads:
        thread.start()
    begin.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    return Together(len(browsers), len(took) / seconds, Times.of(took))
