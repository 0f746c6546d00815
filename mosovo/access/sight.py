"""``visible(person, Model)``: the rows a person may see. Every page, list, count, search, export starts here."""

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from mosovo import clock
from mosovo.access.holdings import held_by
from mosovo.access.models import Opening
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
    return rows.filter(in_part_sight(person, protection.compartment, path))


def in_part_sight(person: Officer, part: Compartment, path: str = "case__") -> Q:
    """The condition that this part of the case at ``path``, the case file or a restricted one, is open to them."""
    condition = in_case_sight(person.pk, path)
    return condition & _restricted(person, part, path) if part in RESTRICTED_RIGHTS else condition


def in_case_sight(person_id: int | None, path: str = "case__") -> Q:
    """The condition that the case at ``path`` ("" for the case itself) is in the person's sight."""
    held = held_by(person_id)
    return _by_right(person_id, path, UnitRight.VIEW_CASES, CaseRight.VIEW_CASE) & _among(path, held.never, but=True)


def in_hand(person_id: int | None, path: str = "case__") -> Q:
    """The condition that the person may change the case at ``path``."""
    held = held_by(person_id)
    return _by_right(person_id, path, UnitRight.CHANGE_CASES, CaseRight.CHANGE_CASE) & _among(
        path, held.never, but=True
    )


def holds_right(person: Officer, case: models.Model, unit_right: UnitRight, case_right: CaseRight) -> bool:
    """Whether the person holds the right on this case, by the unit or by a grant on the case."""
    held = held_by(person.pk)
    if case.pk in held.never:
        return False
    by_unit = not case.locked and case.unit_id in held.units(unit_right)  # type: ignore[attr-defined]
    return by_unit or case.pk in held.cases(case_right)


def excluded_from(case: models.Model) -> QuerySet[Officer, int]:
    """The officers, by key, who must never see this case, whatever rights they hold; of a case in sight."""
    # The rows say why, which is for supervisors alone.
    keys = RawSQL("SELECT sec.excluded_from(%s)", [case.pk])
    return Officer.objects.filter(pk__in=keys).order_by().values_list("pk", flat=True)


def is_excluded(person: Officer, case: models.Model) -> bool:
    """Whether the person must never see this case, whatever rights they hold."""
    return excluded_from(case).filter(pk=person.pk).exists()


def in_right_to(person_id: int | None, part: Compartment, path: str = "case__") -> Q:
    """The condition that the person holds the right to this restricted part of the case at ``path``, open or shut."""
    return _by_right(person_id, path, *RESTRICTED_RIGHTS[part])


def live_openings(person_id: int | None, compartment: Compartment) -> QuerySet[Opening]:
    """Restricted parts the person has open now."""
    return Opening.objects.filter(officer=person_id, compartment=compartment, until__gt=clock.now())


def _flags(person: Officer, path: str) -> Q:
    """Every flag, for those whose role shows them; for the rest those of the cases in their sight."""
    if Ability.SEE_FLAGS in abilities_of(person, today=clock.today()):
        return _among(path, held_by(person.pk).never, but=True)
    return in_case_sight(person.pk, f"{path}case__")


def named_to(person: Officer) -> dict[UUID, int]:
    """What a few alone know of and the person is named to, while vetted -> the case it is about."""
    return held_by(person.pk).named_to if _is_vetted(person) else {}


def _is_vetted(person: Officer) -> bool:
    today = clock.today()
    return not why_not_vetted(person.vetting_level, person.vetting_expires_on, least=Vetting.NPPV2, today=today)


def _restricted(person: Officer, compartment: Compartment, path: str) -> Q:
    if not _is_vetted(person):
        return NONE
    opened = _among(path, held_by(person.pk).opened(compartment))
    return _by_right(person.pk, path, *RESTRICTED_RIGHTS[compartment]) & opened


def _by_right(person_id: int | None, path: str, unit_right: UnitRight, case_right: CaseRight) -> Q:
    held = held_by(person_id)
    by_unit = Q(**{f"{path}unit__in": held.units(unit_right), f"{path}locked": False})
    return by_unit | _among(path, held.cases(case_right))


def _among(path: str, cases: tuple[int, ...], *, but: bool = False) -> Q:
    """The case at ``path`` is one of these, or none of them."""
    if but and not cases:
        return Q()
    among = Q(**{f"{path}pk__in": cases})
    return ~among if but else among
