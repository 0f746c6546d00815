"""What people do with enquiries, through the actions and under row security."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.utils import timezone

from cases.models import Agency, Case
from media_comms.actions import (
    answer_enquiry,
    close_enquiry,
    issue_statement,
    log_enquiry,
    record_consultation,
)
from media_comms.models import Consultation, Enquiry, Statement, UnitAnswer
from media_comms.states import Confirmation
from mosovo.identity import acting_as
from mosovo.staff.models import Officer, Unit

EXCEPTIONAL = "Any answer at all would tell a person at risk where the other is."


def log(*, by: Officer, unit: Unit, **changed: object) -> Enquiry:
    now = timezone.now()
    given: dict[str, object] = {
        "reference": uuid.uuid4(),
        "outlet": "The Invented Echo",
        "journalist": "I. N. Vented",
        "question": "Is it true that somebody lives there?",
        "about": "A house in Invented Street",
        "received_at": now,
        "deadline_at": now + dt.timedelta(days=1),
        "child_at_risk": False,
    }
    with acting_as(by):
        return log_enquiry(by=by, unit=unit, now=now, today=timezone.localdate(now), **{**given, **changed})


def answer(
    *,
    by: Officer,
    enquiry: Enquiry,
    agencies: Iterable[Agency] = (),
    case: Case | None = None,
    child_at_risk: bool = False,
) -> UnitAnswer:
    with acting_as(by):
        return answer_enquiry(
            by=by,
            enquiry=enquiry,
            text="Speak in general; ask for calm.",
            agencies=agencies,
            child_at_risk=child_at_risk,
            case=case,
            now=timezone.now(),
        )


def consult(*, by: Officer, enquiry: Enquiry, agency: Agency) -> Consultation:
    with acting_as(by):
        return record_consultation(
            by=by,
            enquiry=enquiry,
            agency=agency,
            consulted="An invented duty manager",
            view="Nothing against it.",
            now=timezone.now(),
        )


def issue(*, by: Officer, enquiry: Enquiry, **changed: str) -> Statement:
    now = timezone.now()
    given = {
        "text": "Police and partners manage risk together.",
        "confirmation": Confirmation.GENERAL,
        "explanation": "",
    }
    with acting_as(by):
        return issue_statement(by=by, enquiry=enquiry, now=now, today=timezone.localdate(now), **{**given, **changed})


def close(*, by: Officer, enquiry: Enquiry, reason: str = EXCEPTIONAL) -> Enquiry:
    now = timezone.now()
    with acting_as(by):
        return close_enquiry(by=by, enquiry=enquiry, reason=reason, now=now, today=timezone.localdate(now))
