"""Made-up management of a case: category and level periods, allocation with its rights, exceptions from the cap."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from django.contrib.auth.models import Permission
from django.db.models import Model

from cases.models import Agency, Allocation, CapException, Case, CategoryPeriod, LevelPeriod
from cases.states import CaseStatus, Category, Level
from cases.synthetic.caseloads import Load
from cases.synthetic.people import Facts
from cases.synthetic.subject import Subject
from mosovo.access.actions import permission_for
from mosovo.access.models import CaseGrant, CaseLock, Exclusion
from mosovo.access.states import OFFENDER_MANAGER_RIGHTS, CaseRight, GrantBasis

GROUNDS = {
    Category.MAPPA_1: "Subject to notification under Part 2 of the Sexual Offences Act 2003.",
    Category.MAPPA_2: "Convicted of an offence in Schedule 15 and sentenced to 12 months or more.",
    Category.MAPPA_3: "Convicted, and able to cause serious harm; needs management at level 2 or 3.",
    Category.MAPPA_4: "Convicted of a relevant terrorist offence.",
    Category.PDP: "Reasonable grounds to believe in a present likelihood of serious harm.",
}
LOCKED_SHARE, EXCLUDED_SHARE = 0.002, 0.002
EXCEPTION_DAYS = 60
# Months between reviews as the force settings begin, and the days in which a new case has no level yet.
REVIEW_MONTHS = {"very_high": 3, "high": 6, "medium": 12, "low": 12}
REVIEW_OVERDUE_SHARE, NEW_DAYS = 0.05, 20


def case_rows(subject: Subject) -> Iterable[Model]:
    """The periods that the case's own columns sum up, and the day of its risk level."""
    facts, case = subject.facts, subject.case
    _assess(subject)
    ended = subject.today - dt.timedelta(days=1) if facts.status == CaseStatus.CLOSED else None
    yield CategoryPeriod(
        case=case, category=facts.category, from_on=facts.opened_on, until_on=ended, grounds=GROUNDS[facts.category]
    )
    raised_on = subject.day_between(max(facts.opened_on, subject.today - dt.timedelta(days=400)), subject.today)
    lead = subject.cast.agencies["police"]
    if facts.level == Level.ONE or raised_on == facts.opened_on:
        yield _level(case, facts.level, lead, facts.opened_on, ended)
        return
    yield _level(case, Level.ONE, lead, facts.opened_on, raised_on)
    yield _level(case, facts.level, lead, raised_on, ended)


def _assess(subject: Subject) -> None:
    """A level and the day it was set: within the interval of reviews, or for some before it; none on new cases."""
    facts, rng, today = subject.facts, subject.rng, subject.today
    if facts.is_active and (today - facts.opened_on).days <= NEW_DAYS:
        return
    interval = REVIEW_MONTHS[facts.risk] * 30
    overdue = rng.random() < REVIEW_OVERDUE_SHARE
    ago = interval + rng.randint(7, 90) if overdue else rng.randint(1, interval - 5)
    subject.case.risk_level = facts.risk
    subject.case.risk_level_on = max(today - dt.timedelta(days=ago), facts.opened_on)


def _level(case: Case, level: Level, lead: Agency, from_on: dt.date, until_on: dt.date | None) -> LevelPeriod:
    reason = (
        "Screened: the lead agency can manage the risk without formal meetings."
        if level == Level.ONE
        else "Formal meetings add value: active co-ordination of several agencies is needed."
    )
    return LevelPeriod(case=case, level=level, lead_agency=lead, from_on=from_on, until_on=until_on, reason=reason)


def allocation_rows(subject: Subject) -> Iterable[Model]:
    """The present allocation, for some people an earlier one, and the exception where the caseload has one."""
    case, officer = subject.case, subject.officer
    if officer is None:
        yield from _left_behind(subject)
        return
    supervisor = subject.staff.supervisors[0]
    from_on = subject.day_between(max(subject.facts.opened_on, subject.today - dt.timedelta(days=900)), subject.today)
    case.allocated_on = from_on
    others = [one for one in subject.staff.officers if one != officer]
    if others and from_on > subject.facts.opened_on and subject.rng.random() < 0.3:
        yield Allocation(
            case=case, officer=subject.rng.choice(others), from_on=subject.facts.opened_on, until_on=from_on,
            reason="First allocation.", allocated_by=supervisor,
        )  # fmt: skip
    reason = "Geography and present caseload."
    yield Allocation(case=case, officer=officer, from_on=from_on, until_on=None, reason=reason, allocated_by=supervisor)
    yield from _exceptions(subject)


def _left_behind(subject: Subject) -> Iterable[Allocation]:
    """A case without an offender manager: the last one moved on some days ago."""
    until_on = subject.today - dt.timedelta(days=subject.rng.randint(1, 25))
    if subject.staff.officers and subject.facts.opened_on < until_on:
        yield Allocation(
            case=subject.case, officer=subject.rng.choice(subject.staff.officers), from_on=subject.facts.opened_on,
            until_on=until_on, reason="First allocation.", allocated_by=subject.staff.supervisors[0],
        )  # fmt: skip


def _exceptions(subject: Subject) -> Iterable[CapException]:
    """The supervisor's exception for a caseload over the cap with leave, made for its last case of high risk."""
    caseload = subject.caseload
    if caseload is None or caseload.load is not Load.OVER_WITH_EXCEPTION:
        return
    high = [one for one in caseload.people if one.is_high]
    if not high or max(one.number for one in high) != subject.facts.number:
        return
    made_on = subject.today - dt.timedelta(days=subject.rng.randint(1, 20))
    total = len(caseload.people)
    yield CapException(
        officer=subject.officer,
        case=subject.case,
        reason="A colleague is on leave for some weeks; the officer knows this case, and low-risk work has been moved.",
        figures=f"{len(high)} of {total} cases high or very high risk ({round(100 * len(high) / total)} per cent)",
        from_on=made_on,
        ends_on=made_on + dt.timedelta(days=EXCEPTION_DAYS),
        made_by=subject.staff.supervisors[0],
        made_at=subject.moment(made_on),
    )


def grant_rows() -> Callable[[Subject], Iterable[Model]]:
    """The part that gives the offender manager their rights; the permissions are looked up once."""
    permissions = {right: permission_for(right) for right in OFFENDER_MANAGER_RIGHTS}

    def rows(subject: Subject) -> Iterable[Model]:
        if subject.officer is not None:
            yield from _grants(subject, permissions)
        if subject.case.locked:
            yield from _lock(subject, permissions)
        others = [one for one in subject.staff.officers if one != subject.officer]
        if others and subject.rng.random() < EXCLUDED_SHARE:
            yield Exclusion(
                case=subject.case, officer=subject.rng.choice(others), reason="Lives next door to the person.",
                made_by=subject.staff.supervisors[0], made_at=subject.now,
            )  # fmt: skip

    return rows


def _grants(subject: Subject, permissions: Mapping[CaseRight, Permission]) -> Iterable[CaseGrant]:
    for permission in permissions.values():
        yield CaseGrant(
            user=subject.officer,
            content_object=subject.case,
            permission=permission,
            basis=GrantBasis.ALLOCATION,
            reason="Allocated as offender manager.",
            valid_from=subject.now,
            given_by=subject.staff.supervisors[0],
        )


def _lock(subject: Subject, permissions: Mapping[CaseRight, Permission]) -> Iterable[Model]:
    """Why the case is locked, and the sight that its supervisor keeps."""
    supervisor, reason = subject.staff.supervisors[0], "A relative of the person works in the unit."
    yield CaseLock(case=subject.case, reason=reason, made_by=supervisor, made_at=subject.now)
    for permission in permissions.values():
        yield CaseGrant(
            user=supervisor,
            content_object=subject.case,
            permission=permission,
            basis=GrantBasis.LOCK,
            reason=reason,
            valid_from=subject.now,
            given_by=supervisor,
        )


def case_of(facts: Facts, **fields: object) -> Case:
    """The case, not yet saved; the parts fill in what follows from their rows."""
    return Case(
        status=facts.status,
        category=facts.category,
        level=facts.level,
        locked=facts.is_active and facts.number % round(1 / LOCKED_SHARE) == 0,
        opened_on=facts.opened_on,
        **fields,
    )
