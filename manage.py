#!/usr/bin/env python
"""Django's command line. On a machine without DATABASE_URL it is the demonstration's, with the embedded servers."""

import os
import signal
import sys

from django.core.management import execute_from_command_line

from mosovo import demo, embedded

# Only these change tables; everything else acts as the worker, under row security.
OWNER_COMMANDS = {
    "migrate",
    "makemigrations",
    "squashmigrations",
    "sqlmigrate",
    "sqlflush",
    "showmigrations",
    "flush",
    "lintmigrations",
    "restore",
}
LOGINS = {"backup": "backup"} | dict.fromkeys(OWNER_COMMANDS, "owner")
WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diagrams",
    "findstatic",
    "help",
    "srp",
    "version",
    "--help",
    "--version",
}


def main(arguments: list[str]) -> None:
    """Run one command; the servers it needs stop with the last command that uses them."""
    command = arguments[1] if len(arguments) > 1 else "help"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mosovo.settings")
    os.environ.setdefault("MOSOVO_PROCESS", LOGINS.get(command, "worker"))
    if not os.environ.get("DATABASE_URL"):
        os.environ.update(demo.environment(os.environ))
    if command in WITHOUT_DATABASE:
        execute_from_command_line(arguments)
        return
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # the way out stops the servers
    with embedded.servers():
        execute_from_command_line(arguments)


if __name__ == "__main__":
    try:
        main(sys.argv)
    except embedded.EmbeddedError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
