"""Who could take a case, and what it would make of their caseload."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from cases.models import Case
from cases.queries.caseload import loads
from cases.rules.caseload import Caseload, is_over, share_in_words, why_not_allocate
from mosovo.access.sight import excluded_from, is_excluded
from mosovo.force_settings.queries import values_on
from mosovo.staff.models import Officer, Unit
from mosovo.staff.queries import officers_with
from mosovo.staff.rules import why_not_vetted
from mosovo.staff.states import Ability


@dataclass(frozen=True)
class Candidate:
    """An officer of the unit beside the case: the caseload as it is and as it would be, in figures and words.

    why_not: why they may not take it at all. over_cap: the figures, where only the cap stands in the way.
    """

    officer: Officer
    before: Caseload
    after: Caseload
    share_before: str
    share_after: str
    was_over: bool
    would_be_over: bool
    why_not: str | None
    over_cap: str | None

    @property
    def may_take(self) -> bool:
        return self.why_not is None and self.over_cap is None


def holders(unit: Unit, *, today: dt.date) -> QuerySet[Officer]:
    """Those who may be offender manager of the unit's cases, by name."""
    return officers_with(Ability.HOLD_CASES, today=today, unit=unit).order_by("family_name", "given_names", "pk")


def why_not_take(case: Case, officer: Officer, *, today: dt.date) -> str | None:
    """Why this officer may not be given the case, whatever their caseload, or None."""
    if not officer.is_active:
        return f"{officer.full_name} may not sign in any longer. Choose somebody who works in {case.unit}."
    if not holders(case.unit, today=today).filter(pk=officer.pk).exists():
        where = officer.unit or "no unit"
        return f"{officer.full_name} holds no cases of {case.unit} (works in {where}). Choose an officer of the unit."
    least = str(values_on(today)["vetting_level"])
    return _why_not(officer, excluded=is_excluded(officer, case), least=least, today=today)


def _why_not(officer: Officer, *, excluded: bool, least: str, today: dt.date) -> str | None:
    if excluded:
        return f"{officer.full_name} must not see this case. Choose another officer."
    lapsed = why_not_vetted(officer.vetting_level, officer.vetting_expires_on, least=least, today=today)
    return f"{officer.full_name} may be given no case: {lapsed[:1].lower()}{lapsed[1:]}" if lapsed else None


def candidates(case: Case, *, today: dt.date) -> list[Candidate]:
    """Everybody who holds cases in the case's unit but its offender manager: those who could take it first.

    Among those, the one with the lowest share and the fewest cases is first. Five queries, however many there are.
    """
    settings = values_on(today)
    cap, least = int(settings["cap_percent"]), str(settings["vetting_level"])
    officers = [officer for officer in holders(case.unit, today=today) if officer.pk != case.officer_id]
    excluded = set(excluded_from(case))
    figures = loads(officer.pk for officer in officers)
    found = []
    for officer in officers:
        before = figures[officer.pk].caseload
        why_not = _why_not(officer, excluded=officer.pk in excluded, least=least, today=today)
        over_cap = why_not_allocate(before, risk_level=case.risk_level, cap_percent=cap)
        found.append(_candidate(officer, before, before.adding(case.risk_level), cap, why_not, over_cap))
    return sorted(found, key=_preference)


def why_nobody(case: Case, found: Sequence[Candidate]) -> str | None:
    """Why the case can be given to none of those found, and what would change that; None where it can."""
    if any(one.why_not is None for one in found):
        return None
    role = "An administrator gives an officer of the unit the role of offender manager; then the case can go there."
    if not found:
        return f"Nobody {'else ' if case.officer_id else ''}in {case.unit} holds cases. {role}"
    return (
        f"Nobody in {case.unit} may take this case now. The table says of each why not; "
        f"once that is put right, the case can go there. Else: {role[:1].lower()}{role[1:]}"
    )


def _candidate(
    officer: Officer, before: Caseload, after: Caseload, cap: int, why_not: str | None, over_cap: str | None
) -> Candidate:
    return Candidate(
        officer=officer,
        before=before,
        after=after,
        share_before=share_in_words(before, cap),
        share_after=share_in_words(after, cap),
        was_over=is_over(before, cap),
        would_be_over=is_over(after, cap),
        why_not=why_not,
        over_cap=over_cap,
    )


def _preference(candidate: Candidate) -> tuple[bool, bool, bool, int, int, str]:
    return (
        candidate.why_not is not None,
        candidate.over_cap is not None,
        candidate.would_be_over,
        candidate.after.total,
        candidate.after.high_risk,
        candidate.officer.family_name,
    )


def manager_after(case: Case, *, today: dt.date) -> Candidate | None:
    """The present offender manager with the case gone, which may take them above the cap; None while unallocated."""
    if case.officer is None:
        return None
    cap = int(values_on(today)["cap_percent"])
    before = loads([case.officer.pk])[case.officer.pk].caseload
    return _candidate(case.officer, before, before.adding(case.risk_level, -1), cap, None, None)
