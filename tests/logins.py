"""The database logins of a force, inside a test: what the owner's rights would hide shows here."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from mosovo.identity import MARK, TELL, seal
from mosovo.staff.models import Officer


@contextmanager
def logged_in_as(login: str) -> Iterator[None]:
    """Use the test's connection as ``login`` (mosovo_web, mosovo_worker), and as the owner again afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET SESSION AUTHORIZATION {login}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET SESSION AUTHORIZATION")


def act_as(line: "psycopg.Connection[tuple[object, ...]]", person: Officer | None) -> None:
    """Say on a connection of its own what the application says at the start of a request."""
    mark = line.execute(MARK).fetchone() or ()
    sealed = seal(person.pk, *mark) if person else ""  # type: ignore[arg-type] # a number and a time
    line.execute(TELL, ["mosovo_app", str(person.pk if person else ""), sealed])
