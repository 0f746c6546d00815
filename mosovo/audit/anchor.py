"""Where seals are handed to outside the database: one line each, in a file that is only ever added to.

Whoever owns the database could cut the record off at its end, and the chain with it; the last line here says how long
it was. A force keeps the file, or a copy of it, where the database's keepers cannot write.
"""

import fcntl
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """What is kept of one seal."""

    number: int
    sealed_at: str
    count: int
    until: int
    hash: str


def read(path: Path) -> list[Line]:
    """What was handed on, in order; ValueError for a line that cannot be read, with its number."""
    if not path.exists():
        return []
    found = []
    for place, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(Line(**json.loads(text)))
        except (ValueError, TypeError):
            raise ValueError(f"Line {place} of the anchor {path.name} cannot be read.") from None
    return found


def append(path: Path, lines: Iterable[Line]) -> None:
    """Add the lines that the file has not got; on the disk when this returns. The file is its owner's alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        reached = max((line.number for line in read(path)), default=0)
        text = "".join(json.dumps(asdict(line)) + "\n" for line in lines if line.number > reached)
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
