"""The policy of risk: assessments and levels are in the case compartment, written by those who may change the case."""

from cases.access import why_not_change
from cases.models import Case
from cases.rules.status import why_closed
from mosovo.access.policies import policy
from mosovo.access.protection import protect
from mosovo.access.states import Compartment
from mosovo.staff.models import Officer
from risk.models import LevelDecision, StaticAssessment

protect(StaticAssessment, Compartment.CASE)
protect(LevelDecision, Compartment.CASE)


@policy("srp.view")
def why_not_view(person: Officer, assessment: StaticAssessment) -> str | None:
    """Whoever sees the case reads its assessments, those of earlier algorithms too."""
    return None


@policy("srp.score")
def why_not_score(person: Officer, case: Case) -> str | None:
    """Those who write in the case assess its risk, while it is not closed."""
    return why_not_change(person, case) or why_not_open(case)


@policy("level.set")
def why_not_set_level(person: Officer, case: Case) -> str | None:
    """Those who write in the case set its level, while it is not closed."""
    return why_not_change(person, case) or why_not_open(case)


def why_not_open(case: Case) -> str | None:
    """The sentence for a closed case, or None."""
    return why_closed(case.status, before="its risk is assessed again")
