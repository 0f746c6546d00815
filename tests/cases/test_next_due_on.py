"""A case's next date is that of its first open deadline, whoever writes the diary."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case
from mosovo.diary.actions import waive_deadline
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.identity import acting_as
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db

SOON, LATER = dt.date(2026, 5, 20), dt.date(2026, 8, 20)


def open_deadline(case: Case, kind: str, due_on: dt.date) -> Deadline:
    deadline: Deadline = Deadline.objects.create(
        kind=kind,
        subject=f"case:{case.pk}",
        case=case,
        owner=case.officer,
        unit=case.unit,
        title="Invented",
        due_on=due_on,
        opened_on=dt.date(2026, 5, 1),
    )
    return deadline


def next_due_on(case: Case) -> dt.date | None:
    return Case.objects.get(pk=case.pk).next_due_on


def test_first_open_deadline_gives_the_day(case: Case) -> None:
    assert next_due_on(case) is None
    open_deadline(case, "later", LATER)
    assert next_due_on(case) == LATER
    open_deadline(case, "soon", SOON)
    assert next_due_on(case) == SOON


def test_deadline_that_ends_leaves_the_next_one(case: Case) -> None:
    open_deadline(case, "later", LATER)
    Deadline.objects.filter(pk=open_deadline(case, "soon", SOON).pk).update(
        state=DeadlineState.MET, ended_at=timezone.now()
    )
    assert next_due_on(case) == LATER
    Deadline.objects.filter(case=case, state=DeadlineState.OPEN).update(
        state=DeadlineState.SUPERSEDED, ended_at=timezone.now()
    )
    assert next_due_on(case) is None


def test_waiving_moves_it_under_the_logins_of_a_force_and_leaves_no_event_of_the_case(
    people: People, case: Case
) -> None:
    deadline = open_deadline(case, "soon", SOON)
    open_deadline(case, "later", LATER)
    before = Case.pgh_event_model.objects.count()
    with logged_in_as("mosovo_web"), acting_as(people.supervisor):
        waive_deadline(by=people.supervisor, deadline=deadline, reason="Not needed any longer.", now=timezone.now())
    assert next_due_on(case) == LATER
    assert Case.pgh_event_model.objects.count() == before
