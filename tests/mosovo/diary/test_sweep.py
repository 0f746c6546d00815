import datetime as dt
import threading
from itertools import count

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from cases.models import Case
from cases.states import CaseStatus
from mosovo.diary.actions import queue_digests, sweep, sweeping
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.states import DeadlineState, Escalation
from mosovo.force_settings.models import ForceSetting
from mosovo.staff.models import Officer
from tests.factories.cases import CaseFactory
from tests.factories.staff import OfficerFactory, UnitFactory
from tests.mosovo.diary.duty import Facts, only_duty
from tests.people import make_people

TODAY = timezone.localdate()
NOW = timezone.now()
DAY = dt.timedelta(days=1)
COUNTED = ("diary_deadline", "diary_deadlineevent", "diary_notification", "outbox_job", "pghistory_context")


def counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        return {
            table: cursor.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
            for table in COUNTED
        }


def night(now: dt.datetime = NOW, today: dt.date = TODAY) -> None:
    sweep(now=now, today=today)
    queue_digests(now=now, today=today)


@pytest.fixture
def facts(monkeypatch) -> Facts:
    return only_duty(monkeypatch)


@pytest.fixture
def late(facts, case, people, unit):
    """Sets the case's only deadline so many days before today."""
    facts.owners[case.pk], facts.unit_id = people.offender_manager.pk, unit.pk

    def set_late(days: int) -> None:
        facts.days[case.pk] = (TODAY - days * DAY, None)

    return set_late


def told(officer: Officer) -> list[str]:
    return list(Notification.objects.filter(to=officer).order_by("key").values_list("text", flat=True))


@pytest.mark.django_db
def test_it_opens_what_is_due_and_leaves_closed_cases_alone(facts, case, unit):
    closed = CaseFactory(unit=unit, status=CaseStatus.CLOSED)
    facts.days = {case.pk: (TODAY + DAY, None), closed.pk: (TODAY + DAY, None)}
    done = sweep(now=NOW, today=TODAY)
    assert (done.changed, done.cases) == (1, 1)
    assert list(Deadline.objects.values_list("case", flat=True)) == [case.pk]


@pytest.mark.django_db
def test_a_case_closed_since_has_its_open_deadline_ended(facts, case):
    facts.days[case.pk] = (TODAY + DAY, None)
    night()
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.CLOSED)
    facts.days.clear()
    night()
    assert Deadline.objects.get().state == DeadlineState.SUPERSEDED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "level", "supervisor_told", "manager_told"),
    [
        (0, Escalation.OWNER, 0, 0),
        (1, Escalation.SUPERVISOR, 1, 0),
        (6, Escalation.SUPERVISOR, 1, 0),
        (7, Escalation.MANAGER, 1, 1),
    ],
)
def test_overdue_work_goes_up(late, people, days, level, supervisor_told, manager_told):
    late(days)
    night()
    assert Deadline.objects.get().escalation == level
    assert len(told(people.supervisor)) == supervisor_told
    assert len(told(people.unit_manager)) == manager_told
    assert not told(people.other_unit_supervisor)


@pytest.mark.django_db
def test_the_owner_is_told_once_with_the_reference_and_no_name(late, people, case):
    late(3)
    night()
    night(NOW + DAY, TODAY + DAY)
    [text] = told(people.offender_manager)
    assert text.startswith(f"{case.reference}, do what the test asks: was due on")
    assert case.nominal.family_name not in text


@pytest.mark.django_db
def test_a_supervisor_is_told_once_a_day_however_much_there_is(facts, people, unit):
    for _ in range(5):
        case = CaseFactory(unit=unit)
        facts.days[case.pk] = (TODAY - 2 * DAY, None)
    facts.unit_id = unit.pk
    night()
    assert told(people.supervisor) == ["North unit: overdue work has come to you as supervisor."]


@pytest.mark.django_db
def test_the_days_before_it_goes_up_are_settings(late, people):
    ForceSetting.objects.create(key="escalate_days_supervisor", value="4", starts_on=TODAY, reason="Tried")
    late(3)
    night()
    assert Deadline.objects.get().escalation == Escalation.OWNER


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "step"), [(91, None), (90, 90), (61, 90), (60, 60), (7, 7), (1, 7), (0, 7)])
def test_reminders_come_at_their_steps_to_owner_and_supervisor(monkeypatch, case, people, unit, days, step):
    facts = only_duty(monkeypatch, remind_days=(90, 60, 30, 14, 7))
    facts.days[case.pk], facts.owners[case.pk] = (TODAY + days * DAY, None), people.offender_manager.pk
    facts.unit_id = unit.pk
    night()
    wanted = {people.offender_manager.pk, people.supervisor.pk} if step else set()
    assert set(Notification.objects.values_list("to", flat=True)) == wanted
    assert set(Notification.objects.values_list("key", flat=True)) == (
        {f"remind:{Deadline.objects.get().pk}:{step}"} if step else set()
    )


@pytest.mark.django_db
def test_each_step_of_reminding_comes_once_as_the_days_go_by(monkeypatch, case, people, unit):
    facts = only_duty(monkeypatch, remind_days=(90, 60, 30, 14, 7))
    facts.days[case.pk], facts.owners[case.pk] = (TODAY + 95 * DAY, None), people.offender_manager.pk
    for gone in range(0, 96, 5):
        night(NOW + gone * DAY, TODAY + gone * DAY)
    assert len(told(people.offender_manager)) == 5


def full_diary(unit, people) -> None:
    """Real duties: visits and reviews late, vetting about to lapse and lapsed, a caseload over the cap."""
    for number in range(12):
        CaseFactory(
            unit=unit,
            officer=people.offender_manager,
            risk_level="high" if number < 4 else "low",
            opened_on=TODAY - dt.timedelta(days=800),
            risk_level_on=TODAY - dt.timedelta(days=30 * number),
        )
    Officer.objects.filter(pk=people.same_unit_colleague.pk).update(vetting_expires_on=TODAY + 20 * DAY)


@pytest.mark.django_db
def test_sweeping_twice_changes_nothing_the_second_time(unit, people):
    full_diary(unit, people)
    night()
    before = counts()
    assert before["diary_deadline"] > 20
    assert before["diary_notification"] > 10
    assert before["outbox_job"] >= 3
    night()
    assert counts() == before


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_do_what_one_does():
    unit = UnitFactory(code="unit", name="North unit")
    people = make_people(unit, UnitFactory(code="other", name="South unit"))
    full_diary(unit, people)
    together = threading.Barrier(2)
    failures = []

    def run() -> None:
        try:
            together.wait(timeout=10)
            night()
        except BaseException as error:
            failures.append(error)
            raise
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not failures
    assert not any(thread.is_alive() for thread in threads)
    after = counts()
    assert after["diary_deadlineevent"] == after["diary_deadline"] + Deadline.objects.filter(escalation=1).count() + (
        2 * Deadline.objects.filter(escalation=2).count()
    )
    night()
    assert counts() == after


@pytest.mark.django_db
def test_more_cases_than_a_batch_take_no_more_queries_each(facts, unit, django_assert_max_num_queries):
    Case.objects.all().delete()
    for _ in range(40):
        case = CaseFactory(unit=unit)
        facts.days[case.pk] = (TODAY - 2 * DAY, None)
    with django_assert_max_num_queries(60):
        sweep(now=NOW, today=TODAY)


@pytest.mark.django_db
def test_cut_off_in_the_middle_and_run_again_it_ends_where_one_run_ends(facts, people, unit, monkeypatch):
    monkeypatch.setattr(sweeping, "BATCH", 4)
    facts.unit_id = unit.pk
    for _ in range(12):
        case = CaseFactory(unit=unit)
        facts.days[case.pk], facts.owners[case.pk] = (TODAY - 9 * DAY, None), people.offender_manager.pk
    calls = count(1)

    def dying_at(work, deaths):
        def run(*args: object, **kwargs: object) -> int:
            if next(calls) in deaths:
                raise KeyboardInterrupt
            return work(*args, **kwargs)

        return run

    with monkeypatch.context() as dying:
        # In the first run the second batch of cases; in the second run the first alerts; in the third, later ones.
        deaths = {2, 6, 11}
        dying.setattr(sweeping, "refresh_cases", dying_at(sweeping.refresh_cases, deaths))
        dying.setattr(sweeping, "tell", dying_at(sweeping.tell, deaths))
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                night()
    night()
    assert set(Deadline.objects.values_list("escalation", flat=True)) == {Escalation.MANAGER}
    assert Deadline.objects.count() == 12
    assert len(told(people.offender_manager)) == 12
    assert len(told(people.supervisor)) == len(told(people.unit_manager)) == 1


@pytest.mark.django_db
def test_the_command_says_what_it_did(late, people, capsys):
    late(8)
    call_command("sweep")
    said = capsys.readouterr().out
    assert "Deadlines opened, ended or brought up to date: 1" in said
    assert "1 to supervisors, 1 to unit managers" in said
    call_command("sweep")
    again = capsys.readouterr().out
    assert "brought up to date: 0" in again
    assert "0 to supervisors, 0 to unit managers" in again
    assert "Alerts given: 0; e-mails asked for: 0" in again


@pytest.mark.django_db
def test_the_command_takes_another_day(facts, case, capsys):
    facts.days[case.pk] = (TODAY + 30 * DAY, None)
    call_command("sweep", today=(TODAY + 31 * DAY).isoformat())
    assert "1 to supervisors" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_officer_of_no_unit_is_swept_too(people):
    OfficerFactory(unit=None, vetting_expires_on=TODAY + DAY)
    assert sweep(now=NOW, today=TODAY).officers == Officer.objects.count()
