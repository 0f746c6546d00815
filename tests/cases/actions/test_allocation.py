import datetime as dt
import threading

import pytest
from django.db import connections
from django.utils import timezone

from cases.actions.allocation import CapExceptionGiven, OverCap, allocate_case, except_caseload
from cases.models import Allocation, CapException, Case
from cases.queries.caseload import loads
from cases.rules.caseload import is_over
from cases.states import CaseStatus, RiskLevel
from mosovo.access.actions import give_role
from mosovo.access.models import CaseGrant, Exclusion
from mosovo.access.states import CaseRight, GrantBasis
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.states import DeadlineState
from mosovo.errors import Conflict, Denied, Stale
from mosovo.force_settings.models import ForceSetting
from mosovo.identity import acting_as
from mosovo.staff.models import Officer, Role
from tests.factories.cases import CaseFactory, FlagFactory
from tests.factories.staff import UnitFactory
from tests.people import People, allocate, make_people

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
HIGH, LOW = RiskLevel.HIGH, RiskLevel.LOW


def give(by: Officer, case: Case, to: Officer, **more: object) -> Allocation:
    """Allocate as the person would in a request: under row security."""
    asked = {"reason": "Knows the area", "seen": case.officer_id, "now": timezone.now(), "today": TODAY} | more
    with acting_as(by):
        return allocate_case(by=by, case=case, officer=to, **asked)


def caseload_of(officer: Officer, unit: object, *, high: int, low: int) -> list[Case]:
    """That many cases of the officer; only the column matters to the cap."""
    wanted = [HIGH] * high + [LOW] * low
    return [CaseFactory(unit=unit, officer=officer, risk_level=level) for level in wanted]


@pytest.fixture
def high_case(people, unit) -> Case:
    return CaseFactory(unit=unit, risk_level=HIGH)


def test_allocating_moves_the_file_its_rights_its_flag_and_tells_both(people, unit, case):
    FlagFactory(nominal=case.nominal)
    Allocation.objects.create(
        case=case, officer=people.offender_manager, from_on=TODAY - dt.timedelta(days=9), reason="First"
    )
    give(people.supervisor, case, people.same_unit_colleague)
    case.refresh_from_db()
    assert (case.officer, case.allocated_on) == (people.same_unit_colleague, TODAY)
    assert [(one.officer, one.until_on) for one in case.allocations.order_by("pk")] == [
        (people.offender_manager, TODAY),
        (people.same_unit_colleague, None),
    ]
    live = CaseGrant.objects.live().filter(content_object=case, basis=GrantBasis.ALLOCATION)
    assert set(live.values_list("user", "permission__codename")) == {
        (people.same_unit_colleague.pk, right.value) for right in CaseRight
    }
    case.nominal.flag.refresh_from_db()
    assert (case.nominal.flag.call_officer, case.nominal.flag.call_unit) == (people.same_unit_colleague, unit)
    assert set(Notification.objects.values_list("to", flat=True)) == {
        people.offender_manager.pk,
        people.same_unit_colleague.pk,
    }
    owners = Deadline.objects.filter(case=case, state=DeadlineState.OPEN).values_list("owner", flat=True)
    assert set(owners) == {people.same_unit_colleague.pk}


def test_the_former_manager_loses_the_restricted_parts_and_the_new_one_gains_them(people, case):
    give(people.supervisor, case, people.same_unit_colleague)
    sensitive = CaseGrant.objects.live().filter(content_object=case, permission__codename=CaseRight.VIEW_SENSITIVE)
    assert [grant.user for grant in sensitive] == [people.same_unit_colleague]


def test_asked_again_it_changes_nothing(people, case):
    first = give(people.supervisor, case, people.same_unit_colleague)
    assert give(people.supervisor, case, people.same_unit_colleague) == first
    assert Allocation.objects.count() == 1
    assert Notification.objects.count() == 2


def test_given_on_the_same_day_to_one_and_another_the_history_does_not_overlap(people, case):
    give(people.supervisor, case, people.same_unit_colleague)
    case.refresh_from_db()
    give(people.unit_manager, case, people.offender_manager)
    assert list(case.allocations.order_by("pk").values_list("from_on", "until_on")) == [(TODAY, TODAY), (TODAY, None)]


@pytest.mark.parametrize(
    "name", [name for name in People.__annotations__ if name not in {"supervisor", "unit_manager"}]
)
def test_nobody_but_the_units_supervisors_allocates(people, case, name):
    allocate(case, people.offender_manager)
    with pytest.raises((Denied, Case.DoesNotExist)):
        give(getattr(people, name), case, people.same_unit_colleague)
    assert Case.objects.get(pk=case.pk).officer == people.offender_manager


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("lapsed_vetting_officer", "may be given no case: vetting lapsed on"),
        ("other_unit_officer", "holds no cases of North unit (works in South unit)"),
        ("supervisor", "holds no cases of North unit"),
        ("auditor", "holds no cases of North unit"),
    ],
)
def test_who_may_not_take_it_is_refused_in_words(people, case, name, says):
    with pytest.raises(Conflict) as refusal:
        give(people.supervisor, case, getattr(people, name))
    assert says in refusal.value.message


def test_somebody_who_left_is_given_no_case(people, case):
    people.same_unit_colleague.is_active = False
    people.same_unit_colleague.save(update_fields=["is_active"])
    with pytest.raises(Conflict, match="may not sign in any longer"):
        give(people.supervisor, case, people.same_unit_colleague)


def test_somebody_excluded_from_the_case_is_never_given_it(people, case):
    Exclusion.objects.create(
        case=case, officer=people.same_unit_colleague, reason="Neighbour", made_by=people.supervisor
    )
    with pytest.raises(Conflict, match="must not see this case"):
        give(people.supervisor, case, people.same_unit_colleague)


def test_a_closed_case_is_not_allocated(people, unit):
    case = CaseFactory(unit=unit, status=CaseStatus.CLOSED)
    with pytest.raises(Conflict, match="closed"):
        give(people.supervisor, case, people.same_unit_colleague)


def test_a_reason_is_asked(people, case):
    with pytest.raises(Conflict, match="Say why"):
        give(people.supervisor, case, people.same_unit_colleague, reason="  ")


def test_an_allocation_made_meanwhile_is_not_undone_unread(people, unit, case):
    with pytest.raises(Stale, match=people.offender_manager.full_name):
        give(people.supervisor, case, people.same_unit_colleague, seen=None)


def test_above_the_cap_it_is_refused_with_figures_and_who_could_take_it(people, unit, high_case):
    caseload_of(people.same_unit_colleague, unit, high=2, low=6)
    caseload_of(people.offender_manager, unit, high=0, low=4)
    with pytest.raises(OverCap) as refusal:
        give(people.supervisor, high_case, people.same_unit_colleague)
    assert refusal.value.message == (
        "This would make 3 of 9 cases high or very high risk (33 per cent); the cap is 20 per cent."
        " Within the cap it could go to: Invented Offender Manager."
    )
    assert not Allocation.objects.exists()


def test_up_to_the_cap_it_goes_through(people, unit, high_case):
    caseload_of(people.same_unit_colleague, unit, high=0, low=4)
    give(people.supervisor, high_case, people.same_unit_colleague)
    assert Case.objects.get(pk=high_case.pk).officer == people.same_unit_colleague


def test_cases_the_supervisor_cannot_see_count_towards_the_cap(people, unit, other_unit, high_case):
    caseload_of(people.same_unit_colleague, unit, high=0, low=4)
    CaseFactory(unit=unit, officer=people.same_unit_colleague, risk_level=HIGH, locked=True)
    CaseFactory(unit=other_unit, officer=people.same_unit_colleague, risk_level=HIGH)
    with pytest.raises(OverCap, match="3 of 7 cases"):
        give(people.supervisor, high_case, people.same_unit_colleague)


def test_the_cap_is_the_setting_of_the_day(people, unit, high_case):
    caseload_of(people.same_unit_colleague, unit, high=0, low=2)
    ForceSetting.objects.create(
        key="cap_percent", value="34", starts_on=TODAY, reason="Tried", set_by=people.administrator
    )
    give(people.supervisor, high_case, people.same_unit_colleague)
    assert Allocation.objects.get().officer == people.same_unit_colleague


def given(days: int = 30) -> CapExceptionGiven:
    return CapExceptionGiven("Two officers are away until the end of the month.", TODAY + dt.timedelta(days=days))


def test_with_an_exception_it_goes_through_and_the_exception_keeps_the_figures(people, unit, high_case):
    give(people.supervisor, high_case, people.same_unit_colleague, exception=given())
    kept = CapException.objects.get()
    assert (kept.officer, kept.case, kept.made_by) == (people.same_unit_colleague, high_case, people.supervisor)
    assert (kept.from_on, kept.ends_on) == (TODAY, TODAY + dt.timedelta(days=30))
    assert kept.figures == "1 of 1 case high or very high risk (100 per cent); the cap is 20 per cent"


def test_an_exception_that_was_not_needed_is_not_recorded(people, unit):
    give(people.supervisor, CaseFactory(unit=unit, risk_level=LOW), people.same_unit_colleague, exception=given())
    assert not CapException.objects.exists()


def test_an_exception_covers_one_case_not_the_next(people, unit, high_case):
    give(people.supervisor, high_case, people.same_unit_colleague, exception=given())
    with pytest.raises(OverCap):
        give(people.supervisor, CaseFactory(unit=unit, risk_level=HIGH), people.same_unit_colleague)


@pytest.mark.parametrize(
    ("exception", "says"),
    [
        (given(-1), "must end today or later"),
        (given(120), "at most"),
        (CapExceptionGiven("  ", TODAY), "Say why the caseload may pass"),
    ],
)
def test_an_exception_has_a_reason_and_an_end_within_the_limit(people, high_case, exception, says):
    with pytest.raises(Conflict, match=says):
        give(people.supervisor, high_case, people.same_unit_colleague, exception=exception)
    assert not Allocation.objects.exists()


def over_cap(officer: Officer) -> list[str]:
    return list(Deadline.objects.filter(kind="caseload_over_cap", officer=officer).values_list("state", flat=True))


def test_taking_a_low_risk_case_away_may_put_the_former_manager_over_and_opens_the_task(people, unit):
    *_, low = caseload_of(people.offender_manager, unit, high=1, low=4)
    give(people.supervisor, low, people.same_unit_colleague)
    assert is_over(loads([people.offender_manager.pk])[people.offender_manager.pk].caseload, 20)
    task = Deadline.objects.get(kind="caseload_over_cap")
    assert (task.officer, task.owner, task.state) == (people.offender_manager, people.supervisor, DeadlineState.OPEN)


def test_an_exception_for_a_risk_that_rose_ends_the_task(people, unit):
    high, *_, low = caseload_of(people.offender_manager, unit, high=1, low=4)
    give(people.supervisor, low, people.same_unit_colleague)
    with acting_as(people.supervisor):
        except_caseload(by=people.supervisor, case=high, exception=given(), now=NOW, today=TODAY)
    assert over_cap(people.offender_manager) == [DeadlineState.SUPERSEDED]
    assert CapException.objects.get().figures.startswith("1 of 4 cases")


def test_no_exception_where_none_is_needed(people, unit):
    high, *_ = caseload_of(people.offender_manager, unit, high=1, low=4)
    with acting_as(people.supervisor), pytest.raises(Conflict, match="nothing needs an exception"):
        except_caseload(by=people.supervisor, case=high, exception=given(), now=NOW, today=TODAY)


def test_no_exception_about_a_case_that_is_not_of_high_risk(people, case):
    with acting_as(people.supervisor), pytest.raises(Conflict, match="this one is not"):
        except_caseload(by=people.supervisor, case=case, exception=given(), now=NOW, today=TODAY)


def test_nobody_excepts_their_own_caseload(people, unit, high_case):
    role = Role.objects.get(code="offender_manager")
    give_role(by=None, officer=people.supervisor, role=role, unit=unit, starts_on=TODAY, now=NOW)
    with pytest.raises(Conflict, match="own caseload"):
        give(people.supervisor, high_case, people.supervisor, exception=given())
    give(people.unit_manager, high_case, people.supervisor, exception=given())
    assert CapException.objects.get().made_by == people.unit_manager


def at_once(*works) -> list[object]:
    """What each of the works, started at one moment on connections of their own, gives back or raises."""
    together = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(place: int, work) -> None:
        try:
            together.wait(timeout=10)
            results[place] = work()
        except Conflict as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads)
    return results


@pytest.mark.django_db(transaction=True)
def test_two_supervisors_at_once_cannot_together_pass_the_cap():
    unit = UnitFactory(code="unit")
    people = make_people(unit, UnitFactory(code="other"))
    taker = people.same_unit_colleague
    caseload_of(taker, unit, high=0, low=8)
    for _ in range(20):
        first, second = (CaseFactory(unit=unit, risk_level=HIGH) for _ in range(2))
        # Room for one more: 2 of 10 is at the cap, 3 of 11 above it.
        kept = CaseFactory(unit=unit, risk_level=HIGH, officer=taker)
        results = at_once(
            lambda case=first: give(people.supervisor, case, taker),
            lambda case=second: give(people.unit_manager, case, taker),
        )
        assert sorted(type(one).__name__ for one in results) == ["Allocation", "OverCap"]
        load = loads([taker.pk])[taker.pk].caseload
        assert (load.high_risk, load.total) == (2, 10)
        Case.objects.filter(pk__in=[first.pk, second.pk, kept.pk]).update(officer=None)


@pytest.mark.django_db(transaction=True)
def test_two_cases_changing_hands_crosswise_at_once_do_not_block_each_other():
    unit = UnitFactory(code="unit")
    people = make_people(unit, UnitFactory(code="other"))
    one, other = people.offender_manager, people.same_unit_colleague
    for _ in range(10):
        first, second = CaseFactory(unit=unit, officer=one), CaseFactory(unit=unit, officer=other)
        results = at_once(
            lambda case=first: give(people.supervisor, case, other, seen=one.pk),
            lambda case=second: give(people.unit_manager, case, one, seen=other.pk),
        )
        assert [type(result) for result in results] == [Allocation, Allocation]


@pytest.mark.django_db(transaction=True)
def test_one_case_given_to_two_officers_at_once_goes_to_one():
    unit = UnitFactory(code="unit")
    people = make_people(unit, UnitFactory(code="other"))
    for _ in range(10):
        case = CaseFactory(unit=unit)
        results = at_once(
            lambda case=case: give(people.supervisor, case, people.offender_manager),
            lambda case=case: give(people.unit_manager, case, people.same_unit_colleague),
        )
        assert sorted(type(one).__name__ for one in results) == ["Allocation", "Stale"]
        assert case.allocations.filter(until_on=None).count() == 1


def test_figures_of_whole_caseloads_come_in_one_query(people, unit, django_assert_num_queries):
    caseload_of(people.offender_manager, unit, high=2, low=3)
    with django_assert_num_queries(1):
        found = loads([people.offender_manager.pk, people.same_unit_colleague.pk])
    assert (found[people.offender_manager.pk].caseload.total, found[people.same_unit_colleague.pk].caseload.total) == (
        5,
        0,
    )
