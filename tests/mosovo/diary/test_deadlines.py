import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case
from mosovo.access.states import CaseRight
from mosovo.diary.actions import refresh_cases, refresh_officers, waive_deadline
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.errors import Conflict, Denied
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from tests.factories.cases import CaseFactory
from tests.mosovo.diary.duty import NO_WAIVER, Facts, only_duty
from tests.people import name_on_case

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 5, 1)
NOW = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
SOON, LATER = dt.date(2026, 5, 20), dt.date(2026, 8, 20)
OPEN, MET, SUPERSEDED, WAIVED = DeadlineState.OPEN, DeadlineState.MET, DeadlineState.SUPERSEDED, DeadlineState.WAIVED


@pytest.fixture
def facts(monkeypatch) -> Facts:
    return only_duty(monkeypatch)


def refresh(case: Case, today: dt.date = TODAY) -> int:
    return refresh_cases([case.pk], now=NOW, today=today)


def states(case: Case) -> list[tuple[str, dt.date]]:
    return list(Deadline.objects.filter(case=case).order_by("pk").values_list("state", "due_on"))


def test_what_the_facts_make_due_is_on_the_diary_with_its_reason(facts, case, people, unit):
    facts.days[case.pk], facts.owners[case.pk], facts.unit_id = (SOON, None), people.offender_manager.pk, unit.pk
    assert refresh(case) == 1
    kept = Deadline.objects.get()
    assert (kept.owner, kept.unit, kept.due_on, kept.opened_on) == (people.offender_manager, unit, SOON, TODAY)
    assert (kept.why, kept.basis, kept.url) == ("Because the test says so.", "The test", "/where/")


def test_refreshing_again_changes_nothing(facts, case):
    facts.days[case.pk] = (SOON, None)
    refresh(case)
    assert refresh(case) == 0
    assert states(case) == [(OPEN, SOON)]


def test_doing_it_meets_the_deadline_and_opens_the_next(facts, case):
    facts.days[case.pk] = (SOON, None)
    refresh(case)
    facts.days[case.pk] = (LATER, TODAY)
    refresh(case)
    assert states(case) == [(MET, SOON), (OPEN, LATER)]


def test_what_was_done_before_the_deadline_opened_does_not_meet_it(facts, case):
    facts.days[case.pk] = (SOON, TODAY)
    refresh(case)
    facts.days[case.pk] = (LATER, TODAY)
    refresh(case)
    assert states(case) == [(SUPERSEDED, SOON), (OPEN, LATER)]


def test_what_was_done_earlier_but_put_on_record_now_meets_it(facts, case):
    facts.days[case.pk] = (SOON, None)
    refresh(case)
    facts.days[case.pk] = (LATER, TODAY - dt.timedelta(days=3))
    refresh(case)
    assert states(case) == [(MET, SOON), (OPEN, LATER)]


def test_done_with_nothing_further_due_it_is_met(facts, case):
    facts.days[case.pk] = (SOON, None)
    refresh(case)
    facts.days[case.pk] = (None, TODAY)
    refresh(case)
    assert states(case) == [(MET, SOON)]


def test_a_duty_that_no_longer_applies_is_superseded(facts, case):
    facts.days[case.pk] = (SOON, None)
    refresh(case)
    facts.days.clear()
    refresh(case)
    assert states(case) == [(SUPERSEDED, SOON)]
    assert Deadline.objects.get().ended_at == NOW


def test_a_new_owner_is_followed_without_ending_the_deadline(facts, case, people):
    facts.days[case.pk], facts.owners[case.pk] = (SOON, None), people.offender_manager.pk
    refresh(case)
    facts.owners[case.pk] = people.same_unit_colleague.pk
    assert refresh(case) == 1
    assert Deadline.objects.get().owner == people.same_unit_colleague


def test_many_cases_are_refreshed_with_as_many_queries_as_one(facts, unit, django_assert_num_queries):
    cases = [CaseFactory(unit=unit) for _ in range(30)]
    for case in cases:
        facts.days[case.pk] = (SOON, None)
    with django_assert_num_queries(7):
        refresh_cases([cases[0].pk], now=NOW, today=TODAY)
    with django_assert_num_queries(7):
        refresh_cases([case.pk for case in cases], now=NOW, today=TODAY)
    for case in cases:
        facts.days[case.pk] = (LATER, TODAY)
    with django_assert_num_queries(8):
        refresh_cases([case.pk for case in cases], now=NOW, today=TODAY)


@pytest.fixture
def deadline(facts, case, people, unit) -> Deadline:
    facts.days[case.pk], facts.owners[case.pk], facts.unit_id = (SOON, None), people.offender_manager.pk, unit.pk
    refresh(case)
    return Deadline.objects.get()


def waive(by: Officer, deadline: Deadline, reason: str = "In hospital until June") -> Deadline:
    with acting_as(by):
        return waive_deadline(by=by, deadline=deadline, reason=reason, now=NOW)


def test_waived_it_stays_let_go_until_the_facts_give_another_day(facts, case, people, deadline):
    waive(people.supervisor, deadline)
    assert refresh(case) == 0
    facts.days[case.pk] = (LATER, None)
    refresh(case)
    assert states(case) == [(WAIVED, SOON), (OPEN, LATER)]


def test_waiving_one_duty_leaves_another_of_the_same_case_and_day(monkeypatch, facts, case, people, deadline):
    Deadline.objects.filter(pk=deadline.pk).update(kind="something_else")
    waive(people.supervisor, deadline)
    refresh(case)
    assert states(case) == [(WAIVED, SOON), (OPEN, SOON)]


def test_a_waiver_says_who_and_why(people, deadline):
    waived = waive(people.supervisor, deadline)
    assert (waived.state, waived.ended_by, waived.ended_reason) == (WAIVED, people.supervisor, "In hospital until June")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("offender_manager", "Only a supervisor or unit manager"),
        ("same_unit_colleague", "Only a supervisor or unit manager"),
        ("other_unit_supervisor", "Only a supervisor of North unit"),
        ("chair", "Only a supervisor or unit manager"),
    ],
)
def test_who_may_not_waive_is_told_why(people, deadline, name, says):
    with pytest.raises(Denied, match=says):
        waive_deadline(by=getattr(people, name), deadline=deadline, reason="Because", now=NOW)


def test_a_supervisor_who_only_reads_a_locked_case_waives_nothing_of_it(people, case, deadline):
    Case.objects.filter(pk=case.pk).update(locked=True)
    name_on_case(case, people.unit_manager, CaseRight.VIEW_CASE)
    with pytest.raises(Denied, match="may not write in it"):
        waive(people.unit_manager, deadline)
    name_on_case(case, people.unit_manager, CaseRight.CHANGE_CASE)
    assert waive(people.unit_manager, deadline).state == WAIVED


def test_nobody_waives_their_own(people, deadline):
    Deadline.objects.filter(pk=deadline.pk).update(owner=people.supervisor)
    with pytest.raises(Denied, match="of their own"):
        waive(people.supervisor, deadline)


def test_what_has_ended_is_not_waived(people, deadline):
    waive(people.supervisor, deadline)
    with pytest.raises(Conflict, match="ended already"):
        waive(people.unit_manager, deadline)


def test_a_waiver_without_a_reason_is_refused(people, deadline):
    with pytest.raises(Conflict, match="Say why"):
        waive(people.supervisor, deadline, "   ")


def test_a_duty_with_another_way_out_is_not_waived(monkeypatch, people, deadline):
    only_duty(monkeypatch, instead=NO_WAIVER)
    with pytest.raises(Denied, match=NO_WAIVER):
        waive(people.supervisor, deadline)


def test_a_person_writes_in_no_diary_but_of_those_they_lead(people, unit):
    Officer.objects.filter(pk=people.offender_manager.pk).update(vetting_expires_on=dt.date(2026, 6, 1))
    Officer.objects.filter(pk=people.other_unit_officer.pk).update(vetting_expires_on=dt.date(2026, 6, 1))
    today = timezone.localdate()
    both = [people.offender_manager.pk, people.other_unit_officer.pk, None]
    with acting_as(people.same_unit_colleague):
        assert refresh_officers(both, now=NOW, today=today) == 0
    with acting_as(people.supervisor):
        refresh_officers(both, now=NOW, today=today)
    assert set(Deadline.objects.values_list("officer", flat=True)) == {people.offender_manager.pk}
