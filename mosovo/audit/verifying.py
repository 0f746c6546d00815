"""Whether the record is as it was sealed: everything is worked out again, and compared with the anchor."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from mosovo.access.record import recorded_tables
from mosovo.audit import anchor
from mosovo.audit.digests import ROWS_HASH, Columns, columns_now, rows_between, rows_of, seal_hash, write_plainly
from mosovo.audit.models import Seal, SealedRow

CHANGED, MISSING, INSERTED, CUT_OFF = "changed", "missing", "inserted", "cut off"
# A request that read for long before it wrote began before a seal that it comes after; no request takes an hour.
SLACK = dt.timedelta(hours=1)
LAST = 2**62


@dataclass(frozen=True, order=True)
class Fault:
    """Something that is not as it was sealed. seal, place: where in the chain; what: one of the words above."""

    seal: int
    place: int
    table: str
    key: str
    what: str

    def __str__(self) -> str:
        return f"Seal {self.seal}: {self.table} {self.key} was {'' if self.what == CUT_OFF else 'found '}{self.what}."


@dataclass(frozen=True)
class Verified:
    """What was gone through, and what is wrong with it, the first in the chain first."""

    seals: int
    rows: int
    faults: list[Fault]


def verify(*, now: dt.datetime) -> Verified:
    """Work out every hash again. ValueError where the anchor cannot be read."""
    write_plainly()
    seals = list(Seal.objects.order_by("number"))
    faults = list(_faults_of_seals(seals, anchor.read(Path(settings.AUDIT_ANCHOR)), now=now))
    broken = {fault.seal for fault in faults}
    sound = [seal for seal in seals if seal.number not in broken]
    wrong_lists = _wrong_lists(sound)
    for seal in wrong_lists:
        faults += _faults_of_list(seal)
    trusted = [seal for seal in sound if seal not in wrong_lists]
    faults += _faults_of_rows(trusted)
    faults += _inserted(seals)
    return Verified(len(seals), sum(seal.count for seal in seals), sorted(set(faults)))


def _faults_of_seals(seals: list[Seal], lines: list[anchor.Line], *, now: dt.datetime) -> Iterator[Fault]:
    """The chain itself, and the chain against the anchor."""
    kept, anchored = {seal.number: seal for seal in seals}, {line.number: line for line in lines}
    last_kept, last_anchored = max(kept, default=0), max(anchored, default=0)
    previous: str | None = ""
    for number in range(1, max(last_kept, last_anchored) + 1):
        seal, line = kept.get(number), anchored.get(number)
        if seal is None:
            yield _seal_fault(number, MISSING if number < last_kept else CUT_OFF)
        elif (
            seal.hash != _hash_again(seal)
            or (line and line.hash != seal.hash)
            or (previous is not None and seal.previous != previous)
        ):
            yield _seal_fault(number, CHANGED)
        elif line is None and (number < last_anchored or now - seal.sealed_at > SLACK):
            yield Fault(number, 0, "the anchor, line", str(number), MISSING)
        # After a seal that is gone, the next one's word about it cannot be checked but by the anchor.
        previous = seal.hash if seal else (line.hash if line else None)


def _seal_fault(number: int, what: str) -> Fault:
    return Fault(number, 0, Seal._meta.db_table, str(number), what)


def _hash_again(seal: Seal) -> str:
    return seal_hash(
        number=seal.number,
        sealed_at=seal.sealed_at,
        count=seal.count,
        first=seal.first,
        until=seal.until,
        seen=seal.seen,
        columns=seal.columns,
        rows_hash=seal.rows_hash,
        previous=seal.previous,
    )


def _wrong_lists(seals: list[Seal]) -> list[Seal]:
    """Seals whose list of rows does not give their hash."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT seal_id, {ROWS_HASH} FROM audit_sealedrow GROUP BY seal_id")  # noqa: S608
        found = dict(cursor.fetchall())
    return [seal for seal in seals if found.get(seal.number) != seal.rows_hash]


def _faults_of_list(seal: Seal) -> Iterator[Fault]:
    """Where the list under a seal differs from the rows that it lists, or from the places it must have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_number() OVER (ORDER BY _xact, source, key), source, key, digest"  # noqa: S608
            f" FROM ({rows_between(_still_there(seal.columns, columns_now()))}) found",
            {"first": seal.first, "until": seal.until},
        )
        there = {place: (source, key, bytes(digest)) for place, source, key, digest in cursor.fetchall()}
    listed = {
        place: (source, key, bytes(digest))
        for place, source, key, digest in seal.rows.values_list("place", "source", "key", "digest")
    }
    table, found = SealedRow._meta.db_table, False
    for place in sorted({*listed, *range(1, seal.count + 1)}):
        if place not in listed:
            what = CUT_OFF if place > max(listed, default=0) else MISSING
        elif place > seal.count:
            what = INSERTED
        elif listed[place] != there.get(place):
            what = CHANGED
        else:
            continue
        found = True
        yield Fault(seal.number, place, table, f"{seal.number}/{place}", what)
    if not found:
        yield Fault(seal.number, 1, table, f"{seal.number}", CHANGED)


def _still_there(columns: Columns, now: Columns) -> dict[str, list[str]]:
    return {table: listed for table, listed in columns.items() if set(listed) <= set(now.get(table, ()))}


def _faults_of_rows(seals: list[Seal]) -> Iterator[Fault]:
    """Rows that are not as the list under their seal has them, or are gone."""
    layouts: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    now = columns_now()
    for seal in seals:
        there = _still_there(seal.columns, now)
        for table, columns in seal.columns.items():
            if table in there:
                layouts.setdefault((table, tuple(columns)), []).append(seal.number)
            else:
                yield Fault(seal.number, LAST, table, "", "without a column it was sealed with")
    tables = {one.table: one for one in recorded_tables()}
    parts, values = [], []
    for (table, columns), numbers in layouts.items():
        parts.append(
            "SELECT e.seal_id, e.place, e.source, e.key, r.key IS NULL"  # noqa: S608
            f" FROM audit_sealedrow e LEFT JOIN ({rows_of(tables[table], columns)}) r ON r.key = e.key"
            f" WHERE e.source = '{table}' AND e.seal_id = ANY (%s) AND r.digest IS DISTINCT FROM e.digest"
        )
        values.append(numbers)
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for number, place, table, key, is_gone in cursor.fetchall():
                yield Fault(number, place, table, key, MISSING if is_gone else CHANGED)


def _inserted(seals: list[Seal]) -> Iterator[Fault]:
    """Rows among what was sealed that no list has, and rows that claim a time before a seal they came after."""
    if not seals:
        return
    until = max(seal.until for seal in seals)
    parts = [
        f"SELECT '{one.table}', t.{one.key}::text, t._xact FROM {one.table} t"  # noqa: S608
        f" WHERE (t._xact < %(until)s AND NOT EXISTS (SELECT 1 FROM audit_sealedrow e"
        f" WHERE e.source = '{one.table}' AND e.key = t.{one.key}::text))"
        f" OR (t._xact >= %(seen)s AND t.{one.at} + make_interval(secs => %(slack)s) <"
        " (SELECT max(s.sealed_at) FROM audit_seal s WHERE s.seen <= t._xact))"
        for one in recorded_tables()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(parts),
            {"until": until, "seen": min(seal.seen for seal in seals), "slack": SLACK.total_seconds()},
        )
        for table, key, xact in cursor.fetchall():
            number = next((seal.number for seal in seals if seal.first <= xact < seal.until), seals[-1].number)
            yield Fault(number, LAST, table, key, INSERTED)
