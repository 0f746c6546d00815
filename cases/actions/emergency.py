"""Opening a case in an emergency without a right to it, and the supervisor's review of that afterwards."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from cases.access import why_not_cleared
from cases.models import Case, Nominal
from cases.queries.emergency import case_seen, reviewer_of, reviewing_unit, shut_to
from mosovo.access.actions import grant_on_case, in_force_at_once, open_restricted_part
from mosovo.access.models import EmergencyAccess
from mosovo.access.policies import require
from mosovo.access.states import EMERGENCY_RIGHTS, Compartment, EmergencyReason, GrantBasis, OpeningReason
from mosovo.diary.actions import notify, refresh_officers
from mosovo.errors import Conflict, Denied, Missing
from mosovo.force_settings.queries import number
from mosovo.pages import NOT_THERE
from mosovo.reasons import is_no_reason
from mosovo.staff.models import Officer

LEAST_CHARACTERS = 10


@transaction.atomic
def open_in_emergency(
    *,
    by: Officer,
    nominal: Nominal,
    compartment: Compartment,
    reason: EmergencyReason,
    sentence: str,
    now: dt.datetime,
    today: dt.date,
) -> EmergencyAccess:
    """Open the case, or its sensitive part with it, for the minutes the force sets.

    Its offender manager is told, and a supervisor of the officer's own unit is asked to review it by the next working
    day. Denied to all who neither hold nor supervise cases and, for the sensitive part, to whoever is not vetted;
    somebody excluded finds no such person at all. Conflict without a sentence, for what is open to them already, and
    for the confidential part.
    """
    require(by, "emergency.open", nominal)
    _refuse_unless_needed(by, nominal, compartment, sentence)
    emergency = EmergencyAccess.objects.create(
        case_id=nominal.pk,
        officer=by,
        unit=reviewing_unit(by, today=today),
        compartment=compartment,
        reason=reason,
        sentence=sentence.strip(),
        opened_at=now,
        until=now + dt.timedelta(minutes=number("break_glass_minutes", today)),
    )
    case = _let_in(emergency, nominal, reason=reason, now=now)
    if compartment is Compartment.SENSITIVE:
        open_restricted_part(
            by=by,
            case=case,
            compartment=compartment,
            reason=OpeningReason.SAFETY,
            sentence=emergency.sentence,
            now=now,
        )
    refresh_officers([by.pk], now=now, today=today)
    _tell(emergency, case, now=now, today=today)
    return emergency


def _refuse_unless_needed(by: Officer, nominal: Nominal, compartment: Compartment, sentence: str) -> None:
    if compartment not in EMERGENCY_RIGHTS:
        raise Conflict("The confidential part opens to nobody in an emergency.")
    if is_no_reason(sentence, least=LEAST_CHARACTERS):
        raise Conflict("Say in a sentence what the emergency is.")
    if compartment not in shut_to(by, case_seen(by, nominal)):
        raise Conflict("Your rights let you open this already; no emergency is needed.")
    lapsed = why_not_cleared(by) if compartment is Compartment.SENSITIVE else None
    if lapsed:
        raise Denied(f"{lapsed} The sensitive part stays shut to you, in an emergency too.")


def _let_in(emergency: EmergencyAccess, nominal: Nominal, *, reason: EmergencyReason, now: dt.datetime) -> Case:
    """Give the right to the case, which is out of sight until then; Missing for somebody excluded."""
    grant_on_case(
        by=emergency.officer,
        to=emergency.officer,
        case=Case(nominal=nominal),  # its key is the nominal's
        rights=EMERGENCY_RIGHTS[Compartment(emergency.compartment)],
        basis=GrantBasis.EMERGENCY,
        reason=f"{reason.label}: {emergency.sentence}"[:300],
        now=in_force_at_once(now),
        until=emergency.until,
    )
    case = case_seen(emergency.officer, nominal)
    if case is None:
        raise Missing(NOT_THERE)
    return case


@transaction.atomic
def review_emergency(
    *,
    by: Officer,
    emergency: EmergencyAccess,
    is_justified: bool,
    review: str,
    now: dt.datetime,
    today: dt.date,
) -> EmergencyAccess:
    """Record whether the access was justified, in words; the deadline for it is met and the officer is told.

    Denied to all but the supervisors of the officer's unit, and to the officer; Conflict without words, and twice.
    """
    # Before the lock, which the database gives to those alone who may change the row.
    require(by, "emergency.review", emergency)
    rows = EmergencyAccess.objects.select_for_update(of=("self",)).select_related("officer", "unit")
    held = rows.get(pk=emergency.pk)
    if held.reviewed_at is not None:
        raise Conflict("This emergency access has been reviewed already.")
    if is_no_reason(review):
        raise Conflict("Say why it was justified or not.")
    held.reviewed_at, held.reviewed_by, held.is_justified, held.review = now, by, is_justified, review.strip()
    held.save(update_fields=["reviewed_at", "reviewed_by", "is_justified", "review"])
    refresh_officers([held.officer_id], now=now, today=today)
    notify(
        [held.officer],
        key=f"emergency:{held.pk}:reviewed",
        text=f"{by.full_name} has reviewed your emergency access.",
        url=reverse("emergency", args=[held.reference]),
        now=now,
    )
    return held


def _tell(emergency: EmergencyAccess, case: Case, *, now: dt.datetime, today: dt.date) -> None:
    key, url = f"emergency:{emergency.pk}", reverse("emergency", args=[emergency.reference])
    who = emergency.officer.full_name
    if case.officer is not None and case.officer_id != emergency.officer_id:
        text = f"{who} opened {case.reference} in an emergency."
        notify([case.officer], key=key, text=text, url=url, now=now)
    reviewer = reviewer_of(emergency, today=today)
    if reviewer is not None:
        text = f"{who} opened {case.reference} in an emergency. Review it by the next working day."
        notify([reviewer], key=f"{key}:review", text=text, url=url, now=now)
