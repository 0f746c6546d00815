"""Writing down home visits and conversations. Nothing is rewritten: a correction is a further entry."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from cases.models import Case, Contact, Visit
from cases.rules.visits import VisitEntry, day_of, faults_in_visit, why_not_yet
from cases.states import VisitOutcome
from mosovo.access.policies import require
from mosovo.diary.actions import refresh_cases
from mosovo.errors import Conflict
from mosovo.force_settings.queries import number
from mosovo.once import made_before, made_once
from mosovo.staff.models import Officer


@transaction.atomic
def record_visit(
    *, by: Officer, case: Case, reference: uuid.UUID, entry: VisitEntry, now: dt.datetime, today: dt.date
) -> Visit:
    """Write down a home visit; the next one becomes due from it where the person was seen.

    ``reference`` is the entry's own: sent a second time by the same person in the same words, the visit already written
    down is returned and nothing changes. Conflict where the entry breaks a rule (``faults_in_visit``).
    """
    held = _held(case)
    require(by, "visit.record", held)
    return _write(by=by, case=held, reference=reference, entry=entry, corrects=None, now=now, today=today)


@transaction.atomic
def correct_visit(
    *, by: Officer, visit: Visit, reference: uuid.UUID, entry: VisitEntry, now: dt.datetime, today: dt.date
) -> Visit:
    """Put a visit right by a further entry; the first one stays as it is, and only the last one counts.

    Conflict where the visit has been corrected already. ``reference`` as in ``record_visit``.
    """
    held = _held(visit.case)
    require(by, "visit.correct", visit)
    return _write(by=by, case=held, reference=reference, entry=entry, corrects=visit, now=now, today=today)


def _held(case: Case) -> Case:
    # Entries of one case are written one after the other, so that a form sent twice at once is still one entry.
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def _write(
    *,
    by: Officer,
    case: Case,
    reference: uuid.UUID,
    entry: VisitEntry,
    corrects: Visit | None,
    now: dt.datetime,
    today: dt.date,
) -> Visit:
    said = {"case": case, "corrects": corrects, "recorded_by": by, **asdict(entry)}
    written = made_before(Visit, reference, said=said)
    if written:
        return written
    faults = faults_in_visit(
        entry, opened_on=case.opened_on, assessment_days=number("safety_assessment_days", today), now=now
    )
    if faults:
        raise Conflict(" ".join(faults.values()))
    if corrects and corrects.corrections.exists():
        raise Conflict("This entry has been corrected already. Open the later entry and correct that one.")
    visit = _insert(reference=reference, said=said, now=now)
    _move_last_visit(case, corrects)
    refresh_cases([case.pk], now=now, today=today)
    return visit


def _insert(*, reference: uuid.UUID, said: Mapping[str, Any], now: dt.datetime) -> Visit:
    with made_once():
        return Visit.objects.create(reference=reference, **said, recorded_at=now)


def _move_last_visit(case: Case, corrected: Visit | None) -> None:
    """Only a visit on which the person was seen counts; one written down late does not move the day back.

    Where the day came from an entry that has now been corrected, it is read again from the entries that stand.
    """
    standing = Visit.objects.filter(case=case, outcome=VisitOutcome.SEEN, corrections__isnull=True)
    latest = standing.order_by("-visited_at").first()
    day = day_of(latest.visited_at) if latest else None
    came_from_corrected = corrected is not None and case.last_visit_on == day_of(corrected.visited_at)
    if not came_from_corrected:
        day = max((found for found in (day, case.last_visit_on) if found), default=None)
    if day != case.last_visit_on:
        case.last_visit_on = day
        case.save(update_fields=["last_visit_on"])


@transaction.atomic
def record_contact(*, by: Officer, case: Case, at: dt.datetime, with_whom: str, text: str, now: dt.datetime) -> Contact:
    """Write down a conversation; the same words of the same moment by the same person are one entry.

    Conflict where it is still to come.
    """
    held = _held(case)
    require(by, "contact.record", held)
    fault = why_not_yet(at, now=now)
    if fault:
        raise Conflict(fault)
    same = Contact.objects.filter(case=held, at=at, with_whom=with_whom, text=text, recorded_by=by).first()
    return same or Contact.objects.create(
        case=held, at=at, with_whom=with_whom, text=text, recorded_by=by, recorded_at=now
    )
