"""The demonstration: who signs in, and the secrets kept for the next time. ``python -m mosovo.demo`` runs it."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from mosovo import embedded

SIGN_INS = (
    ("officer", "offender manager: my day, caseload, visits, risk"),
    ("supervisor", "unit supervisor: dashboard, allocation"),
    ("manager", "unit manager: her units' dashboards, escalations"),
    ("superintendent", "decides disclosure at category 1, level 1"),
    ("chair", "chairs MAPP meetings"),
    ("press", "press officer: media enquiries"),
    ("control", "control room: warnings only"),
    ("intel", "intelligence: finds people, reads their warnings"),
    ("auditor", "the record of looks and changes"),
    ("admin", "people, units, settings"),
    ("admin2", "confirms what the other administrator proposed"),
)


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What the demonstration adds to ``environ``: its flag, its key and its one password, kept for the next time."""
    var = embedded.place().var
    return {
        "MOSOVO_DEMO": environ.get("MOSOVO_DEMO", "1"),
        "MOSOVO_SECRET_KEY": environ.get("MOSOVO_SECRET_KEY") or _kept(var / "demo-key", 48),
        "MOSOVO_DEMO_PASSWORD": environ.get("MOSOVO_DEMO_PASSWORD") or _kept(var / "demo-password", 12),
    }


def _kept(path: Path, length: int) -> str:
    """The secret in ``path``, made up at the first asking, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(length) + "\n")
    return path.read_text().strip()
