"""Whether the demonstration is prepared already: then a start asks Django nothing, and is seconds shorter."""

import hashlib
import os
from pathlib import Path

import psycopg

from mosovo import embedded

WHICH = """
    SELECT system_identifier, oid, EXISTS (SELECT FROM staff_officer)
    FROM pg_control_system(), pg_database WHERE datname = current_database()
"""
CODE = ("mosovo", "cases", "risk", "sharing", "media_comms", "static", "build/static")


def is_prepared() -> bool:
    """Whether nothing has changed since ``keep``: not a file, not a secret, and it is the same database."""
    gathered = embedded.ROOT / "var" / "static" / "staticfiles.json"
    return gathered.exists() and _place().exists() and _place().read_text() == _mark()


def keep() -> None:
    """Remember what has been prepared."""
    _place().touch(mode=0o600)  # the password is in the hash
    _place().write_text(_mark())


def _place() -> Path:
    return embedded.place().var / "demo-prepared"


def _mark() -> str:
    """One hash of all that the preparation depends on."""
    secrets = os.environ["MOSOVO_DEMO_PASSWORD"] + os.environ["MOSOVO_SECRET_KEY"]
    mark = hashlib.sha256(secrets.encode() + _database())
    for path in (embedded.ROOT / "requirements.lock", *_files()):
        mark.update(os.fsencode(path) + path.read_bytes())
    return mark.hexdigest()


def _files() -> list[Path]:
    found = (path for name in CODE for path in (embedded.ROOT / name).rglob("*"))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def _database() -> bytes:
    """Which database it is, and whether anybody is in it; nothing where there are no tables yet."""
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    try:
        with psycopg.connect(url) as connection:
            return repr(connection.execute(WHICH).fetchone()).encode()
    except psycopg.Error:
        return os.urandom(16)
