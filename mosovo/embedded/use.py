"""Using the servers: the first user starts them, the last one stops them."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from mosovo.embedded.places import EmbeddedError, Place, own_folder, place, urls
from mosovo.embedded.postgresql import PostgreSQL
from mosovo.embedded.programs import find_programs
from mosovo.embedded.server import Server
from mosovo.embedded.valkey import Valkey


@contextmanager
def _locked(here: Place, name: str, how: int) -> Iterator[IO[bytes]]:
    with (here.var / f"{name}.lock").open("ab") as lock:
        fcntl.flock(lock, how)
        yield lock


def _prepare(here: Place) -> None:
    if here.account:
        # The account must pass through the two, which are ours; the data inside is open to it alone.
        here.home.mkdir(exist_ok=True)
        here.home.chmod(0o711)
        if here.home.parent == here.var:
            here.var.chmod(here.var.stat().st_mode | 0o011)
    else:
        own_folder(here.home, here)
    own_folder(here.sockets, here)


def running(var: Path | None = None) -> bool:
    """Whether both embedded servers answer."""
    here = place(var)
    return all(server.answers() for server in (PostgreSQL(here), Valkey(here)))


def needed(environ: Mapping[str, str]) -> list[type[Server]]:
    """The servers that the environment does not name."""
    return [kind for kind, name in ((PostgreSQL, "DATABASE_URL"), (Valkey, "REDIS_URL")) if not environ.get(name)]


@contextmanager
def servers(var: Path | None = None, environ: Mapping[str, str] = os.environ) -> Iterator[None]:
    """Keep the servers that the environment does not name running while the block runs."""
    if not needed(environ):
        yield
        return
    here = place(var)
    kinds = [kind(here) for kind in needed(environ)]
    here.var.mkdir(parents=True, exist_ok=True)
    if not os.access(here.var, os.W_OK):
        raise EmbeddedError(
            f"{here.var} is somebody else's: run as the user who made it, or set MOSOVO_VAR to another folder."
        )
    with _locked(here, "users", fcntl.LOCK_SH) as users:
        try:
            with _locked(here, "servers", fcntl.LOCK_EX):
                # A last user may have been stopping them when we came: whoever starts or stops holds this lock.
                _prepare(here)
                programs = find_programs(here)
                for server in kinds:
                    server.start(programs)
            yield
        finally:
            with _locked(here, "servers", fcntl.LOCK_EX):
                _stop_unless_used(here, users)


def _stop_unless_used(here: Place, users: IO[bytes]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    for server in (Valkey(here), PostgreSQL(here)):
        server.stop()
    return True


def environment(var: Path | None = None, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """``environ`` with the variables of the servers that it does not name."""
    kinds = needed(environ)
    ours = {name: url for name, url in urls(var).items() if (Valkey if name == "REDIS_URL" else PostgreSQL) in kinds}
    return {**ours, **environ}


def stop() -> bool:
    """Stop servers that a killed user left running; False when somebody uses them."""
    here = place()
    if not here.home.exists():
        return True
    with _locked(here, "servers", fcntl.LOCK_EX), (here.var / "users.lock").open("ab") as users:
        return _stop_unless_used(here, users)


def remove() -> None:
    """Stop the servers and delete their data."""
    if not stop():
        raise EmbeddedError("Somebody is using the servers: stop that first.")
    here = place()
    for folder in (here.home, here.sockets):
        if folder.exists():
            shutil.rmtree(folder)
