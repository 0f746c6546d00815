"""Where the servers of one var folder live, and the addresses that follow from it."""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASE = "mosovo"
LOGINS = {
    "DATABASE_URL": "mosovo_web",
    "DATABASE_WORKER_URL": "mosovo_worker",
    "DATABASE_OWNER_URL": "mosovo_owner",
    "DATABASE_BACKUP_URL": "mosovo_backup",
    "DATABASE_SUPERUSER_URL": "postgres",
}
# The address of a Unix socket holds 107 bytes, and the longest name put after the folder's is ".s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 85


class EmbeddedError(Exception):
    """The servers cannot run here; the message says what to do."""


class RunAs(TypedDict, total=False):
    """As whom a program is started, in the words of ``subprocess``; empty for ourselves."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Place:
    """Where the servers of one var folder live; follows from the folder and the account alone."""

    var: Path
    home: Path
    sockets: Path
    account: pwd.struct_passwd | None  # None: the servers run as whoever starts them

    @property
    def run_as(self) -> RunAs:
        if self.account is None:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}


def place(var: Path | None = None) -> Place:
    """The place of ``var``, by default MOSOVO_VAR or the project's own var folder."""
    var = (var or Path(os.environ.get("MOSOVO_VAR") or ROOT / "var")).resolve()
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    if account is None or all(_open_to_all(parent) for parent in var.parents):
        home = var / "servers"
    else:
        home = Path("/var/lib") / f"mosovo-{_mark(var)}"
    sockets = home / "sockets"
    if len(os.fsencode(sockets)) > LONGEST_SOCKET_FOLDER:
        # Not tempfile.gettempdir(): TMPDIR differs between the processes that must find each other, and may be as deep.
        sockets = Path("/tmp") / f"mosovo-{_mark(var)}"  # noqa: S108
    return Place(var, home, sockets, account)


def _mark(var: Path) -> str:
    return hashlib.sha256(os.fsencode(var)).hexdigest()[:12]


def _open_to_all(folder: Path) -> bool:
    return bool(folder.stat().st_mode & 0o001) if folder.exists() else True


def urls(var: Path | None = None) -> dict[str, str]:
    """The variables that lead to the embedded servers of ``var``, running or not."""
    here = place(var)
    host = quote(str(here.sockets), safe="")
    return {
        **{name: f"postgresql://{login}@{host}:5432/{DATABASE}" for name, login in LOGINS.items()},
        "REDIS_URL": f"redis+socket://{quote(str(here.sockets / 'valkey.sock'))}",
    }


def client_url(url: str) -> str:
    """A broker's address as the Redis client writes it: Celery has a word of its own for a Unix socket."""
    return url.replace("redis+socket://", "unix://")


def own_folder(path: Path, here: Place) -> None:
    """Make a folder that only the servers' account may enter, and refuse one that somebody else has put there."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if here.account:
            os.chown(path, here.account.pw_uid, here.account.pw_gid)
    owner = here.account.pw_uid if here.account else os.geteuid()
    found = path.lstat()
    if found.st_uid != owner or not stat.S_ISDIR(found.st_mode):
        raise EmbeddedError(
            f"{path} is not a folder of user number {owner}, as whom the servers run now. "
            "Run as the user who made it, or set MOSOVO_VAR to another folder."
        )
    path.chmod(0o700)
