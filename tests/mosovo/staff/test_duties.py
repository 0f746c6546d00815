import datetime as dt

import pytest
from django.utils import timezone

from mosovo.diary.actions import refresh_officers, sweep
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.states import DeadlineState
from mosovo.staff.models import Officer, RoleHolding
from mosovo.staff.queries import chains
from tests.people import YESTERDAY

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NOW = timezone.now()
DAY = dt.timedelta(days=1)


def vetted_until(officer: Officer, days: int | None, level: str = "nppv2") -> None:
    until = None if days is None else TODAY + days * DAY
    Officer.objects.filter(pk=officer.pk).update(vetting_expires_on=until, vetting_level=level)


def due(officer: Officer, today: dt.date = TODAY) -> list[tuple[str, dt.date, int | None]]:
    refresh_officers([officer.pk], now=NOW, today=today)
    rows = Deadline.objects.filter(officer=officer, state=DeadlineState.OPEN, kind__startswith="vetting")
    return list(rows.values_list("kind", "due_on", "owner"))


@pytest.mark.parametrize(("days", "there"), [(91, False), (90, True), (1, True), (0, True)])
def test_renewal_is_on_the_officers_diary_from_ninety_days_before(people, days, there):
    officer = people.offender_manager
    vetted_until(officer, days)
    assert due(officer) == ([("vetting_renewal", TODAY + days * DAY, officer.pk)] if there else [])


def test_lapsed_it_becomes_the_supervisors_task(people):
    officer = people.offender_manager
    vetted_until(officer, 3)
    due(officer)
    assert due(officer, TODAY + 4 * DAY) == [("vetting_lapsed", TODAY + 4 * DAY, people.supervisor.pk)]


@pytest.mark.parametrize(("days", "level"), [(400, "nppv1"), (400, "none"), (None, "nppv3")])
def test_somebody_in_post_who_was_never_vetted_is_a_task_from_the_day_they_took_it_up(people, days, level):
    vetted_until(people.offender_manager, days, level)
    assert due(people.offender_manager) == [("vetting_lapsed", TODAY - YESTERDAY, people.supervisor.pk)]


def test_renewed_both_end(people):
    officer = people.lapsed_vetting_officer
    assert [kind for kind, *_ in due(officer)] == ["vetting_lapsed"]
    vetted_until(officer, 1000)
    assert due(officer) == []


def test_whose_work_opens_no_case_file_need_not_be_vetted(people):
    vetted_until(people.press_officer, None, "none")
    assert due(people.press_officer) == []


def test_when_the_role_ends_so_does_the_duty(people):
    officer = people.lapsed_vetting_officer
    due(officer)
    RoleHolding.objects.filter(officer=officer).update(ends_on=TODAY)
    assert len(due(officer)) == 1
    assert due(officer, TODAY + DAY) == []


def test_a_supervisors_own_vetting_is_the_managers_concern(people):
    vetted_until(people.supervisor, -1)
    assert [owner for *_, owner in due(people.supervisor)] == [people.unit_manager.pk]


def test_officer_and_supervisor_are_reminded(people):
    vetted_until(people.offender_manager, 30)
    sweep(now=NOW, today=TODAY)
    told = Notification.objects.filter(key__startswith="remind:")
    assert set(told.values_list("to", flat=True)) == {people.offender_manager.pk, people.supervisor.pk}


def test_the_chain_of_a_unit(people, unit, other_unit):
    above = chains([unit.pk, other_unit.pk], today=TODAY)
    assert (above[unit.pk].supervisors, above[unit.pk].managers) == ((people.supervisor.pk,), (people.unit_manager.pk,))
    assert (above[other_unit.pk].supervisors, above[other_unit.pk].managers) == ((people.other_unit_supervisor.pk,), ())
    assert chains([unit.pk], today=TODAY - 2 * DAY)[unit.pk].supervisors == ()


def test_a_unit_with_a_manager_alone_has_them_for_supervisor(people, unit):
    RoleHolding.objects.filter(officer=people.supervisor).update(ends_on=TODAY - DAY)
    assert chains([unit.pk], today=TODAY)[unit.pk].supervisors == (people.unit_manager.pk,)
