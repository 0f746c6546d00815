"""The order in which rows are locked, the same for everything that touches a case and its offender manager.

Officers first, the lower number before the higher, then the case: two who act on the same rows wait for each other and
never block each other. Without the key: rows that only refer to an officer, such as somebody's visit, need not wait.
"""

from cases.models import Case
from mosovo.errors import Stale
from mosovo.staff.models import Officer


def lock_with_manager(case: Case, *others: Officer) -> tuple[Case, dict[int, Officer]]:
    """The case, and its offender manager and ``others`` by number, as they are now.

    Stale where the case goes at this very moment to an officer who is not among those locked.
    """
    manager_id = Case.objects.values_list("officer", flat=True).get(pk=case.pk)
    wanted = {manager_id, *(other.pk for other in others)} - {None}
    rows = Officer.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted)
    officers = {row.pk: row for row in rows.order_by("pk")}
    held = (
        Case.objects.select_for_update(of=("self",), no_key=True)
        .select_related("nominal", "unit", "officer")
        .get(pk=case.pk)
    )
    if held.officer_id != manager_id and held.officer_id not in officers:
        raise Stale("The case was given to another offender manager at this moment. Open it again and look first.")
    return held, officers
