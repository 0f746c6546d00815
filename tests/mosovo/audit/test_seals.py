"""The sealed chain: what is on record is sealed in order, and who tampers with it, a superuser too, is found out."""

import datetime as dt
import json
import random
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.models import Case
from mosovo.access.install import install
from mosovo.access.record import recorded_tables
from mosovo.audit.actions import hand_on, seal
from mosovo.audit.models import Look, Refusal, Seal, SealedRow
from mosovo.audit.verifying import CHANGED, CUT_OFF, INSERTED, MISSING, Fault, verify
from mosovo.errors import Conflict
from mosovo.identity import acting_as
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)

KEYS = {one.table: one.key for one in recorded_tables()}
LONGEST = 30  # seconds, for transactions of other tests to finish: the cluster counts them all


def run(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


def seal_all() -> None:
    """Seal until nothing committed is left out."""
    since = time.monotonic()
    newest = " UNION ALL ".join(f"SELECT max(_xact) FROM {table}" for table in KEYS)  # noqa: S608
    while time.monotonic() - since < LONGEST:
        with logged_in_as("mosovo_worker"):
            seal(now=timezone.now())
            hand_on()
        sealed = Seal.objects.order_by("-number").values_list("until", flat=True).first() or 0
        if max((xact or 0) for (xact,) in run(newest)) < sealed:  # type: ignore[operator]
            return
        time.sleep(0.2)
    raise AssertionError("a transaction that did not finish kept the record from being sealed")


@pytest.fixture
def anchor(tmp_path: Path, settings) -> Path:
    settings.AUDIT_ANCHOR = tmp_path / "beside" / "audit-anchor.jsonl"
    return settings.AUDIT_ANCHOR


@pytest.fixture
def sealed(anchor: Path, people: People, case: Case) -> Path:
    """Four seals over changes, looks and refusals; the anchor that has them."""
    for round_ in range(4):
        for number in range(3):
            with acting_as(people.offender_manager, reason=f"Reason {round_} {number}"):
                Case.objects.filter(pk=case.pk).update(last_visit_on=f"2026-0{round_ + 1}-0{number + 1}")
                who = {"person_id": people.offender_manager.pk, "path": f"/{round_}/{number}/"}
                Look.objects.create(case_ids=[case.pk], compartment="case", kind="page", **who)
                Refusal.objects.create(status=403, sentence=f"No, {number}.", **who)
        seal_all()
    return anchor


def faults() -> list[Fault]:
    with transaction.atomic():
        return verify(now=timezone.now()).faults


def test_what_is_sealed_is_found_as_it_was(sealed: Path) -> None:
    assert faults() == []
    with logged_in_as("mosovo_worker"):
        call_command("verify_audit")
    counts = {table: run(f"SELECT count(*) FROM {table}")[0][0] for table in KEYS}  # noqa: S608
    assert SealedRow.objects.count() == sum(counts.values()) == sum(Seal.objects.values_list("count", flat=True))  # type: ignore[arg-type]
    lines = [json.loads(text) for text in sealed.read_text().splitlines()]
    assert [(line["number"], line["hash"]) for line in lines] == list(Seal.objects.values_list("number", "hash"))
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600


def test_sealing_again_seals_nothing_twice(sealed: Path) -> None:
    before = Seal.objects.count()
    with logged_in_as("mosovo_worker"):
        assert seal(now=timezone.now()) is None
        assert hand_on() == 0
    assert Seal.objects.count() == before


def test_what_a_running_transaction_writes_waits_for_the_next_seal(sealed: Path, people: People) -> None:
    look = {"person_id": people.auditor.pk, "case_ids": [], "compartment": "plain", "kind": "record"}
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(
                "INSERT INTO audit_look (id, at, system, path, kind, case_ids, compartment, reason)"
                " VALUES (gen_random_uuid(), now(), '', '/slow/', 'page', '{}', 'plain', '')"
            )
            Look.objects.create(path="/quick/", **look)
            seal(now=timezone.now())
            assert not SealedRow.objects.filter(key=str(Look.objects.get(path="/quick/").pk)).exists()
            cursor.execute("COMMIT")
    finally:
        other.close()
    seal_all()
    for path in ("/slow/", "/quick/"):
        assert SealedRow.objects.filter(key=str(Look.objects.get(path=path).pk)).exists()
    assert faults() == []


ALTERING = (
    "UPDATE audit_seal SET hash = ''",
    "DELETE FROM audit_seal",
    "TRUNCATE audit_seal CASCADE",
    "UPDATE audit_sealedrow SET digest = ''",
    "DELETE FROM audit_sealedrow",
    "TRUNCATE audit_sealedrow",
)


@pytest.mark.parametrize("login", ["mosovo_web", "mosovo_worker"])
def test_no_login_alters_a_seal(login: str, sealed: Path, people: People) -> None:
    roles = ["mosovo_app"] + ["mosovo_system"] * (login == "mosovo_worker")
    with logged_in_as(login):
        for role in roles:
            for statement in ALTERING:
                with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                    run(f"SET LOCAL ROLE {role}; {statement}")
    with (
        logged_in_as("mosovo_web"),
        pytest.raises(DatabaseError, match="row-level security"),
        acting_as(people.auditor),
    ):
        Seal.objects.create(number=99, sealed_at=timezone.now(), count=0, first=0, until=1, seen=1, columns={})


Tampered = tuple[str, str, str]  # table, key, what is wrong with it
Tampering = Callable[[random.Random], Tampered]


def any_row(chance: random.Random, *tables: str) -> tuple[str, str, str]:
    """A sealed row: its table, the column of its key, its key."""
    table = chance.choice(tables or ("cases_caseevent", "pghistory_context", "audit_look", "audit_refusal"))
    keys = sorted(SealedRow.objects.filter(source=table).values_list("key", flat=True))
    return table, KEYS[table], chance.choice(keys)


WORDS = {
    "cases_caseevent": ("status = 'closed'", "pgh_label = 'x'", "_uid = 99999", "pgh_context_id = NULL"),
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


TAMPERINGS = (change, delete, swap, insert, alter_hash, alter_seal, cut_tail, cut_rows, remove_seal)


@pytest.fixture
def triggers_off() -> Iterator[None]:
    run("SET session_replication_role = replica")
    yield
    run("RESET session_replication_role")


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_of_a_superuser_is_found_and_named(tampering: Tampering, sealed: Path, triggers_off: None) -> None:
    for seed in range(24):
        with transaction.atomic():
            table, key, what = tampering(random.Random(f"{tampering.__name__} {seed}"))  # noqa: S311
            found = verify(now=timezone.now()).faults
            transaction.set_rollback(True)
        first = found[0]
        assert (first.table, first.key, first.what) == (table, key, what), (seed, found[:3])
    assert faults() == []


def test_command_names_the_first_broken_row(sealed: Path) -> None:
    look = Look.objects.order_by("at").first()
    run("UPDATE audit_look SET reason = 'none' WHERE id = %s", look.pk)
    with logged_in_as("mosovo_worker"), pytest.raises(CommandError, match=f"audit_look {look.pk} was found changed"):
        call_command("verify_audit")


def test_anchor_that_was_lost_is_not_begun_anew_unasked(sealed: Path) -> None:
    sealed.unlink()
    with pytest.raises(Conflict, match="does not hold the seals before these"):
        hand_on()
    assert {fault.what for fault in verify(now=timezone.now() + dt.timedelta(hours=2)).faults} == {MISSING}
    hand_on(anew=True)
    assert verify(now=timezone.now() + dt.timedelta(hours=2)).faults == []


def test_anchor_that_holds_other_seals_is_not_continued(sealed: Path) -> None:
    sealed.write_text(sealed.read_text().replace('"hash": "', '"hash": "0'))
    with pytest.raises(Conflict, match="holds others"):
        hand_on()
    assert faults()[0].table == "audit_seal"


def test_seal_that_was_not_handed_on_goes_with_the_next(sealed: Path, people: People) -> None:
    Look.objects.create(path="/", kind="record", case_ids=[], compartment="plain")
    with logged_in_as("mosovo_worker"):
        seal(now=timezone.now())
    assert faults() == []
    seal_all()
    assert len(sealed.read_text().splitlines()) == Seal.objects.count()


def test_database_restored_into_a_cluster_that_counts_less_begins_an_era(sealed: Path) -> None:
    run("UPDATE audit_seal SET until = until + 1000000000 WHERE number = (SELECT max(number) FROM audit_seal)")
    with pytest.raises(Conflict, match="restored from a dump"):
        seal(now=timezone.now())
    install()
    Look.objects.create(path="/after/", kind="record", case_ids=[], compartment="plain")
    seal_all()
    assert SealedRow.objects.filter(key=str(Look.objects.get(path="/after/").pk)).exists()
    assert run("SELECT sec.era() > 0") == [(True,)]


def test_column_that_came_later_leaves_old_seals_whole(sealed: Path) -> None:
    with transaction.atomic():
        run("ALTER TABLE audit_refusal ADD COLUMN later text NOT NULL DEFAULT 'x'")
        assert faults() == []
        transaction.set_rollback(True)


def test_sealing_keeps_up(anchor: Path, db: None) -> None:
    count = 40_000
    run(
        "INSERT INTO audit_look (id, at, person_id, system, path, kind, case_ids, compartment, reason)"
        " SELECT gen_random_uuid(), now(), 1, '', '/cases/N' || n || '/', 'page', ARRAY[n], 'case', ''"
        " FROM generate_series(1, %s) n",
        count,
    )
    start = time.perf_counter()
    seal_all()
    took = time.perf_counter() - start
    assert SealedRow.objects.count() >= count
    assert count / took >= 20_000, f"{count / took:.0f} rows a second"
