"""The policy of the case file: which compartment each table is in, and who may do what."""

from django.db.models import Model

from cases import models
from mosovo.access.policies import lacks, policy
from mosovo.access.protection import protect
from mosovo.access.sight import holds_right
from mosovo.access.states import CaseRight, Compartment, UnitRight
from mosovo.staff.models import Officer
from mosovo.staff.states import Ability

model: type[Model]
protect(models.Nominal, Compartment.OPERATIONAL, "")
for model in (models.Alias, models.Address, models.Flag):
    protect(model, Compartment.OPERATIONAL, "nominal")
protect(models.NameToken, Compartment.OPERATIONAL, "nominal", deletable=True)
# Words alone, tied to nobody.
protect(models.NameWord, Compartment.PLAIN, "", append_only=True)
protect(models.Agency, Compartment.PLAIN, "")

protect(models.Case, Compartment.CASE, "")
for model in (
    models.CategoryPeriod,
    models.LevelPeriod,
    models.Allocation,
    models.CapException,
    models.Conviction,
    models.Order,
    models.Licence,
    models.StatusChange,
    models.Visit,
    models.Contact,
    models.Document,
    models.Meeting,
):
    protect(model, Compartment.CASE)
for model in (models.Attendance, models.MeetingDecision, models.MeetingAction, models.Minutes):
    protect(model, Compartment.CASE, "meeting__case")
protect(models.SensitiveEntry, Compartment.SENSITIVE)
protect(models.ConfidentialEntry, Compartment.CONFIDENTIAL)


def may_change(person: Officer, case: models.Case) -> bool:
    """Whether the person may write in the case file: by a right on its unit, or on the case."""
    return holds_right(person, case, UnitRight.CHANGE_CASES, CaseRight.CHANGE_CASE)


@policy("case.view")
def why_not_view(person: Officer, case: models.Case) -> str | None:
    """Being in sight is enough; a case out of sight is not found at all."""
    return None


@policy("case.change")
def why_not_change(person: Officer, case: models.Case) -> str | None:
    """The offender manager, whoever covers, and the unit's supervisors write in the file."""
    if may_change(person, case):
        return None
    manager = case.officer.full_name if case.officer else "nobody yet"
    return f"Only the offender manager ({manager}), whoever covers, or a supervisor of the unit may write in this case."


@policy("flag.view")
def why_not_view_flag(person: Officer, nominal: models.Nominal) -> str | None:
    """Being in sight is enough."""
    return None


@policy("people.search")
def why_not_search(person: Officer, _: None) -> str | None:
    """Searching names is for people who may see flags or cases."""
    if lacks(person, Ability.SEE_FLAGS, Ability.HOLD_CASES, Ability.SUPERVISE, Ability.CHAIR_MEETINGS):
        return "Searching for people is for officers and staff who work with cases or flags."
    return None
