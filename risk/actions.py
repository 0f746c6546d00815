"""Keeping an assessment, and setting the level."""

import datetime as dt
import uuid

from django.db import transaction
from django.urls import reverse

from cases.models import Case
from cases.states import RiskLevel
from mosovo.access.models import UnitGrant
from mosovo.access.policies import require
from mosovo.access.states import UnitRight
from mosovo.diary.actions import notify, refresh_cases, refresh_officers
from mosovo.errors import Conflict, Stale
from mosovo.once import made_before, made_once
from mosovo.staff.models import Officer
from risk.models import LevelDecision, StaticAssessment
from risk.queries import newest_assessment, newest_level, suggestion, supervisors_of
from risk.rules import (
    columns_of,
    faults_to_keep,
    file_warnings,
    inputs_of,
    is_rise_to_high,
    why_not_differ,
    why_not_reasons,
)
from risk.srp import Answers, Result, score

USED = "This assessment was kept already, with other answers. Start a new one from the risk page."


@transaction.atomic
def keep_assessment(
    *, by: Officer, case: Case, reference: uuid.UUID, answers: Answers, now: dt.datetime, today: dt.date
) -> StaticAssessment:
    """Score the answers and keep them with the result, algorithm and version, under ``reference``.

    Asked again for the same reference and answers it gives back what was kept. Denied to who may not write in the case
    or where it is closed; Conflict where an answer is missing, contradicts another or is dated in the future, or where
    other answers were kept under the reference.
    """
    held = _lock(case)
    require(by, "srp.score", held)
    kept = made_before(StaticAssessment, reference, said={"case": held, "inputs": inputs_of(answers)}, used=USED)
    if kept is not None:
        return kept
    result = score(answers, today=today)
    faults = faults_to_keep(result, today=today)
    if faults:
        raise Conflict(" ".join(fault.message for fault in faults))
    nominal = held.nominal
    differences = file_warnings(answers, sex=nominal.sex, date_of_birth=nominal.date_of_birth)
    return _insert(by=by, case=held, reference=reference, result=result, differences=differences, now=now)


def _insert(
    *, by: Officer, case: Case, reference: uuid.UUID, result: Result, differences: list[str], now: dt.datetime
) -> StaticAssessment:
    with made_once(used=USED):
        return StaticAssessment.objects.create(
            reference=reference,
            case=case,
            **columns_of(result, differences),
            assessed_by=by,
            recorded_at=now,
        )


@transaction.atomic
def set_risk_level(
    *,
    by: Officer,
    case: Case,
    level: RiskLevel,
    reasons: str,
    differs_because: str = "",
    assessment: StaticAssessment | None = None,
    seen: int | None,
    now: dt.datetime,
    today: dt.date,
) -> LevelDecision:
    """Set the level with reasons, and with it the next review. ``seen`` is the decision the person had before them.

    The level is the officer's: a score is compared with, the linked assessment's or else the newest, and a level that
    differs from it says why. A rise never waits for the cap; it lands, and the supervisors are told of high and very
    high. Denied to who may not write in the case or where it is closed; Stale where somebody else set the level or the
    offender manager changed meanwhile; Conflict for short reasons or an assessment of another case.
    """
    held = _lock_with_officer(case)
    require(by, "level.set", held)
    _refuse_overtaken(held, level, seen=seen)
    suggested = _suggested(held, assessment)
    refusal = why_not_reasons(reasons) or why_not_differ(level, suggested, differs_because)
    if refusal:
        raise Conflict(refusal)
    decision = LevelDecision.objects.create(
        case=held,
        level=level,
        before=held.risk_level,
        reasons=reasons.strip(),
        assessment=assessment,
        suggested=suggested,
        differs_because=differs_because.strip() if suggested and level != suggested else "",
        set_on=today,
        set_by=by,
        recorded_at=now,
    )
    _follow_up(decision, now=now, today=today)
    return decision


def _refuse_overtaken(case: Case, level: RiskLevel, *, seen: int | None) -> None:
    current = newest_level(case)
    if (current.pk if current else None) != seen:
        raise Stale(_overtaken(current, level))


def _suggested(case: Case, assessment: StaticAssessment | None) -> str:
    """The level that the linked assessment suggests, or else the newest of the case; "" where none does."""
    if assessment is not None and assessment.case_id != case.pk:
        raise Conflict("That assessment is of another case; choose one of this case.")
    basis = assessment or newest_assessment(case)
    return (suggestion(basis) if basis else None) or ""


def _lock(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",), no_key=True).select_related("nominal", "unit", "officer")
    return rows.get(pk=case.pk)


def _lock_with_officer(case: Case) -> Case:
    """The case, locked after its officer: allocation takes the two in that order."""
    officer_id = Case.objects.values_list("officer", flat=True).get(pk=case.pk)
    if officer_id:
        Officer.objects.select_for_update(of=("self",), no_key=True).get(pk=officer_id)
    held = _lock(case)
    if held.officer_id != officer_id:
        raise Stale("The case was given to another offender manager at this moment. Open it again and look first.")
    return held


def _follow_up(decision: LevelDecision, *, now: dt.datetime, today: dt.date) -> None:
    """The level on the case, the diary of the case and of its officer, and word to the supervisors."""
    case, by = decision.case, decision.set_by
    case.risk_level, case.risk_level_on = decision.level, today
    case.save(update_fields=["risk_level", "risk_level_on"])
    refresh_cases([case.pk], now=now, today=today)
    if case.officer and _keeps_diary_of(by, case.officer):
        refresh_officers([case.officer.pk], now=now, today=today)
    if is_rise_to_high(decision.before, decision.level):
        _tell_supervisors(decision, now=now, today=today)


def _overtaken(current: LevelDecision | None, level: RiskLevel) -> str:
    yours = f"You chose {level.label.lower()}."
    if current is None:
        return f"{yours} The level this page showed is not there any more; look again before you set it."
    theirs = current.get_level_display().lower()
    return (
        f"{current.set_by.full_name} set the level to {theirs} while you had this page open. "
        f"{yours} Read their reasons, then decide again."
    )


def _keeps_diary_of(by: Officer, officer: Officer) -> bool:
    """Whether the person may write what is due about the officer; for others the nightly sweep does it."""
    supervised = UnitGrant.objects.allowing(by.pk, UnitRight.CHANGE_CASES).filter(content_object=officer.unit_id)
    return by.pk == officer.pk or supervised.exists()


def _tell_supervisors(decision: LevelDecision, *, now: dt.datetime, today: dt.date) -> None:
    case = decision.case
    people = [person for person in supervisors_of(case, today=today) if person.pk != decision.set_by_id]
    before = RiskLevel(decision.before).label.lower() if decision.before else "not assessed"
    notify(
        people,
        key=f"risk_level:{decision.pk}",
        text=f"{case.reference}: risk level raised to {decision.get_level_display().lower()}, before that {before}.",
        url=reverse("case-risk", args=[case.reference]),
        now=now,
    )
