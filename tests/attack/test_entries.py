"""Each entry of the record says who, when, from where and what; each table that keeps no history says why."""

import random
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cases.models import Case
from mosovo.access.record import event_tables
from mosovo.access.states import Compartment
from mosovo.audit.models import Look, Refusal
from mosovo.audit.states import LookKind
from tests.attack.tally import Tally
from tests.house.filled import fill_tables
from tests.house.routes import routes
from tests.house.test_answers import address
from tests.logins import logged_in_as
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

WHY = "An invented reason of the test."


def rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def changes(people: People, case: Case) -> None:
    """Some changes by page, of several tables."""
    url, other = f"/cases/{case.reference}/", people.same_unit_colleague
    named = {"number": other.number, "family_name": other.family_name, "reason": WHY}
    boss, manager = signed_in(people.supervisor), signed_in(people.offender_manager)
    day = {"on_0": "1", "on_1": "3", "on_2": "2026", "status": "custody", "reason": WHY}
    asked: list[tuple[Client, str, dict[str, str]]] = [
        (boss, f"{url}exclusions/add/", named),
        (boss, f"{url}exclusions/{other.number}/end/", {"reason": WHY}),
        (boss, f"{url}lock/", {"reason": WHY}),
        (boss, f"{url}lock/", {"reason": WHY}),
        (manager, f"{url}status/", day),
    ]
    for browser, at, sent in asked:
        assert browser.post(at, sent).status_code in {302, 303, 404, 422}, at


def wrong_looks(people: People) -> list[object]:
    found: list[object] = []
    known = {person.pk for person in people.everybody()}
    for look in Look.objects.all():
        is_right = (
            look.person_id in known
            and look.at is not None
            and look.path.startswith("/")
            and ip_address(str(look.address))
            and look.kind in LookKind.values
            and look.compartment in Compartment.values
            and (look.case_ids or look.kind in {LookKind.RECORD, LookKind.EXPORT})
        )
        found += [] if is_right else [(look.pk, look.kind, look.path)]
    return found


def wrong_refusals(people: People) -> list[object]:
    known = {None, *(person.pk for person in people.everybody())}
    return [
        (refusal.status, refusal.path, refusal.sentence)
        for refusal in Refusal.objects.all()
        if refusal.person_id not in known
        or refusal.status not in {403, 404, 409}
        or not (refusal.sentence and refusal.path.startswith("/") and refusal.address)
    ]


def test_each_entry_says_who_when_from_where_and_what(
    people: People, case: Case, times: Callable[[int, int], int]
) -> None:
    tally = Tally("entries of the record (leaked: without who, when, where or what)", figure="V16.2.1")
    world = fill_tables(people, case)
    last = rows("SELECT coalesce(max(_xact), 0) FROM audit_look")
    assert last == [(0,)]
    before = {one.table: rows(f"SELECT coalesce(max(pgh_id), 0) FROM {one.table}")[0][0] for one in event_tables()}  # noqa: S608
    chance = random.Random(161)  # noqa: S311 # always the same
    addresses = [address(route, world) for route in routes() if route.name != "sign-out"]
    with logged_in_as("mosovo_web"):
        changes(people, case)
        for person in people.everybody():
            browser = signed_in(person)
            for url in chance.sample(addresses, times(8, len(addresses))):
                browser.get(url)
    wrong = [*wrong_looks(people), *wrong_refusals(people)]
    events = 0
    for table, reached in before.items():
        for label, at, what, uid, said in rows(
            f"SELECT pgh_label, pgh_created_at, pgh_obj_id, e._uid, c.metadata::text FROM {table} e"  # noqa: S608
            f" LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id WHERE e.pgh_id > {reached}"
        ):
            events += 1
            who_and_where = said and f'"person": {uid}' in said and '"source": "POST /' in said
            if label not in {"insert", "update", "delete"} or not (at and what and uid and who_and_where):
                wrong.append((table, label, uid, said))
    tally.tried, tally.leaked = Look.objects.count() + Refusal.objects.count() + events, len(wrong)
    assert wrong == []
    assert min(Look.objects.count(), Refusal.objects.count(), events) > 5
