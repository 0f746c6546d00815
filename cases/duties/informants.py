"""The care owed to those who told us something is looked at again; the deadline tells neither whom nor how many.

Nothing else makes it due, so that it tells that somebody spoke: it is seen by those who hold the right to the
confidential part, which its kind names, and by nobody else. Whoever does not hold it leaves it as it is.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case
from cases.queries.informant import days_of
from mosovo.access.states import Compartment
from mosovo.days import in_words
from mosovo.diary.duties import Due, Duty, Settings, register

KIND = f"{Compartment.CONFIDENTIAL}_again"


@dataclass(frozen=True)
class AgainFacts:
    """A case with something in its confidential part that is looked at again, first on this day."""

    case_id: int
    reference: str
    look_again_on: dt.date
    looked_on: dt.date
    officer_id: int | None
    unit_id: int


def gather(case_ids: Sequence[int]) -> Iterator[AgainFacts]:
    """Two queries; the days come from a function, because the part may be shut to who acts."""
    days = days_of(case_ids)
    for case in Case.objects.filter(pk__in=days).select_related("nominal"):
        again, looked = days[case.pk]
        yield AgainFacts(case.pk, case.reference, again, looked, case.officer_id, case.unit_id)


def due(facts: AgainFacts, settings: Settings, today: dt.date) -> Iterator[Due]:
    """One for each case, the first that comes."""
    yield Due(
        kind=KIND,
        subject=f"case:{facts.case_id}",
        title="Review the confidential part",
        due_on=facts.look_again_on,
        why=f"Something in it was last reviewed on {in_words(facts.looked_on)}.",
        basis="APP, managing information: the police duty of care",
        url=reverse("case-confidential", args=[facts.reference]),
        owner_id=facts.officer_id,
        case_id=facts.case_id,
        unit_id=facts.unit_id,
        done_on=facts.looked_on,
    )


INSTEAD = "This review is not waived: open the confidential part, and record that it was done and what came of it."
register(Duty(KIND, "case", gather, due, instead=INSTEAD))
