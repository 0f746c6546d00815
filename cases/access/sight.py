"""Who may give and end sight of a case, lock it, give cover, and open it in an emergency."""

from functools import partial

from cases import models
from cases.access.case import supervises
from mosovo import clock
from mosovo.access.models import Cover, EmergencyAccess
from mosovo.access.policies import lacks, policy
from mosovo.staff.models import Officer
from mosovo.staff.queries import units_where
from mosovo.staff.states import UNIT_WORK, Ability


def why_not_supervisor(person: Officer, case: models.Case, *, does: str) -> str | None:
    return None if supervises(person, case) else f"Only a supervisor of {case.unit} {does}; ask one of them."


for action, does in {
    "sight.give": "lets somebody see this case",
    "sight.end": "ends somebody's sight of this case",
    "sight.reasons": "reads why somebody is excluded",
    "case.lock": "locks and unlocks this case",
    "case.exclude": "excludes somebody from this case",
}.items():
    policy(action)(partial(why_not_supervisor, does=does))


@policy("cover.give")
def why_not_give_cover(person: Officer, _: None) -> str | None:
    """Supervisors give cover, in the units they supervise."""
    return "Only a supervisor gives cover." if lacks(person, Ability.SUPERVISE) else None


@policy("cover.end")
def why_not_end_cover(person: Officer, cover: Cover) -> str | None:
    """A supervisor of the unit whose cases are covered."""
    if units_where(person, Ability.SUPERVISE, today=clock.today()).filter(pk=cover.unit_id).exists():
        return None
    return f"Only a supervisor of {cover.unit} ends this cover."


@policy("emergency.open")
def why_not_open_in_emergency(person: Officer, nominal: models.Nominal) -> str | None:
    """Those who hold or supervise cases anywhere, to any person whose flag is in their sight."""
    if lacks(person, *UNIT_WORK):
        return "Only officers who hold or supervise cases may open a case in an emergency; call the unit instead."
    return None


@policy("emergency.view")
def why_not_view_emergency(person: Officer, emergency: EmergencyAccess) -> str | None:
    """Being in sight is enough: their own, those on cases in sight, those of officers supervised."""
    return None


@policy("emergency.review")
def why_not_review_emergency(person: Officer, emergency: EmergencyAccess) -> str | None:
    """A supervisor or manager of the officer's own unit, never the officer themselves."""
    if emergency.officer_id == person.pk:
        return "Nobody reviews their own emergency access; another supervisor does."
    if units_where(person, Ability.SUPERVISE, today=clock.today()).filter(pk=emergency.unit_id or 0).exists():
        return None
    return f"Only a supervisor of {emergency.unit or 'the unit'} reviews this."
