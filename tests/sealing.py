"""A record that has been sealed, for the tests of the seals and for those who tamper with them."""

import time

from django.db import connection, transaction
from django.utils import timezone

from cases.models import Case
from mosovo.access.record import recorded_tables
from mosovo.audit.actions import hand_on, seal
from mosovo.audit.actions.seals import finished
from mosovo.audit.models import Look, Refusal
from mosovo.audit.verifying import Fault, verify
from mosovo.identity import acting_as
from tests.logins import logged_in_as
from tests.people import People

KEYS = {one.table: one.key for one in recorded_tables()}
LONGEST = 60  # seconds, for what else runs in the test's database to finish


def run(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


def wait_for_others() -> None:
    """Until no transaction is open that is older than what was written here: PostgreSQL's own cleaning has some too."""
    since = time.monotonic()
    ((own,),) = run("SELECT sec.era() + pg_current_xact_id()::text::bigint")
    while time.monotonic() - since < LONGEST:
        if finished()[0] > own:  # type: ignore[operator]
            return
        time.sleep(0.1)
    raise AssertionError("a transaction that did not finish kept the record from being sealed")


def seal_all() -> None:
    """Seal with nothing committed left out."""
    wait_for_others()
    with logged_in_as("mosovo_worker"):
        seal(now=timezone.now())
        hand_on()


def seal_four_times(people: People, case: Case) -> None:
    """Four seals over changes, looks and refusals."""
    for round_ in range(4):
        for number in range(3):
            with acting_as(people.offender_manager, reason=f"Reason {round_} {number}"):
                Case.objects.filter(pk=case.pk).update(last_visit_on=f"2026-0{round_ + 1}-0{number + 1}")
                who = {"person_id": people.offender_manager.pk, "path": f"/{round_}/{number}/"}
                Look.objects.create(case_ids=[case.pk], compartment="case", kind="page", **who)
                Refusal.objects.create(status=403, sentence=f"No, {number}.", **who)
        seal_all()


def faults() -> list[Fault]:
    with transaction.atomic():
        return verify(now=timezone.now()).faults
