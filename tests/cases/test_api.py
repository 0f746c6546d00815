"""Cases, people, visits and meetings through the API: the same rows, actions and record as the pages."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from cases.models import Agency, Alias, Allocation, Case, Meeting, MeetingAction, Visit
from cases.queries.flag import flag_sheet
from mosovo.audit.models import Look
from mosovo.diary.models import Deadline
from mosovo.staff.models import Unit
from tests.api import api_answers, api_refused_but, program
from tests.factories.cases import (
    AgencyFactory,
    CaseFactory,
    ConfidentialEntryFactory,
    FlagFactory,
    SensitiveEntryFactory,
)
from tests.people import People

pytestmark = pytest.mark.django_db

READS = dict.fromkeys(
    ("offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"), 200
)
SEES_FLAGS = READS | dict.fromkeys(
    ("other_unit_officer", "other_unit_supervisor", "superintendent", "control_room", "intelligence"), 200
)


# -------------------------------------------------------------------------------------------------------- cases


def test_case_is_read_by_its_unit_alone(people: People, case: Case) -> None:
    assert api_answers(people, f"cases/{case.reference}/") == api_refused_but(people, **READS)


def test_list_holds_what_each_may_see(people: People, case: Case, other_unit: Unit) -> None:
    other = CaseFactory(unit=other_unit)

    def listed(person: str) -> set[str]:
        answer = program(getattr(people, person)).get("cases/").json()
        assert answer["count"] == len(answer["results"])
        return {row["reference"] for row in answer["results"]}

    assert listed("offender_manager") == {case.reference}
    assert listed("other_unit_officer") == {other.reference}
    assert listed("control_room") == set()


def test_list_is_filtered_sorted_and_paged(people: People, case: Case, unit: Unit) -> None:
    high = CaseFactory(unit=unit, risk_level="high", level=2)
    one = program(people.offender_manager)

    def found(**query: Any) -> list[str]:
        return [row["reference"] for row in one.get("cases/", **query).json()["results"]]

    assert found(risk_level="high") == [high.reference]
    assert found(level=2) == [high.reference]
    assert found(officer=people.offender_manager.number) == [case.reference]
    assert found(unallocated="true") == [high.reference]
    assert found(unit="nowhere") == []
    assert found(order="-reference") == sorted([case.reference, high.reference], reverse=True)
    first = one.get("cases/", page_size=1, order="reference").json()
    assert (first["count"], len(first["results"])) == (2, 1)
    assert "page=2" in first["next"]


def test_every_row_sent_is_a_look(people: People, case: Case, unit: Unit) -> None:
    other = CaseFactory(unit=unit)
    program(people.offender_manager).get("cases/")
    look = Look.objects.get()
    assert (look.kind, look.case_ids, look.compartment) == ("api", sorted([case.pk, other.pk]), "case")


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow_with_the_rows(people: People, unit: Unit, rows: int, django_assert_num_queries) -> None:
    CaseFactory.create_batch(rows, unit=unit)
    one = program(people.offender_manager)
    one.get("cases/")
    with django_assert_num_queries(11):
        one.get("cases/")


# ---------------------------------------------------------------------------------------------------- allocation


def wanted(people: People, **changes: Any) -> dict[str, Any]:
    return {
        "officer": people.same_unit_colleague.number,
        "reason": "Nearer to the address.",
        "seen": people.offender_manager.number,
    } | changes


def test_case_is_allocated_by_supervisors_alone(people: People, case: Case) -> None:
    refused = dict.fromkeys(("offender_manager", "same_unit_colleague", "lapsed_vetting_officer"), 403)
    given = dict.fromkeys(("supervisor", "unit_manager"), 201)  # asked again, it is the allocation there is
    found = api_answers(people, f"cases/{case.reference}/allocation/", **wanted(people))
    assert found == api_refused_but(people, **refused, **given)
    case.refresh_from_db()
    assert case.officer == people.same_unit_colleague
    assert Allocation.objects.filter(case=case, officer=people.same_unit_colleague).count() == 1


def test_case_that_went_to_somebody_else_meanwhile_is_refused(people: People, case: Case) -> None:
    answer = program(people.supervisor).post(f"cases/{case.reference}/allocation/", **wanted(people, seen=None))
    assert answer.status_code == 409
    assert "became offender manager" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"officer": "T-nobody"}, 404),
        ({"reason": ""}, 400),
        ({"exception_reason": "Alone"}, 400),
        ({"exception_ends_on": "soon", "exception_reason": "Both"}, 400),
    ],
)
def test_bad_allocation_is_refused(people: People, case: Case, change: dict[str, Any], status: int) -> None:
    answer = program(people.supervisor).post(f"cases/{case.reference}/allocation/", **wanted(people, **change))
    assert answer.status_code == status
    assert not Allocation.objects.filter(officer=people.same_unit_colleague).exists()


# -------------------------------------------------------------------------------------------------------- people


def test_flag_is_read_by_police_users_alone(people: People, case: Case) -> None:
    FlagFactory(nominal=case.nominal)
    assert api_answers(people, f"people/{case.reference}/") == api_refused_but(people, **SEES_FLAGS)


def test_flag_holds_what_the_page_does_and_nothing_restricted(people: People, case: Case) -> None:
    FlagFactory(nominal=case.nominal, call_unit=case.unit)
    Alias.objects.create(nominal=case.nominal, name="Invented Alias")
    SensitiveEntryFactory(case=case)
    ConfidentialEntryFactory(case=case)
    answer = program(people.control_room).get(f"people/{case.reference}/")
    body = answer.json()
    sheet = flag_sheet(people.control_room, case.nominal, today=timezone.localdate())
    assert body["flag"]["warning"] == sheet.flag.warning  # type: ignore[union-attr]
    assert body["aliases"] == [{"name": "Invented Alias", "kind": "alias"}]
    assert body["call_phone"] == case.unit.phone
    assert "canary" not in answer.content.decode()
    assert Look.objects.get().compartment == "operational"


def test_search_is_for_those_who_work_with_people_and_is_on_record(people: People, case: Case) -> None:
    assert program(people.press_officer).get("people/", q=case.reference).status_code == 403
    found = program(people.control_room).get("people/", q=case.reference)
    assert [person["reference"] for person in found.json()] == [case.reference]
    look = Look.objects.get()
    assert (look.kind, look.case_ids, look.reason) == ("search", [case.pk], f"Searched for: {case.reference}")


# -------------------------------------------------------------------------------------------------------- visits


def visit(case: Case, **changes: Any) -> dict[str, Any]:
    at = timezone.now() - dt.timedelta(days=1)
    return {
        "case": case.reference,
        "visited_at": at.isoformat(),
        "announced": False,
        "safety_assessed_on": timezone.localdate(at).isoformat(),
        "safety_notes": "Two officers, radio checked.",
        "outcome": "seen",
        "who_answered": "The person",
        "seen": "Invented words about an invented visit.",
    } | changes


def test_visit_is_written_down_by_those_who_may_change_the_case(people: People, case: Case) -> None:
    refused = dict.fromkeys(("same_unit_colleague", "lapsed_vetting_officer"), 403)
    written = dict.fromkeys(("offender_manager", "supervisor", "unit_manager"), 201)
    assert api_answers(people, "visits/", **visit(case)) == api_refused_but(people, **refused, **written)


def test_visit_moves_the_next_date_as_the_page_does(people: People, case: Case) -> None:
    answer = program(people.offender_manager).post("visits/", **visit(case))
    assert answer.status_code == 201
    case.refresh_from_db()
    assert case.last_visit_on == timezone.localdate() - dt.timedelta(days=1)
    assert Deadline.objects.filter(case=case, state="open").exists()
    read = program(people.same_unit_colleague).get(f"visits/{answer.json()['reference']}/")
    assert read.json()["seen"] == "Invented words about an invented visit."


def test_same_visit_sent_twice_is_written_once(people: People, case: Case) -> None:
    reference = str(uuid.uuid4())
    one = program(people.offender_manager)
    body = visit(case, reference=reference)
    assert [one.post("visits/", **body).status_code for _ in range(2)] == [201, 201]
    assert one.post("visits/", **body | {"seen": "Other words, which would be lost."}).status_code == 409
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"visited_at": "2099-01-01T10:00:00Z"}, "visited_at"),
        ({"visited_at": "yesterday"}, "visited_at"),
        ({"who_answered": ""}, "who_answered"),
        ({"outcome": "vanished"}, "outcome"),
        ({"seen": ""}, "seen"),
        ({"seen": "\0"}, "seen"),
        ({"safety_notes": "x" * 501}, "safety_notes"),
        ({"reference": "1"}, "reference"),
    ],
)
def test_bad_visit_names_its_field(people: People, case: Case, change: dict[str, Any], field: str) -> None:
    answer = program(people.offender_manager).post("visits/", **visit(case, **change))
    assert answer.status_code == 400
    assert field in answer.json()["fields"]
    assert not Visit.objects.exists()


def test_sending_more_than_is_asked_changes_nothing_more(people: People, case: Case) -> None:
    extra = {"recorded_by": people.supervisor.number, "recorded_at": "2020-01-01T00:00:00Z", "corrects": "1", "id": 1}
    program(people.offender_manager).post("visits/", **visit(case, **extra))
    kept = Visit.objects.get()
    assert kept.recorded_by == people.offender_manager
    assert kept.recorded_at.year != 2020


# ------------------------------------------------------------------------------------------- meetings, deadlines


def test_meeting_is_read_with_its_actions_by_those_who_see_the_case(people: People, case: Case) -> None:
    meeting = Meeting.objects.create(
        case=case, level=2, held_at=timezone.now(), place="Invented House", chair=people.chair
    )
    agency: Agency = AgencyFactory()
    MeetingAction.objects.create(
        meeting=meeting, text="Invented action", agency=agency, owner_name="Somebody", due_on=timezone.localdate()
    )
    path = f"meetings/{meeting.reference}/"
    assert api_answers(people, path) == api_refused_but(people, **READS)
    body = program(people.supervisor).get(path).json()
    assert [action["text"] for action in body["actions"]] == ["Invented action"]


def test_deadlines_are_one_s_own_unless_all_in_sight_are_asked_for(people: People, case: Case) -> None:
    for owner, kind in ((people.offender_manager, "one"), (people.supervisor, "two")):
        Deadline.objects.create(
            kind=kind,
            subject=f"case:{case.pk}",
            case=case,
            owner=owner,
            title="Invented",
            due_on=timezone.localdate(),
            opened_on=timezone.localdate(),
        )

    def kinds(person: str, **query: Any) -> set[str]:
        rows = program(getattr(people, person)).get("deadlines/", **query).json()["results"]
        return {row["kind"] for row in rows}

    assert kinds("offender_manager") == {"one"}
    assert kinds("offender_manager", owner="all") == {"one", "two"}
    assert kinds("offender_manager", owner="all", case=case.reference) == {"one", "two"}
    assert kinds("other_unit_officer", owner="all") == set()
