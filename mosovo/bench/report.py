"""The figures as a table for people and as JSON for programs."""

import datetime as dt
import importlib.metadata
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mosovo.bench.pages import CLIENTS_AIM, Measured
from mosovo.bench.timing import Times, Together

PACKAGES = ("django", "psycopg", "gunicorn", "django-guardian", "django-pghistory")


@dataclass(frozen=True)
class Figure:
    """One page measured. processor_ms: of web and database, a page. counted: statements of one asking, their time."""

    page: Measured
    times: Times
    processor_ms: float
    bare: Times
    counted: dict[str, Any]

    @property
    def ratio(self) -> float:
        return self.times.p50 / self.bare.p50

    @property
    def verdict(self) -> str:
        if self.page.aim is None:
            return ""
        return f"{self.page.aim:.0f} " + ("met" if self.times.p50 <= self.page.aim else "MISSED")


def table(figures: Sequence[Figure]) -> list[str]:
    """One line a page, times in milliseconds."""
    head = f"{'page':<24}{'as':<12}{'p50':>7}{'p95':>7}{'CPU':>6}{'SQL':>5}{'in SQL':>8}{'bare':>7}{'ratio':>7}  aim"
    return [head, "-" * len(head), *(_line(one) for one in figures)]


def _line(one: Figure) -> str:
    return (
        f"{one.page.label:<24}{one.page.who:<12}{one.times.p50:>7.1f}{one.times.p95:>7.1f}{one.processor_ms:>6.0f}"
        f"{one.counted['statements']:>5}{one.counted['database_ms']:>8}{one.bare.p50:>7.1f}{one.ratio:>7.1f}"
        f"  {one.verdict}"
    )


def at_once(found: Together) -> str:
    """The line about several clients."""
    verdict = "met" if found.pages_a_second >= CLIENTS_AIM else "MISSED"
    return (
        f"{found.clients} clients at once on the list: {found.pages_a_second:.0f} pages a second, p50"
        f" {found.times.p50:.0f} ms, p95 {found.times.p95:.0f} ms; aim {CLIENTS_AIM} a second {verdict}"
    )


def as_json(figures: Sequence[Figure], found: Together, others: dict[str, Any]) -> dict[str, Any]:
    """Everything, with the machine and the versions it was measured on."""
    return {
        "measured_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES}
        | {"python": platform.python_version()},
        "pages": [
            {
                "page": one.page.label,
                "as": one.page.who,
                "path": one.page.path,
                "p50_ms": round(one.times.p50, 1),
                "p95_ms": round(one.times.p95, 1),
                "processor_ms": round(one.processor_ms, 1),
                "bare_sql_p50_ms": round(one.bare.p50, 2),
                "ratio": round(one.ratio, 1),
                "aim_ms": one.page.aim,
                "met": one.page.aim is None or one.times.p50 <= one.page.aim,
                **one.counted,
            }
            for one in figures
        ],
        "at_once": {
            "clients": found.clients,
            "pages_a_second": round(found.pages_a_second, 1),
            "p50_ms": round(found.times.p50, 1),
            "p95_ms": round(found.times.p95, 1),
            "aim_a_second": CLIENTS_AIM,
            "met": found.pages_a_second >= CLIENTS_AIM,
        },
        **others,
    }


def machine() -> dict[str, Any]:
    """Processors, memory, system."""
    cpu, memory = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    models = [line.partition(":")[2].strip() for line in _lines(cpu) if line.startswith("model name")]
    kilobytes = next((int(line.split()[1]) for line in _lines(memory) if line.startswith("MemTotal")), 0)
    return {
        "processors": len(os.sched_getaffinity(0)),
        "processor": models[0] if models else platform.processor(),
        "memory_gb": round(kilobytes / 1024**2, 1),
        "system": platform.platform(),
        "load_before": os.getloadavg()[0],
    }


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []
