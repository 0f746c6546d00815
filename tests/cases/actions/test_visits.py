"""Writing down visits and conversations, each as the person under row security."""

import dataclasses
import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cases.actions.visits import correct_visit, record_contact, record_visit
from cases.models import Case, Contact, Visit
from cases.rules.visits import VisitEntry
from cases.states import CaseStatus, RiskLevel, VisitOutcome
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.errors import Conflict, Denied
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from tests.people import People

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
MAY = {"offender_manager", "supervisor", "unit_manager"}


def entry(*, days_ago: int = 1, outcome: VisitOutcome = VisitOutcome.SEEN, seen: str = "Invented") -> VisitEntry:
    at = NOW - dt.timedelta(days=days_ago)
    return VisitEntry(
        visited_at=at,
        announced=False,
        safety_assessed_on=timezone.localdate(at),
        safety_notes="Two officers.",
        outcome=outcome,
        seen=seen,
        who_answered="The person",
    )


def record(by: Officer, case: Case, what: VisitEntry, *, reference: uuid.UUID | None = None) -> Visit:
    with acting_as(by):
        return record_visit(by=by, case=case, reference=reference or uuid.uuid4(), entry=what, now=NOW, today=TODAY)


def correct(by: Officer, visit: Visit, what: VisitEntry) -> Visit:
    with acting_as(by):
        return correct_visit(by=by, visit=visit, reference=uuid.uuid4(), entry=what, now=NOW, today=TODAY)


def last_visit_on(case: Case) -> dt.date | None:
    return Case.objects.get(pk=case.pk).last_visit_on


def open_visit_deadline(case: Case) -> Deadline:
    return Deadline.objects.get(case=case, kind="home_visit", state=DeadlineState.OPEN)


def test_visit_is_written_down_and_the_next_becomes_due(people: People, case: Case) -> None:
    visit = record(people.offender_manager, case, entry())
    day = timezone.localdate(visit.visited_at)
    assert (visit.recorded_by, visit.recorded_at, visit.seen) == (people.offender_manager, NOW, "Invented")
    assert last_visit_on(case) == day
    assert str(day.year) in open_visit_deadline(case).why
    assert open_visit_deadline(case).owner == people.offender_manager


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(People)])
def test_only_those_who_may_write_in_the_file_record(name: str, people: People, case: Case) -> None:
    person = getattr(people, name)
    if name in MAY:
        assert record(person, case, entry()).recorded_by == person
    else:
        with pytest.raises((Denied, Case.DoesNotExist)):
            record(person, case, entry())
        assert not Visit.objects.exists()


def test_closed_case_takes_no_visit(people: People, case: Case) -> None:
    case.status = CaseStatus.CLOSED
    case.save()
    with pytest.raises(Denied, match="closed"):
        record(people.offender_manager, case, entry())


def test_rules_hold_whoever_calls(people: People, case: Case) -> None:
    with pytest.raises(Conflict, match="before the visit"):
        record(people.offender_manager, case, dataclasses.replace(entry(), safety_assessed_on=TODAY))


def test_same_entry_sent_twice_is_one_visit(people: People, case: Case) -> None:
    reference = uuid.uuid4()
    first = record(people.offender_manager, case, entry(), reference=reference)
    assert record(people.offender_manager, case, entry(), reference=reference) == first
    assert Visit.objects.count() == 1


def test_reference_of_another_persons_entry_is_refused(people: People, case: Case) -> None:
    visit = record(people.offender_manager, case, entry())
    with pytest.raises(Conflict, match="sent before"):
        record(people.supervisor, case, entry(), reference=visit.reference)


def test_late_entry_does_not_move_the_last_visit_back(people: People, case: Case) -> None:
    record(people.offender_manager, case, entry(days_ago=1))
    record(people.offender_manager, case, entry(days_ago=9))
    assert last_visit_on(case) == TODAY - dt.timedelta(days=1)


@pytest.mark.parametrize("outcome", [outcome for outcome in VisitOutcome if outcome != VisitOutcome.SEEN])
def test_visit_without_seeing_the_person_does_not_count(outcome: VisitOutcome, people: People, case: Case) -> None:
    record(people.offender_manager, case, entry(outcome=outcome))
    assert last_visit_on(case) is None


def test_overdue_visit_is_met_by_the_visit(people: People, case: Case) -> None:
    case.risk_level, case.last_visit_on = RiskLevel.VERY_HIGH, TODAY - dt.timedelta(days=90)
    case.save()
    record(people.offender_manager, case, entry(days_ago=0, outcome=VisitOutcome.NOT_IN))
    overdue = open_visit_deadline(case)
    assert overdue.due_on < TODAY
    record(people.offender_manager, case, entry(days_ago=0))
    overdue.refresh_from_db()
    assert overdue.state == DeadlineState.MET
    assert open_visit_deadline(case).due_on > TODAY


def test_correction_stands_beside_the_first_entry_and_counts_in_its_place(people: People, case: Case) -> None:
    first = record(people.offender_manager, case, entry(days_ago=1))
    second = correct(people.supervisor, first, entry(days_ago=1, outcome=VisitOutcome.NOT_IN))
    assert second.corrects == first
    assert Visit.objects.get(pk=first.pk).outcome == VisitOutcome.SEEN
    assert last_visit_on(case) is None


def test_entry_is_corrected_once_and_then_its_correction(people: People, case: Case) -> None:
    first = record(people.offender_manager, case, entry())
    second = correct(people.offender_manager, first, entry(seen="Second"))
    with pytest.raises(Conflict, match="corrected already"):
        correct(people.offender_manager, first, entry(seen="Third"))
    assert correct(people.offender_manager, second, entry(seen="Third")).corrects == second


def test_colleague_may_not_correct(people: People, case: Case) -> None:
    visit = record(people.offender_manager, case, entry())
    with pytest.raises(Denied, match="Only the offender manager"):
        correct(people.same_unit_colleague, visit, entry())


def test_conversation_is_written_down_once(people: People, case: Case) -> None:
    for _ in range(2):
        with acting_as(people.offender_manager):
            record_contact(
                by=people.offender_manager, case=case, at=NOW, with_whom="A neighbour", text="Invented", now=NOW
            )
    assert Contact.objects.get().recorded_by == people.offender_manager


def test_conversation_still_to_come_is_refused(people: People, case: Case) -> None:
    with acting_as(people.offender_manager), pytest.raises(Conflict, match="past"):
        record_contact(
            by=people.offender_manager,
            case=case,
            at=NOW + dt.timedelta(hours=1),
            with_whom="A neighbour",
            text="Invented",
            now=NOW,
        )


def test_colleague_may_not_record_a_conversation(people: People, case: Case) -> None:
    with acting_as(people.same_unit_colleague), pytest.raises(Denied):
        record_contact(
            by=people.same_unit_colleague, case=case, at=NOW, with_whom="A neighbour", text="Invented", now=NOW
        )
