"""Two browsers, or one impatient one, sending the same visit at the same moment."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from cases.actions.visits import correct_visit, record_visit
from cases.models import Case, Visit
from cases.rules.visits import VisitEntry
from cases.states import VisitOutcome
from mosovo.errors import Conflict
from mosovo.identity import acting_as
from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)

NOW = timezone.now()
ENTRY = VisitEntry(
    visited_at=NOW - dt.timedelta(hours=1),
    announced=False,
    safety_assessed_on=timezone.localdate(NOW - dt.timedelta(hours=1)),
    safety_notes="Two officers.",
    outcome=VisitOutcome.SEEN,
    seen="Invented",
    who_answered="The person",
)


def both_at_once(act: object) -> list[object]:
    """What the act gives to each of two who do it at one moment: its result, or the error."""
    gate = Barrier(2)

    def once(_: int) -> object:
        try:
            gate.wait()
            return act()  # type: ignore[operator]
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(once, range(2)))


def test_same_form_sent_twice_at_once_is_one_visit(people: People, case: Case) -> None:
    person, reference = people.offender_manager, uuid.uuid4()

    def send() -> Visit:
        with acting_as(person):
            return record_visit(
                by=person, case=case, reference=reference, entry=ENTRY, now=NOW, today=timezone.localdate(NOW)
            )

    first, second = both_at_once(send)
    assert first == second
    assert Visit.objects.count() == 1


def test_entry_corrected_twice_at_once_has_one_correction(people: People, case: Case) -> None:
    person = people.offender_manager
    today = timezone.localdate(NOW)
    with acting_as(person):
        visit = record_visit(by=person, case=case, reference=uuid.uuid4(), entry=ENTRY, now=NOW, today=today)

    def correct() -> Visit:
        with acting_as(person):
            return correct_visit(by=person, visit=visit, reference=uuid.uuid4(), entry=ENTRY, now=NOW, today=today)

    answers = both_at_once(correct)
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "Visit"]
    assert Visit.objects.filter(corrects=visit).count() == 1
