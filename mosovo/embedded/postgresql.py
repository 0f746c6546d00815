"""PostgreSQL, with the project's roles, database and extensions."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psycopg

from mosovo.embedded.places import DATABASE, ROOT, EmbeddedError
from mosovo.embedded.programs import Programs
from mosovo.embedded.server import Server

ROLES_SQL, EXTENSIONS_SQL = (ROOT / "mosovo" / "database" / name for name in ("roles.sql", "extensions.sql"))
# The C.UTF-8 built into PostgreSQL sorts the same on every machine, whatever locales that has.
INITDB = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--locale-provider=builtin"]
INITDB += ["--builtin-locale=C.UTF-8"]
SETTINGS = {
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
        done = subprocess.run(
            [programs.postgresql / "initdb", "-D", half, *INITDB],
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
        settings = SETTINGS | {"unix_socket_directories": f'"{self.here.sockets}"'}
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
        done = self.data / "mosovo.settled"
        wanted = hashlib.sha256(ROLES_SQL.read_bytes() + EXTENSIONS_SQL.read_bytes()).hexdigest()
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
            connection.execute(EXTENSIONS_SQL.read_bytes())

    def _connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.here.sockets), port=5432, user="postgres", dbname=database, autocommit=True, connect_timeout=5
        )
