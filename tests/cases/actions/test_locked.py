"""A locked case that no supervisor sees any longer is seen by one again."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.actions.locked import keep_locked_cases_seen
from cases.models import Case
from mosovo.access.models import CaseGrant, Exclusion
from mosovo.diary.models import Notification
from tests.cases.actions.test_sight import lock, sees
from tests.people import People

pytestmark = pytest.mark.django_db


def kept() -> int:
    return keep_locked_cases_seen(now=timezone.now() - dt.timedelta(minutes=1), today=timezone.localdate())


def leaves(officer: object) -> None:
    officer.holdings.update(starts_on="2020-01-01", ends_on=timezone.localdate() - dt.timedelta(days=1))  # type: ignore[attr-defined]


def test_nothing_changes_while_a_supervisor_sees_it(people: People, case: Case) -> None:
    lock(people.supervisor, case)
    assert kept() == 0
    assert not sees(people.unit_manager, case)


def test_the_manager_is_named_and_told_once_the_last_supervisor_has_left(people: People, case: Case) -> None:
    lock(people.supervisor, case)
    leaves(people.supervisor)
    assert (kept(), kept()) == (1, 0)
    assert sees(people.unit_manager, case)
    grant = CaseGrant.objects.filter(user=people.unit_manager, basis="lock").first()
    assert grant is not None
    assert grant.given_by is None
    assert Notification.objects.filter(to=people.unit_manager, text__contains="is locked").count() == 1


def test_somebody_excluded_is_never_named(people: People, case: Case) -> None:
    lock(people.supervisor, case)
    Exclusion.objects.create(case=case, officer=people.unit_manager, reason="Brother", made_by=people.supervisor)
    leaves(people.supervisor)
    assert kept() == 0
    assert not sees(people.unit_manager, case)


def test_a_case_that_is_not_locked_is_left_alone(people: People, case: Case) -> None:
    assert kept() == 0
