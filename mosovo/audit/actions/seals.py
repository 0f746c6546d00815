"""Sealing what is on record, in order, only of transactions that have finished; no writer waits for it."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from mosovo.audit import anchor
from mosovo.audit.digests import ROWS_HASH, columns_now, rows_between, seal_hash, write_plainly
from mosovo.audit.models import Seal
from mosovo.errors import Conflict
from mosovo.identity import acting_as_system

REASON = "sealing the record"
RESTORED = (
    "The database counts fewer transactions than the last seal does: it was restored from a dump. "
    "Run manage.py migrate once as the owner, which begins a new count, and seal again."
)
ANCHOR_LOST = (
    "The anchor {path} does not hold the seals before these, or holds others. Run manage.py verify_audit and find out "
    "why; manage.py seal_audit --new-anchor then begins it anew."
)
INSERT = """
INSERT INTO audit_sealedrow (seal_id, place, source, key, digest)
SELECT %(number)s, row_number() OVER (ORDER BY _xact, source, key), source, key, digest FROM ({rows}) found
"""
# Transactions are numbered over the whole cluster. Those of other databases, asked for before FINISHED: what is known
# to be theirs stays so until it ends, and what is not known yet counts as ours.
ELSEWHERE = """
SELECT coalesce(array_agg(transactionid::text), '{}') FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND datname <> current_database()
"""
FINISHED = """
SELECT sec.era() + least(pg_snapshot_xmax(now_)::text::bigint, pg_current_xact_id_if_assigned()::text::bigint,
    (SELECT min(one::text::bigint) FROM pg_snapshot_xip(now_) one WHERE one::xid::text <> ALL (%s))),
    sec.era() + pg_snapshot_xmax(now_)::text::bigint
FROM pg_current_snapshot() now_
"""


def finished() -> tuple[int, int]:
    """The first transaction of this database that may still be running, and the first that has not begun."""
    with connection.cursor() as cursor:
        cursor.execute(ELSEWHERE)
        cursor.execute(FINISHED, cursor.fetchone())
        until, seen = cursor.fetchone()
    return until, seen


def seal(*, now: dt.datetime) -> Seal | None:
    """Seal all that finished transactions have written since the last seal; None where that is nothing.

    The seal is not handed to the anchor yet: ``hand_on`` does that once this has been committed.
    """
    with acting_as_system("seal", reason=REASON):
        until, seen = finished()
        last = Seal.objects.order_by("-number").first()
        number, first, previous = (last.number + 1, last.until, last.hash) if last else (1, 0, "")
        if until < first:
            raise Conflict(RESTORED)
        # No lock that anybody could hold keeps the record from being sealed; of two at once the second finds it done.
        try:
            with transaction.atomic():
                return _sealed(number=number, first=first, until=until, seen=seen, previous=previous, now=now)
        except IntegrityError:
            if Seal.objects.filter(number=number).exists():
                return None
            raise


def _sealed(*, number: int, first: int, until: int, seen: int, previous: str, now: dt.datetime) -> Seal | None:
    write_plainly()
    all_columns = columns_now()
    span = {"number": number, "first": first, "until": until}
    with connection.cursor() as cursor:
        # Checked at the end of the transaction: the seal follows its rows.
        cursor.execute(INSERT.format(rows=rows_between(all_columns)), span)
        cursor.execute(
            f"SELECT count(*), {ROWS_HASH}, coalesce(array_agg(DISTINCT source), '{{}}')"  # noqa: S608
            " FROM audit_sealedrow WHERE seal_id = %s",
            [number],
        )
        count, rows_hash, sources = cursor.fetchone()
    if not count:
        return None
    said = {
        "number": number,
        "sealed_at": now,
        "count": count,
        "first": first,
        "until": until,
        "seen": seen,
        "columns": {source: all_columns[source] for source in sorted(sources)},
        "rows_hash": rows_hash,
        "previous": previous,
    }
    return Seal.objects.create(**said, hash=seal_hash(**said))


def hand_on(*, anew: bool = False) -> int:
    """Hand to the anchor the seals it has not got; how many. Conflict where it does not hold those before them.

    ``anew``: begin the anchor with the first seal, for a file that was lost; an old one must be out of the way.
    """
    path = Path(settings.AUDIT_ANCHOR)
    lines = anchor.read(path)
    reached = lines[-1].number if lines else 0
    with acting_as_system("seal", reason="handing seals to the anchor"):
        before = Seal.objects.filter(number=reached).values_list("hash", flat=True).first()
        fresh = list(Seal.objects.filter(number__gt=reached).order_by("number"))
    lost = before != lines[-1].hash if lines else bool(fresh) and fresh[-1].number > 1 and not anew
    if lost:
        raise Conflict(ANCHOR_LOST.format(path=path.name))
    anchor.append(
        path, (anchor.Line(one.number, one.sealed_at.isoformat(), one.count, one.until, one.hash) for one in fresh)
    )
    return len(fresh)
