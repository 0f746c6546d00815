"""Covert material: making it, naming people to it and ending that, writing in it, looking at it again.

Nothing here touches a table that others read: no deadline, no notification, no lock on the case.
"""

import datetime as dt
import uuid

from django.db import transaction

from cases.access.few import leads_of, may_be_named
from cases.models import CovertContact, CovertNaming, CovertRecord, CovertReview, Nominal
from cases.queries.covert import live_naming
from cases.rules.covert import why_not_named_until
from cases.rules.informant import why_not_again_on
from cases.rules.visits import why_not_yet
from cases.states import Tactic
from mosovo.access.policies import require
from mosovo.errors import Conflict, refuse
from mosovo.force_settings.queries import number
from mosovo.once import made_before, made_once, of_person
from mosovo.reasons import is_no_reason
from mosovo.staff.models import Officer


@transaction.atomic
def make_covert(
    *,
    by: Officer,
    nominal: Nominal,
    reference: uuid.UUID,
    title: str,
    about: str,
    review_on: dt.date,
    now: dt.datetime,
    today: dt.date,
) -> CovertRecord:
    """Begin covert material about somebody; ``by`` is named to it and leads.

    ``reference``: the form's own; sent twice it is made once. Conflict for a day that is not within the force's days.
    """
    require(by, "covert.make", nominal)
    own = of_person(reference, by.pk)
    said = {"case": nominal.pk, "title": title, "about": about, "made_by": by}
    if record := made_before(CovertRecord, own, said=said):
        return record
    refuse("Say why it is kept from others." if is_no_reason(about) else None)
    refuse(why_not_again_on(review_on, today=today, days=number("covert_review_days", today)))
    with made_once():
        record = CovertRecord.objects.create(
            reference=own,
            case_id=nominal.pk,
            title=title,
            about=about,
            review_on=review_on,
            made_by=by,
            made_at=now,
        )
    CovertNaming.objects.create(
        record=record, officer=by, leads=True, reason="Began it", from_on=today, named_by=by, named_at=now
    )
    return record


@transaction.atomic
def name_person(
    *,
    by: Officer,
    record: CovertRecord,
    officer: Officer,
    leads: bool,
    reason: str,
    until_on: dt.date | None,
    now: dt.datetime,
    today: dt.date,
) -> CovertNaming:
    """Name somebody to the record, until a day or to lead it; they are told by word of mouth, not by the application.

    Denied to those not named. Conflict for somebody named already or who may not be, without a reason, for days beyond
    the force's, and for one who leads where ``by`` does not and somebody does.
    """
    held = _held(record)
    require(by, "covert.write", held)
    refuse("Say why they are named." if is_no_reason(reason) else None)
    days = number("covert_naming_days", today)
    refuse(why_not_named_until(until_on, leads=leads, today=today, days=days))
    refuse(f"{officer.full_name} is named already." if live_naming(held, officer, today=today) else None)
    refuse(
        None
        if may_be_named(officer, held)
        else f"{officer.full_name} cannot be named: their account, their vetting or an exclusion is in the way."
    )
    refuse(_why_not_lead(by, held) if leads else None)
    return CovertNaming.objects.create(
        record=held,
        officer=officer,
        leads=leads,
        reason=reason.strip(),
        from_on=today,
        until_on=until_on,
        named_by=by,
        named_at=now,
    )


@transaction.atomic
def end_naming(
    *, by: Officer, record: CovertRecord, officer: Officer, reason: str, now: dt.datetime, today: dt.date
) -> None:
    """End somebody's naming at once: one's own, or another's by one who leads; never the last who leads."""
    held = _held(record)
    naming = live_naming(held, officer, today=today)
    if naming is None:
        raise Conflict(f"{officer.full_name} is not named to this.")
    require(by, "covert.end", naming)
    refuse("Say why the naming ends." if is_no_reason(reason) else None)
    naming.ended_at, naming.ended_by, naming.ended_reason = now, by, reason.strip()
    naming.save(update_fields=["ended_at", "ended_by", "ended_reason"])


@transaction.atomic
def record_covert_contact(
    *,
    by: Officer,
    record: CovertRecord,
    reference: uuid.UUID,
    at: dt.datetime,
    tactic: Tactic,
    learnt: str,
    authority: str,
    authority_until: dt.date,
    now: dt.datetime,
) -> CovertContact:
    """Write down a contact, once. One after its authority had ended is written down too, and shown as that."""
    require(by, "covert.write", record)
    own = of_person(reference, by.pk)
    said = {
        "record": record,
        "recorded_by": by,
        "at": at,
        "tactic": tactic,
        "learnt": learnt,
        "authority": authority,
        "authority_until": authority_until,
    }
    if contact := made_before(CovertContact, own, said=said):
        return contact
    refuse(why_not_yet(at, now=now))
    with made_once():
        return CovertContact.objects.create(reference=own, **said, recorded_at=now)


@transaction.atomic
def review_covert(
    *,
    by: Officer,
    record: CovertRecord,
    reference: uuid.UUID,
    words: str,
    next_on: dt.date,
    now: dt.datetime,
    today: dt.date,
) -> CovertReview:
    """Write down what looking at it again came to, and when that is done next."""
    held = _held(record)
    require(by, "covert.write", held)
    own = of_person(reference, by.pk)
    said = {"record": held, "reviewed_by": by, "words": words, "next_on": next_on}
    if review := made_before(CovertReview, own, said=said):
        return review
    refuse("Say in words what came of it." if is_no_reason(words) else None)
    refuse(why_not_again_on(next_on, today=today, days=number("covert_review_days", today)))
    with made_once():
        review = CovertReview.objects.create(reference=own, **said, reviewed_at=now)
    held.review_on = next_on
    held.save(update_fields=["review_on"])
    return review


def _held(record: CovertRecord) -> CovertRecord:
    return CovertRecord.objects.select_for_update(of=("self",), no_key=True).get(pk=record.pk)


def _why_not_lead(by: Officer, held: CovertRecord) -> str | None:
    """Where nobody who leads could act any longer, anybody named sees to it that somebody does."""
    leads = leads_of(held)
    return "Only one who leads names somebody else who does." if leads and by.pk not in leads else None
