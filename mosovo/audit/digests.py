"""The canonical text of a row and its hash, worked out by the database: rows do not travel to be sealed."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping

from django.db import connection

from mosovo.access.record import Recorded, recorded_tables

# The text of a moment, a number or bytes follows the session's settings; here it is always the same.
PLAIN_TEXT = (
    "SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true),"
    " set_config('IntervalStyle', 'postgres', true), set_config('bytea_output', 'hex', true),"
    " set_config('extra_float_digits', '1', true)"
)
Columns = Mapping[str, list[str]]


def write_plainly() -> None:
    """For the rest of the transaction, values have one text whatever the session was set to."""
    with connection.cursor() as cursor:
        cursor.execute(PLAIN_TEXT)


def columns_now() -> dict[str, list[str]]:
    """Every table of the record with its columns, as they are."""
    tables = [one.table for one in recorded_tables()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attrelid::regclass::text, array_agg(attname::text ORDER BY attnum) FROM pg_attribute"
            " WHERE attrelid = ANY (%s::regclass[]) AND attnum > 0 AND NOT attisdropped GROUP BY attrelid",
            [tables],
        )
        return dict(cursor.fetchall())


def known(columns: Columns) -> list[Recorded]:
    """The tables of the record among those of a seal."""
    return [one for one in recorded_tables() if one.table in columns]


def rows_of(one: Recorded, columns: Iterable[str]) -> str:
    """SQL that gives source, key, _xact and digest of every row of one table."""
    listed = ", ".join(f't."{name}"' for name in columns)
    return (
        f"SELECT '{one.table}' AS source, t.{one.key}::text AS key, t._xact,"  # noqa: S608 # our own names
        f" sha256(convert_to(ROW({listed})::text, 'UTF8')) AS digest FROM {one.table} t"
    )


def rows_between(columns: Columns) -> str:
    """SQL that gives the rows of all these tables from one transaction (%(first)s) up to another (%(until)s)."""
    span = " WHERE t._xact >= %(first)s AND t._xact < %(until)s"
    return " UNION ALL ".join(rows_of(one, columns[one.table]) + span for one in known(columns))


# Over source, key and hash of each row, in order; by the same words wherever it is asked for.
ROWS_HASH = (
    "encode(sha256(coalesce(string_agg(convert_to(source || ' ' || key || ' ', 'UTF8') || digest, ''::bytea"
    " ORDER BY place), ''::bytea)), 'hex')"
)


def seal_hash(
    *,
    number: int,
    sealed_at: dt.datetime,
    count: int,
    first: int,
    until: int,
    seen: int,
    columns: Columns,
    rows_hash: str,
    previous: str,
) -> str:
    """The hash of a seal over all that it says, the seal before it included."""
    said = [number, sealed_at.astimezone(dt.UTC).isoformat(), count, first, until, seen, columns, rows_hash, previous]
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
