"""What a person holds and why: their roles, their sight of cases by name, what they have open, cover."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from cases.models import Case
from cases.queries.sight import Sight, sights_of
from mosovo.access.models import CaseGrant, Cover, Opening, UnitGrant
from mosovo.access.sight import visible
from mosovo.access.states import GrantBasis
from mosovo.staff.models import Officer, RoleHolding, Unit


@dataclass(frozen=True)
class OnUnit:
    """Sight of a unit's cases that comes with a role."""

    unit: Unit
    sight: Sight


@dataclass(frozen=True)
class OnCase:
    """Sight of one case by name."""

    case: Case
    sight: Sight


@dataclass(frozen=True)
class Held:
    """Everything a person holds on a day. cases: on another basis than being its offender manager; managed: those."""

    roles: list[RoleHolding]
    units: list[OnUnit]
    cases: list[OnCase]
    managed: list[OnCase]
    openings: list[tuple[Case, Opening]]
    covers: list[Cover]

    @property
    def case_ids(self) -> set[int]:
        """Every case that is named."""
        named = {one.case.pk for one in (*self.cases, *self.managed)}
        return named | {case.pk for case, _ in self.openings}


def held(person: Officer, *, now: dt.datetime, today: dt.date) -> Held:
    """What ``person`` themselves holds; a case out of their sight, whatever the reason, is not named. Nine queries."""
    on_units = UnitGrant.objects.live().filter(user=person).select_related("user", "permission", "given_by")
    on_cases = CaseGrant.objects.live().filter(user=person).select_related("user", "permission", "given_by")
    openings = list(Opening.objects.filter(officer=person, until__gt=now).order_by("until"))
    sights = sights_of(on_cases)
    wanted = {sight.about_id for sight in sights} | {opening.case_id for opening in openings}
    found = visible(person, Case).filter(pk__in=wanted).select_related("nominal").order_by("nominal__reference")
    cases = {case.pk: case for case in found}
    by_name = [OnCase(case, sight) for case in cases.values() for sight in sights if sight.about_id == case.pk]
    units = {unit.pk: unit for unit in Unit.objects.filter(grants__user=person).distinct()}
    return Held(
        roles=list(
            RoleHolding.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), officer=person)
            .select_related("role", "unit")
            .order_by("starts_on", "pk")
        ),
        units=[OnUnit(units[sight.about_id], sight) for sight in sights_of(on_units)],
        cases=[one for one in by_name if one.sight.basis != GrantBasis.ALLOCATION],
        managed=[one for one in by_name if one.sight.basis == GrantBasis.ALLOCATION],
        openings=[(cases[opening.case_id], opening) for opening in openings if opening.case_id in cases],
        covers=list(
            Cover.objects.filter(Q(coverer=person) | Q(covered=person), ended_at__isnull=True, until_on__gte=today)
            .select_related("coverer", "covered", "made_by")
            .order_by("from_on", "pk")
        ),
    )
