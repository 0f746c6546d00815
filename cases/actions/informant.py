"""Writing down who told us something, the care we owe them, what they said, and that the bureau was told of them."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import models, transaction

from cases.models import Case, Informant, InformantInformation, InformantReferral, InformantVersion
from cases.rules.informant import why_not_again_on
from cases.rules.visits import why_not_yet
from cases.states import Confidence
from mosovo.access.policies import require
from mosovo.access.states import Compartment
from mosovo.diary.actions import refresh_cases
from mosovo.errors import Conflict, refuse
from mosovo.force_settings.queries import number
from mosovo.once import USED, made_before, made_once
from mosovo.reasons import is_no_reason
from mosovo.staff.models import Officer

FIRST = "First written down"


@dataclass(frozen=True)
class Care:
    """Who somebody is, the confidentiality they asked for, and the care we owe them."""

    who: str
    relation: str
    confidence: Confidence
    asked: str
    harm: str
    care: str
    look_again_on: dt.date


@transaction.atomic
def record_informant(
    *, by: Officer, case: Case, reference: uuid.UUID, care: Care, now: dt.datetime, today: dt.date
) -> Informant:
    """Write down an informant; the care is looked at again by the day given.

    ``reference`` is the record's own: sent twice it is made once. Denied while the part is shut; Conflict for a day
    that is not within the force's days.
    """
    held = _held(case)
    require(by, f"{Compartment.CONFIDENTIAL}.record", held)
    made = made_before(Informant, reference, said={"case": held, "recorded_by": by})
    if made:
        _same(made.versions.earliest("pk"), asdict(care))
        return made
    refuse(why_not_again_on(care.look_again_on, today=today, days=number("informant_care_days", today)))
    with made_once():
        informant = Informant.objects.create(case=held, reference=reference, recorded_by=by, recorded_at=now)
    InformantVersion.objects.create(informant=informant, **asdict(care), changed=FIRST, recorded_by=by, recorded_at=now)
    refresh_cases([held.pk], now=now, today=today)
    return informant


@transaction.atomic
def look_again(
    *,
    by: Officer,
    informant: Informant,
    reference: uuid.UUID,
    care: Care,
    changed: str,
    now: dt.datetime,
    today: dt.date,
) -> InformantVersion:
    """Confirm or change what is known and owed, by a further version; ``changed`` says what is new, or that none is."""
    held = _held(informant.case)
    require(by, "informant.write", informant)
    said = {"informant": informant, "recorded_by": by, "changed": changed, **asdict(care)}
    if version := made_before(InformantVersion, reference, said=said):
        return version
    refuse("Say what changed, or that nothing did." if is_no_reason(changed) else None)
    refuse(why_not_again_on(care.look_again_on, today=today, days=number("informant_care_days", today)))
    with made_once():
        version = InformantVersion.objects.create(reference=reference, **said, recorded_at=now)
    refresh_cases([held.pk], now=now, today=today)
    return version


@transaction.atomic
def record_information(
    *,
    by: Officer,
    informant: Informant,
    reference: uuid.UUID,
    at: dt.datetime,
    how: str,
    was_asked: bool,
    text: str,
    now: dt.datetime,
) -> InformantInformation:
    """Write down what somebody told us. Conflict where that is still to come."""
    _held(informant.case)
    require(by, "informant.write", informant)
    said = {"informant": informant, "recorded_by": by, "at": at, "how": how, "was_asked": was_asked, "text": text}
    if told := made_before(InformantInformation, reference, said=said):
        return told
    refuse(why_not_yet(at, now=now))
    with made_once():
        return InformantInformation.objects.create(reference=reference, **said, recorded_at=now)


@transaction.atomic
def refer_informant(
    *,
    by: Officer,
    informant: Informant,
    reference: uuid.UUID,
    referred_on: dt.date,
    to_whom: str,
    why: str,
    now: dt.datetime,
    today: dt.date,
) -> InformantReferral:
    """Write down that the intelligence bureau was told of somebody. Conflict for a day to come, and without a why."""
    _held(informant.case)
    require(by, "informant.write", informant)
    said = {"informant": informant, "recorded_by": by, "referred_on": referred_on, "to_whom": to_whom, "why": why}
    if referral := made_before(InformantReferral, reference, said=said):
        return referral
    refuse("The referral must have been made: its day is today at the latest." if referred_on > today else None)
    refuse("Say why the bureau was told." if is_no_reason(why) else None)
    with made_once():
        return InformantReferral.objects.create(reference=reference, **said, recorded_at=now)


@transaction.atomic
def record_answer(
    *, by: Officer, referral: InformantReferral, answered_on: dt.date, answer: str, today: dt.date
) -> InformantReferral:
    """Write down what the bureau answered, once. Conflict for a day before the referral or still to come."""
    _held(referral.informant.case)
    require(by, "informant.write", referral.informant)
    held = InformantReferral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    refuse("The answer is on record already; it stays as it is." if held.answered_on else None)
    fits = held.referred_on <= answered_on <= today
    refuse(None if fits else "The answer came between the day of the referral and today; give that day.")
    refuse("Say what the bureau answered." if is_no_reason(answer) else None)
    held.answered_on, held.answer, held.answer_recorded_by = answered_on, answer.strip(), by
    held.save(update_fields=["answered_on", "answer", "answer_recorded_by"])
    return held


def _held(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def _same(record: models.Model, said: Mapping[str, object]) -> None:
    if any(record.serializable_value(name) != value for name, value in said.items()):
        raise Conflict(USED)
