"""Every write about the media: log an enquiry, answer it, record a consultation, issue a statement, or say nothing."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from cases.models import Agency, Case
from media_comms.models import Consultation, Enquiry, EnquiryCase, Statement, UnitAnswer
from media_comms.queries import file_of
from media_comms.rules import (
    why_not_answer,
    why_not_close,
    why_not_confirm,
    why_not_consult,
    why_not_exceptional,
    why_not_explained,
)
from media_comms.states import EnquiryState
from mosovo.access.policies import require
from mosovo.access.sight import visible
from mosovo.diary.actions import notify, refresh_officers
from mosovo.errors import Conflict, refuse
from mosovo.once import made_before, made_once
from mosovo.staff.models import Officer, Unit
from mosovo.staff.queries import officers_with
from mosovo.staff.states import Ability


@transaction.atomic
def log_enquiry(
    *,
    by: Officer,
    reference: uuid.UUID,
    unit: Unit,
    outlet: str,
    journalist: str,
    question: str,
    about: str,
    received_at: dt.datetime,
    deadline_at: dt.datetime | None,
    child_at_risk: bool,
    now: dt.datetime,
    today: dt.date,
) -> Enquiry:
    """Write down what was asked, and put it to the unit involved, whose supervisors are told.

    ``reference`` is the enquiry's own: sent a second time in the same words, the enquiry first logged is returned and
    nothing changes.
    """
    # What one person logs is written one after the other, so that a form sent twice at once is still one enquiry.
    Officer.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    require(by, "enquiry.log")
    said = {
        "unit": unit,
        "outlet": outlet.strip(),
        "journalist": journalist.strip(),
        "question": question.strip(),
        "about": about.strip(),
        "received_at": received_at,
        "deadline_at": deadline_at,
        "logged_by": by,
    }
    before = made_before(Enquiry, reference, said=said)
    if before is not None:
        return before
    if not outlet.strip() or not question.strip():
        raise Conflict("Say which outlet asks, and what.")
    if not unit.manages_cases:
        raise Conflict(f"{unit} manages no cases; put the enquiry to a unit that does.")
    with made_once():
        enquiry = Enquiry.objects.create(reference=reference, **said, child_at_risk=child_at_risk)
    refresh_officers([by.pk], now=now, today=today)
    _tell(
        officers_with(Ability.SUPERVISE, today=today, unit=unit),
        enquiry,
        f"{enquiry.outlet} asks a question that waits for the unit's answer.",
        now=now,
    )
    return enquiry


@transaction.atomic
def answer_enquiry(
    *,
    by: Officer,
    enquiry: Enquiry,
    text: str,
    agencies: Iterable[Agency],
    child_at_risk: bool,
    case: Case | None,
    now: dt.datetime,
) -> UnitAnswer:
    """Give the press office the unit's answer and the agencies to consult; link the case, which the press never sees.

    The unit may say that a child may be at risk where the press office did not know; it never takes that back.
    """
    held = _held(enquiry)
    require(by, "enquiry.answer", held)
    refuse(why_not_answer(held.state))
    if not text.strip():
        raise Conflict("Write what the press office should know.")
    if case is not None and not visible(by, Case).filter(pk=case.pk).exists():
        raise Conflict("The case to link is not one you may see.")
    answer = UnitAnswer.objects.create(enquiry=held, text=text.strip(), answered_by=by, answered_at=now)
    answer.agencies.set(agencies)
    if case is not None:
        EnquiryCase.objects.create(enquiry=held, case=case, linked_by=by, linked_at=now)
    held.state = EnquiryState.ANSWERED
    held.child_at_risk = held.child_at_risk or child_at_risk
    held.save(update_fields=["state", "child_at_risk"])
    _tell([held.logged_by], held, f"{held.unit} has answered the enquiry from {held.outlet}.", now=now)
    return answer


@transaction.atomic
def record_consultation(
    *, by: Officer, enquiry: Enquiry, agency: Agency, consulted: str, view: str, now: dt.datetime
) -> Consultation:
    """Write down that an agency was consulted, and what it said. Each agency once."""
    held = _held(enquiry)
    require(by, "enquiry.consult", held)
    refuse(why_not_consult(held.state))
    if held.consultations.filter(agency=agency).exists():
        raise Conflict(f"{agency} has been consulted on this enquiry already.")
    if not consulted.strip() or not view.strip():
        raise Conflict("Say whom you consulted, and what they said.")
    return Consultation.objects.create(
        enquiry=held, agency=agency, consulted=consulted.strip(), view=view.strip(), at=now, recorded_by=by
    )


@transaction.atomic
def issue_statement(
    *,
    by: Officer,
    enquiry: Enquiry,
    text: str,
    confirmation: str,
    explanation: str,
    now: dt.datetime,
    today: dt.date,
) -> Statement:
    """Issue the statement. Refuses before the unit and every agency concerned were heard, and to confirm or deny."""
    held = _held(enquiry)
    require(by, "statement.issue", held)
    refuse(file_of(by, held).why_not_issue)
    refuse(why_not_confirm(confirmation) or why_not_explained(confirmation, explanation))
    if not text.strip():
        raise Conflict("Write the statement.")
    statement = Statement.objects.create(
        enquiry=held,
        text=text.strip(),
        confirmation=confirmation,
        explanation=explanation.strip(),
        issued_by=by,
        issued_at=now,
    )
    held.state = EnquiryState.ISSUED
    held.save(update_fields=["state"])
    refresh_officers([held.logged_by_id], now=now, today=today)
    return statement


@transaction.atomic
def close_enquiry(*, by: Officer, enquiry: Enquiry, reason: str, now: dt.datetime, today: dt.date) -> Enquiry:
    """Say nothing to the media, for an exceptional reason that is kept."""
    held = _held(enquiry)
    require(by, "enquiry.close", held)
    refuse(why_not_close(held.state, unit=held.unit.name) or why_not_exceptional(reason))
    held.state, held.closed_reason, held.closed_by, held.closed_at = EnquiryState.CLOSED, reason.strip(), by, now
    held.save(update_fields=["state", "closed_reason", "closed_by", "closed_at"])
    refresh_officers([held.logged_by_id], now=now, today=today)
    return held


def _held(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.select_for_update(of=("self",)).select_related("unit", "logged_by").get(pk=enquiry.pk)


def _tell(people: Iterable[Officer], enquiry: Enquiry, text: str, *, now: dt.datetime) -> None:
    url = reverse("enquiry", args=[enquiry.reference])
    notify(people, key=f"enquiry:{enquiry.pk}:{enquiry.state}", text=text[:300], url=url, now=now)
