"""A locked case keeps a supervisor: where the last one who saw it has left the role, another is named on it."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from cases.models import Case
from cases.queries.sight import supervisors_seeing
from mosovo.access.actions import grant_on_case
from mosovo.access.sight import is_excluded
from mosovo.access.states import CaseRight, GrantBasis
from mosovo.diary.actions import notify
from mosovo.identity import acting_as_system
from mosovo.staff.models import Officer
from mosovo.staff.queries import chains

REASON = "a locked case keeps a supervisor who sees it"


def keep_locked_cases_seen(*, now: dt.datetime, today: dt.date) -> int:
    """Name a manager or supervisor of its unit on each locked case that none of them sees; how many. Twice is once."""
    with acting_as_system("locks", reason=REASON):
        locked = list(Case.objects.filter(locked=True).values_list("pk", flat=True).order_by("pk"))
    return sum(_keep_seen(case_id, now=now, today=today) for case_id in locked)


def _keep_seen(case_id: int, *, now: dt.datetime, today: dt.date) -> bool:
    with acting_as_system("locks", reason=REASON), transaction.atomic():
        rows = Case.objects.select_for_update(of=("self",), no_key=True).select_related("nominal", "unit")
        case = rows.filter(pk=case_id, locked=True).first()
        if case is None or supervisors_seeing(case):
            return False
        named = _to_name(case, today=today)
        if named is None:
            return False
        grant_on_case(
            by=None,
            to=named,
            case=case,
            rights=CaseRight,
            basis=GrantBasis.LOCK,
            reason="No other supervisor of the unit sees this locked case",
            now=now,
        )
        text = f"You are named on {case.reference}, which is locked: no other supervisor of the unit sees it."
        url = reverse("case", args=[case.reference])
        notify([named], key=f"lock:{case.pk}:{today}", text=text, url=url, now=now)
    return True


def _to_name(case: Case, *, today: dt.date) -> Officer | None:
    above = chains([case.unit_id], today=today)[case.unit_id]
    people = Officer.objects.in_bulk([*above.managers, *above.supervisors])
    in_order = (people[pk] for pk in (*above.managers, *above.supervisors))
    return next((person for person in in_order if not is_excluded(person, case)), None)
