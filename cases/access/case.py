"""Who may read and write the case file, and search for people."""

from cases import models
from cases.rules.status import why_closed
from cases.states import CaseStatus
from mosovo import clock
from mosovo.access.policies import lacks, policy
from mosovo.access.sight import holds_right
from mosovo.access.states import CaseRight, UnitRight
from mosovo.staff.models import Officer
from mosovo.staff.queries import units_where
from mosovo.staff.states import Ability


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


@policy("visit.record")
@policy("contact.record")
def why_not_write_entry(person: Officer, case: models.Case) -> str | None:
    """Whoever may write in the file, while the case is not closed."""
    return why_not_change(person, case) or why_closed(case.status, before="more is written into it")


@policy("visit.view")
def why_not_view_visit(person: Officer, visit: models.Visit) -> str | None:
    """Being in sight is enough."""
    return None


@policy("visit.correct")
def why_not_correct_visit(person: Officer, visit: models.Visit) -> str | None:
    """Whoever may write in the file; a closed case's entries may still be put right."""
    return why_not_change(person, visit.case)


@policy("flag.view")
def why_not_view_flag(person: Officer, nominal: models.Nominal) -> str | None:
    """Being in sight is enough."""
    return None


SEEKERS = frozenset({Ability.SEE_FLAGS, Ability.HOLD_CASES, Ability.SUPERVISE, Ability.CHAIR_MEETINGS})


@policy("people.search")
def why_not_search(person: Officer, _: None) -> str | None:
    """Searching names is for people who may see flags or cases."""
    if lacks(person, *SEEKERS):
        return "Searching for people is for officers and staff who work with cases or flags."
    return None


def supervises(person: Officer, case: models.Case) -> bool:
    """Whether the person supervises the case's unit and may write in this case."""
    supervised = units_where(person, Ability.SUPERVISE, today=clock.today()).filter(pk=case.unit_id)
    return supervised.exists() and may_change(person, case)


@policy("case.record")
def why_not_read_record(person: Officer, case: models.Case) -> str | None:
    """A supervisor or manager of the case's unit reads who changed and looked at it."""
    if not lacks(person, Ability.SUPERVISE, Ability.MANAGE_UNIT) and supervises(person, case):
        return None
    return f"Only a supervisor or manager of {case.unit} reads the record of its cases."


@policy("case.allocate")
def why_not_allocate(person: Officer, case: models.Case) -> str | None:
    """A supervisor of the case's unit, who may write in its cases."""
    return None if supervises(person, case) else f"Only a supervisor of {case.unit} allocates its cases."


@policy("status.change")
def why_not_change_status(person: Officer, case: models.Case) -> str | None:
    """Whoever may write in the file; what is closed is reopened by a supervisor of the unit."""
    refusal = why_not_change(person, case)
    if refusal or case.status != CaseStatus.CLOSED or supervises(person, case):
        return refusal
    return f"This case is closed. Only a supervisor of {case.unit} can reopen it; ask one of them."


@policy("status.close")
def why_not_close(person: Officer, case: models.Case) -> str | None:
    """A supervisor of the case's unit."""
    return (
        None if supervises(person, case) else f"Only a supervisor of {case.unit} can close this case; ask one of them."
    )
