"""Who may open the restricted parts of a case, and write into them."""

import datetime as dt
from functools import partial

from cases import models
from cases.access.case import why_not_change, why_not_write_entry
from mosovo import clock
from mosovo.access.holdings import held_by
from mosovo.access.policies import policy
from mosovo.access.sight import holds_right
from mosovo.access.states import RESTRICTED_RIGHTS, Compartment
from mosovo.force_settings.queries import values_on
from mosovo.staff.models import Officer
from mosovo.staff.rules import why_not_vetted
from mosovo.staff.states import Vetting


def _why_not_open(person: Officer, case: models.Case, *, compartment: Compartment) -> str | None:
    """A right to the restricted part, on the unit or the case, and vetting in force."""
    unit_right, case_right = RESTRICTED_RIGHTS[compartment]
    if not holds_right(person, case, unit_right, case_right):
        manager = case.officer.full_name if case.officer else "nobody yet"
        return (
            f"The {compartment.label.lower()} part of this case is restricted: to its offender manager ({manager}), "
            f"the supervisors of {case.unit.name} and people named on the case. If your work needs it, ask one of them."
        )
    lapsed = why_not_cleared(person)
    if lapsed:
        return f"{lapsed} Until then the restricted parts of every case are shut to you; ask your unit manager."
    return None


def why_not_cleared(person: Officer, *, level: str = "", on: dt.date | None = None) -> str | None:
    """Why the person's vetting does not reach to restricted parts today, or None: ours at least, and the force's.

    level: the force's, where it has been read already. on: a later day to which it must reach.
    """
    today = clock.today()
    levels = (Vetting.NPPV2, level or str(values_on(today)["vetting_level"]))
    held = (person.vetting_level, person.vetting_expires_on)
    whys = (why_not_vetted(*held, least=one, today=today, on=on) for one in levels)
    return next((why for why in whys if why), None)


def _why_not_record(person: Officer, case: models.Case, *, compartment: Compartment) -> str | None:
    """Whoever has the restricted part open and may write in the file."""
    refusal = _why_not_open(person, case, compartment=compartment) or why_not_write_entry(person, case)
    if refusal:
        return refusal
    if case.pk not in held_by(person.pk).opened(compartment):
        return f"The {compartment.label.lower()} part of this case is shut. Open it first, and say what for."
    return None


for compartment in RESTRICTED_RIGHTS:
    policy(f"{compartment}.open")(partial(_why_not_open, compartment=compartment))
    policy(f"{compartment}.record")(partial(_why_not_record, compartment=compartment))


@policy("informant.view")
def why_not_view_informant(person: Officer, informant: models.Informant) -> str | None:
    """Being in sight is enough: the confidential part is open to the person."""
    return None


@policy("referral.view")
def why_not_view_referral(person: Officer, referral: models.InformantReferral) -> str | None:
    """Being in sight is enough, as with the informant."""
    return None


@policy("informant.write")
def why_not_write_informant(person: Officer, informant: models.Informant) -> str | None:
    """Whoever has the confidential part open and may write in the file; the care that is owed outlasts the case."""
    part = Compartment.CONFIDENTIAL
    return _why_not_open(person, informant.case, compartment=part) or why_not_change(person, informant.case)
