"""What a person holds is read once in their own transaction, and anew after anything that could change it."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from cases.models import Case
from mosovo.access.actions import end_case_grants, grant_on_case
from mosovo.access.holdings import held_by
from mosovo.access.models import CaseGrant
from mosovo.access.sight import holds_right, visible
from mosovo.access.states import CaseRight, GrantBasis, UnitRight
from mosovo.identity import acting_as
from mosovo.staff.queries import abilities_of
from mosovo.staff.states import Ability
from tests.people import People

pytestmark = pytest.mark.django_db


def let_in(people: People, case: Case) -> None:
    grant_on_case(
        by=people.supervisor,
        to=people.stranger,
        case=case,
        rights=[CaseRight.VIEW_CASE],
        basis=GrantBasis.NEED_TO_KNOW,
        reason="Invented",
        now=timezone.now() - dt.timedelta(seconds=1),
        until=timezone.now() + dt.timedelta(hours=1),
    )


def test_pages_of_many_kinds_of_rows_ask_for_the_rights_once(people, case, django_assert_num_queries) -> None:
    with acting_as(people.offender_manager):
        abilities_of(people.offender_manager, today=timezone.localdate())
        with django_assert_num_queries(1):
            for _ in range(3):
                held_by(people.offender_manager.pk)
                abilities_of(people.offender_manager, today=timezone.localdate())


def test_right_given_in_the_transaction_counts_at_once(people: People, case: Case) -> None:
    with acting_as(people.stranger):
        assert not visible(people.stranger, Case).exists()
    with acting_as(people.supervisor):
        assert not holds_right(people.stranger, case, UnitRight.VIEW_CASES, CaseRight.VIEW_CASE)
        let_in(people, case)
        assert holds_right(people.stranger, case, UnitRight.VIEW_CASES, CaseRight.VIEW_CASE)
        end_case_grants(to=people.stranger, case=case, basis=GrantBasis.NEED_TO_KNOW, now=timezone.now())
        assert not holds_right(people.stranger, case, UnitRight.VIEW_CASES, CaseRight.VIEW_CASE)


def test_right_that_is_undone_is_forgotten(people: People, case: Case) -> None:
    with acting_as(people.supervisor):
        with transaction.atomic():
            let_in(people, case)
            assert held_by(people.stranger.pk).cases(CaseRight.VIEW_CASE) == (case.pk,)
            transaction.set_rollback(True)
        assert held_by(people.stranger.pk).cases(CaseRight.VIEW_CASE) == ()


def test_rights_are_read_anew_under_a_lock(people: People, case: Case, django_assert_num_queries) -> None:
    with acting_as(people.offender_manager):
        held_by(people.offender_manager.pk)
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        with django_assert_num_queries(1):
            held_by(people.offender_manager.pk)


def test_nothing_is_carried_from_one_transaction_to_the_next(people: People, case: Case) -> None:
    let_in(people, case)
    with acting_as(people.stranger):
        assert visible(people.stranger, Case).exists()
    CaseGrant.objects.filter(user=people.stranger).delete()
    with acting_as(people.stranger):
        assert not visible(people.stranger, Case).exists()


def test_role_of_a_person_who_may_no_longer_sign_in_counts_for_nothing(people: People) -> None:
    with acting_as(people.offender_manager):
        assert Ability.HOLD_CASES in abilities_of(people.offender_manager, today=timezone.localdate())
        people.offender_manager.is_active = False
        assert abilities_of(people.offender_manager, today=timezone.localdate()) == frozenset()
