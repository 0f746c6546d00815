"""Keeping and putting back, with PostgreSQL's own programs."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from mosovo import embedded
from mosovo.backup.contents import Connection, contents
from mosovo.backup.folder import DUMP, BackupError, Manifest, sum_of
from mosovo.embedded.programs import find_program

# How libpq is told where the database is; a password stays out of the command line that way.
VARIABLES = {"host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD"}
READS_ALL = """
SELECT rolname, rolsuper OR (rolbypassrls AND pg_has_role(oid, 'pg_read_all_data', 'USAGE')) FROM pg_roles
WHERE rolname = current_user
"""
TAKEN = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'sec') AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""
# The key of seals stays where it is; a migration makes it anew of the secret key.
OPTIONS = ("--format=custom", "--exclude-table-data=sec.signing_key")

Where = Mapping[str, Any]


def keep(where: Where, folder: Path, *, made_at: str) -> Manifest:
    """Write a backup of the database into a new or empty folder; what it holds. BackupError in a sentence."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} is not empty. Name a folder for this backup alone.")
    with _open(where) as connection:
        name, reads_all = connection.execute(READS_ALL).fetchone() or ("", False)
        if not reads_all:
            raise BackupError(
                f"The login {name} would leave rows out: row security hides them from it."
                " Let DATABASE_BACKUP_URL name mosovo_backup."
            )
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.transaction():
            (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            dump = folder / DUMP
            _run("pg_dump", connection, where, *OPTIONS, f"--snapshot={snapshot}", f"--file={dump}")
            dump.chmod(0o600)
            manifest = replace(contents(connection, made_at=made_at), dump=sum_of(dump))
    manifest.write(folder)
    return manifest


def put_back(where: Where, folder: Path) -> Manifest:
    """Restore a backup into an empty database, and read all of it again; what is there.

    BackupError where the target is not empty, the folder is not whole, or anything is otherwise than it was kept.
    """
    kept = Manifest.read(folder)
    with _open(where) as connection:
        (taken,) = connection.execute(TAKEN).fetchone() or (0,)
        if taken:
            raise BackupError("There is something in this database already. A backup is restored into an empty one.")
        options = ("--no-owner", "--no-comments", "--exit-on-error", "--single-transaction")
        _run("pg_restore", connection, where, *options, f"--dbname={where['dbname']}", str(folder / DUMP))
        with connection.transaction():
            found = replace(contents(connection, made_at=kept.made_at), dump=kept.dump)
    differences = kept.differences(found)
    if differences:
        raise BackupError("What was restored is not what was kept:\n" + "\n".join(differences))
    return found


def _open(where: Where) -> Connection:
    try:
        return psycopg.connect(**_named(where), autocommit=True)
    except psycopg.OperationalError as error:
        raise BackupError(f"The database does not answer: {error}") from None


def _named(where: Where) -> dict[str, Any]:
    return {name: where[name] for name in VARIABLES if where.get(name)}


def _run(name: str, connection: Connection, where: Where, *options: str) -> None:
    told = {VARIABLES[key]: str(value) for key, value in _named(where).items()}
    command = [str(_program(name, connection.info.server_version // 10000)), "--no-password", *options]
    done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{name} failed: {done.stderr.strip()}")


def _program(name: str, server: int) -> Path:
    """One that understands the server: of this machine, or of the wheel that brings PostgreSQL's programs."""
    found = shutil.which(name)
    if found and _version(Path(found)) >= server:
        return Path(found)
    try:
        return find_program(name)
    except embedded.EmbeddedError:
        raise BackupError(
            f"This needs {name} of PostgreSQL {server} or newer. On Debian: apt-get install postgresql-client-{server}"
        ) from None


def _version(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)(?:\.\d+)*\s", said + "\n")
    return int(number.group(1)) if number else 0
