"""Grants follow roles, carry their reason and end, and end when they should."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case
from mosovo.access.actions import (
    end_case_grants,
    give_role,
    grant_for_a_while,
    grant_on_case,
    open_restricted_part,
    sync_unit_grants,
)
from mosovo.access.models import CaseGrant, UnitGrant
from mosovo.access.sight import visible
from mosovo.access.states import PANEL_RIGHTS, CaseRight, Compartment, GrantBasis, OpeningReason, UnitRight
from mosovo.errors import Conflict
from mosovo.identity import acting_as
from mosovo.staff.models import Role, Unit
from tests.people import People

pytestmark = pytest.mark.django_db


def test_a_role_brings_its_rights_on_the_unit(people: People, unit: Unit) -> None:
    held = UnitGrant.objects.live().filter(user=people.supervisor).values_list("permission__codename", "content_object")
    assert set(held) == {(right.value, unit.pk) for right in UnitRight}


def test_a_role_that_ended_takes_its_rights_with_it(people: People, case: Case) -> None:
    now = timezone.now()
    people.supervisor.holdings.update(ends_on=timezone.localdate(now) - dt.timedelta(days=1), starts_on="2020-01-01")
    sync_unit_grants(by=None, officer=people.supervisor, now=now)
    with acting_as(people.supervisor):
        assert not visible(people.supervisor, Case).exists()


def test_the_same_right_from_two_roles_lasts_as_long_as_the_longer(people: People, unit: Unit) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    give_role(
        by=None,
        officer=people.offender_manager,
        role=Role.objects.get(code="supervisor"),
        unit=unit,
        starts_on=today,
        ends_on=today + dt.timedelta(days=3),
        now=now,
    )
    grant = UnitGrant.objects.get(user=people.offender_manager, permission__codename=UnitRight.VIEW_CASES)
    assert grant.valid_until is None
    supervising = UnitGrant.objects.get(user=people.offender_manager, permission__codename=UnitRight.CHANGE_CASES)
    assert timezone.localtime(supervising.valid_until).date() == today + dt.timedelta(days=4)


def test_a_grant_lapses_at_its_minute_in_both_layers(people: People, case: Case) -> None:
    now = timezone.now()
    person = people.other_unit_officer
    facts = {"by": people.supervisor, "to": person, "case": case, "rights": [CaseRight.VIEW_CASE]}
    facts |= {
        "basis": GrantBasis.NEED_TO_KNOW,
        "reason": "Searching for him tonight",
        "now": now - dt.timedelta(hours=2),
    }
    grant_on_case(**facts, until=now + dt.timedelta(hours=1))
    with acting_as(person):
        assert list(Case.objects.all()) == list(visible(person, Case)) == [case]
    grant_on_case(**facts, until=now - dt.timedelta(seconds=1))
    assert not visible(person, Case).exists()
    with acting_as(person):
        assert not Case.objects.exists()


def test_a_grant_needs_a_reason(people: People, case: Case) -> None:
    with pytest.raises(Conflict, match="Say why the right is given"):
        grant_on_case(
            by=people.supervisor,
            to=people.stranger,
            case=case,
            rights=[CaseRight.VIEW_CASE],
            basis=GrantBasis.NEED_TO_KNOW,
            reason="  ",
            now=timezone.now(),
        )


def lend(people: People, case: Case, *, basis: GrantBasis, days: int) -> None:
    """The supervisor lets an officer of another unit see the case, since a minute ago, for a number of days."""
    now = timezone.now()
    with acting_as(people.supervisor):
        grant_for_a_while(
            by=people.supervisor,
            to=people.other_unit_officer,
            case=case,
            rights=PANEL_RIGHTS,
            basis=basis,
            reason=f"For {days} days",
            now=now - dt.timedelta(minutes=1),
            until=now + dt.timedelta(days=days),
        )


def days_left(people: People) -> dict[str, int]:
    """Basis -> in how many days the right ends."""
    rows = CaseGrant.objects.live().filter(user=people.other_unit_officer).order_by("pk")
    return {row.basis: round((row.valid_until - timezone.now()) / dt.timedelta(days=1)) for row in rows}


@pytest.mark.parametrize(("first", "then"), [(28, 7), (7, 28)])
def test_a_right_for_a_while_leaves_another_basis_as_it_was(first: int, then: int, people: People, case: Case) -> None:
    lend(people, case, basis=GrantBasis.PANEL, days=first)
    lend(people, case, basis=GrantBasis.DECISION, days=then)
    assert days_left(people) == {GrantBasis.PANEL: first, GrantBasis.DECISION: then}


@pytest.mark.parametrize("ended", [GrantBasis.PANEL, GrantBasis.DECISION])
def test_the_end_of_one_basis_leaves_the_sight_of_the_other(ended: GrantBasis, people: People, case: Case) -> None:
    lend(people, case, basis=GrantBasis.PANEL, days=28)
    lend(people, case, basis=GrantBasis.DECISION, days=7)
    end_case_grants(to=people.other_unit_officer, case=case, basis=ended, now=timezone.now())
    assert len(days_left(people)) == 1
    with acting_as(people.other_unit_officer):
        assert list(Case.objects.all()) == list(visible(people.other_unit_officer, Case)) == [case]


def test_a_right_without_end_outlives_one_for_a_while(people: People, case: Case) -> None:
    lend(people, case, basis=GrantBasis.PANEL, days=7)
    lend(people, case, basis=GrantBasis.NEED_TO_KNOW, days=7)
    CaseGrant.objects.filter(basis=GrantBasis.NEED_TO_KNOW).update(valid_until=None)
    lend(people, case, basis=GrantBasis.NEED_TO_KNOW, days=28)
    assert CaseGrant.objects.get(basis=GrantBasis.NEED_TO_KNOW).valid_until is None
    end_case_grants(to=people.other_unit_officer, case=case, basis=GrantBasis.PANEL, now=timezone.now())
    with acting_as(people.other_unit_officer):
        assert list(visible(people.other_unit_officer, Case)) == [case]


@pytest.mark.parametrize(("first", "then"), [(28, 7), (7, 28)])
def test_the_same_basis_twice_lasts_as_long_as_the_longer(first: int, then: int, people: People, case: Case) -> None:
    lend(people, case, basis=GrantBasis.PANEL, days=first)
    lend(people, case, basis=GrantBasis.PANEL, days=then)
    assert days_left(people) == {GrantBasis.PANEL: 28}
    assert CaseGrant.objects.get(user=people.other_unit_officer).reason == "For 28 days"


def test_the_same_basis_again_after_its_end_lasts_anew(people: People, case: Case) -> None:
    lend(people, case, basis=GrantBasis.PANEL, days=28)
    end_case_grants(to=people.other_unit_officer, case=case, basis=GrantBasis.PANEL, now=timezone.now())
    lend(people, case, basis=GrantBasis.PANEL, days=7)
    assert days_left(people) == {GrantBasis.PANEL: 7}


def test_ending_grants_of_one_basis_leaves_the_others(people: People, case: Case) -> None:
    now = timezone.now()
    grant_on_case(
        by=None,
        to=people.offender_manager,
        case=case,
        rights=[CaseRight.VIEW_CASE],
        basis=GrantBasis.NEED_TO_KNOW,
        reason="Wrote the first report",
        now=now - dt.timedelta(seconds=1),
    )
    end_case_grants(to=people.offender_manager, case=case, basis=GrantBasis.ALLOCATION, now=now)
    live = CaseGrant.objects.live().filter(user=people.offender_manager)
    assert set(live.values_list("permission__codename", flat=True)) == {CaseRight.VIEW_CASE.value}


def test_opening_needs_a_sentence(people: People, case: Case) -> None:
    with pytest.raises(Conflict, match="Say in a sentence"):
        open_restricted_part(
            by=people.offender_manager,
            case=case,
            compartment=Compartment.SENSITIVE,
            reason=OpeningReason.VISIT,
            sentence="visit",
            now=timezone.now(),
        )


@pytest.mark.parametrize("forged_by", ["supervisor", "offender_manager"])
def test_database_refuses_a_grant_given_in_anothers_name(forged_by: str, people: People, case: Case) -> None:
    person = getattr(people, forged_by)
    with pytest.raises(Exception, match="own name"), acting_as(person):
        grant_on_case(
            by=people.unit_manager,
            to=people.stranger,
            case=case,
            rights=[CaseRight.VIEW_CASE],
            basis=GrantBasis.NEED_TO_KNOW,
            reason="Forged",
            now=timezone.now(),
        )
