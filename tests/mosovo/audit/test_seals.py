"""The sealed chain: what is on record is sealed in order, and who tampers with it, a superuser too, is found out."""

import datetime as dt
import json
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.models import Case
from mosovo.access.install import install
from mosovo.audit.actions import hand_on, seal
from mosovo.audit.models import Look, Seal, SealedRow
from mosovo.audit.verifying import MISSING, verify
from mosovo.errors import Conflict
from mosovo.identity import acting_as
from tests.logins import logged_in_as
from tests.people import People
from tests.sealing import KEYS, faults, run, seal_all, seal_four_times, wait_for_others

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anchor(tmp_path: Path, settings) -> Path:
    settings.AUDIT_ANCHOR = tmp_path / "beside" / "audit-anchor.jsonl"
    return settings.AUDIT_ANCHOR


@pytest.fixture
def sealed(anchor: Path, people: People, case: Case) -> Path:
    """Four seals over changes, looks and refusals; the anchor that has them."""
    seal_four_times(people, case)
    return anchor


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


def test_no_lock_held_elsewhere_keeps_the_record_from_being_sealed(sealed: Path) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended('audit:seal', 0))")
            cursor.execute("BEGIN")
            cursor.execute("SET LOCAL ROLE mosovo_app")
            cursor.execute("SELECT count(*) FROM audit_seal")
            Look.objects.create(path="/", kind="record", case_ids=[], compartment="plain")
            wait_for_others()
            run("SET lock_timeout = '2s'")
            assert seal(now=timezone.now()) is not None
    finally:
        run("RESET lock_timeout")
        other.close()


def test_of_two_who_seal_at_once_one_seals(sealed: Path) -> None:
    Look.objects.create(path="/", kind="record", case_ids=[], compartment="plain")
    wait_for_others()
    before, barrier = Seal.objects.count(), Barrier(2)

    def one() -> int:
        barrier.wait()
        done = seal(now=timezone.now())
        connection.close()
        return done is not None

    with ThreadPoolExecutor(2) as pool:
        made = sum(pool.map(lambda _: one(), range(2)))
    assert (made, Seal.objects.count()) == (1, before + 1)


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


def test_what_runs_in_another_database_holds_nothing_up(sealed: Path) -> None:
    elsewhere = connection.copy()
    elsewhere.settings_dict = {**connection.settings_dict, "NAME": "postgres"}
    try:
        with elsewhere.cursor() as cursor:
            cursor.execute("BEGIN; SELECT pg_current_xact_id()")
            look = Look.objects.create(path="/", kind="record", case_ids=[], compartment="plain")
            seal_all()
            assert SealedRow.objects.filter(key=str(look.pk)).exists()
            cursor.execute("COMMIT")
    finally:
        elsewhere.close()
    assert faults() == []


def test_a_transaction_never_seals_what_it_writes_itself(sealed: Path) -> None:
    with transaction.atomic():
        look = Look.objects.create(path="/", kind="record", case_ids=[], compartment="plain")
        seal(now=timezone.now())
    assert not SealedRow.objects.filter(key=str(look.pk)).exists()
    seal_all()
    assert SealedRow.objects.filter(key=str(look.pk)).exists()


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
