"""What many tests begin from: made once by the actions themselves, and put back as it was into each test that asks."""

from collections.abc import Callable, Hashable
from copy import deepcopy
from typing import Generic, TypeVar

from django.db import connection

T = TypeVar("T")


class Kept(Generic[T]):
    """The rows that a making adds, and what it gave back.

    ``begin(make, world)`` puts back what was made in the same ``world`` (what the rows refer to by number), and makes
    it where it has not been made there yet. A making may only add to tables that were empty.
    """

    def __init__(self) -> None:
        self._world: Hashable = None
        self._rows: dict[str, bytes] = {}
        self._made: T | None = None

    def begin(self, make: Callable[[], T], world: Hashable) -> T:
        if self._made is None or world != self._world:
            before = _sizes()
            self._made = make()
            grown = {table for table, size in _sizes().items() if size != before[table]}
            assert not any(before[table] for table in grown), f"not empty before: {grown}"
            self._rows = {table: _read(table) for table in sorted(grown)}
            self._world = world
        else:
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = replica")  # no trigger and no check runs again
                for table, rows in self._rows.items():
                    with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                        copy.write(rows)
                cursor.execute("SET session_replication_role = origin")
        return deepcopy(self._made)


def reference_world() -> Hashable:
    """The numbers of the reference rows, which change when the tables were emptied and filled again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT min(id) FROM staff_role), (SELECT min(id) FROM auth_permission)")
        row: tuple[int, int] = cursor.fetchone()
    return row


def _sizes() -> dict[str, int]:
    tables = connection.introspection.table_names()
    counts = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


def _read(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(bytes(part) for part in copy)
