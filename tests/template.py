"""The migrated database that the tests' own are copies of, made again only when a migration or a package changes.

``python -m tests.template`` makes it beforehand.
"""

import fcntl
import hashlib
import os
import subprocess
import sys

import psycopg

import tests.environment  # noqa: F401 # the servers
from mosovo import embedded


def template() -> str:
    """The name of the template database; made by whoever asks first."""
    migrations = sorted(embedded.ROOT.glob("**/migrations/*.py"))
    lock_file = embedded.ROOT / "requirements.lock"
    ours = [path for path in migrations if ".venv" not in path.parts and "node_modules" not in path.parts]
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in [*ours, lock_file])).hexdigest()[:12]
    name = f"mosovo_template_{mark}"
    url = os.environ["DATABASE_URL"]
    var = embedded.place().var
    var.mkdir(parents=True, exist_ok=True)
    with (var / "template.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(url, autocommit=True) as connection:
            known = {row[0] for row in connection.execute("SELECT datname FROM pg_database").fetchall()}
            if name in known:
                return name
            for old in known:
                if old.startswith("mosovo_template_"):
                    connection.execute(f'DROP DATABASE "{old}"')
            connection.execute(f'CREATE DATABASE "{name}_new"')
        target = url.rsplit("/", 1)[0] + f"/{name}_new"
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            cwd=embedded.ROOT,
            env={name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
            | {"DATABASE_URL": target},
            check=True,
        )
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
    return name


if __name__ == "__main__":
    template()
