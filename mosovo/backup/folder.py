"""The folder of one backup: a dump, and the manifest that says what must be in it."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

DUMP, MANIFEST = "database.dump", "manifest.json"


class BackupError(Exception):
    """What cannot be kept or put back, in a sentence."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. tables: name -> rows and their sum; guard: part -> sum of it; dump: the sum of the file."""

    made_at: str
    server: str
    tables: dict[str, list[str]]
    sequences: dict[str, str]
    guard: dict[str, str]
    dump: str = ""
    format: int = field(default=1)

    def write(self, folder: Path) -> None:
        path = folder / MANIFEST
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n")
        path.chmod(0o600)

    @staticmethod
    def read(folder: Path) -> "Manifest":
        """BackupError where there is none, or the dump beside it is not the one it speaks of."""
        try:
            found = Manifest(**json.loads((folder / MANIFEST).read_text()))
            same = sum_of(folder / DUMP) == found.dump
        except OSError as error:
            raise BackupError(f"{folder} holds no whole backup: {error.strerror} ({error.filename}).") from None
        except (ValueError, TypeError):
            raise BackupError(f"{folder / MANIFEST} is no manifest of a backup.") from None
        if not same:
            raise BackupError(f"{folder / DUMP} is not the file that was kept: its sum is another. Use another backup.")
        return found

    def differences(self, other: "Manifest") -> list[str]:
        """What is otherwise in ``other``, in sentences; nothing where it is the same."""
        parts = (("Table", self.tables, other.tables), ("Sequence", self.sequences, other.sequences))
        found = [
            f"{kind} {name}: {_said(mine.get(name))} kept, {_said(theirs.get(name))} there."
            for kind, mine, theirs in parts
            for name in sorted({*mine, *theirs})
            if mine.get(name) != theirs.get(name)  # type: ignore[attr-defined] # two kinds of dictionary
        ]
        names = sorted({*self.guard, *other.guard})
        guard = [name for name in names if self.guard.get(name) != other.guard.get(name)]
        return found + [f"The guard differs: {name} are not those that were kept." for name in guard]


def _said(value: object) -> str:
    if value is None:
        return "nothing"
    return f"{value[0]} rows (sum {value[1][:12]})" if isinstance(value, list) else str(value)


def sum_of(path: Path) -> str:
    """SHA-256 of a file, read a piece at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
