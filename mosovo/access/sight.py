"""``visible(person, Model)``: the rows a person may see. Every page, list, count, search, export starts here."""

from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from mosovo import clock
from mosovo.access.models import CaseGrant, Exclusion, Opening, UnitGrant
from mosovo.access.protection import protection_of
from mosovo.access.states import RESTRICTED_RIGHTS, CaseRight, Compartment, UnitRight
from mosovo.staff.models import Officer
from mosovo.staff.queries import abilities_of
from mosovo.staff.rules import why_not_vetted
from mosovo.staff.states import Ability, Vetting

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

M = TypeVar("M", bound=models.Model)
NONE = Q(pk__in=[])


def visible(person: "Officer | AnonymousUser", model: type[M]) -> QuerySet[M]:
    """The rows of ``model`` that ``person`` may see at this moment; LookupError for an undeclared model."""
    protection = protection_of(model)
    rows = model._default_manager.all()
    if protection.compartment is Compartment.PLAIN and protection.condition is None:
        return rows
    if not isinstance(person, Officer) or not person.is_active:
        return rows.none()
    if protection.condition is not None:
        return rows.filter(protection.condition(person))
    path = f"{protection.path}__" if protection.path else ""
    if protection.compartment is Compartment.OPERATIONAL:
        return rows.filter(_flags(person, path))
    condition = in_case_sight(person.pk, path)
    if protection.compartment in RESTRICTED_RIGHTS:
        condition &= _restricted(person, protection.compartment, path)
    return rows.filter(condition)


def in_case_sight(person_id: int | None, path: str = "case__") -> Q:
    """The condition that the case at ``path`` ("" for the case itself) is in the person's sight."""
    units = UnitGrant.objects.allowing(person_id, UnitRight.VIEW_CASES).values("content_object")
    cases = CaseGrant.objects.allowing(person_id, CaseRight.VIEW_CASE).values("content_object")
    by_unit = Q(**{f"{path}unit__in": units, f"{path}locked": False})
    return (by_unit | Q(**{f"{path}pk__in": cases})) & ~_excluded(person_id, path)


def holds_right(person: Officer, case: models.Model, unit_right: UnitRight, case_right: CaseRight) -> bool:
    """Whether the person holds the right on this case, by the unit or by a grant on the case."""
    units = UnitGrant.objects.allowing(person.pk, unit_right).filter(content_object=case.unit_id)  # type: ignore[attr-defined]
    cases = CaseGrant.objects.allowing(person.pk, case_right).filter(content_object=case.pk)
    if Exclusion.objects.filter(officer=person, case=case.pk).exists():
        return False
    return cases.exists() or (not case.locked and units.exists())  # type: ignore[attr-defined]


def live_openings(person_id: int | None, compartment: Compartment) -> QuerySet[Opening]:
    """Restricted parts the person has open now."""
    return Opening.objects.filter(officer=person_id, compartment=compartment, until__gt=clock.now())


def _flags(person: Officer, path: str) -> Q:
    sees_all = Ability.SEE_FLAGS in abilities_of(person, today=clock.today())
    if sees_all:
        return ~_excluded(person.pk, path)
    cases = CaseGrant.objects.allowing(person.pk, CaseRight.VIEW_CASE).values("content_object")
    return Q(**{f"{path}pk__in": cases}) & ~_excluded(person.pk, path)


def _restricted(person: Officer, compartment: Compartment, path: str) -> Q:
    lapsed = why_not_vetted(person.vetting_level, person.vetting_expires_on, least=Vetting.NPPV2, today=clock.today())
    if lapsed:
        return NONE
    unit_right, case_right = RESTRICTED_RIGHTS[compartment]
    units = UnitGrant.objects.allowing(person.pk, unit_right).values("content_object")
    cases = CaseGrant.objects.allowing(person.pk, case_right).values("content_object")
    holds = Q(**{f"{path}unit__in": units, f"{path}locked": False}) | Q(**{f"{path}pk__in": cases})
    return holds & Q(**{f"{path}pk__in": live_openings(person.pk, compartment).values("case")})


def _excluded(person_id: int | None, path: str) -> Q:
    return Q(**{f"{path}pk__in": Exclusion.objects.filter(officer=person_id).values("case")})
