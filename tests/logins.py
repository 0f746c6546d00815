"""The database logins of a force, inside a test: what the owner's rights would hide shows here."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


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
