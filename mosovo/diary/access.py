"""A deadline about a case is seen with the case; one about an officer, by them, its owner and supervisors.

One whose kind begins with the name of a restricted part, and a _, says that there is something in that part: it is seen
by those who hold the right to it, whether it is open or not. A line about a deadline is seen for as long as that is.
"""

from django.db.models import Q

from mosovo import clock
from mosovo.access.holdings import held_by
from mosovo.access.policies import lacks, policy
from mosovo.access.protection import case_model, protect
from mosovo.access.sight import holds_right, in_case_sight, in_right_to
from mosovo.access.sql import changes_case, may_read, unit_array
from mosovo.access.states import RESTRICTED_RIGHTS, CaseRight, Compartment, UnitRight
from mosovo.diary.duties import duty_of
from mosovo.diary.models import Deadline, Notification
from mosovo.staff.models import Officer
from mosovo.staff.queries import units_where
from mosovo.staff.states import Ability


def _deadlines(person: Officer) -> Q:
    units = held_by(person.pk).units(UnitRight.CHANGE_CASES)
    about_people = Q(case__isnull=True) & (Q(officer=person) | Q(owner=person) | Q(unit__in=units))
    of_cases = Q(case__isnull=False) & in_case_sight(person.pk)
    for part in RESTRICTED_RIGHTS:
        of_cases &= ~Q(kind__startswith=f"{part}_") | in_right_to(person.pk, part)
    return of_cases | about_people


def _told(person: Officer) -> Q:
    seen = Deadline.objects.filter(_deadlines(person)).values("pk")
    return Q(to=person) & (Q(deadline__isnull=True) | Q(deadline__in=seen))


CASE_TABLE, CASE_KEY = case_model()._meta.db_table, case_model()._meta.pk.column
T = "diary_deadline"

OF_PARTS = "".join(
    f" AND (NOT starts_with({T}.kind, '{part}_') OR {may_read(part, 'seen')})" for part in RESTRICTED_RIGHTS
)
SEEN = (
    f"CASE WHEN {T}.case_id IS NOT NULL"
    f" THEN EXISTS (SELECT 1 FROM {CASE_TABLE} seen WHERE seen.{CASE_KEY} = {T}.case_id{OF_PARTS})"
    f" ELSE {T}.officer_id = (SELECT sec.uid()) OR {T}.owner_id = (SELECT sec.uid())"
    f" OR {T}.unit_id = ANY ({unit_array(UnitRight.CHANGE_CASES)}) END"
)

# Deadlines follow from the facts, whoever has changed those; to let one go is for those who answer for the unit, and of
# a case for those of them who may write in it.
protect(
    Deadline,
    Compartment.CASE,
    condition=_deadlines,
    policy=SEEN,
    update=f"({SEEN}) AND ({T}.state <> 'waived'"
    f" OR (SELECT sec.can('supervise') OR sec.can('manage_unit')) AND {T}.ended_by_id = (SELECT sec.uid())"
    f" AND ({T}.case_id IS NULL OR {changes_case(f'{T}.case_id')}))",
    lockable=True,
)
protect(
    Notification,
    Compartment.PLAIN,
    condition=_told,
    policy="diary_notification.to_id = (SELECT sec.uid()) AND (diary_notification.deadline_id IS NULL"
    f" OR EXISTS (SELECT 1 FROM {T} held WHERE held.id = diary_notification.deadline_id))",
    # Anybody may tell anybody; nobody reads what another was told.
    insert="true",
)


@policy("deadline.waive")
def why_not_waive(person: Officer, deadline: Deadline) -> str | None:
    """A supervisor or manager of the unit waives, never the one who owes the work, nor what has another way out."""
    if lacks(person, Ability.SUPERVISE, Ability.MANAGE_UNIT):
        return "Only a supervisor or unit manager may waive a deadline."
    if deadline.owner_id == person.pk:
        return "Nobody waives a deadline of their own; ask another supervisor."
    supervised = units_where(person, Ability.SUPERVISE, today=clock.today()).values_list("pk", flat=True)
    if deadline.unit_id not in supervised:
        return f"Only a supervisor of {deadline.unit or 'the unit'} may waive this deadline."
    if deadline.case and not holds_right(person, deadline.case, UnitRight.CHANGE_CASES, CaseRight.CHANGE_CASE):
        return "You read this case but may not write in it, so you cannot waive; ask a supervisor named on the case."
    duty = duty_of(deadline.kind)
    return duty.instead or None if duty else None


@policy("notification.read")
def why_not_read(person: Officer, notification: Notification) -> str | None:
    """Everybody reads what they were told; what others were told is out of sight."""
    return None
