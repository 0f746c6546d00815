"""The restricted parts of a case, as far as the person has them open."""

import datetime as dt

from django.db.models import QuerySet

from cases.models import Case, ConfidentialEntry, SensitiveEntry
from mosovo.access.models import Opening
from mosovo.access.sight import live_openings, visible
from mosovo.access.states import Compartment
from mosovo.force_settings.queries import values_on
from mosovo.staff.models import Officer


def opening_of(person: Officer, case: Case, compartment: Compartment) -> Opening | None:
    """The opening by which the person has the part open now, the one that lasts longest; None where it is shut."""
    return live_openings(person.pk, compartment).filter(case=case).order_by("-until").first()


def entries_of(
    person: Officer, case: Case, compartment: Compartment
) -> QuerySet[SensitiveEntry] | QuerySet[ConfidentialEntry]:
    """The entries of the part, newest first; none where it is shut."""
    if compartment is Compartment.SENSITIVE:
        return visible(person, SensitiveEntry).filter(case=case).select_related("recorded_by")
    return visible(person, ConfidentialEntry).filter(case=case).select_related("recorded_by")


def is_reason_asked(today: dt.date) -> bool:
    """Whether the force asks for a reason before a restricted part opens."""
    return bool(values_on(today)["reason_for_restricted"])
