"""The unit's page and the page that gives a case to somebody: for whom, with what on it, and with how many queries."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Allocation, CapException, Case
from cases.states import CaseStatus
from mosovo.access.actions import give_role
from mosovo.audit.models import Look
from mosovo.diary.models import Deadline, Notification
from mosovo.staff.models import Officer, Role, RoleHolding
from tests.factories.cases import CaseFactory
from tests.factories.staff import OfficerFactory
from tests.people import YESTERDAY, People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
OF_THE_UNIT = {"offender_manager": 403, "same_unit_colleague": 403, "lapsed_vetting_officer": 403}


def caseload_of(officer: Officer, *, high: int, low: int) -> list[Case]:
    return [
        CaseFactory(unit=officer.unit, officer=officer, risk_level=level) for level in ["high"] * high + ["low"] * low
    ]


def late(owner: Officer, days: int) -> Deadline:
    return Deadline.objects.create(
        kind="tried",
        subject=f"{owner.pk}:{days}",
        owner=owner,
        officer=owner,
        unit=owner.unit,
        title="Invented work",
        due_on=TODAY - days * DAY,
        why="Because",
        basis="The test",
        opened_on=TODAY,
    )


def test_the_units_page_is_for_those_who_supervise(people):
    assert answers(people, "/unit/") == refused_but(
        people, status=403, supervisor=200, other_unit_supervisor=200, unit_manager=200
    )


def test_another_units_page_is_not_found(people):
    assert signed_in(people.supervisor).get("/unit/?unit=other").status_code == 404
    assert signed_in(people.other_unit_supervisor).get("/unit/?unit=other").status_code == 200


def test_a_supervisor_of_two_units_chooses(people, other_unit):
    role = Role.objects.get(code="supervisor")
    now = timezone.now()
    give_role(by=None, officer=people.supervisor, role=role, unit=other_unit, starts_on=TODAY - YESTERDAY, now=now)
    page = signed_in(people.supervisor).get("/unit/?unit=other")
    assert page.context["unit"] == other_unit
    assert [item["label"] for item in page.context["units"]] == ["North unit", "South unit"]


def line_of(page, officer: Officer):
    return next(line for line in page.context["page"].officers if line.officer == officer)


def test_each_officers_line_has_load_share_lateness_and_vetting(people):
    caseload_of(people.offender_manager, high=2, low=4)
    for days in (1, 7, 8, 30, 31, 400):
        late(people.offender_manager, days)
    late(people.offender_manager, 0)
    page = signed_in(people.supervisor).get("/unit/")
    line = line_of(page, people.offender_manager)
    assert (line.caseload.high, line.caseload.low, line.caseload.total) == (2, 4, 6)
    assert (line.percent, line.share, line.is_over) == (33, "33 per cent", True)
    assert line.late.words == "2 up to a week, 2 up to 30 days, 2 longer"
    assert line.vetting.state == "valid"
    assert line_of(page, people.lapsed_vetting_officer).vetting.state == "lapsed"
    assert page.context["page"].late == 6


def test_a_figure_opens_the_cases_it_counts(people):
    caseload_of(people.offender_manager, high=2, low=4)
    client = signed_in(people.supervisor)
    number = people.offender_manager.number
    page = client.get("/unit/").content.decode()
    assert f"/caseload/?officer={number}&amp;risk=high" in page
    assert client.get(f"/caseload/?officer={number}&risk=high").context["page"].paginator.count == 2
    assert f"/deadlines/?officer={number}" not in page
    late(people.offender_manager, 3)
    assert f"/deadlines/?officer={number}&amp;age=overdue" in client.get("/unit/").content.decode()
    assert client.get(f"/deadlines/?officer={number}&age=overdue").context["page"].paginator.count == 1


def test_cases_out_of_the_supervisors_sight_are_counted_and_said_to_be(people, other_unit):
    caseload_of(people.offender_manager, high=0, low=1)
    CaseFactory(unit=other_unit, officer=people.offender_manager, risk_level="high")
    line = line_of(signed_in(people.supervisor).get("/unit/"), people.offender_manager)
    assert (line.caseload.total, line.unseen) == (2, 1)


def test_whoever_holds_cases_without_the_role_is_shown(people, unit):
    former = OfficerFactory(unit=unit)
    caseload_of(former, high=0, low=1)
    assert line_of(signed_in(people.supervisor).get("/unit/"), former).holds_cases is False


def test_waiting_cases_come_by_risk_with_the_working_days_they_waited(people, unit):
    monday = dt.date(2026, 11, 16)
    low = CaseFactory(unit=unit, risk_level="low", opened_on=monday - 30 * DAY)
    high = CaseFactory(unit=unit, risk_level="high", opened_on=TODAY)
    CaseFactory(unit=unit, status=CaseStatus.CLOSED)
    page = signed_in(people.supervisor).get("/unit/").context["page"]
    assert [each.case for each in page.waiting] == [high, low]
    assert page.waiting[0].days == 0
    assert page.waiting_count == 2


def test_exceptions_in_force_are_listed_and_a_caseload_under_one_says_so(people, unit):
    [case, *_] = caseload_of(people.offender_manager, high=1, low=1)
    facts = {"officer": people.offender_manager, "case": case, "figures": "1 of 2", "made_by": people.supervisor}
    for ends_on, reason in ((TODAY, "In force"), (TODAY - DAY, "Over")):
        CapException.objects.create(
            from_on=TODAY - 9 * DAY, ends_on=ends_on, reason=reason, made_at=timezone.now(), **facts
        )
    page = signed_in(people.supervisor).get("/unit/").context["page"]
    assert [each.reason for each in page.exceptions] == ["In force"]
    assert line_of(signed_in(people.supervisor).get("/unit/"), people.offender_manager).excepted_until == TODAY


def test_what_the_page_names_is_recorded_as_seen(people, unit):
    waiting = CaseFactory(unit=unit)
    caseload_of(people.offender_manager, high=0, low=3)
    signed_in(people.supervisor).get("/unit/")
    assert [look.case_ids for look in Look.objects.filter(path="/unit/")] == [[waiting.pk]]


PAGE_QUERIES = 19


@pytest.mark.parametrize("officers", [1, 30])
def test_the_units_page_takes_as_many_queries_for_one_officer_as_for_thirty(
    people, unit, officers, django_assert_num_queries
):
    role = Role.objects.get(code="offender_manager")
    for _ in range(officers):
        officer = OfficerFactory(unit=unit)
        give_role(by=None, officer=officer, role=role, unit=unit, starts_on=TODAY - YESTERDAY, now=timezone.now())
        [case, *_] = caseload_of(officer, high=1, low=1)
        late(officer, 3)
        CaseFactory(unit=unit)
        CapException.objects.create(
            officer=officer,
            case=case,
            figures="1 of 2",
            reason="Invented",
            from_on=TODAY,
            ends_on=TODAY,
            made_by=people.supervisor,
            made_at=timezone.now(),
        )
    client = signed_in(people.supervisor)
    client.get("/unit/")
    with django_assert_num_queries(PAGE_QUERIES):
        assert client.get("/unit/").status_code == 200


def allocate_url(case: Case) -> str:
    return f"/cases/{case.reference}/allocate/"


def asked(case: Case, officer: Officer, **more: object) -> dict[str, object]:
    return {"officer": officer.number, "reason": "Knows the area", "seen": case.officer_id or "", **more}


def test_allocating_is_for_the_units_supervisors(people, case):
    assert answers(people, allocate_url(case)) == refused_but(people, supervisor=200, unit_manager=200, **OF_THE_UNIT)


def test_sending_it_is_for_the_units_supervisors_and_happens_once(people: People, case):
    data = asked(case, people.same_unit_colleague)
    assert answers(people, allocate_url(case), data=data) == refused_but(
        people, supervisor=303, unit_manager=303, **OF_THE_UNIT
    )
    assert Allocation.objects.count() == 1


@pytest.mark.parametrize("part", ["allocate", "exception"])
def test_a_case_that_is_not_there_is_not_found(people, part):
    assert signed_in(people.supervisor).get(f"/cases/N9999999/{part}/").status_code == 404


def test_a_closed_case_is_refused_in_words(people, unit):
    case = CaseFactory(unit=unit, status=CaseStatus.CLOSED)
    page = signed_in(people.supervisor).post(allocate_url(case), asked(case, people.same_unit_colleague))
    assert page.status_code == 422
    assert "This case is closed." in page.content.decode()


def test_the_page_shows_everybodys_figures_before_and_after(people, unit):
    case = CaseFactory(unit=unit, risk_level="high", officer=people.lapsed_vetting_officer)
    caseload_of(people.offender_manager, high=0, low=4)
    caseload_of(people.same_unit_colleague, high=1, low=4)
    page = signed_in(people.supervisor).get(allocate_url(case))
    rows = [
        (one.officer, one.before.high_risk, one.after.high_risk, one.after.total, one.may_take)
        for one in page.context["candidates"]
    ]
    assert rows == [
        (people.offender_manager, 0, 1, 5, True),
        (people.same_unit_colleague, 1, 2, 6, False),
    ]
    manager = page.context["manager"]
    assert (manager.officer, manager.before.total, manager.after.total) == (people.lapsed_vetting_officer, 1, 0)


def test_who_may_take_no_case_is_named_with_the_reason_and_cannot_be_chosen(people, case):
    page = signed_in(people.supervisor).get(allocate_url(case)).content.decode()
    assert "Lapsed Vetting Officer may be given no case: vetting lapsed on" in page
    assert f'value="{people.lapsed_vetting_officer.number}"' not in page
    answer = signed_in(people.supervisor).post(allocate_url(case), asked(case, people.lapsed_vetting_officer))
    assert answer.status_code == 422
    assert Case.objects.get(pk=case.pk).officer == people.offender_manager


@pytest.fixture
def over(people, unit) -> Case:
    """A case that nobody of the unit can take within the cap."""
    caseload_of(people.same_unit_colleague, high=2, low=6)
    return CaseFactory(unit=unit, risk_level="high")


def test_over_the_cap_the_figures_are_said_and_the_exception_asked_for_with_what_was_typed(people, over):
    page = signed_in(people.supervisor).post(allocate_url(over), asked(over, people.same_unit_colleague))
    text = page.content.decode()
    assert page.status_code == 422
    assert "This would make 3 of 9 cases high or very high risk (33 per cent); the cap is 20 per cent." in text
    assert "Knows the area" in text
    assert 'name="exception_reason"' in text
    assert 'name="exception_ends_on_0"' in text
    assert not Allocation.objects.exists()


def excepting(**more: object) -> dict[str, object]:
    ends_on = TODAY + 30 * DAY
    parts = {
        f"exception_ends_on_{place}": part for place, part in enumerate((ends_on.day, ends_on.month, ends_on.year))
    }
    return {"excepting": "1", "exception_reason": "Two officers are away.", **parts, **more}


def test_with_the_exception_it_goes_through(people, over):
    data = asked(over, people.same_unit_colleague, **excepting())
    answer = signed_in(people.supervisor).post(allocate_url(over), data)
    assert (answer.status_code, answer["Location"]) == (303, f"/cases/{over.reference}/")
    assert CapException.objects.get().reason == "Two officers are away."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"exception_reason": " "}, "Say why the caseload may pass the cap."),
        (dict.fromkeys([f"exception_ends_on_{n}" for n in range(3)], ""), "Say until which day it may."),
        ({"exception_ends_on_2": "2099"}, "must be on or before"),
    ],
)
def test_an_exception_that_lacks_something_says_what_and_keeps_the_rest(people, over, change, says):
    data = asked(over, people.same_unit_colleague, **excepting(**change))
    page = signed_in(people.supervisor).post(allocate_url(over), data)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert "Knows the area" in page.content.decode()
    assert not CapException.objects.exists()


def test_with_the_exception_open_somebody_within_the_cap_can_be_chosen_instead(people, over):
    caseload_of(people.offender_manager, high=0, low=9)
    data = asked(over, people.offender_manager, excepting="1")
    assert signed_in(people.supervisor).post(allocate_url(over), data).status_code == 303
    assert not CapException.objects.exists()


def test_sent_twice_it_allocates_once(people, case):
    client, data = signed_in(people.supervisor), asked(case, people.same_unit_colleague)
    assert [client.post(allocate_url(case), data).status_code for _ in range(2)] == [303, 303]
    assert Allocation.objects.count() == 1
    assert Notification.objects.filter(to=people.same_unit_colleague).count() == 1


def test_a_page_opened_before_somebody_elses_allocation_is_refused(people, case):
    first, second = asked(case, people.same_unit_colleague), asked(case, people.offender_manager)
    assert signed_in(people.unit_manager).post(allocate_url(case), first).status_code == 303
    answer = signed_in(people.supervisor).post(allocate_url(case), second)
    assert answer.status_code == 409
    assert "became offender manager while you had this page open" in answer.content.decode()


def exception_url(case: Case) -> str:
    return f"/cases/{case.reference}/exception/"


def test_an_exception_is_for_the_units_supervisors(people):
    [case, *_] = caseload_of(people.offender_manager, high=1, low=1)
    wanted = refused_but(people, supervisor=200, unit_manager=200, **OF_THE_UNIT)
    assert answers(people, exception_url(case)) == wanted
    page = signed_in(people.supervisor).get(exception_url(case)).content.decode()
    assert "1 of 2 cases high or very high risk (50 per cent); the cap is 20 per cent" in page


def test_an_exception_is_recorded_from_its_page(people):
    [case, *_] = caseload_of(people.offender_manager, high=1, low=1)
    ends = {"ends_on_0": TODAY.day, "ends_on_1": TODAY.month, "ends_on_2": TODAY.year}
    client = signed_in(people.supervisor)
    assert client.post(exception_url(case), {"reason": " ", **ends}).status_code == 422
    assert client.post(exception_url(case), {"reason": "Risk rose on Monday", **ends}).status_code == 303
    assert CapException.objects.get().officer == people.offender_manager


def test_unit_without_anybody_who_holds_cases_is_said_in_a_sentence(people, case):
    RoleHolding.objects.filter(unit=case.unit, role__code="offender_manager").update(ends_on=TODAY - DAY)
    page = signed_in(people.supervisor).get(f"/cases/{case.reference}/allocate/").content.decode()
    assert "Nobody else in North unit holds cases. An administrator gives an officer" in page
    assert "Allocate the case</button>" not in " ".join(page.split())
    assert "Why this officer?" not in page


def test_unit_of_which_nobody_may_take_the_case_is_said_in_a_sentence(people, case):
    Officer.objects.filter(unit=case.unit).update(vetting_expires_on=TODAY - DAY)
    page = signed_in(people.supervisor).get(f"/cases/{case.reference}/allocate/").content.decode()
    assert "Nobody in North unit may take this case now. The table says of each why not" in page
    assert "Why this officer?" not in page
