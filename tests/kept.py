"""What many tests begin from: made once by the actions themselves, and put back as it was into each test that asks."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from typing import Generic, TypeVar

from django.db import connection, transaction

T = TypeVar("T")


class Kept(Generic[T]):
    """The rows that a making adds, and what it gave back.

    ``begin(make)`` makes it the first time and puts it back from then on. A making may only add to empty tables.
    """

    def __init__(self) -> None:
        self._rows: dict[str, bytes] = {}
        self._made: T | None = None

    def begin(self, make: Callable[[], T]) -> T:
        if self._made is None:
            before = _sizes()
            self._made = make()
            grown = {table for table, size in _sizes().items() if size != before[table]}
            assert not any(before[table] for table in grown), f"not empty before: {grown}"
            self._rows = {table: _read(table) for table in sorted(grown)}
        else:
            with _unchecked():
                _write(self._rows)
        return deepcopy(self._made)


class Ground:
    """What a migrated database holds before anything is done in it; ``clear`` leaves that and nothing else.

    It takes the place of Django's flush after a test that commits, which fills the reference tables anew by running
    every handler that follows a migration.
    """

    def __init__(self) -> None:
        self._rows = {table: _read(table) for table, size in _sizes().items() if size}

    def clear(self) -> None:
        filled = [table for table, size in _sizes().items() if size]
        with _unchecked():
            with connection.cursor() as cursor:
                for table in filled:
                    cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
            _write(self._rows)


@contextmanager
def _unchecked() -> Iterator[None]:
    """No trigger and no foreign key is looked at: the rows were checked when they were first made."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def _write(rows: Mapping[str, bytes]) -> None:
    for table, text in rows.items():
        with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
            copy.write(text)


def _sizes() -> dict[str, int]:
    tables = connection.introspection.table_names()
    counts = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


def _read(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(bytes(part) for part in copy)
