"""Emergency access: what somebody could open so, who reviews it, and how it shows in the case."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from cases.models import Case, Nominal
from cases.timeline import Entry
from mosovo.access.models import EmergencyAccess
from mosovo.access.sight import holds_right, visible
from mosovo.access.states import RESTRICTED_RIGHTS, Compartment
from mosovo.staff.models import Officer, Unit
from mosovo.staff.queries import chains, units_where
from mosovo.staff.states import UNIT_WORK

KIND = "Emergency access"


def shut_to(person: Officer, case: Case | None) -> list[Compartment]:
    """The compartments that an emergency could open: those the person holds no right to. case: as they see it."""
    if case is None:
        return [Compartment.CASE, Compartment.SENSITIVE]
    holds = holds_right(person, case, *RESTRICTED_RIGHTS[Compartment.SENSITIVE])
    return [] if holds else [Compartment.SENSITIVE]


def case_seen(person: Officer, nominal: Nominal) -> Case | None:
    """The nominal's case, where it is in the person's sight."""
    return visible(person, Case).select_related("officer", "nominal").filter(pk=nominal.pk).first()


def reviewing_unit(person: Officer, *, today: dt.date) -> Unit | None:
    """The unit whose supervisors answer for the person: their own, else the first in which they do a unit's work."""
    if person.unit is not None:
        return person.unit
    found = (units_where(person, work, today=today).order_by("pk").first() for work in UNIT_WORK)
    return next((unit for unit in found if unit is not None), None)


def reviewer_of(emergency: EmergencyAccess, *, today: dt.date) -> Officer | None:
    """Who is asked to review it: the unit's first supervisor who is not the officer, else its manager."""
    found = chains([emergency.unit_id], today=today).get(emergency.unit_id or 0)
    reviewer_id = found.supervisor_of(emergency.officer_id) if found else None
    return Officer.objects.filter(pk=reviewer_id or 0).first()


def emergencies_on_timeline(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Each time somebody opened the case in an emergency, and how it was reviewed."""
    rows = visible(person, EmergencyAccess).filter(case=case).select_related("officer")
    for row in rows[:most]:
        title = f"Opened in an emergency: {row.get_compartment_display().lower()}"
        reviewed = {None: "Not reviewed yet.", True: "Reviewed: justified.", False: "Reviewed: not justified."}
        text = f"{row.get_reason_display()}. {row.sentence}\n{reviewed[row.is_justified]}"
        url = reverse("emergency", args=[row.reference])
        yield Entry(row.opened_at, KIND, title, text, row.officer.full_name, url)
