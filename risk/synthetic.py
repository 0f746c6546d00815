"""Made-up static assessments, scored by the predictors themselves, and the levels set on them."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Model

from cases.states import CaseStatus, RiskLevel, Sex
from cases.synthetic.parts import add_part
from cases.synthetic.subject import Offence, Subject
from risk.models import LevelDecision, StaticAssessment
from risk.queries import suggestion
from risk.rules import columns_of
from risk.srp import Answers, Gender, Supervision, score

ASSESSED_SHARE = 0.9
REASONS = {
    RiskLevel.VERY_HIGH: "Contact with possible victims could come at any time; little stands between intent and act.",
    RiskLevel.HIGH: "Several factors are present together, and the person has hidden things from us this year.",
    RiskLevel.MEDIUM: "Factors are present, but the person keeps appointments and those around see what goes on.",
    RiskLevel.LOW: "Settled in home and work for a long time, open with us, and no new information of concern.",
}
DIFFERS = (
    "The score counts the past alone; what was seen on visits this year weighs more.",
    "Protective factors, a settled home above all, are not in the score.",
    "New information since the last conviction is not in the score.",
)


def risk_rows(subject: Subject) -> Iterable[Model]:
    """An assessment for most people with a sexual sanction, and the decisions that led to the level of today."""
    case = subject.case
    if not case.risk_level or case.risk_level_on is None:
        return
    assessment = _assessment(subject, case.risk_level_on)
    if assessment is not None:
        yield assessment
    yield from _decisions(subject, case.risk_level_on, assessment)


def _assessment(subject: Subject, day: dt.date) -> StaticAssessment | None:
    facts = subject.facts
    sexual = [one for one in subject.sanctions if one.offence.is_sexual]
    if not sexual or facts.sex != Sex.MALE or subject.rng.random() > ASSESSED_SHARE:
        return None
    result = score(_answers(subject, day), today=day)
    if result.errors:
        return None
    return StaticAssessment(
        reference=subject.uuid(),
        case=subject.case,
        **columns_of(result),
        assessed_by=subject.writer,
        recorded_at=subject.moment(day),
    )


def _answers(subject: Subject, day: dt.date) -> Answers:
    sanctions = subject.sanctions
    index = sanctions[-1]
    counts = {kind: sum(one.offence is kind for one in sanctions) for kind in Offence}
    released = index.on + dt.timedelta(days=index.custody_days // 2)
    custody = subject.facts.status == CaseStatus.CUSTODY
    contact = index.offence in {Offence.CONTACT_ADULT, Offence.CONTACT_CHILD}
    return Answers(
        gender=Gender.MALE,
        date_of_birth=subject.facts.born_on,
        assessed_on=day,
        has_sexual_offence=True,
        is_current_offence_sexual=index.offence.is_sexual,
        is_victim_stranger=contact and subject.rng.random() < 0.2,
        last_sexual_sanction_on=max(one.on for one in sanctions if one.offence.is_sexual),
        contact_adult=counts[Offence.CONTACT_ADULT],
        contact_child=counts[Offence.CONTACT_CHILD],
        images_indirect=counts[Offence.IMAGES_INDIRECT],
        non_contact=counts[Offence.NON_CONTACT],
        total_sanctions=len(sanctions),
        convicted_on=index.on,
        follow_up_on=released,
        supervision=Supervision.CUSTODY if custody else Supervision.COMMUNITY,
    )


def _decisions(subject: Subject, day: dt.date, assessment: StaticAssessment | None) -> Iterable[LevelDecision]:
    """The level of today, and for some an earlier one a step away."""
    level, before = RiskLevel(subject.case.risk_level), ""
    if subject.rng.random() < 0.5 and (day - subject.facts.opened_on).days > 200:
        before = subject.rng.choice([one for one in RiskLevel if one != level])
        earlier = day - dt.timedelta(days=subject.rng.randint(90, 190))
        yield _decision(subject, RiskLevel(before), "", earlier, None)
    yield _decision(subject, level, before, day, assessment)


def _decision(
    subject: Subject, level: RiskLevel, before: str, day: dt.date, assessment: StaticAssessment | None
) -> LevelDecision:
    suggested = (suggestion(assessment) if assessment else None) or ""
    return LevelDecision(
        case=subject.case,
        level=level,
        before=before,
        reasons=REASONS[level],
        assessment=assessment,
        suggested=suggested,
        differs_because=subject.rng.choice(DIFFERS) if suggested and suggested != level else "",
        set_on=day,
        set_by=subject.writer,
        recorded_at=subject.moment(day),
    )


add_part(StaticAssessment, LevelDecision, rows=risk_rows)
