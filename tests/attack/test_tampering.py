"""A superuser of the database tampers with what is sealed, triggers off: each time the first broken row is named."""

import json
import random
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.models import Case
from mosovo.access.record import recorded_tables
from mosovo.audit.digests import ROWS_HASH, rows_of, seal_hash, write_plainly
from mosovo.audit.models import Seal, SealedRow
from mosovo.audit.verifying import CHANGED, CUT_OFF, INSERTED, MISSING, verify
from tests.attack.tally import Tally
from tests.people import People
from tests.sealing import KEYS, faults, run, seal_four_times

pytestmark = pytest.mark.django_db(transaction=True)

Tampered = tuple[str, str, str]  # table, key, what is wrong with it
Tampering = Callable[[random.Random], Tampered]


def any_row(chance: random.Random, *tables: str) -> tuple[str, str, str]:
    """A sealed row: its table, the column of its key, its key."""
    table = chance.choice(tables or ("cases_caseevent", "pghistory_context", "audit_look", "audit_refusal"))
    keys = sorted(SealedRow.objects.filter(source=table).values_list("key", flat=True))
    return table, KEYS[table], chance.choice(keys)


WORDS = {
    "cases_caseevent": ("status = 'closed'", "pgh_label = 'x'", "_uid = 99999", "pgh_label = upper(pgh_label)"),
    "pghistory_context": ("metadata = '{}'", "created_at = created_at - interval '1 microsecond'", "_uid = 99999"),
    "audit_look": ("case_ids = '{7}'", "reason = 'A better one'", "person_id = 99999", "at = at + interval '1 s'"),
    "audit_refusal": ("sentence = 'Yes.'", "status = 200", "_xact = _xact + 1", "address = '10.0.0.1'"),
}


def change(chance: random.Random) -> Tampered:
    table, key, value = any_row(chance)
    run(f"UPDATE {table} SET {chance.choice(WORDS[table])} WHERE {key}::text = %s", value)  # noqa: S608
    return table, value, CHANGED


def delete(chance: random.Random) -> Tampered:
    table, key, value = any_row(chance)
    run(f"DELETE FROM {table} WHERE {key}::text = %s", value)  # noqa: S608
    return table, value, MISSING


def swap(chance: random.Random) -> Tampered:
    """Two rows trade what they say."""
    table = chance.choice(("audit_look", "audit_refusal"))
    first, second = chance.sample(list(SealedRow.objects.filter(source=table).order_by("seal", "place")), 2)
    if (first.seal_id, first.place) > (second.seal_id, second.place):
        first, second = second, first
    run(
        f"UPDATE {table} t SET path = o.path, at = o.at, _xact = o._xact FROM {table} o"  # noqa: S608
        " WHERE (t.id::text = %s AND o.id::text = %s) OR (t.id::text = %s AND o.id::text = %s)",
        first.key,
        second.key,
        second.key,
        first.key,
    )
    return table, first.key, CHANGED


def insert(chance: random.Random) -> Tampered:
    """A row among what is sealed, or one that claims an earlier day."""
    table, key, value = any_row(chance, "audit_look", "audit_refusal", "cases_caseevent")
    columns = [
        str(name)
        for (name,) in run("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", table)
    ]
    listed = ", ".join(columns)
    fresh = "gen_random_uuid()" if key == "id" else "nextval(pg_get_serial_sequence('cases_caseevent', 'pgh_id'))"
    values = {name: name for name in columns} | {key: fresh}
    if chance.random() < 0.4:
        at = next(one.at for one in recorded_tables() if one.table == table)
        values |= {"_xact": "sec.xact()", at: "now() - interval '3 days'"}
    chosen = ", ".join(values[name] for name in columns)
    made = run(
        f"INSERT INTO {table} ({listed}) SELECT {chosen} FROM {table} WHERE {key}::text = %s RETURNING {key}::text",  # noqa: S608
        value,
    )
    return table, str(made[0][0]), INSERTED


def alter_hash(chance: random.Random) -> Tampered:
    """The row and its hash in the list, so that the two agree; or a hash alone."""
    row = chance.choice(list(SealedRow.objects.order_by("pk")))
    run("UPDATE audit_sealedrow SET digest = sha256('x') WHERE id = %s", row.pk)
    return "audit_sealedrow", f"{row.seal_id}/{row.place}", CHANGED


def alter_seal(chance: random.Random) -> Tampered:
    number = chance.choice(list(Seal.objects.values_list("number", flat=True)))
    what = chance.choice(
        ("hash = md5('x')", "count = count + 1", "previous = 'x'", "rows_hash = 'x'", "until = until + 1")
    )
    run(f"UPDATE audit_seal SET {what} WHERE number = %s", number)  # noqa: S608
    return "audit_seal", str(number), CHANGED


def cut_tail(chance: random.Random) -> Tampered:
    """The last seals, with all that they cover."""
    left = chance.choice(list(Seal.objects.values_list("number", flat=True))[:-1])
    first_gone = Seal.objects.get(number=left + 1)
    for table in KEYS:
        run(f"DELETE FROM {table} WHERE _xact >= %s", first_gone.first)  # noqa: S608
    run("DELETE FROM audit_sealedrow WHERE seal_id > %s", left)
    run("DELETE FROM audit_seal WHERE number > %s", left)
    return "audit_seal", str(left + 1), CUT_OFF


def cut_rows(chance: random.Random) -> Tampered:
    """The last rows under the last seal, and its list with them."""
    last = Seal.objects.order_by("-number")[0]
    gone = list(last.rows.order_by("-place")[: chance.randint(1, 3)])
    for row in gone:
        run(f"DELETE FROM {row.source} WHERE {KEYS[row.source]}::text = %s", row.key)  # noqa: S608
        run("DELETE FROM audit_sealedrow WHERE id = %s", row.pk)
    return "audit_sealedrow", f"{last.number}/{gone[-1].place}", CUT_OFF


def remove_seal(chance: random.Random) -> Tampered:
    number = chance.choice(list(Seal.objects.values_list("number", flat=True))[:-1])
    run("DELETE FROM audit_sealedrow WHERE seal_id = %s", number)
    run("DELETE FROM audit_seal WHERE number = %s", number)
    return "audit_seal", str(number), MISSING


def reorder(chance: random.Random) -> Tampered:
    """Two rows under one seal trade their places in its list."""
    number = chance.choice(list(Seal.objects.values_list("number", flat=True)))
    first, second = sorted(chance.sample(list(SealedRow.objects.filter(seal=number)), 2), key=lambda row: row.place)
    for row, place in ((first, 900_000), (second, first.place), (first, second.place)):
        run("UPDATE audit_sealedrow SET place = %s WHERE id = %s", place, row.pk)
    return "audit_sealedrow", f"{number}/{first.place}", CHANGED


def trade_seals(chance: random.Random) -> Tampered:
    """Two seals trade their numbers, and their rows with them."""
    one, other = sorted(chance.sample(list(Seal.objects.values_list("number", flat=True)), 2))
    for table, column in (("audit_sealedrow", "seal_id"), ("audit_seal", "number")):
        for before, after in ((one, 900), (other, one), (900, other)):
            run(f"UPDATE {table} SET {column} = %s WHERE {column} = %s", after, before)  # noqa: S608
    return "audit_seal", str(one), CHANGED


def replace_anchor_line(chance: random.Random) -> Tampered:
    """A seal whose hash was worked out anew after a change, and the anchor made to say the same of another."""
    path = Path(settings.AUDIT_ANCHOR)
    lines = path.read_text().splitlines()
    number = chance.randrange(len(lines))
    said = json.loads(lines[number]) | {"hash": sha256(chance.randbytes(8)).hexdigest()}
    path.write_text("\n".join([*lines[:number], json.dumps(said), *lines[number + 1 :]]) + "\n")
    return "audit_seal", str(said["number"]), CHANGED


def drop_anchor_line(chance: random.Random) -> Tampered:
    path = Path(settings.AUDIT_ANCHOR)
    lines = path.read_text().splitlines()
    number = chance.randrange(len(lines) - 1)
    path.write_text("\n".join([*lines[:number], *lines[number + 1 :]]) + "\n")
    return "the anchor, line", str(number + 1), MISSING


def chain_anew(chance: random.Random) -> Tampered:
    """A row is changed, and every hash from its seal on worked out as the sealer would: the anchor knows better."""
    row = chance.choice(list(SealedRow.objects.filter(source="audit_look")))
    run("UPDATE audit_look SET reason = 'A better one' WHERE id::text = %s", row.key)
    columns = next(one for one in recorded_tables() if one.table == "audit_look")
    seal = Seal.objects.get(number=row.seal_id)
    write_plainly()
    rehash = rows_of(columns, seal.columns["audit_look"])
    run(f"UPDATE audit_sealedrow e SET digest = r.digest FROM ({rehash}) r WHERE e.key = r.key AND e.id = %s", row.pk)  # noqa: S608
    previous = seal.previous
    for one in Seal.objects.filter(number__gte=row.seal_id):
        one.rows_hash = run(f"SELECT {ROWS_HASH} FROM audit_sealedrow WHERE seal_id = %s", one.number)[0][0]  # noqa: S608
        one.previous = previous
        said = ("number", "sealed_at", "count", "first", "until", "seen", "columns", "rows_hash", "previous")
        one.hash = previous = seal_hash(**{name: getattr(one, name) for name in said})
        run(
            "UPDATE audit_seal SET rows_hash = %s, previous = %s, hash = %s WHERE number = %s",
            one.rows_hash,
            one.previous,
            one.hash,
            one.number,
        )
    return "audit_seal", str(row.seal_id), CHANGED


TAMPERINGS = (
    *(change, delete, swap, insert, alter_hash, alter_seal, cut_tail, cut_rows, remove_seal),
    *(reorder, trade_seals, replace_anchor_line, drop_anchor_line, chain_anew),
)


@pytest.fixture
def sealed(tmp_path: Path, settings, people: People, case: Case) -> Path:
    """Four seals, and the anchor that has them."""
    settings.AUDIT_ANCHOR = tmp_path / "audit-anchor.jsonl"
    seal_four_times(people, case)
    return settings.AUDIT_ANCHOR


@pytest.fixture
def triggers_off() -> Iterator[None]:
    run("SET session_replication_role = replica")
    yield
    run("RESET session_replication_role")


def test_tampering_of_a_superuser_is_found_and_named(
    sealed: Path, triggers_off: None, times: Callable[[int, int], int]
) -> None:
    tally = Tally(f"{len(TAMPERINGS)} kinds of tampering by a superuser (leaked: not found)", figure="16")
    kept, missed = sealed.read_text(), []
    for tampering in TAMPERINGS:
        for seed in range(times(4, 72)):
            with transaction.atomic():
                wanted = tampering(random.Random(f"{tampering.__name__} {seed}"))  # noqa: S311
                found = verify(now=timezone.now()).faults
                transaction.set_rollback(True)
            sealed.write_text(kept)
            first = [(fault.table, fault.key, fault.what) for fault in found[:1]]
            tally.tried += 1
            tally.leaked += not found
            if first != [wanted]:
                missed.append((tampering.__name__, seed, wanted, found[:3]))
    assert missed == []
    assert faults() == []
